"""The transcripts of a run that have no answer, or half of one, told when it ends."""

from __future__ import annotations

from service.cli.answers import Answer
from service.cli.say import say, say_error
from service.errors import OnrecordError

_TOLD = 5


class Problems:
    """The transcripts of a run that have no answer: how many, and the first of them; those that a model failed; and what
    was passed over, less the fields that are ``used``.
    """

    def __init__(self, used: frozenset[str] = frozenset()) -> None:
        self._used = used
        self.count = 0
        self._passed_over: set[str] = set()
        self._failed = 0
        self._reasons: dict[str, None] = {}
        self._first: list[tuple[str | None, OnrecordError]] = []

    def note(self, answer: Answer) -> None:
        """Remember the answer if it is none or lacks a model's part, and the fields that were passed over for it."""
        self._passed_over.update(answer.item.passed_over.keys() - self._used)
        if answer.model is not None and answer.model.status == "failed":
            self._failed += 1
            self._reasons[answer.model.reason or "no reason given"] = None
        if isinstance(answer.outcome, OnrecordError):
            self.count += 1
            if len(self._first) < _TOLD:
                name = answer.item.id
                self._first.append((None if name is None else str(name), answer.outcome))

    def tell(self) -> None:
        """Say which fields were passed over, what became of the model, the first few problems, and how many more there are."""
        if self._passed_over:
            say(f"fields that no request has were passed over: {', '.join(sorted(self._passed_over))}")
        if self._failed:
            answers = "1 answer" if self._failed == 1 else f"{self._failed:,} answers"
            say(f"the model failed, so that {answers} may hold the rules' part alone: {'; '.join(self._reasons)}")
        for where, error in self._first:
            say_error(error, where)
        if self.count > _TOLD:
            say(f"and {self.count - _TOLD:,} more; the output tells of each")
