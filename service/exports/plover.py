"""Events as PLOVER codes them: who did what to whom, where and when. Only what is reported to have happened.

The table ``plover`` of a record type's word list says which event a record becomes; a type without one is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemas import RECORD_TYPES, Extraction, Record
from service.words import load_words

Event = dict[str, Any]


def events(extraction: Extraction, transcript: str | int | None) -> Iterator[Event]:
    """The events of an extraction, in the order of record types and records; ``transcript`` is the id of its transcript."""
    for entry in RECORD_TYPES:
        coding = load_words(f"rules/{entry.plural}").get("plover")
        if coding is not None:
            for record in getattr(extraction, entry.plural):
                if record.factuality == "reported":
                    yield from ({"transcript": transcript, **event} for event in _coded(record, coding, extraction))


def _coded(record: Record, coding: dict[str, Any], extraction: Extraction) -> Iterator[Event]:
    """An event for each type and mode that the record's values stand for."""
    values = getattr(record, coding["by"])
    values = values if isinstance(values, list) else [values]
    picked = dict.fromkeys(tuple(coding["events"][value]) for value in values if value in coding["events"])
    for event_type, mode in picked:
        yield {
            "id": record.id,
            "event_type": event_type,
            "event_mode": mode or None,
            "date": _field(record, coding, "date", "edtf"),
            "actor": _names(record, coding, "actor"),
            "actor_country": _field(record, coding, "actor", "country"),
            "recipient": _names(record, coding, "recipient"),
            "recipient_country": _field(record, coding, "recipient", "country"),
            "location": _names(record, coding, "place"),
            "country": _field(record, coding, "place", "country"),
            "text": " ".join(evidence.text for evidence in record.evidence),
            "confidence": record.confidence,
            "source": extraction.transcript.source,
            "published": extraction.transcript.published,
        }


def _parts(record: Record, coding: dict[str, Any], part: str) -> list[Any]:
    value = getattr(record, coding[part]) if part in coding else None
    return value if isinstance(value, list) else [] if value is None else [value]


def _names(record: Record, coding: dict[str, Any], part: str) -> list[str]:
    return [found.name for found in _parts(record, coding, part)]


def _field(record: Record, coding: dict[str, Any], part: str, field: str) -> str | None:
    """The first that is known: PLOVER has one country and one date an event."""
    return next((value for found in _parts(record, coding, part) if (value := getattr(found, field))), None)
