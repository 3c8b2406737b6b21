"""What the rules read and are not sure of: records that rest on little, and values of a kind that is often wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemas import Gap, Record
from service.rules.found import Found, Trace
from service.words import load_words

_FIRST_WORDS = 80  # characters
_WORDS = load_words("rules/doubt")


def doubts(record_type: str, found: Found) -> Iterator[Gap]:
    """The doubts about the records of one type (its singular name), each where the record begins."""
    for record, trace in zip(found.records, found.traces, strict=True):
        if record.confidence < _WORDS["sure"]:
            yield gap_of(record_type, record, trace, _WORDS["not_sure"])
        for kind in _WORDS["open"]:
            if kind["record"] == record_type and _has(record, kind):
                yield gap_of(record_type, record, trace, kind["reason"], kind["field"])


def _has(record: Record, kind: dict[str, Any]) -> bool:
    """Whether a value of the field is of the kind."""
    value = getattr(record, kind["field"])
    values = value if isinstance(value, list) else [value]
    return any(v is not None and getattr(v, kind["has"]) in kind["values"] for v in values)


def _beginning(record: Record, trace: Trace) -> tuple[int, int]:
    """The words by which a rule saw the record, or its first words where those are fewer; the id tells the rest."""
    first = record.evidence[0]
    words = first.text
    if len(words) > _FIRST_WORDS:
        words = words[:_FIRST_WORDS].rpartition(" ")[0] or words[:_FIRST_WORDS]
    spans = [(trace[0].start, trace[0].end), (first.start, first.start + len(words))]
    return min(spans, key=lambda span: span[1] - span[0])


def gap_of(record_type: str, record: Record, trace: Trace, reason: str, field: str | None = None) -> Gap:
    """A gap in the record, where it begins."""
    start, end = _beginning(record, trace)
    return Gap(record_type=record_type, start=start, end=end, reason=reason, field=field, record=record.id)
