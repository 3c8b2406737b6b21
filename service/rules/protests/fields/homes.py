"""Where those who protest live or work, and the town that a protest is named after: its place where no other town is said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from schemas import Place
from service.language.phrases import child, prepositional
from service.rules.events import places
from service.rules.events.view import View
from service.rules.found import Grounded
from service.rules.protests.lexicon import words_of
from service.rules.protests.trigger import Trigger

if TYPE_CHECKING:
    from spacy.tokens import Token


def homes_of(view: View, trigger: Trigger, people: list[Token]) -> list[Grounded[Place]]:
    """``Residents of Orlo``, ``parents from Usk``, ``Lisbon's dockers``, ``the Lisbon protests``: in the order of the text."""
    named = (*people, *([trigger.token] if trigger.rule == "noun" else ()))
    found = [place for noun in named for place in _in_name(view, noun)]
    found += [place for noun in (*people, *view.once(_residents)) for place in _after(view, noun)]
    return sorted({place.start: place for place in found}.values(), key=lambda place: place.start)


def _residents(view: View) -> list[Token]:
    """Who is known by where they live: in ``police held 30 residents of Orlo after protests`` those who protest, as like as not."""
    return view.of_lemmas(words_of("places", "residents"))


def _in_name(view: View, noun: Token) -> Iterator[Grounded[Place]]:
    """The town before a noun that it helps to name: ``the Lisbon teachers' union``."""
    start, end = view.span(noun.doc[noun.left_edge.i], noun)
    for mention in view.places:
        if start <= mention.start < end and places.is_town(mention):
            yield places.located(mention)


def _after(view: View, noun: Token) -> Iterator[Grounded[Place]]:
    """The place after the noun, and the one that tells which it is: ``residents of Orlo, Harnshire``."""
    resident = noun.lemma_.lower() in words_of("places", "residents")
    for prep, inner in prepositional(noun, "of", "from", "in", "at"):
        if prep.lower_ == "of" and not resident and noun.lemma_.lower() not in words_of("places", "locals"):
            continue
        for name in (inner, child(inner, "appos"), *(n for _, n in prepositional(inner, "in"))):
            place = _named(view, name, sure=resident) if name is not None and name.pos_ == "PROPN" else None
            if place is not None and place.value.kind != "country":
                yield place


def _named(view: View, noun: Token, *, sure: bool) -> Grounded[Place] | None:
    known = next((m for m in view.places if m.start <= view.at(noun) < m.end), None)
    return places.located(known) if known is not None else places.unlisted_place(view, noun, sure=sure)
