"""The rules' events held against the guard, as a model's are: where the two disagree, the answer is less sure and a gap says why.

Only the kinds of disagreement that ``rules/doubt`` lists count: those in which, over gold, the guard was right more often than not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from schemas import Gap, Record, record_type
from service.guard import Drop, Guard
from service.language.reading import Reading
from service.rules.doubt import gap_of
from service.rules.found import Found
from service.words import load_words

_WORDS = load_words("rules/doubt")
_SHARE: float = _WORDS["held"]["share"]
_FIELDS: dict[tuple[str, str, str], str | None] = {
    (kind["record"], kind["drop"], kind["reason"]): kind.get("field") for kind in _WORDS["held"]["kinds"]
}
_REASONS = {reason: f"{_WORDS['held']['reason']}: {reason}" for _, _, reason in _FIELDS}
_LOOKED_AT = {kind: frozenset(drop for of, drop, _ in _FIELDS if of == kind) for kind, _, _ in _FIELDS}


def held_against_words(plural: str, found: Found, reading: Reading) -> Found:
    """The same records, with a gap for each disagreement; those less sure that the guard would not let pass at all."""
    kind = record_type(plural).name
    if kind not in _LOOKED_AT or not found.records:
        return found
    guard, gaps, records = Guard(reading, witness=False), list(found.gaps), []
    for record, trace in zip(found.records, found.traces, strict=True):
        doubts = list(_doubts(kind, guard, record))
        gaps += [gap_of(kind, record, trace, reason, field) for field, reason in doubts]
        unsure = any(field is None for field, _ in doubts)
        records.append(_with_less(record) if unsure else record)
    return replace(found, records=records, gaps=gaps)


def less_sure(found: Found) -> Found:
    """The records with less confidence in each field that such a gap is about."""
    told = {(gap.record, gap.field) for gap in found.gaps if _is_ours(gap)}
    return replace(found, records=[_less_sure(record, told) for record in found.records]) if told else found


def _doubts(kind: str, guard: Guard, record: Record) -> Iterator[tuple[str | None, str]]:
    """The fields, None for the record, in which the guard disagrees, and why."""
    for drop in guard.checked(_bare(kind, record)).drops:
        key = (kind, _dropped(drop), drop.reason)
        if key in _FIELDS:
            yield _FIELDS[key], _REASONS[drop.reason]


def _bare(kind: str, record: Record) -> Record:
    """The record as if a model had proposed it, with no more than what is looked at."""
    return record.model_copy(update={**_aside(kind), "factuality": record.factuality, "source": "model"})


@cache
def _aside(kind: str) -> dict[str, Any]:
    """What a record has in the fields that are not looked at."""
    return {
        name: info.get_default(call_default_factory=True)
        for name, info in record_type(kind).model.model_fields.items()
        if not (info.is_required() or name in _LOOKED_AT[kind])
    }


def _dropped(drop: Drop) -> str:
    return drop.field.rpartition(".")[2]


def _with_less(record: Record) -> Record:
    return record.model_copy(update={"confidence": round(record.confidence * _SHARE, 2)})


def _less_sure(record: Record, told: set[tuple[str | None, str | None]]) -> Record:
    shares = {
        name: round(share * _SHARE, 2) if (record.id, name) in told else share
        for name, share in record.confidences.items()
    }
    return record.model_copy(update={"confidences": shares}) if shares != record.confidences else record


def _is_ours(gap: Gap) -> bool:
    return gap.field is not None and gap.reason in _REASONS.values()
