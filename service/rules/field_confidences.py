"""How likely each value of a record is to be right: as likely as the record is, and as such values of right records are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from schemas import Record
from service.rules.found import Found
from service.words import load_words

_WORDS = load_words("rules/confidences")
_UNTOLD: tuple[object, ...] = (None, [], "unknown")


def with_confidences(plural: str, found: Found) -> Found:
    """The same records with a confidence for each field that has a value and is in the list of its type."""
    shares = _WORDS.get(plural)
    if shares is None:
        return found
    return replace(found, records=[_with_confidences(record, shares) for record in found.records])


def _with_confidences(record: Record, shares: Mapping[str, Mapping[str, float]]) -> Record:
    confidences = {}
    for field, own in shares["own"].items():
        if getattr(record, field) not in _UNTOLD:
            share = shares["carried"].get(field, own) if field in record.carried else own
            confidences[field] = round(record.confidence * share, 2)
    return record.model_copy(update={"confidences": confidences})
