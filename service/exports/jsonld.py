"""Records in the words of schema.org: statements as Quotation or Claim, all others as Event."""

from __future__ import annotations

import re
from typing import Any

from schemas import RECORD_TYPES, Actor, Extraction, Place, Record, Statement, When

_DAY = re.compile(r"\d{4}(?:-\d{2}){0,2}")
_AGENTS = {"person": "Person", "party": "PoliticalParty", "government": "GovernmentOrganization", "country": "Country"}


def graphs(extraction: Extraction, transcript: str | int | None) -> list[dict[str, Any]]:
    """The records of an extraction as one JSON-LD document; ``transcript`` is the id of what it was made from."""
    report = _known(
        {
            "@id": f"urn:sha256:{extraction.transcript.sha256}",
            "@type": "NewsArticle",
            "identifier": transcript,
            "name": extraction.transcript.title,
            "publisher": extraction.transcript.source,
            "datePublished": extraction.transcript.published,
            "inLanguage": extraction.transcript.language,
        }
    )
    things = [
        _statement(record) if isinstance(record, Statement) else _event(entry.name, record)
        for entry in RECORD_TYPES
        for record in getattr(extraction, entry.plural)
    ]
    appearing = [{**thing, "subjectOf": {"@id": report["@id"]}} for thing in things]
    return [{"@context": "https://schema.org", "@graph": [report, *appearing]}]


def _statement(record: Statement) -> dict[str, Any]:
    """Quoted words are a Quotation; their gist is a Claim."""
    is_quotation = record.kind == "direct"
    return _known(
        {
            "@id": _address(record.id),
            "@type": "Quotation" if is_quotation else "Claim",
            "text": " ".join(words.text for words in record.content),
            "spokenByCharacter" if is_quotation else "author": _agent(record.speaker),
            "about": [{"@id": _address(name)} for name in record.about],
        }
    )


def _event(name: str, record: Record) -> dict[str, Any]:
    """Of the fields, the first date, the places and the actors have words in schema.org."""
    values = [getattr(record, field) for field in type(record).model_fields if field != "attributed_to"]
    parts = [part for value in values for part in (value if isinstance(value, list) else [value])]
    dates = [part.edtf for part in parts if isinstance(part, When) and part.edtf and _DAY.fullmatch(part.edtf)]
    return _known(
        {
            "@id": _address(record.id),
            "@type": "Event",
            "additionalType": name,
            "description": " ".join(evidence.text for evidence in record.evidence),
            "startDate": dates[0] if dates else None,
            "location": [_place(part) for part in parts if isinstance(part, Place)],
            "contributor": [_agent(part) for part in parts if isinstance(part, Actor)],
        }
    )


def _agent(actor: Actor | None) -> dict[str, Any] | None:
    if actor is None:
        return None
    return _known(
        {
            "@type": _AGENTS.get(actor.kind, "Organization"),
            "name": actor.name,
            "jobTitle" if actor.kind == "person" else "description": actor.role,
            "affiliation": {"@type": "Organization", "name": actor.affiliation} if actor.affiliation else None,
        }
    )


def _place(place: Place) -> dict[str, Any]:
    address = {"@type": "PostalAddress", "addressCountry": place.country} if place.country else None
    return _known({"@type": "Place", "name": place.name, "address": address})


def _address(record: str) -> str:
    return f"urn:onrecord:{record}"


def _known(thing: dict[str, Any]) -> dict[str, Any]:
    """Without what is not known: JSON-LD leaves that out."""
    return {name: value for name, value in thing.items() if value not in (None, [])}
