"""The authority that the words around a detention make plain, where its clause names none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemas import Actor
from service.language.parse import Sentence
from service.language.reading import Reading
from service.rules.detentions.lexicon import words_of
from service.rules.detentions.trigger import Trigger

if TYPE_CHECKING:
    from spacy.tokens import Token

_HELD = ("detained", "arrested")
_LONGEST = 4  # words in the name of a body
_TRIED = ("prosecuted", "sentenced")


def authority_beside(reading: Reading, sentence: Sentence, trigger: Trigger) -> tuple[Actor, int, int] | None:
    """The police, or for a trial the court, that the sentence speaks of; else, for police, that its neighbours do."""
    if trigger.stage in _TRIED:
        return _named(reading, sentence, words_of("force", "courts"))
    if trigger.stage not in _HELD or trigger.force is not None or trigger.rule == "captive":
        return None
    at, everywhere = sentence.index, reading.sentences
    for near in (sentence, *everywhere[max(0, at - 1) : at], *everywhere[at + 1 : at + 2]):
        found = _named(reading, near, words_of("force", "police"))
        if found is not None:
            return found
    return None


def _named(reading: Reading, sentence: Sentence, words: frozenset[str]) -> tuple[Actor, int, int] | None:
    for token in sentence.doc or ():
        if token.lower_ in words and token.dep_ not in ("compound", "nmod"):
            return _as_body(reading, sentence, token), *sentence.span(token, token)
    return None


def _as_body(reading: Reading, sentence: Sentence, token: Token) -> Actor:
    """``Afghan authorities``; the bare word where the parse makes too much of it."""
    actor = reading.actor(sentence, token)
    if actor is not None and actor.kind == "government" and len(actor.name.split()) <= _LONGEST:
        return actor
    return Actor(name=token.text, kind="government")
