"""People held as actors: by their names, or in the words that describe them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemas import Actor
from service.language.coreference import is_pronoun
from service.language.entities import Entity
from service.language.phrases import noun_phrase
from service.rules.detentions.lexicon import words_of
from service.rules.detentions.people import is_person_noun
from service.rules.events.view import View

if TYPE_CHECKING:
    from spacy.tokens import Token

DEFINITE = frozenset({"the", "these", "those", "this", "that", "both", "all"})
_OWN = frozenset({"his", "her", "their", "its", "my", "our"})
_ARTICLES = frozenset({"a", "an", "one"}) | DEFINITE | _OWN


def actor_of(view: View, token: Token, entity: Entity | None) -> Actor | None:
    """The detainee that the noun stands for; None for a pronoun that nothing resolves."""
    actor = view.actor(token)
    if entity is not None:
        return _named(actor, entity)
    if is_pronoun(token) or actor is None:
        return _part(view, token, actor)
    if token.tag_ in ("NNS", "NNPS") or token.pos_ == "NUM":
        return actor.model_copy(update={"kind": "group", "name": _unquoted(actor.name)})
    return _single(view, token, actor)


def is_another(noun: Token) -> bool:
    """``another man``, ``two others``, ``a second suspect``, ``a 36-year-old baker``: nobody spoken of before."""
    new = words_of("people", "another")
    words = {c.lower_ for c in noun.children if c.i < noun.i}
    aged = any(c.lower_ == "old" and c.i < noun.i for c in noun.children)
    return not words & (DEFINITE | _OWN) and (noun.lower_ in new or bool(words & new) or aged)


def _named(actor: Actor | None, entity: Entity) -> Actor:
    same = actor if actor is not None and actor.name == entity.name else None
    role = same.role if same is not None else next(iter(entity.roles), None)
    return Actor(name=entity.name, kind="person", role=role, country=same.country if same is not None else None)


def _unquoted(name: str) -> str:
    """From the closing mark on, where the phrase begins within a quotation: ``at least 40” people``."""
    _, mark, rest = name.partition("” ")
    return rest if mark and "“" not in name else name


def _part(view: View, token: Token, actor: Actor | None) -> Actor | None:
    """``two others``, ``some of the women``: a pronoun that tells by its own phrase who is meant."""
    if is_another(token):
        start, end = view.span(*noun_phrase(token))
        one = token.lower_ == "another"
        return Actor(name=view.said(start, end), kind="person" if one else "group")
    part = any(c.lower_ == "of" for c in token.children)
    return actor if actor is not None and actor.kind == "group" and part else None


def _looks_named(view: View, noun: Token) -> bool:
    """``police arrested osman tarkov``: without capitals, two words that nothing but a name puts together."""
    first, last = noun_phrase(noun)
    words = noun.doc[first.i : last.i + 1]
    alone = all(c.dep_ == "compound" or c.i > noun.i for c in noun.children)
    ordinary = any(is_person_noun(t) or t.pos_ not in ("PROPN", "NOUN") for t in words)
    return not view.reading.cased and alone and not ordinary and len(words) in (2, 3)


def _single(view: View, token: Token, actor: Actor) -> Actor:
    """One person in the words that describe them, with the article; without one it may be a name or anything."""
    article = next((c for c in token.children if c.i < token.i and c.lower_ in _ARTICLES), None)
    if article is None and _looks_named(view, token):
        return actor.model_copy(update={"kind": "person"})
    if article is None:
        return actor.model_copy(update={"kind": "unknown"}) if actor.kind == "person" else actor
    if actor.kind not in ("person", "unknown") or not is_person_noun(token):
        return actor
    start = min(view.at(article), view.at(noun_phrase(token, article=True)[0]))
    end = view.span(token, noun_phrase(token, article=True)[1])[1]
    together = token.lemma_.lower() in words_of("people", "together")
    return Actor(name=view.said(start, end), kind="group" if together else "person")
