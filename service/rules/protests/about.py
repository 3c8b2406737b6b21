"""What a protest is against."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.language.coreference import is_pronoun
from service.language.phrases import child, prepositional
from service.rules.protests.lexicon import forms_of, nouns, words_of
from service.rules.protests.triggers import Trigger

if TYPE_CHECKING:
    from spacy.tokens import Token


ANTI = 3  # the rank of `anti-government`


@dataclass(frozen=True, slots=True)
class Cause:
    """The noun for what a protest is against; ``rank`` 0 is the plainest wording."""

    token: Token
    rank: int


def causes(trigger: Trigger) -> list[Cause]:
    """What the protest is against, the plainest wording first."""
    token = trigger.token
    people = trigger.rule == "people"
    spots = [token, *((c for c in token.children if c.dep_ == "acl") if people else _verb_over(token))]
    spots += [t for t in token.subtree if t.lower_ in words_of("about", "feelings")]
    found = [c for spot in spots for c in _by_preposition(spot)]
    direct = child(token, "dobj", "nsubjpass")
    if direct is not None and token.pos_ == "VERB" and token.lower_ in forms_of("about", "direct"):
        found.append(Cause(direct, 0))
    found += [Cause(c, ANTI) for c in _anti(token)]
    return sorted((c for c in found if not is_pronoun(c.token)), key=lambda c: (c.rank, c.token.i))


def _verb_over(token: Token) -> list[Token]:
    """The verb that has the event as object or in a phrase: ``held a march against``."""
    if token.pos_ == "VERB":
        return [
            c
            for c in token.children
            if c.dep_ in ("xcomp", "advcl", "acl") and c.lemma_ in ("protest", "rally", "demonstrate")
        ]
    above = token.head.head if token.dep_ == "pobj" else token.head
    return [above] if above.pos_ == "VERB" and token.dep_ in ("dobj", "nsubjpass", "pobj", "nsubj") else []


def _by_preposition(spot: Token) -> Iterator[Cause]:
    for prep, noun in _reach(spot):
        if (
            noun.pos_ == "VERB"
            or noun.lower_ in nouns()
            or noun.tag_ in ("DT", "CD")
            or noun.lemma_ in words_of("crowds", "nouns")
        ):
            continue
        word = prep.lower_
        if word in words_of("about", "near") and prep.head.lower_ not in _bringing():
            continue
        if (
            prep.i > spot.i
            and word in words_of("about", "prepositions")
            and (word == "against" or not _is_setting(noun))
        ):
            yield Cause(noun, 0 if word == "against" else 1)
        elif word in words_of("about", "following") and noun.lemma_.lower() in words_of("about", "causes"):
            yield Cause(noun, 2)


def _bringing() -> frozenset[str]:
    return words_of("about", "near_words") | words_of("about", "feelings")


def _reach(spot: Token) -> Iterator[tuple[Token, Token]]:
    """Prepositions on the word itself, on ``in protest`` or ``in anger`` under it, and ``following`` read as a verb."""
    for prep, noun in prepositional(spot):
        yield prep, noun
        if prep.lower_ == "in" and (noun.lower_ in words_of("about", "feelings") or noun.lower_ in nouns()):
            yield from prepositional(noun)
    for c in spot.children:
        if c.dep_ in ("prep", "acl") and c.lower_ in words_of("about", "following") and c.i > spot.i:
            yield from ((c, n) for n in c.children if n.dep_ in ("pobj", "dobj"))


def _is_setting(noun: Token) -> bool:
    """``over the weekend``, ``at the square``: when or where, not why."""
    return (
        noun.lemma_.lower() in words_of("about", "never")
        or noun.pos_ == "NUM"
        or noun.ent_type_ == "DATE"
        or (noun.pos_ == "PROPN" and noun.head.lower_ == "at")
    )


def _anti(token: Token) -> Iterator[Token]:
    """``anti-government protests``: the word after ``anti``."""
    for c in token.lefts:
        for t in c.subtree:
            before = t.nbor(-1).lower_ if t.i else ""
            if t.lower_ == "anti" and t.i + 2 < len(t.doc) and t.nbor(1).text == "-":
                yield t.nbor(2)
            elif t.lower_.startswith("anti-") or (before == "anti" and t.text != "-"):
                yield t
