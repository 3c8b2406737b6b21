"""What a run over many transcripts may spend on a model: a ration a shard, whatever engine works on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schemas import Skipped
from service.ask.budget import Budget, overhead
from service.ask.questions import Question


@dataclass(slots=True)
class Ration:
    """The tokens that are ``left`` to be sent, as estimated before they are."""

    left: int = 0


@dataclass(frozen=True, slots=True)
class Rationed(Budget):
    """The budget of each request, within a ration that many requests share."""

    ration: Ration

    def afford(self, questions: Sequence[Question]) -> tuple[list[Question], list[Skipped]]:
        """The questions that can be paid for, which are counted as asked, and the stories of the others."""
        own = Budget(self.calls, min(self.tokens, self.ration.left), self.seconds)
        chosen, left_out = own.afford(questions)
        self.ration.left -= sum(question.tokens(overhead(question.kinds)) for question in chosen)
        return chosen, left_out
