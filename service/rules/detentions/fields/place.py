"""Where a detention happened: in its clause, else in its sentence."""

from __future__ import annotations

from schemas import Place
from service.rules.detentions.lexicon import words_of
from service.rules.detentions.trigger import Trigger
from service.rules.events import places
from service.rules.events.places import located, places_said, unlisted_said
from service.rules.events.view import Span
from service.rules.found import Grounded

_SIZES = ("city", "site", "country", "region")  # a country that is not wide is a city


def place_of(trigger: Trigger, avoid: list[Span]) -> Grounded[Place] | None:
    """The place that the trigger's words lead to, none in the people's or the charge's own: a city before a site, a region or a country."""
    found = places.places_of(
        trigger.view,
        trigger.site,
        {trigger.token, *trigger.patients, *([trigger.force] if trigger.force is not None else [])},
        frozenset(),
        lists=False,
    )
    where = _where_told(trigger)
    if where is not None:
        return where
    start, end = trigger.view.under(trigger.site) if _is_aside(trigger) else trigger.clause
    found = [p for p in found if start <= p.start < end and not _is_theirs(trigger, p)]
    found = [p for p in found if not any(a <= p.start < b for a, b in avoid)]
    return min(found, key=lambda p: (is_wide(p.value), _SIZES.index(p.value.kind)), default=None)


def _where_told(trigger: Trigger) -> Grounded[Place] | None:
    """``fled to Lisbon, where he was arrested``: the last place before the clause."""
    clause = trigger.site
    while clause.dep_ in ("conj", "xcomp", "ccomp") and not any(c.lower_ == "where" for c in clause.lefts):
        clause = clause.head
    where = next((c for c in clause.lefts if c.lower_ == "where"), None)
    if where is None or clause.dep_ not in ("relcl", "advcl", "ccomp"):
        return None
    known = [located(m) for m in trigger.view.places if m.end <= trigger.view.at(where)]
    return known[-1] if known else None


def _is_theirs(trigger: Trigger, place: Grounded[Place]) -> bool:
    """``a student at Dorn College was held``: where they belong, and not where they were held."""
    return place.value.kind == "site" and place.start < trigger.view.at(trigger.token)


def is_wide(place: Place) -> bool:
    """Whether it is a country, and no city that is one as well."""
    return place.kind == "country" and place.name.lower() not in words_of("places", "city_states")


def place_beside(trigger: Trigger) -> Grounded[Place] | None:
    """The one city that the sentence names."""
    view = trigger.view
    said = [*places_said(view.reading, view.sentence), *view.once(unlisted_said)]
    cities = [p for p in said if p.value.kind == "city"]
    return cities[0] if len({p.value.name.lower() for p in cities}) == 1 and not _is_aside(trigger) else None


def _is_aside(trigger: Trigger) -> bool:
    """Whether the event is only the time of what the clause tells: ``after his release, he stood in Lisbon``."""
    above = trigger.site.head
    noun = trigger.rule in ("noun", "bare_noun")
    return noun and above.dep_ == "prep" and above.lower_ in words_of("places", "asides")


def country_that_does_it(trigger: Trigger) -> Grounded[Place] | None:
    """The country that is itself said to detain: ``Sudan jailed 27 teachers``, ``Iran's arrest of two divers``."""
    force, view = trigger.force, trigger.view
    if force is None or trigger.stage == "released" or force.dep_ not in ("nsubj", "poss", "pobj"):
        return None
    start, end = view.span(force)
    named = next((m for m in view.places if m.start < end and start < m.end), None)
    return located(named) if named is not None and named.kind == "country" else None
