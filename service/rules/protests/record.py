"""From the reports of one protest to its record."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields

from schemas import (
    Actor,
    Demand,
    Duration,
    Place,
    Protest,
    ProtestForm,
    Quantity,
    Response,
    When,
)  # fmt: skip
from service.language.reading import Reading
from service.rules.events.places import is_town
from service.rules.events.record import PLAINEST, confidence, distinct, evidence
from service.rules.found import Grounded, Step, Trace, record_id, trace_of
from service.rules.protests.around.demands import Asked
from service.rules.protests.around.nearby import clashes_near, crowd_near, place_near, sizes_near
from service.rules.protests.fields.causes import AROUND, ENDING
from service.rules.protests.grouping import Cluster, points_back
from service.rules.protests.lexicon import CONFIDENCE, WORDS
from service.rules.protests.report import Report

_WORD = re.compile(r"[^\W\d_]+")
_MOST_ACTORS = 8
_FIELD = {"riot": "forms"}  # where a value's name is not that of its field
_BESIDE = len(" in ")
_READ = frozenset(WORDS["readings"])


@dataclass(frozen=True)
class _Values:
    """What the record will say, each value with its place in the text."""

    places: list[Grounded[Place]]
    participants: list[Grounded[Quantity]]
    actors: list[Grounded[Actor]]
    against: list[Grounded[Actor]]
    demands: list[Grounded[str]]
    started: list[Grounded[When]]
    duration: list[Grounded[Duration]]
    response: list[Grounded[Response]]
    riot: list[Grounded[ProtestForm]]

    def spans(self) -> list[tuple[str, int, int]]:
        """Field, start and end of every value."""
        return [(f.name, g.start, g.end) for f in fields(self) for g in getattr(self, f.name)]


def record(
    reading: Reading,
    cluster: Cluster,
    asked: Asked,
    responses: list[Grounded[Response]],
    riot: Grounded[ProtestForm] | None,
) -> tuple[Protest, Trace]:
    """The record of one protest, every value with the words that bear it out, and the rules that made it."""
    forms = _forms(cluster.members)
    violent = [riot] if riot is not None and "riot" not in forms else []
    values = _values(reading, cluster, asked, responses, violent)
    words = evidence(
        reading,
        ((r.span, "forms") for r in cluster.members),
        [(_FIELD.get(name, name), start, end) for name, start, end in values.spans()],
    )
    lead = _lead(cluster)
    carried = sorted({_FIELD.get(name, name) for name, start, _ in values.spans() if _is_carried(cluster, start)})
    made = Protest(
        id=record_id("protest", words),
        evidence=words,
        confidence=_confidence(cluster.members, values, carried),
        source="rules",
        carried=carried,
        factuality=lead.factuality,
        attributed_to=lead.by,
        places=[g.value for g in values.places],
        forms=[*forms, *(g.value for g in values.riot)],
        participants=[g.value for g in values.participants],
        actors=[g.value for g in values.actors],
        against=next((g.value for g in values.against), None),
        demands=[Demand(text=g.value, evidence=[reading.evidence(g.start, g.end, "demands")]) for g in values.demands],
        started=next((g.value for g in values.started), None),
        duration=next((g.value for g in values.duration), None),
        response=[g.value for g in values.response],
    )
    return made, _trace(cluster, values)


def _is_carried(cluster: Cluster, at: int) -> bool:
    """Whether a value stands in none of the sentences that report the protest."""
    return not any(s.start <= at < s.end for s in (m.view.sentence for m in cluster.members))


def _values(
    reading: Reading,
    cluster: Cluster,
    asked: Asked,
    responses: list[Grounded[Response]],
    riot: list[Grounded[ProtestForm]],
) -> _Values:
    members = cluster.members
    told = (*(f for c in members for f in c.participants), *sizes_near(cluster))
    figures = distinct({f.start: f for f in told}.values(), lambda q: (q.low, q.high, q.by))
    against = [a for c in members for a in c.against] + [(ENDING, a) for a in asked.against]
    against += [(AROUND, a) for a in asked.around]
    against.sort(key=lambda a: (a[0], a[1].start))
    return _Values(
        places=_all_places(reading, cluster),
        participants=figures or crowd_near(reading, cluster),
        actors=distinct((a for c in members for a in c.actors), lambda a: a.name.lower())[:_MOST_ACTORS],
        against=[a for _, a in against[:1]],
        demands=_distinct_demands(asked.demands),
        started=_started(members),
        duration=[c.duration for c in members if c.duration is not None][:1],
        response=distinct(responses, lambda r: r),
        riot=riot,
    )


def _lead(cluster: Cluster) -> Report:
    """The report that says most plainly how the protest stands."""
    return min(cluster.members, key=lambda c: (PLAINEST.index(c.factuality), not c.is_sure, c.index))


def _forms(members: list[Report]) -> list[ProtestForm]:
    """What is done, in the order of the text, and last what those are called who do it."""
    plain = any(c.is_sure for c in members if c.trigger.form != "rally")
    named = [
        f for c in members if c.trigger.rule != "people" and (c.is_sure or not _is_rally(c, plain)) for f in c.forms
    ]
    implied = [f for c in members if c.trigger.rule == "people" for f in c.forms]
    return list(dict.fromkeys([*named, *implied]))


def _is_rally(report: Report, plain: bool) -> bool:
    """A doubtful rally beside a plain protest: as like as not one for votes, but for `the rally`, which points back."""
    return plain and report.trigger.form == "rally" and not points_back(report)


def _started(members: list[Report]) -> list[Grounded[When]]:
    """When it is said to have begun; of one that is not said to have gone on, its day."""
    begun = [c.started for c in members if c.started is not None]
    lasting = any(c.duration is not None for c in members)
    days = [] if lasting else [c.day for c in members if c.day is not None]
    return [*begun, *days][:1]


def _places(members: list[Report]) -> list[Grounded[Place]]:
    """Cities and sites; the country only where nothing smaller is named; none that is named as one without a protest."""
    happened = [c for c in members if c.factuality not in ("denied", "hypothetical")] or members
    states = {p.value.name for c in members for p in c.places if _names_the_state(p, c.places)}
    named = (p for c in happened for p in (*c.places, *c.taken) if p.value.name not in states)
    found = distinct(named, lambda p: p.name.lower())
    return [p for p in found if p.value.kind != "country" or is_town(p.value)] or found[:1]


def _all_places(reading: Reading, cluster: Cluster) -> list[Grounded[Place]]:
    """The places of its reports; where these name but a building or a square, the city that is said beside as well."""
    found = _places(cluster.members)
    told = any(p.value.kind == "region" or is_town(p.value) for p in found)
    beside = [] if told else _homes(cluster.members)
    if not told and not beside:
        near = place_near(reading, cluster) if all(p.value.kind == "site" for p in found) else []
        beside = distinct([*clashes_near(cluster), *near], lambda p: p.name.lower())
    found = [p for p in found if p.value.kind != "country"] if beside else found
    named = {p.value.name.lower() for p in found}
    return [*(p for p in beside if p.value.name.lower() not in named and (not found or p.value.kind == "city")), *found]


def _homes(members: list[Report]) -> list[Grounded[Place]]:
    """Where those who protest live, one of each report."""
    happened = [c for c in members if c.factuality not in ("denied", "hypothetical")] or members
    return distinct((p for c in happened for p in c.homes), lambda p: p.name.lower())


def _names_the_state(place: Grounded[Place], found: Iterable[Grounded[Place]]) -> bool:
    """``Dorn, Harnshire``, ``Dorn in eastern Marnia``: the region after a town only tells which town is meant."""
    return place.value.kind == "region" and any(0 < place.start - p.end <= _BESIDE for p in found)


def _distinct_demands(asked: list[Grounded[str]]) -> list[Grounded[str]]:
    """Demands that say something new: none whose words lie mostly in one before it."""
    out: list[tuple[Grounded[str], set[str]]] = []
    for demand in asked:
        words = {w for w in _WORD.findall(demand.value.lower()) if len(w) > 3} or {demand.value}
        if not any(len(words & known) >= 0.5 * min(len(words), len(known)) for _, known in out):
            out.append((demand, words))
    return [demand for demand, _ in out]


def _confidence(members: list[Report], values: _Values, carried: Collection[str]) -> float:
    """What is carried from other sentences speaks for no more."""
    return confidence(
        CONFIDENCE,
        [r.trigger.rule for r in members if r.is_sure],
        ("more", min(4, len(members) - 1)),
        ("place", bool(values.places) and "places" not in carried),
        ("figure", bool(values.participants) and "participants" not in carried),
        ("about", bool(values.against or values.demands)),
    )


def _trace(cluster: Cluster, values: _Values) -> Trace:
    """The rules that saw it, each by its word, and those that read a field, each with the words that bear the field out."""
    read = (Step(start, end, name) for name, start, end in values.spans() if name in _READ)
    return trace_of([*(r.trigger.step for r in cluster.members), *read])
