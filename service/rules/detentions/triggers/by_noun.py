"""Rules: nouns that name the event, adjectives for people held or freed, and nouns for such people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from service.language.phrases import agent, child, children, conjuncts, prepositional
from service.rules.detentions.lexicon import adjectives, nouns, words_of
from service.rules.detentions.people import are_people, is_force
from service.rules.detentions.trigger import Trigger
from service.rules.events.view import View

if TYPE_CHECKING:
    from spacy.tokens import Token


def by_noun(view: View, token: Token) -> Iterator[Trigger]:
    """``the arrest of two editors``, ``her detention``, ``432 arrests``, ``a treason charge against the mayor``."""
    entry = nouns().get(token.lower_)
    if entry is None or token.pos_ not in ("NOUN", "PROPN") or _names_other(token):
        return
    relations = ("against",) if entry.get("against") else ("of",)
    patients = _belonging(token, relations) or (_against(token) if entry.get("against") else [])
    people = tuple(p for p in patients if are_people(view, p))
    if (entry.get("of_people") or entry.get("against")) and not people:
        return
    idle = token.lemma_.lower() in words_of("captives", "crimes") if _in_waves(token) else _is_bare(token)
    if not people and (idle or is_escaped(token)):
        return
    by = next((n for _, n in prepositional(token, "by")), None)
    by = by or next((n for n in children(token, "poss", "compound") if is_force(view, n)), None)
    site = _counted_by(token) if not people else token
    by = by or (_maker(view, site) if not people else None)
    yield Trigger(view, "noun" if people else "bare_noun", token, entry["stage"], people, by, site)


def _maker(view: View, noun: Token) -> Token | None:
    """Who made the arrests: the authority that is the subject over them, or by whom they are said to be made."""
    made = child(noun, "acl")
    if made is not None and made.lemma_ in words_of("nominal", "light"):
        by = agent(made)
        named = conjuncts(by) if by is not None else []
        return next((n for n in named if is_force(view, n)), by)
    own = child(noun.head, "nsubj") if noun.dep_ == "dobj" else None
    return own if own is not None and is_force(view, own) else None


def _counted_by(noun: Token) -> Token:
    """``scores`` in ``scores of arrests``; else the noun itself."""
    above = noun.head
    return above.head if above.lower_ == "of" and above.head.pos_ in ("NOUN", "NUM") else noun


def _belonging(noun: Token, relations: tuple[str, ...]) -> list[Token]:
    out = [] if "against" in relations else [c for c in noun.children if c.dep_ == "poss"]
    for _, n in prepositional(noun, *relations):
        out += conjuncts(n)
    if not out and "of" in relations and noun.dep_ == "conj" and noun.head.pos_ == "NOUN":  # `raids and arrests of`
        out = [p for _, n in prepositional(noun.head, "of") for p in conjuncts(n)]
    if not out and "of" in relations:  # `the arrest on Friday of Ann Rossi`
        out = [p for _, n in prepositional(noun, "on", "in", "at") for _, p in prepositional(n, "of")]
    if out:  # `the arrest of the mayor, Ann Rossi,`, with the name hung on the arrest
        out += [c for c in noun.children if c.dep_ == "appos" and c.pos_ == "PROPN"]
    return out


def _against(noun: Token) -> list[Token]:
    """``charges were filed against the officers``, ``Rossi's charges include fraud``."""
    verb = noun.head
    if noun.dep_ in ("dobj", "nsubjpass") and verb.lemma_ in words_of("nominal", "light"):
        return [p for _, n in prepositional(verb, "against") for p in conjuncts(n)]
    listed = noun.dep_ == "nsubj" and verb.lemma_ in words_of("nominal", "listing")
    return children(noun, "poss") if listed else []


def _names_other(token: Token) -> bool:
    if token.dep_ in ("compound", "nmod", "amod") and token.head.lower_ in words_of("nominal", "heads"):
        return True
    of = token.head.head if token.head.lower_ == "of" else token
    if of.lower_ in words_of("nominal", "measured"):
        return True  # `the rate of arrests`
    return any(c.lower_ in words_of("nominal", "modifiers") for c in token.children if c.i < token.i)


def _is_bare(token: Token) -> bool:
    """``arrest`` without an article, a number or a plural names the idea, not an event."""
    return token.tag_ == "NN" and not any(c.dep_ in ("det", "poss", "nummod", "amod") for c in token.children)


def _in_waves(token: Token) -> bool:
    """``waves of arrest``, ``a spate of arrests``: several, without a number."""
    return _counted_by(token).lemma_.lower() in words_of("nominal", "waves")


def is_escaped(token: Token) -> bool:
    """Whether the noun hangs on a word by which it did not happen: ``to avoid arrest``, ``a warrant for the arrest of``."""
    above = token.head.head if token.head.dep_ == "prep" else token.head
    return above.lemma_.lower() in words_of("nominal", "escaped")


def by_adjective(view: View, token: Token) -> Iterator[Trigger]:
    """``the jailed activist``, ``freed hostages``."""
    stage = adjectives().get(token.lower_)
    if stage is None or token.dep_ not in ("amod", "nmod", "compound"):
        return
    head = token.head
    while head.dep_ == "compound":
        head = head.head
    if are_people(view, head):
        yield Trigger(view, "adjective", token, stage, (head,), None, token)


def by_held_people(view: View, token: Token) -> Iterator[Trigger]:
    """``the exchange of 24 prisoners``, ``the hostages were rescued``."""
    if token.lemma_.lower() not in words_of("held", "nouns") or token.pos_ != "NOUN":
        return
    head = token.head
    if token.tag_ == "NNS" and any(c.dep_ == "amod" and c.lower_ == "former" for c in token.children):
        yield Trigger(view, "held", token, "released", (token,), None, token)
    of = head.head.lower_ if head.dep_ == "prep" and head.lower_ == "of" else ""
    noun = of in words_of("held", "events") and of not in nouns()  # which are events by themselves
    verb = token.dep_ in ("dobj", "nsubjpass") and head.lemma_.lower() in words_of("held", "verbs")
    if noun or verb:
        yield Trigger(view, "held", token, "released", (token,), None, head.head if noun else head)
