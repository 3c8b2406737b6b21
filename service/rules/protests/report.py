"""From a trigger to a report: everything that its sentence says of one protest."""

from __future__ import annotations

from dataclasses import dataclass, replace

from schemas import Actor, Duration, Factuality, Place, ProtestForm, Quantity, When
from service.rules.events import report
from service.rules.events.view import View
from service.rules.found import Grounded
from service.rules.protests.factuality import stands
from service.rules.protests.fields.causes import causes
from service.rules.protests.fields.crowd import actors_of, participants_of, protesters
from service.rules.protests.fields.homes import homes_of
from service.rules.protests.fields.places import country_of_report, places_of, taken_of
from service.rules.protests.fields.times import FILED, day_of, duration_of, past_of, started_of
from service.rules.protests.trigger import Trigger
from service.rules.protests.triggers import find_triggers
from service.rules.protests.violence import is_violent

_ALONE = frozenset({"hunger_strike", "boycott"})  # forms that are events of their own


@dataclass(frozen=True, slots=True)
class Report(report.Report):
    """One report of one protest; ``past`` says when, if it was before the news; ``taken`` is what was stormed or occupied,
    ``homes`` where those who protest live. ``against`` has the rank of each wording, 0 for the plainest.
    """

    trigger: Trigger
    forms: tuple[ProtestForm, ...]
    country: str | None
    past: str | None
    places: tuple[Grounded[Place], ...]
    taken: tuple[Grounded[Place], ...]
    homes: tuple[Grounded[Place], ...]
    participants: tuple[Grounded[Quantity], ...]
    actors: tuple[Grounded[Actor], ...]
    against: tuple[tuple[int, Grounded[Actor]], ...]
    started: Grounded[When] | None
    day: Grounded[When] | None
    duration: Grounded[Duration] | None

    @property
    def is_sure(self) -> bool:
        """Whether it makes a record by itself: what did not happen does not, nor what is only imagined, but for its day."""
        dated = self.trigger.rule == "verb" and self.day is not None
        return self.trigger.sure and self.factuality != "denied" and (dated or self.factuality != "hypothetical")

    @property
    def family(self) -> str:
        """Reports of one family may be of one event."""
        return self.trigger.form if self.trigger.form in _ALONE else "street"

    @property
    def is_apart(self) -> bool:
        """Whether it is known from an old picture only; nothing outside of the caption speaks of it."""
        return self.past is not None and self.past.startswith(FILED)


def reports_in(view: View) -> list[Report]:
    """All reports of protests in one parsed sentence, in its order."""
    reports = [_report(view, trigger) for trigger in find_triggers(view)]
    unmade = {r.trigger.actor for r in reports if r.trigger.rule != "people" and not r.happened}
    plain = [r for r in reports if r.trigger.rule != "people" or r.trigger.token not in unmade]
    return [part for report in plain for part in _by_country(report)]  # `protesters could block it`: no protest yet


def _report(view: View, trigger: Trigger) -> Report:
    nouns = protesters(trigger)
    described = trigger.rule == "people" and trigger.plural and not trigger.sure  # `injured protesters fled to X`
    places = [] if described else places_of(view, trigger, nouns)
    participants = () if described else tuple(participants_of(view, trigger))
    factuality, by = _standing(trigger)
    violent: tuple[ProtestForm, ...] = ("riot",) if is_violent(view, trigger) else ()
    return Report(
        trigger=trigger,
        factuality=factuality,
        by=by,
        span=_span(view, trigger),
        forms=tuple(dict.fromkeys((trigger.form, *violent))),
        country=country_of_report(view, trigger, places, nouns),
        past=past_of(view, trigger),
        places=tuple(places),
        taken=tuple(taken_of(view, trigger)),
        homes=() if described else tuple(homes_of(view, trigger, nouns)),
        participants=participants,
        actors=tuple(actors_of(view, nouns)),
        against=tuple(causes(trigger)),
        started=started_of(view, trigger),
        day=day_of(view, trigger),
        duration=duration_of(view, trigger),
    )


def _by_country(report: Report) -> list[Report]:
    """``protests in Lisbon and Madrid``: a report a country, each with the figures said after its places."""
    places = report.places
    countries = dict.fromkeys(p.value.country for p in places if p.value.country is not None)
    if len(countries) < 2:
        return [report]
    first = next(iter(countries))

    def home(at: int) -> str:
        known = [p.value.country for p in places if p.start <= at and p.value.country is not None]
        return known[-1] if known else first

    return [
        replace(
            report,
            country=country,
            places=tuple(p for p in places if home(p.start) == country),
            participants=tuple(q for q in report.participants if home(q.start) == country),
        )
        for country in countries
    ]


def _standing(trigger: Trigger) -> tuple[Factuality, Actor | None]:
    found = stands(trigger)
    if found.factuality == "reported":
        return "reported", None
    return found.factuality, trigger.view.actor(found.by) if found.by is not None else None


def _span(view: View, trigger: Trigger) -> tuple[int, int]:
    """The clause, stretched to those who protest where they stand outside of it."""
    start, end = view.clause(trigger.token)
    first, last = view.span(trigger.actor) if trigger.actor is not None else (start, end)
    return min(start, first), max(end, last)
