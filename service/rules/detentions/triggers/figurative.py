"""Words of arrest and release that report none: a song that comes out, figures that are released, a player booked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.language.phrases import agent, child, is_passive, prepositional
from service.rules.detentions.lexicon import words_of
from service.rules.detentions.people import is_force, is_person_noun
from service.rules.detentions.trigger import Trigger
from service.rules.events.clause import tells_of_fiction
from service.rules.events.view import View

if TYPE_CHECKING:
    from spacy.tokens import Token

_TO_RANSOM = (["to", "ransom"], ["at", "ransom"])
_IN_SPORT = frozenset({"book", "hold", "charge"})
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
    verb = trigger.site.lemma_.lower()
    active = (verb == "release" or trigger.rule == "captive") and not is_passive(trigger.site)
    by = child(trigger.site, "nsubj") if active else agent(trigger.site)
    if by is not None and by.pos_ == "NOUN" and not (is_person_noun(by) or is_force(view, by)):
        return True  # `held captive by the weather`, `the horn released the players`
    maker = child(trigger.site, "nsubj")
    if maker is not None and maker.lemma_.lower() in words_of("reasons", "laws") and not is_passive(trigger.site):
        return True  # `the act jails whoever insults the king`
    if verb in ("release", "free"):
        return any(p.lemma_.lower() in words_of("idioms", "release") or _is_a_number(p) for p in trigger.patients)
    if verb == "hold" and [t.lower_ for t in trigger.site.doc[trigger.site.i + 1 :][:2]] in _TO_RANSOM:
        return True  # `held to ransom by the council`; hostages are held for ransom
    if verb == "charge" and any(_is_run_at(p) for p in trigger.patients):
        return next(prepositional(trigger.site, "with", "over", "under", "for"), None) is None
    return verb in _IN_SPORT and bool(view.words & words_of("figurative", "sport"))


def _is_fiction(view: View) -> bool:
    return tells_of_fiction(view.parsed)


def _is_of_a_work(trigger: Trigger) -> bool:
    """``Lights Out was released in June, two years after the band's first album``: what bears a name and comes out, beside such words."""
    works = bool(trigger.view.words & words_of("figurative", "works"))
    return works and not any(is_person_noun(p) for p in trigger.patients)


def _is_run_at(noun: Token) -> bool:
    """``mounted police charged the crowd``; not ``charged three marchers``."""
    return noun.lemma_.lower() in words_of("figurative", "charged_at") and child(noun, "nummod") is None


def _is_a_number(noun: Token) -> bool:
    """``the jobs figures``, not ``opposition figures``."""
    told = {c.lower_ for c in noun.children if c.dep_ in ("compound", "amod", "nmod")}
    return noun.lemma_.lower() == "figure" and not told & words_of("figurative", "figures_of")
