"""Rules: being somewhere unfree (``in prison``, ``on trial``) or being a captive (``taken hostage``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from service.language.phrases import child, children, conjuncts, is_passive, prepositional, subject
from service.rules.detentions.lexicon import WORDS, forms_of, states, words_of
from service.rules.detentions.people import are_people
from service.rules.detentions.trigger import Trigger
from service.rules.detentions.triggers.roles import force_of, undergoers
from service.rules.events.view import View

if TYPE_CHECKING:
    from spacy.tokens import Token

_QUALIFIED: dict[str, list[str]] = WORDS["states"]["qualified"]


def by_state(view: View, token: Token) -> Iterator[Trigger]:
    """``taken into custody``, ``is in prison``, ``the report in jail``, ``put on trial``."""
    preposition = token.head
    if token.dep_ != "pobj" or preposition.dep_ not in ("prep", "advmod", "prt", "advcl", "acl"):
        return
    out_of = preposition.lower_ == "of" and preposition.head.lower_ == "out"
    from_where = "from" if out_of else preposition.lower_
    stage = states().get((from_where, token.lower_))
    if stage is None or not _qualifies(token) or preposition.head.lower_ in ("prior", "next", "close"):
        return
    above = preposition.head
    while above.dep_ in ("prep", "advmod") and above.pos_ in ("ADP", "ADV", "SCONJ"):
        above = above.head
    people = [p for p in _in_state(view, above) if are_people(view, p)]
    if people:
        leaving = from_where == "from" and above.lower_ in forms_of("states", "leave")
        yield Trigger(
            view, "state", token, "released" if leaving else stage, tuple(people), _keeper(token, above), above
        )


def _qualifies(token: Token) -> bool:
    """Whether the noun means what the list says: `a prison camp`, and no other."""
    if token.lower_ == "arrest" and token.head.lower_ == "in":
        return False
    before = {c.lower_ for c in token.children if c.i < token.i}
    return token.lower_ not in _QUALIFIED or bool(before & set(_QUALIFIED[token.lower_]))


def _in_state(view: View, above: Token) -> list[Token]:
    if above.lemma_.lower() in words_of("states", "times"):
        return _served(above)
    if above.lemma_.lower() in words_of("states", "deaths"):  # `the death of Ann Rossi in custody`
        return [*children(above, "poss"), *(p for _, n in prepositional(above, "of") for p in conjuncts(n))]
    if above.pos_ in ("NOUN", "PROPN", "PRON", "NUM"):
        return [above]
    if above.lower_ in forms_of("states", "put") and (is_passive(above) or child(above, "dobj") is not None):
        return undergoers(view, above)
    if above.lower_ in forms_of("states", "be"):
        own = subject(above)
        return conjuncts(own) if own is not None else []
    return []


def _served(time: Token) -> list[Token]:
    """Whose time it is: ``he spent six years in prison``, ``she came home after six years of detention``."""
    after = time.head.dep_ == "prep" and time.head.lower_ in ("after", "following", "for")
    above = time.head.head if after else time.head
    own = subject(above) if above.pos_ in ("VERB", "AUX") else None
    return conjuncts(own) if own is not None else []


def _keeper(noun: Token, above: Token) -> Token | None:
    """Whose custody it is: ``police custody``, ``the custody of the army``; else who put them there."""
    own = next(
        (c for c in noun.children if c.dep_ in ("compound", "poss") and c.lower_ in words_of("force", "nouns")), None
    )
    of = next((n for _, n in prepositional(noun, "of")), None)
    return own or of or (force_of(above) if above.pos_ == "VERB" else None)


def by_captives(view: View, token: Token) -> Iterator[Trigger]:
    """``taken hostage``, ``held captive``."""
    if token.lower_ not in words_of("captives", "nouns") or token.head.lower_ not in forms_of("captives", "verbs"):
        return
    glued = children(token, "compound")  # `took nurses hostage`, parsed as a kind of hostage
    patients = [p for p in undergoers(view, token.head) if p != token] or glued[-1:]
    if patients:
        yield Trigger(view, "captive", token, "detained", tuple(patients), force_of(token.head), token.head)
