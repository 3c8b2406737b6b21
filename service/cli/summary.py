"""What a run over many transcripts came to, in a few lines on standard error."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import orjson

from schemas import RECORD_TYPES, RecordType
from service.cli.answers import Answer
from service.cli.say import say
from service.errors import OnrecordError

_TOLD = 3


class Summary:
    """Counts of transcripts, of their records by type (those of these plural names, or all), and of warnings, of which the
    first are kept.
    """

    def __init__(self, plurals: Sequence[str] = ()) -> None:
        self._types = [entry for entry in RECORD_TYPES if not plurals or entry.plural in plurals]
        self._answered = 0
        self._failed = 0
        self._records: Counter[str] = Counter()
        self._warned = 0
        self._warnings: list[str] = []
        self._more_warnings = 0

    def note(self, answer: Answer) -> None:
        """Count the answer and what is in it."""
        if isinstance(answer.outcome, OnrecordError):
            self._failed += 1
            return
        self._answered += 1
        found = orjson.loads(answer.outcome)
        self._records.update({entry.plural: len(found[entry.plural]) for entry in self._types})
        warnings = [f"{answer.item.id}: {warning}" for warning in found["report"]["warnings"]]
        self._warned += bool(warnings)
        room = _TOLD - len(self._warnings)
        self._warnings += warnings[:room]
        self._more_warnings += len(warnings[room:])

    def tell(self) -> None:
        """Say it all."""
        for warning in self._warnings:
            say(f"warning: {warning}")
        if self._more_warnings:
            say(f"and {self._more_warnings:,} more warnings; each answer has its own, in report.warnings")
        failed = f", {self._failed:,} without an answer" if self._failed else ""
        records = ", ".join(_counted(self._records[entry.plural], entry) for entry in self._types)
        warned = f"; {self._warned:,} with warnings" if self._warned else ""
        say(f"{self._answered + self._failed:,} transcripts{failed}: {records}{warned}")


def _counted(number: int, entry: RecordType) -> str:
    return f"{number:,} {entry.name if number == 1 else entry.plural}"
