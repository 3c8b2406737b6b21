"""The one list of record types. Options, JSON Schemas, rules and OpenAPI take theirs from here."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.detention import Detention
from schemas.election import Election
from schemas.protest import Protest
from schemas.shared import Record
from schemas.statement import Statement


@dataclass(frozen=True, slots=True)
class RecordType:
    """A kind of record: its ``name`` (singular), its ``plural`` (the key in an extraction) and its ``model``."""

    name: str
    plural: str
    model: type[Record]


RECORD_TYPES: tuple[RecordType, ...] = (
    RecordType("election", "elections", Election),
    RecordType("protest", "protests", Protest),
    RecordType("detention", "detentions", Detention),
    RecordType("statement", "statements", Statement),
)

_BY_NAME = {name: entry for entry in RECORD_TYPES for name in (entry.name, entry.plural)}


def record_type(name: str) -> RecordType:
    """The record type of that singular or plural name; ``KeyError`` with the known names if there is none."""
    try:
        return _BY_NAME[name]
    except KeyError:
        known = ", ".join(entry.plural for entry in RECORD_TYPES)
        raise KeyError(f"unknown record type {name!r}; expected one of: {known}") from None
