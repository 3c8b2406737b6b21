"""Whether a protest happened: the shared reading of polarity, and what nouns for protests add to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.language.phrases import doer, is_negated, subject
from service.language.polarity import Standing, standing
from service.rules.protests.lexicon import forms_of, words_of
from service.rules.protests.trigger import Trigger

if TYPE_CHECKING:
    from spacy.tokens import Token


def stands(trigger: Trigger) -> Standing:
    """How the protest stands in its sentence; people who are protesters are at it already."""
    if trigger.rule == "people":
        return Standing("reported")
    found = standing(trigger.token)
    return _of_noun(trigger.token, found) if trigger.rule == "noun" else _of_verb(trigger.token) or found


def _of_noun(noun: Token, found: Standing) -> Standing:
    """``a planned rally``, ``no march was held``; ``swore to keep up the protests``: they are going on."""
    ahead = words_of("factuality", "ahead")
    if any(c.lower_ in ahead and (c.i < noun.i or c.dep_ == "acl") for c in noun.children):
        return Standing("planned")
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    if noun.dep_ == "pobj" and noun.head.lower_ == "for" and verb.lower_ in forms_of("factuality", "calling"):
        return Standing("demanded", doer(verb) if verb.pos_ == "VERB" else None)
    if noun.dep_ == "dobj" and verb.lower_ in forms_of("factuality", "announcing"):
        return Standing("planned", subject(verb))
    happening = noun.dep_ in ("nsubj", "nsubjpass") and verb.lower_ in forms_of("factuality", "happening")
    if (noun.dep_ == "dobj" or happening) and is_negated(verb):
        return Standing("denied")
    going_on = verb.lower_ in forms_of("factuality", "going_on") and found.factuality != "alleged"
    return Standing("reported") if going_on else found


def _of_verb(verb: Token) -> Standing | None:
    """``tried to storm``: done, as far as it went; ``voted to strike``: planned."""
    head = verb.head
    if verb.dep_ in ("xcomp", "ccomp") and head.lower_ in forms_of("factuality", "attempting"):
        return Standing("reported")
    meant = any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)
    return Standing("planned", subject(head)) if meant and head.lower_ in forms_of("factuality", "announcing") else None
