"""Where a protest takes place, in which country, and what is stormed or occupied."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from schemas import Place
from service.language.mention import PlaceMention
from service.language.phrases import conjuncts, noun_phrase, prepositional
from service.language.places import country_of
from service.rules.events import places
from service.rules.events.view import View
from service.rules.found import Grounded
from service.rules.protests.lexicon import asking, forms_of, words_of
from service.rules.protests.trigger import Trigger
from service.rules.protests.triggers.by_verb import object_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_STYLE = "-style"
_CAUSES = ("pro-", "anti-", "pro ", "anti ", "against ", "over ", "with ")


def places_of(view: View, trigger: Trigger, people: list[Token]) -> list[Grounded[Place]]:
    """The places where the protest happens, in the order of the text."""
    own = [*people, *([trigger.actor] if trigger.actor is not None else [])]
    elsewhere = asking() | forms_of("signs", "telling")
    moves = trigger.form == "march" or _moves_on(trigger.token)
    lists = trigger.rule != "verb"
    found = places.places_of(view, trigger.token, own, elsewhere, moves=moves, lists=lists)
    return [place for i, place in enumerate(found) if not _is_beside(view, place, found[:i])]


def _is_beside(view: View, place: Grounded[Place], before: list[Grounded[Place]]) -> bool:
    """``Dorn (Velm)``: another name of the one before it; ``Velmian-style protests``: what they are like."""
    again = bool(before) and view.said(before[-1].end, place.start).strip() == "("
    return again or view.said(place.end, place.end + len(_STYLE)) == _STYLE


def _moves_on(token: Token) -> bool:
    """``the protest moved to the port``, ``hundreds of protesters poured onto the square``: it is held at either end."""
    verb = next((t for t in (token, *token.ancestors) if t.pos_ == "VERB"), token)
    if verb.lower_ in forms_of("places", "pouring"):
        return True
    return token.dep_ == "nsubj" and token.head.lower_ in forms_of("places", "moving")


def taken_of(view: View, trigger: Trigger) -> Iterator[Grounded[Place]]:
    """What is stormed or occupied, where it has a name of its own: ``stormed the Velm Capitol and the palace``."""
    if trigger.form not in ("storming", "occupation", "road_block"):
        return
    token = trigger.token
    first = object_of(token) if token.pos_ == "VERB" else next((n for _, n in prepositional(token, "of", "at")), None)
    nouns = conjuncts(first) if first is not None else []
    for noun in nouns:
        for _, inner in prepositional(noun, "of"):  # `blocked the bridges of Velm`
            yield from (places.located(m) for m in view.places if m.start <= view.at(inner) < m.end)
        if noun.pos_ == "PROPN":
            start, end = view.span(*noun_phrase(noun, beside=False))
            name = view.said(start, end)
            yield Grounded(Place(name=name, kind="site", country=country_of(name)), start, end)
        else:
            yield from places.site_named(view, noun)


def country_of_report(view: View, trigger: Trigger, found: list[Grounded[Place]], people: list[Token]) -> str | None:
    """The country: of the places, else of a word for its people or things at the trigger or at those who protest."""
    named = next((p.value.country for p in found if p.value.country is not None), None)
    if named is not None:
        return named
    for token in (trigger.token, *people):
        start, end = _near(view, token)
        for mention in (*view.demonyms, *view.places):
            if start <= mention.start < end and not is_cause(view, mention):
                return mention.country
    return None


def _near(view: View, noun: Token) -> tuple[int, int]:
    if noun.pos_ == "VERB":
        return view.span(noun)
    return view.span(*noun_phrase(noun))


def is_cause(view: View, mention: PlaceMention) -> bool:
    """``pro-Palestinian``, ``anti-Russian``, ``against Israel``: what it is about, not where it is."""
    text = view.reading.transcript.text
    before = text[max(0, mention.start - 9) : mention.start].lower()
    return before.endswith(_CAUSES) or mention.name.lower() in words_of("places", "elsewhere")
