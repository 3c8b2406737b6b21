"""What is left open about events: fields that a record lacks, and words that may report one."""

from __future__ import annotations

from schemas import Gap, Record


def gap(record_type: str, span: tuple[int, int], reason: str) -> Gap:
    """Words that the rules could not settle."""
    return Gap(record_type=record_type, start=span[0], end=span[1], reason=reason)


def field_gap(record_type: str, span: tuple[int, int], reason: str, field: str, record: Record) -> Gap:
    """A field that a record lacks or is not sure of, at the words that may tell it."""
    return Gap(record_type=record_type, start=span[0], end=span[1], reason=reason, field=field, record=record.id)
