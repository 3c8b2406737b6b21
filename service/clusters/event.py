"""One event in the world, out of all that tell of it."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel

from schemas import Place, Stage
from service.clusters.days import span_of
from service.clusters.sides import Side, disagreements, sides, words_of
from service.clusters.told import Told

_STAGES = get_args(Stage)


@dataclass(frozen=True, slots=True)
class Event:
    """The tellings of an event, the first report first."""

    type: str
    members: tuple[Told, ...]

    @property
    def id(self) -> str:
        """A hash of the first report: it stays while reports come in that are later."""
        first = "\x00".join((self.type, *self.members[0].key))
        return f"event_{hashlib.sha256(first.encode()).hexdigest()[:16]}"


def event_of(kind: str, members: Sequence[Told]) -> Event:
    """The event that these tell of."""
    return Event(kind, tuple(sorted(members, key=lambda told: told.order)))


def row(event: Event) -> dict[str, Any]:
    """The event as it stands in the dataset of events."""
    first, found = event.members[0], sides(event.members)
    dates = sorted(told.published for told in event.members if told.published)
    return {
        "event_id": event.id,
        "type": event.type,
        "first_transcript": first.transcript,
        "first_record": first.record.id,
        "first_outlet": first.outlet,
        "first_published": dates[0] if dates else None,
        "last_published": dates[-1] if dates else None,
        "transcripts": len({told.transcript for told in event.members}),
        "sources": len({told.source for told in event.members}),
        "records": len(event.members),
        "outlets": " | ".join(dict.fromkeys(told.outlet for told in event.members if told.outlet)) or None,
        "place": _place(event),
        "country": _most(place.country for place in _places(event)),
        "day": _first(found, "when", "started", "polling_day"),
        "who": _first(found, "detainees", "actors", "results"),
        "stages": stages(event) or None,
        "figures": words_of(_figures(found)) or None,
        "disagreements": " | ".join(disagreements(found)) or None,
        "fields": json.dumps({name: _shown(told) for name, told in found.items()}, ensure_ascii=False),
    }


def _figures(found: dict[str, list[Side]]) -> list[Side]:
    return [side for name in ("participants", "counts", "turnout") for side in found.get(name, ())]


def _first(found: dict[str, list[Side]], *names: str) -> str | None:
    """What most say of the first of these fields that the event has."""
    side = next((found[name][0] for name in names if name in found), None)
    if side is None:
        return None
    value = getattr(side.value, "contestant", side.value)
    return str(getattr(value, "edtf", None) or getattr(value, "name", None) or value.text)


def _place(event: Event) -> str | None:
    """The nearest place that most say: the town, where any names one."""
    kinds = [[p.name for p in _places(event) if p.kind == kind] for kind in ("city", "region", "country", "site")]
    return next((_most(names) for names in kinds if names), None)


def _most(values: Iterable[str | None]) -> str | None:
    """What is there most often, of several what is told first."""
    return max(counted := Counter(value for value in values if value), key=lambda value: counted[value], default=None)


def _places(event: Event) -> list[Place]:
    fields = (told.value("places") or [told.value("place")] for told in event.members)
    return [place for places in fields for place in places if place is not None]


def stages(event: Event) -> str:
    """The stages of a case in their order, each with the day that it was reached on, as far as it is told."""
    reached: dict[str, list[str]] = {}
    for told in event.members:
        if stage := told.value("stage"):
            when = told.value("when")
            span = span_of(when)
            reached.setdefault(stage, []).append(when.edtf if span and span.is_exact else told.published or "")
    days = {stage: min((day for day in told if day), default="") for stage, told in reached.items()}
    return " | ".join(f"{stage} {days[stage]}".strip() for stage in sorted(reached, key=_STAGES.index))


def _shown(told: Sequence[Side]) -> list[dict[str, Any]]:
    return [{"value": _bare(side.value), "told_by": [_source(one) for one in side.told_by]} for side in told]


def _bare(value: Any) -> Any:
    """The value as in an answer, without the evidence, which stands with its record."""
    return value.model_dump(mode="json", exclude={"evidence"}) if isinstance(value, BaseModel) else value


def _source(told: Told) -> dict[str, str | None]:
    return {"transcript": told.transcript, "outlet": told.outlet, "published": told.published, "record": told.record.id}
