"""Whether protesters turned violent: it makes a riot of a protest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.language.phrases import child, conjuncts, is_passive, prepositional, subject
from service.rules.events.view import View
from service.rules.protests.crowds import is_crowd
from service.rules.protests.lexicon import forms_of, verb_forms, words_of
from service.rules.protests.trigger import Trigger

if TYPE_CHECKING:
    from spacy.tokens import Token


def is_violent(view: View, trigger: Trigger) -> bool:
    """``a violent protest``, ``the marchers threw eggs``."""
    if trigger.rule == "noun" and any(
        t.lower_ in words_of("violence", "modifiers") for c in trigger.token.lefts for t in c.subtree
    ):
        return True
    return view.once(_tells_of_violence)


def _tells_of_violence(view: View) -> bool:
    return any(is_violent_act(token) for token in view.doc)


def is_violent_act(verb: Token) -> bool:
    """``threw stones``, ``set fire to cars``: done by a crowd to one of the things of the list."""
    if verb.pos_ != "VERB" or verb.lower_ not in forms_of("violence", "verbs") or _is_setting_up(verb):
        return False
    if is_passive(verb):
        thrown = child(verb, "nsubjpass") if verb.lower_ in forms_of("violence", "passive") else None
        return thrown is not None and thrown.lower_ in words_of("violence", "things")
    aims = [n for direct in (child(verb, "dobj"),) if direct is not None for n in conjuncts(direct)]
    aims += [n for _, n in prepositional(verb, "at", "to", "with")]
    doer = subject(verb)
    return any(a.lower_ in words_of("violence", "things") for a in aims) and doer is not None and is_crowd(doer)


def _is_setting_up(verb: Token) -> bool:
    """``an office was set up``: only what is set on fire, alight or ablaze burns."""
    setting = verb.lower_ in verb_forms("set")
    return setting and not any(t.lower_ in words_of("violence", "burning") for t in verb.subtree)
