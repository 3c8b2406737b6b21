"""A draft of gold, to be corrected: what the rules find in a text, in the form that gold has."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from schemas import RECORD_TYPES, Actor, Detention, Election, Evidence, Extraction, Protest, Quantity, Record, Statement
from service.evaluate.agreement import describes
from service.evaluate.derived import found_slots, many_valued

_DAYS = re.compile(r"P(\d+)D")


def draft(found: Extraction, text: str) -> dict[str, list[dict[str, Any]]]:
    """The records of an extraction from ``text`` as gold, by the plural name of their type; what is not known is left out."""
    return {
        entry.plural: [_known(_gold(record, text)) for record in getattr(found, entry.plural)] for entry in RECORD_TYPES
    }


def _gold(record: Record, text: str) -> dict[str, Any]:
    match record:
        case Statement():
            said = {"speaker": _names(record.speaker), "cue": record.cue, "kind": record.kind}
            return {**said, "content": _passages(record.content, text)}
        case Election():
            values = _election(record)
        case Protest():
            values = _protest(record)
        case Detention():
            values = _detention(record)
        case _:
            values = _derived(record)
    return {**values, "factuality": record.factuality, "quotes": _passages(record.evidence, text)}


def _election(found: Election) -> dict[str, Any]:
    place = found.place
    return {
        "place": place.name if place else None,
        "country": place.country if place else None,
        "kinds": found.kinds,
        "status": found.status,
        "polling_day": found.polling_day.edtf if found.polling_day else None,
        "results": [
            _known(
                {
                    "contestant": [name for name in (result.contestant.name, result.abbreviation) if name],
                    **{name: _figure(getattr(result, name)) for name in ("vote_share", "votes", "seats")},
                    "outcome": result.outcome,
                }
            )
            for result in found.results
        ],
        "allegations": [_known({"kind": a.kind, "by": _names(a.by)}) for a in found.allegations],
        "reruns": [
            _known(
                {
                    "scope": rerun.scope,
                    "polling_day": rerun.polling_day.edtf if rerun.polling_day else None,
                    "polling_stations": _figure(rerun.polling_stations),
                }
            )
            for rerun in found.reruns
        ],
    }


def _protest(found: Protest) -> dict[str, Any]:
    days = _DAYS.fullmatch(found.duration.iso or "") if found.duration else None
    return {
        "places": [place.name for place in found.places],
        "country": next((place.country for place in found.places if place.country), None),
        "forms": found.forms,
        "participants": _range(found.participants),
        "actors": [actor.name for actor in found.actors],
        "against": _names(found.against),
        "demands": [demand.text for demand in found.demands],
        "duration_days": int(days[1]) if days else None,
        "response": found.response,
    }


def _detention(found: Detention) -> dict[str, Any]:
    people = [actor.name for actor in found.detainees if actor.kind == "person" and not describes(actor.name)]
    return {
        "detainees": [actor.name for actor in found.detainees if actor.name not in people],
        "named": people,
        "count": _range(found.counts),
        "authority": _names(found.authority),
        "place": found.place.name if found.place else None,
        "country": found.place.country if found.place else None,
        "stage": found.stage,
        "reason": found.reason or next(iter(found.charges), None),
    }


def _derived(found: Record) -> dict[str, Any]:
    """The values that gold of any other type has."""
    values: dict[str, Any] = {}
    for name, value in found_slots(found):
        told = [value.low, value.high] if isinstance(value, Quantity) else value
        if name in many_valued(type(found)):
            values.setdefault(name, []).append(told)
        else:
            values[name] = told
    return values


def _passages(evidence: Iterable[Evidence], text: str) -> list[Any]:
    """The very words where they stand for the first time, else offsets."""
    return [e.text if text.find(e.text) == e.start else [e.start, e.end] for e in evidence]


def _names(actor: Actor | None) -> list[str] | None:
    return None if actor is None else [actor.name]


def _range(found: list[Quantity]) -> list[float | None] | None:
    return [_whole(found[0].low), _whole(found[0].high)] if found else None


def _figure(found: Quantity | None) -> float | None:
    return None if found is None else _whole(found.low)


def _whole(number: float | None) -> float | None:
    """``14`` where it is, as people write it."""
    return int(number) if number is not None and number.is_integer() else number


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, [], "unknown")}
