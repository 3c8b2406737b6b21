"""From a trigger to a candidate: one report of a protest with everything that its sentence says about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from schemas import Actor, Duration, Factuality, Place, ProtestForm, Quantity, When
from service.language.coreference import is_pronoun
from service.language.phrases import noun_phrase
from service.language.quantities import to_quantity
from service.rules.found import Grounded, V
from service.rules.protests import about, people, places, times
from service.rules.protests.factuality import stands
from service.rules.protests.trigger import Trigger
from service.rules.protests.triggers import find_triggers
from service.rules.protests.view import View
from service.rules.protests.violence import is_violent

if TYPE_CHECKING:
    from spacy.tokens import Token

_BROAD = frozenset({"anyone", "people", "they", "we", "you"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """One report of one protest. ``span`` is the clause that reports it; ``past`` says when, if it was before the news;
    ``taken`` is what was stormed or occupied: a place where no other is said.
    """

    view: View
    trigger: Trigger
    forms: tuple[ProtestForm, ...]
    factuality: Factuality
    by: Actor | None
    span: tuple[int, int]
    country: str | None
    past: str | None
    places: tuple[Grounded[Place], ...]
    taken: tuple[Grounded[Place], ...]
    participants: tuple[Grounded[Quantity], ...]
    actors: tuple[Grounded[Actor], ...]
    against: tuple[tuple[int, Grounded[Actor]], ...]
    started: Grounded[When] | None
    duration: Grounded[Duration] | None

    @property
    def index(self) -> int:
        """The index of its sentence."""
        return self.view.sentence.index

    @property
    def is_sure(self) -> bool:
        """Whether it makes a record by itself: what is only imagined or did not happen does not."""
        return self.trigger.sure and self.factuality not in ("hypothetical", "denied")


def candidates_in(view: View) -> list[Candidate]:
    """All reports of protests in one parsed sentence, in its order."""
    return [part for trigger in find_triggers(view) for part in _by_country(_candidate(view, trigger))]


def _by_country(candidate: Candidate) -> list[Candidate]:
    """``protests in Lisbon and Madrid``: a report a country, each with the figures said after its places."""
    places = candidate.places
    countries = dict.fromkeys(p.value.country for p in places if p.value.country is not None)
    if len(countries) < 2:
        return [candidate]
    first = next(iter(countries))

    def home(at: int) -> str:
        known = [p.value.country for p in places if p.start <= at and p.value.country is not None]
        return known[-1] if known else first

    return [
        replace(
            candidate,
            country=country,
            places=tuple(p for p in places if home(p.start) == country),
            participants=tuple(q for q in candidate.participants if home(q.start) == country),
        )
        for country in countries
    ]


def _candidate(view: View, trigger: Trigger) -> Candidate:
    nouns = people.protesters(trigger)
    described = trigger.rule == "people" and trigger.plural and not trigger.sure  # `injured protesters fled to X`
    located = [] if described else places.places_of(view, trigger, nouns)
    participants = () if described else tuple(_participants(view, trigger))
    factuality, by = _standing(view, trigger, claimed=bool(participants))
    violent: tuple[ProtestForm, ...] = ("riot",) if is_violent(view, trigger) else ()
    return Candidate(
        view=view,
        trigger=trigger,
        forms=tuple(dict.fromkeys((trigger.form, *violent))),
        factuality=factuality,
        by=by,
        span=_span(view, trigger),
        country=places.country_of_candidate(view, trigger, located, nouns),
        past=times.past_of(view, trigger),
        places=tuple(Grounded(*place) for place in located),
        taken=tuple(Grounded(*place) for place in places.taken_of(view, trigger)),
        participants=participants,
        actors=tuple(_actors(view, nouns)),
        against=tuple(_against(view, trigger)),
        started=_grounded(times.started_of(view, trigger)),
        duration=_grounded(times.duration_of(view, trigger)),
    )


def _standing(view: View, trigger: Trigger, *, claimed: bool) -> tuple[Factuality, Actor | None]:
    """How the protest stands, and by whom; of ``organisers claimed that 30,000 came`` the figure is what is claimed."""
    found = stands(trigger)
    if found.factuality == "reported" or (found.factuality == "alleged" and claimed):
        return "reported", None
    return found.factuality, view.reading.actor(view.sentence, found.by) if found.by is not None else None


def _grounded(found: tuple[V, int, int] | None) -> Grounded[V] | None:
    return Grounded(*found) if found is not None else None


def _span(view: View, trigger: Trigger) -> tuple[int, int]:
    """The clause, stretched to those who protest where they stand outside of it."""
    start, end = view.clause(trigger.token)
    actor = trigger.actor
    if actor is not None:
        start, end = min(start, view.sentence.at(actor)), max(end, view.sentence.at(actor) + len(actor))
    return start, end


def _participants(view: View, trigger: Trigger) -> list[Grounded[Quantity]]:
    text = view.reading.transcript.text
    out = []
    for figure, giver in people.figures_of(view, trigger):
        actor = view.reading.actor(view.sentence, giver) if giver is not None else None
        out.append(
            Grounded(to_quantity(figure, text, actor.name if actor is not None else None), figure.start, figure.end)
        )
    return out


def _actors(view: View, nouns: list[Token]) -> list[Grounded[Actor]]:
    out = []
    for noun in nouns:
        actor = view.reading.actor(view.sentence, noun)
        if (
            actor is None
            or (is_pronoun(noun) and actor.kind not in ("person", "group", "party", "organization"))
            or actor.name.lower() in _BROAD
        ):
            continue
        if actor.kind == "unknown" and noun.tag_ in ("NNS", "NNPS"):
            actor = actor.model_copy(update={"kind": "group"})
        start, end = view.sentence.span(*noun_phrase(noun))
        out.append(Grounded(actor, start, end))
    return out


def _opposed(view: View, cause: about.Cause) -> Actor | None:
    """What the protest is against; after ``anti-`` only the word itself, which the name reader takes for one with it."""
    if cause.rank < about.ANTI:
        return view.reading.actor(view.sentence, cause.token)
    return Actor(name=cause.token.text, kind="government" if cause.token.lower_ == "government" else "unknown")


def _against(view: View, trigger: Trigger) -> list[tuple[int, Grounded[Actor]]]:
    out = []
    for cause in about.causes(trigger):
        actor = _opposed(view, cause)
        if actor is not None:
            out.append((cause.rank, Grounded(actor, *view.sentence.span(*noun_phrase(cause.token)))))
    return out
