"""Rules: what the people themselves do or get: ``surrendered``, ``pleaded guilty``, ``received a two-year sentence``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from service.language.phrases import agent, child, conjuncts, is_passive, prepositional, subject
from service.rules.detentions.lexicon import deeds, words_of
from service.rules.detentions.people import are_people, is_force
from service.rules.detentions.trigger import Trigger
from service.rules.detentions.triggers.roles import whole
from service.rules.events.view import View

if TYPE_CHECKING:
    from spacy.tokens import Token


def by_deed(view: View, token: Token) -> Iterator[Trigger]:
    """``turned himself in``, ``faces charges``, ``pleaded guilty``, ``was given six years in prison``."""
    if token.pos_ not in ("VERB", "AUX"):
        return
    for entry in deeds().get(token.lower_, ()):
        if not _did(view, token, entry):
            continue
        own = _one_meant(token, entry)
        named = (whole(p) for p in conjuncts(own)) if own is not None else ()
        people = tuple(p for p in named if are_people(view, p))  # `the paper and its editors were found guilty`
        if people:
            yield Trigger(view, "deed", token, entry["stage"], people, _force(view, token, entry), token)


def _force(view: View, token: Token, entry: dict[str, Any]) -> Token | None:
    """Whom they surrender to or appear before; who gives the sentence."""
    if entry.get("by_court"):
        return agent(token) if is_passive(token) else child(token, "nsubj")
    before = prepositional(token, "to", "before", "from", "by")
    return next((n for _, n in before if is_force(view, n)), None)


def _one_meant(token: Token, entry: dict[str, Any]) -> Token | None:
    """Whose deed it is: the subject; for what a court does (``gave her a year in jail``), the one it is done to."""
    if not entry.get("by_court"):
        return subject(token)
    if is_passive(token):
        own = subject(token)
        return own if own is None or own.lower_ not in entry["objects"] else _owner(own)
    clause = child(token, "ccomp", "xcomp")
    below = (token, *(c for c in token.children if c.dep_ == "dobj"))
    to_whom = next((n for t in below for _, n in prepositional(t, "to", "on")), None)
    objects = [c for c in token.children if c.dep_ in ("dobj", "dative") and c.pos_ != "ADP"]
    people = next((c for c in objects if c.lower_ not in entry["objects"]), None)
    small = child(clause, "nsubj") if clause is not None else None  # `found him guilty`, read as a clause
    return people or small or to_whom or next((_owner(c) for c in objects), None)


def _owner(noun: Token) -> Token | None:
    """Whose it is: ``her sentence``, ``the sentence of the mayor``."""
    own = child(noun, "poss") or next((n for _, n in prepositional(noun, "of")), None)
    return own or child(noun, "compound")  # `denied the banker bail`, parsed as a kind of bail


def _did(view: View, token: Token, entry: dict[str, Any]) -> bool:
    """Whether the verb has with it what the word list asks for."""
    if entry.get("to_force"):
        return any(is_force(view, n) for _, n in prepositional(token, "to", "before"))
    if entry.get("in_court"):
        return any("court" in n.lower_ for _, n in prepositional(token, "in", "before", "at"))
    objects, particles = entry["objects"], entry.get("particles")
    if entry.get("of_prison"):
        return any(_is_prison_term(c) for c in token.children if c.lower_ in objects)
    if particles is not None and not any(c.lower_ in particles for c in token.children):
        return False
    faced = token.dep_ == "relcl" and token.head.lower_ in objects  # `the charges he faces`
    beside = token.i + 1 < len(token.doc) and token.nbor(1).lower_ in objects  # `pleaded guilty Monday to fraud`
    return faced or beside or any(c.lower_ in objects and c.i > token.i for c in token.children)


def _is_prison_term(noun: Token) -> bool:
    """``a two-year prison sentence``, ``six years in jail``, ``a life term``."""
    if noun.lower_ in ("sentence", "sentences"):
        return True
    if noun.head.lemma_ == "serve" and any(t.lower_ in ("sentence", "term") for t in noun.subtree):
        return True  # `served two years of a nine-year term`
    under = {t.lower_ for t in noun.subtree} | {n.lower_ for _, n in prepositional(noun.head, "in", "behind")}
    return bool(under & words_of("states", "prison"))
