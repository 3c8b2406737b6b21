"""From reports of one detention to its record: the fullest people, the furthest stage, every value with its words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import chain
from typing import TypeVar

from schemas import Actor, Detention, Evidence, Factuality, Place, Quantity
from service.language.reading import Reading
from service.rules.detentions.authorities import authority_beside
from service.rules.detentions.candidates import Candidate
from service.rules.detentions.lexicon import CONFIDENCE, furthest
from service.rules.detentions.merge import Cluster
from service.rules.detentions.where import country_that_does_it, place_beside
from service.rules.found import Grounded, Step, Trace, record_id, trace_of

V = TypeVar("V")
_TELLING = (
    "verb",
    "weak_verb",
    "captive",
    "noun",
    "bare_noun",
    "deed",
)  # rules for what happened, not for how people stand
_ORDER: tuple[Factuality, ...] = ("reported", "alleged", "planned", "demanded", "denied", "hypothetical")


def record(reading: Reading, cluster: Cluster) -> Detention:
    """The record of one detention."""
    factuality = min((c.factuality for c in cluster), key=_ORDER.index)
    sure = [c for c in cluster if c.factuality == factuality]
    place = _place(reading, cluster)
    authority = _authority(reading, cluster)
    evidence = _evidence(reading, cluster, {"place": place, "authority": authority})
    when, reason = _first(cluster, lambda c: c.when), _first(cluster, lambda c: c.reason)
    return Detention(
        id=record_id("detention", evidence),
        evidence=evidence,
        confidence=_confidence(cluster),
        source="rules",
        factuality=factuality,
        attributed_to=next((c.by for c in sure if c.by is not None), None) if factuality != "reported" else None,
        detainees=_detainees(cluster),
        counts=_counts(cluster),
        authority=authority.value if authority is not None else None,
        place=place.value if place else None,
        when=when.value if when else None,
        stage=furthest([c.stage for c in cluster if c in sure or (c.happened and sure[0].happened)]),
        reason=reason.value if reason else None,
        charges=list(dict.fromkeys(c.charge.value for c in cluster if c.charge is not None)),
    )


def trace(cluster: Cluster) -> Trace:
    """The rules that saw it, each with the word by which it did."""
    return trace_of(Step(*c.sentence.span(c.trigger.token, c.trigger.token), c.trigger.rule) for c in cluster)


def _first(cluster: Cluster, value: Callable[[Candidate], Grounded[V] | None]) -> Grounded[V] | None:
    return next((found for c in cluster if (found := value(c)) is not None), None)


def _detainees(cluster: Cluster) -> list[Actor]:
    """Everybody once: names first met, and descriptions of people who are not named."""
    people = [p for c in cluster for p in c.people if p.actor is not None]
    named = any(p.is_named for p in people)
    out: dict[str, Actor] = {}
    for person in people:
        assert person.actor is not None
        if named and not person.is_named and not person.plural:
            continue
        out.setdefault(person.actor.name.lower(), person.actor)
    return list(out.values())


def _counts(cluster: Cluster) -> list[Quantity]:
    out: dict[tuple[float | None, float | None, str | None], Quantity] = {}
    for member in cluster:
        for figure in member.counts:
            out.setdefault((figure.value.low, figure.value.high, figure.value.by), figure.value)
    return list(out.values())


def _confidence(cluster: Cluster) -> float:
    best = max(CONFIDENCE[c.trigger.rule] for c in cluster)
    if not any(c.people or c.counts for c in cluster):
        best += CONFIDENCE["no_patient"]
    return round(min(0.95, best + CONFIDENCE["more"] * (len(cluster) - 1)), 2)


def _place(reading: Reading, cluster: Cluster) -> Grounded[Place] | None:
    """Where it happened: a city of the clauses, else of their sentences; else a country named there or that does it."""
    own = _first(cluster, lambda c: c.place if c.place and c.place.value.kind != "country" else None)
    if own is not None:
        return own
    wide = _first(cluster, lambda c: c.place)
    telling = [c for c in cluster if c.happened and not c.background and c.trigger.rule in _TELLING]
    beside = (place_beside(reading, c.sentence, c.trigger, [(p.start, p.end) for p in c.people]) for c in telling)
    by_country = (country_that_does_it(reading, c.sentence, c.trigger) for c in telling)
    beside_or_wide = chain((Grounded(*f) for f in beside if f is not None), [wide] if wide is not None else [])
    return next(chain(beside_or_wide, (Grounded(*f) for f in by_country if f is not None)), None)


def _authority(reading: Reading, cluster: Cluster) -> Grounded[Actor] | None:
    """Who did it: named in a clause, else made plain by the words beside one."""
    own = next((c for c in cluster if c.authority is not None), None)
    if own is not None and own.authority is not None:
        return Grounded(own.authority, *own.span)
    telling = (c for c in cluster if c.happened and not c.background and c.trigger.rule in _TELLING)
    beside = (authority_beside(reading, c.sentence, c.trigger) for c in telling)
    return next((Grounded(*found) for found in beside if found is not None), None)


def _evidence(
    reading: Reading, cluster: Cluster, around: Mapping[str, Grounded[Place] | Grounded[Actor] | None]
) -> list[Evidence]:
    """The clauses that report it, in order, each with the fields whose words lie in it; then words found around them."""
    spans: dict[tuple[int, int], set[str]] = {}
    for c in cluster:
        fields = spans.setdefault(_hull(c), {"stage"})
        grounded = {"place": c.place, "when": c.when, "reason": c.reason, "charges": c.charge}
        fields |= {name for name, value in grounded.items() if value is not None}
        fields |= {"detainees"} if c.people else set()
        fields |= {"counts"} if c.counts else set()
        fields |= {"authority"} if c.authority is not None else set()
    for name, value in around.items():
        if value is not None and not any(a <= value.start < b for a, b in spans):
            spans.setdefault((value.start, value.end), set()).add(name)
    return [reading.evidence(start, end, *sorted(fields)) for (start, end), fields in sorted(spans.items())]


def _hull(candidate: Candidate) -> tuple[int, int]:
    """The clause with all words that values rest on."""
    start, end = candidate.span
    values = (candidate.place, candidate.when, candidate.reason, candidate.charge, *candidate.counts)
    for value in values:
        if value is not None:
            start, end = min(start, value.start), max(end, value.end)
    return start, end
