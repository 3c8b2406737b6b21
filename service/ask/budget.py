"""What one request may spend on a model: calls, tokens and seconds, the most valuable questions first."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from schemas import Skipped
from service.ask.edits import answer_schema
from service.ask.prompts import instructions
from service.ask.questions import Question

_TOO_DEAR = "not asked, the model's budget was spent"


@dataclass(frozen=True, slots=True)
class Budget:
    """Limits for one request. ``tokens`` are those sent, as estimated before they are."""

    calls: int
    tokens: int
    seconds: float

    def afford(self, questions: Sequence[Question]) -> tuple[list[Question], list[Skipped]]:
        """The questions that can be paid for, in their order, and the stories of the others."""
        chosen: list[Question] = []
        left_out: list[Skipped] = []
        spent = 0
        for question in questions:
            cost = question.tokens(overhead(question.kinds))
            if len(chosen) < self.calls and spent + cost <= self.tokens:
                chosen.append(question)
                spent += cost
            else:
                start, end = question.passage
                left_out.append(Skipped(start=start, end=end, reason=_TOO_DEAR))
        return chosen, left_out


@cache
def overhead(kinds: tuple[str, ...]) -> int:
    """Characters that go with each question about these record types: the instructions and the schema of the answer."""
    return len(instructions(kinds)) + len(json.dumps(answer_schema()))
