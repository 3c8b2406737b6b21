"""Words of arrest, charge and release that report none: a tie held on to, a fee charged, a patient let out of hospital, a plot."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from service.language.phrases import agent, child, prepositional, subject
from service.rules.detentions.lexicon import words_of
from service.rules.detentions.people import is_person_noun
from service.rules.detentions.trigger import Trigger
from service.rules.events.clause import tells_of_fiction
from service.rules.events.view import View

if TYPE_CHECKING:
    from spacy.tokens import Token

_TO_RANSOM = (["to", "ransom"], ["at", "ransom"])
_VERBS = frozenset({"verb", "weak_verb", "captive"})


def is_figurative(trigger: Trigger) -> bool:
    """Whether the trigger's sentence shows that nobody lost or regained liberty by it."""
    view = trigger.view
    titled = any(view.reading.quotation_at(view.at(p)) is not None for p in trigger.patients)
    if titled and view.reading.quotation_at(view.at(trigger.token)) is None:
        return True  # `“Hostage to the Tide” was released`
    if view.once(_is_fiction) or (trigger.stage == "released" and _is_of_a_work(trigger)):
        return True
    if trigger.rule not in _VERBS:
        return False
    verb = trigger.site
    by = agent(verb)
    if by is not None and by.lemma_.lower() in words_of("figurative", "agents"):
        return True
    if any(noun.lower_ in words_of("figurative", "wards") for _, noun in prepositional(verb, "in", "at", "to")):
        return trigger.force is None
    test = _SPECIAL.get(verb.lemma_.lower())
    return test is not None and test(verb, trigger)


def _is_fiction(view: View) -> bool:
    return tells_of_fiction(view.parsed)


def _is_of_a_work(trigger: Trigger) -> bool:
    """``Lights Out was released in June, two years after the band's first album``: what bears a name and comes out, beside such words."""
    words = trigger.view.words
    if not words & words_of("figurative", "works") or words & words_of("states", "prison"):
        return False
    return not any(is_person_noun(p) for p in trigger.patients)


def _is_held_up(verb: Token, trigger: Trigger) -> bool:
    """``held on for a draw``, ``held in a queue``, ``held for twenty minutes``."""
    if _has_bare_particle(verb) or [t.lower_ for t in verb.doc[verb.i + 1 : verb.i + 3]] in _TO_RANSOM:
        return True  # `students are held to ransom by the council`; hostages are held for ransom
    where = {noun.lower_ for _, noun in prepositional(verb, "in", "at", "on", "to", "for", "by")}
    waiting = trigger.force is None and bool(where & words_of("figurative", "waiting"))
    return waiting or _is_sport(verb, trigger)


def _is_a_fee(verb: Token, trigger: Trigger) -> bool:
    """``guests will be charged for late checkout``; ``the bowlers charged in``."""
    if _has_bare_particle(verb):
        return True
    if _runs_at(verb, trigger):
        return True
    payers = any(p.lemma_.lower() in words_of("figurative", "payers") for p in trigger.patients)
    return payers and not any(True for _ in prepositional(verb, "with", "over"))


def _runs_at(verb: Token, trigger: Trigger) -> bool:
    """``mounted police charged the crowd``."""
    if child(verb, "dobj") is None or any(True for _ in prepositional(verb, "with", "over", "under", "for")):
        return False
    return any(
        p.lemma_.lower() in words_of("figurative", "charged_at") and child(p, "nummod") is None
        for p in trigger.patients
    )


def _is_let_go(verb: Token, trigger: Trigger) -> bool:
    """``released from hospital``, ``released by the club``; ``the figures were released``; ``the horn released the players``."""
    sources = {noun.lower_ for _, noun in prepositional(verb, "from")}
    by = agent(verb)
    employers = words_of("figurative", "employers")
    if sources & words_of("figurative", "sources") or (by is not None and by.lemma_.lower() in employers):
        return True
    doer = subject(verb) if child(verb, "dobj") is not None else None
    if doer is not None and doer.lemma_.lower() in words_of("figurative", "agents") | employers:
        return True
    if doer is not None and _rescues(verb, doer, trigger):
        return True
    if any(noun.lower_ in words_of("figurative", "transfers") for _, noun in prepositional(verb, "on")):
        return True
    works = words_of("idioms", "release")
    return any(p.lemma_.lower() in works or _is_a_number(p) for p in trigger.patients)


def _rescues(verb: Token, doer: Token, trigger: Trigger) -> bool:
    """``firefighters freed two people from the wreck``; whoever frees hostages frees them from those who held them."""
    if any(p.lemma_.lower() in words_of("held", "nouns") for p in trigger.patients):
        return False
    below = [verb, *trigger.patients]
    trapped = any(noun.lower_ in words_of("figurative", "traps") for t in below for _, noun in prepositional(t, "from"))
    return trapped or doer.lemma_.lower() in words_of("figurative", "rescuers")


def _is_a_number(noun: Token) -> bool:
    """``the jobs figures``, not ``opposition figures``."""
    told = {c.lower_ for c in noun.children if c.dep_ in ("compound", "amod", "nmod")}
    return noun.lemma_.lower() == "figure" and not told & words_of("figurative", "figures_of")


def _is_in_jest(verb: Token, _trigger: Trigger) -> bool:
    """``sentenced to a sleepless night``, ``to a second dance``: what is counted is neither time nor blows."""
    for _, noun in prepositional(verb, "to"):
        counted = any(c.dep_ == "nummod" or c.lower_ in ("second", "third") for c in noun.children)
        if noun.lower_ in words_of("figurative", "fates"):
            return True
        if counted and noun.pos_ == "NOUN" and noun.lemma_.lower() not in words_of("figurative", "penalties"):
            return True
    return False


def _is_sport(verb: Token, _trigger: Trigger) -> bool:
    return bool({t.lower_ for t in verb.doc} & words_of("figurative", "sport"))


def _has_bare_particle(verb: Token) -> bool:
    """Whether an adverb belongs to the verb that turns it into another: ``held on``, ``charged in``."""
    after = verb.nbor() if verb.i + 1 < len(verb.doc) else None
    if after is None or after.lower_ not in words_of("figurative", "particles"):
        return False
    return after.dep_ in ("prt", "advmod") or child(after, "pobj", "pcomp") is None


_SPECIAL: dict[str, Callable[[Token, Trigger], bool]] = {
    "hold": _is_held_up,
    "charge": _is_a_fee,
    "release": _is_let_go,
    "free": _is_let_go,
    "book": _is_sport,
    "sentence": _is_in_jest,
}
