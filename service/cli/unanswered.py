"""The transcripts of a run that have no answer, or half of one, told when it ends."""

from __future__ import annotations

from schemas import DryRun
from service.cli.answers import Answer
from service.cli.say import say, say_error
from service.errors import OnrecordError

_TOLD = 5


class DryRuns:
    """What a run would send to a model, were it none but a dry one."""

    def __init__(self) -> None:
        self._url = ""
        self._requests = self._input = self._output = 0
        self._cost: float | None = 0.0

    def note(self, dry_run: DryRun) -> None:
        """Add what one transcript would send."""
        self._url = self._url or dry_run.url
        self._requests += len(dry_run.requests)
        self._input += dry_run.input_tokens
        self._output += dry_run.output_tokens
        self._cost = None if self._cost is None or dry_run.cost is None else self._cost + dry_run.cost

    def tell(self) -> None:
        """Say it in a line, if anything was noted."""
        if self._url:
            cost = f"; that costs {self._cost:.4f} at most" if self._cost is not None else ""
            requests = f"{self._requests:,} request{'s' if self._requests != 1 else ''}"
            say(
                f"dry run: {requests} to {self._url}, about {self._input:,} tokens, at most {self._output:,} back{cost}"
            )


class Problems:
    """The transcripts of a run that have no answer: how many, and the first of them; those that a model failed; and what
    was passed over, less the fields that are ``used``.
    """

    def __init__(self, used: frozenset[str] = frozenset()) -> None:
        self._used = used
        self.count = 0
        self._passed_over: set[str] = set()
        self._failed = 0
        self._dry = DryRuns()
        self._reasons: dict[str, None] = {}
        self._first: list[tuple[str | None, OnrecordError]] = []

    def note(self, answer: Answer) -> None:
        """Remember the answer if it is none or lacks a model's part, and the fields that were passed over for it."""
        self._passed_over.update(answer.item.passed_over.keys() - self._used)
        if answer.model is not None and answer.model.dry_run is not None:
            self._dry.note(answer.model.dry_run)
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
        self._dry.tell()
        if self._failed:
            answers = "1 answer" if self._failed == 1 else f"{self._failed:,} answers"
            say(f"the model failed, so that {answers} may hold the rules' part alone: {'; '.join(self._reasons)}")
        for where, error in self._first:
            say_error(error, where)
        if self.count > _TOLD:
            say(f"and {self.count - _TOLD:,} more; the output tells of each")
