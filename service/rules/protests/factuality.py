"""Whether a protest happened: the shared reading of polarity, and what nouns for protests add to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.language.phrases import child, doer, is_negated, subject
from service.language.polarity import Standing, standing
from service.rules.protests.lexicon import forms_of, verb_forms, words_of
from service.rules.protests.trigger import Trigger

if TYPE_CHECKING:
    from spacy.tokens import Token


def stands(trigger: Trigger) -> Standing:
    """How the protest stands in its sentence; people who are protesters are at it already."""
    if trigger.rule == "people":
        return Standing("hypothetical" if _is_imagined(trigger.token) else "reported")
    found = standing(trigger.token)
    if trigger.rule == "noun" and (undone := _undone(trigger.token) or _due(trigger)) is not None:
        return undone
    return _of_noun(trigger.token, found) if trigger.rule == "noun" else _of_verb(trigger.token) or found


def _is_imagined(noun: Token) -> bool:
    """``protesters could be jailed``: whoever may protest, and nobody in particular."""
    return noun.dep_ in ("nsubj", "nsubjpass") and not any(noun.lefts) and _may_be(noun.head)


def _undone(noun: Token) -> Standing | None:
    """``the strike was averted``, ``called off the march``: it was to be, and was not."""
    verb = noun.head
    if noun.dep_ not in ("dobj", "nsubjpass") or is_negated(verb):
        return None
    off = verb.lower_ in verb_forms("call") and any(c.lower_ == "off" for c in verb.children)
    return Standing("denied") if off or verb.lower_ in forms_of("factuality", "averting") else None


def _due(trigger: Trigger) -> Standing | None:
    """``the strike starts on Friday``, ``the rally was not banned, and it will go ahead``: yet to come."""
    noun, dated = trigger.token, bool(trigger.view.moments)
    for verb in trigger.view.of_words(forms_of("factuality", "due")):
        doer = child(verb, "nsubj")
        its = doer is not None and (doer == noun or (doer.lower_ == "it" and verb.i > noun.i))
        if its and (_may_be(verb) or (dated and verb.tag_ in ("VBZ", "VBP"))):
            return Standing("planned")
    return None


def _may_be(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ in words_of("factuality", "modal") for c in verb.children)


def _of_noun(noun: Token, found: Standing) -> Standing:
    """``a planned rally``, ``no march was held``; ``swore to keep up the protests``: they are going on."""
    ahead = words_of("factuality", "ahead")
    if noun.left_edge.lower_ == "no":
        return Standing("denied")  # `no more protests`
    if any(c.lower_ in ahead and (c.i < noun.i or c.dep_ == "acl") for c in noun.children):
        return Standing("planned")
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    if noun.dep_ == "pobj" and noun.head.lower_ == "for" and verb.lower_ in forms_of("factuality", "calling"):
        return Standing("demanded", doer(verb))
    if noun.dep_ == "dobj" and verb.lower_ in forms_of("factuality", "announcing"):
        return Standing("planned", subject(verb))
    happening = noun.dep_ in ("nsubj", "nsubjpass") and verb.lower_ in forms_of("factuality", "happening")
    if (noun.dep_ == "dobj" or happening) and is_negated(verb):
        return Standing("denied")
    if noun.dep_ in ("dobj", "attr", "nsubj", "nsubjpass") and verb.lower_ in forms_of("factuality", "happening"):
        told = standing(verb)  # `may stage a march`, `feared that riots would break out`
        return told if told.factuality in ("planned", "hypothetical", "demanded") else found
    going_on = verb.lower_ in forms_of("factuality", "going_on") and found.factuality != "alleged"
    return Standing("reported") if going_on else found


def _of_verb(verb: Token) -> Standing | None:
    """``tried to storm``: done, as far as it went; ``voted to strike``: planned."""
    head = verb.head
    if verb.dep_ in ("xcomp", "ccomp") and head.lower_ in forms_of("factuality", "attempting"):
        return Standing("reported")
    meant = any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)
    return Standing("planned", subject(head)) if meant and head.lower_ in forms_of("factuality", "announcing") else None
