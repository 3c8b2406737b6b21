"""Why each record is there: the rules that made it, the words that they read, and where these stand; and what is open."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from schemas import RECORD_TYPES, Evidence, Gap, Record
from service.explain.wording import names_of, summary
from service.extract import Explained
from service.read import Transcript
from service.rules.catalogue import every_step
from service.rules.found import Trace


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the transcript: offsets into its text, the line (from 1) that they begin in, seconds where it is timed."""

    start: int
    end: int
    line: int
    start_time: float | None
    text: str


@dataclass(frozen=True, slots=True)
class RuleAtWork:
    """A rule, what it sees or reads, and the words by which it did."""

    rule: str
    description: str
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class ExplainedRecord:
    """A record in a line, with the rules that made it and the words that it rests on."""

    id: str
    name: str
    summary: str
    factuality: str
    confidence: float
    rules: tuple[RuleAtWork, ...]
    evidence: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class OpenEnd:
    """Something seen and not settled; ``record`` is the name of the record that it would complete."""

    record_type: str
    reason: str
    field: str | None
    record: str | None
    words: Words


@dataclass(frozen=True, slots=True)
class Explanation:
    """All records of a transcript and all that is open, in the order of the extraction."""

    records: tuple[ExplainedRecord, ...]
    gaps: tuple[OpenEnd, ...]


def explanation(transcript: Transcript, found: Explained) -> Explanation:
    """What ``found`` says of the transcript, told by its rules."""
    places, names = _Places(transcript), names_of(found.extraction)
    records = tuple(
        _explained(places, entry.plural, record, found.traces.get(record.id, ()), names)
        for entry in RECORD_TYPES
        for record in getattr(found.extraction, entry.plural)
    )
    return Explanation(records, tuple(_open_end(places, gap, names) for gap in found.extraction.report.gaps))


class _Places:
    """Where words stand in a transcript."""

    def __init__(self, transcript: Transcript) -> None:
        self.transcript = transcript

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(i + 1 for i, c in enumerate(self.transcript.text) if c == "\n")]

    def words(self, start: int, end: int) -> Words:
        """The words ``text[start:end]``."""
        time, _ = self.transcript.times(start, end)
        line = bisect_right(self._line_starts, start)
        return Words(start, end, line, time, self.transcript.text[start:end])


def _explained(places: _Places, plural: str, record: Record, trace: Trace, names: dict[str, str]) -> ExplainedRecord:
    told = every_step(plural)
    rules = tuple(
        RuleAtWork(rule, told[rule], tuple(places.words(s.start, s.end) for s in trace if s.rule == rule))
        for rule in sorted({step.rule for step in trace}, key=list(told).index)
    )
    evidence = tuple(_of_evidence(places, e) for e in record.evidence)
    return ExplainedRecord(
        record.id, names[record.id], summary(record, names), record.factuality, record.confidence, rules, evidence
    )


def _of_evidence(places: _Places, evidence: Evidence) -> Words:
    return places.words(evidence.start, evidence.end)


def _open_end(places: _Places, gap: Gap, names: dict[str, str]) -> OpenEnd:
    record = names.get(gap.record) if gap.record is not None else None
    return OpenEnd(gap.record_type, gap.reason, gap.field, record, places.words(gap.start, gap.end))
