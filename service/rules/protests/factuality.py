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
    token = trigger.token
    if trigger.rule == "noun":
        return _called(token) or _unless_going_on(token, standing(token))
    return _attempted(token) or _meant(token) or standing(token)


def _unless_going_on(noun: Token, found: Standing) -> Standing:
    """``swore to keep up the protests``: they are going on."""
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    happening = noun.dep_ in ("nsubj", "nsubjpass") and verb.lower_ in forms_of("factuality", "happening")
    if (noun.dep_ == "dobj" or happening) and is_negated(verb):
        return Standing("denied")
    going_on = verb.lower_ in forms_of("factuality", "going_on")
    return (
        Standing("reported")
        if going_on and found.factuality in ("planned", "demanded", "denied", "hypothetical")
        else found
    )


def _called(noun: Token) -> Standing | None:
    """``called a strike``, ``called for protests``, ``plans for a march``, ``a planned rally``."""
    ahead = words_of("factuality", "ahead")
    if any(c.lower_ in ahead for c in noun.lefts) or any(c.dep_ == "acl" and c.lower_ in ahead for c in noun.rights):
        return Standing("planned")
    above = noun.head
    if noun.dep_ == "pobj" and above.lower_ == "for":
        verb = above.head
        if verb.lower_ in forms_of("factuality", "calling"):
            return Standing("demanded", doer(verb) if verb.pos_ == "VERB" else None)
    if noun.dep_ == "dobj" and above.lower_ in forms_of("factuality", "announcing"):
        return Standing("planned", subject(above))
    return None


def _meant(verb: Token) -> Standing | None:
    """``voted to strike``, ``plan a march to protest``: a purpose is as far on as what serves it."""
    if not any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children):
        return None
    head = verb.head
    if head.pos_ == "NOUN":
        return _called(head)
    return Standing("planned", subject(head)) if head.lower_ in forms_of("factuality", "announcing") else None


def _attempted(verb: Token) -> Standing | None:
    """``urged Russians to protest``: asked of the subject; ``tried to storm``: done, as far as it went."""
    head = verb.head
    if verb.dep_ in ("xcomp", "ccomp") and head.lower_ in forms_of("factuality", "attempting"):
        return Standing("reported")
    opportunity = head if verb.dep_ in ("acl", "relcl") else None
    while opportunity is not None and opportunity.head != opportunity:
        if opportunity.head.lower_ in forms_of("factuality", "urging"):
            return Standing("demanded", subject(opportunity.head))
        opportunity = opportunity.head
    return None
