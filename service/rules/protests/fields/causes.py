"""What a protest is against."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from schemas import Actor
from service.language.coreference import is_pronoun
from service.language.phrases import agent, child, is_passive, noun_phrase, prepositional, subject
from service.rules.events.view import View
from service.rules.found import Grounded
from service.rules.protests.crowds import is_crowd, led_off
from service.rules.protests.fields.crowd import protesters
from service.rules.protests.lexicon import forms_of, people, words_of
from service.rules.protests.trigger import Trigger
from service.rules.protests.triggers.by_noun import names_protest

if TYPE_CHECKING:
    from spacy.tokens import Token


# Ranks, the plainest wording first: ENDING is what a demand goes against, TOPIC and ANTI are words before the protest, as in
# `fuel protests` and `anti-government protests`.
# AROUND what a sentence beside tells.
AGAINST, OVER, AFTER, ENDING, TOPIC, ANTI, AROUND = range(7)
_ARGUMENTS = ("dobj", "nsubjpass", "pobj", "nsubj")
_NEAR = 14  # words between a protest and an `against` that the parse hangs on something else


@dataclass(frozen=True, slots=True)
class Cause:
    """The noun for what a protest is against; ``rank`` 0 is the plainest wording."""

    token: Token
    rank: int


def _causes(trigger: Trigger) -> list[Cause]:
    """What the protest is against, the plainest wording first."""
    token = trigger.token
    found = [c for spot in _spots(trigger) for c in by_preposition(spot)]
    found += [Cause(noun, OVER if mild else AGAINST) for noun, mild in _opposed(trigger.view, token)]
    found += [Cause(noun, AGAINST) for noun in _opponents(trigger)]
    found += [Cause(noun, OVER) for noun in _loose(token)]
    shunned = [noun for _, noun in prepositional(token, "of")] if trigger.form == "boycott" else []
    found += [Cause(noun, AGAINST) for noun in shunned if noun.lemma_.lower() not in words_of("about", "missed")]
    found += [Cause(noun, OVER) for noun in trigger.view.once(complained_of)]
    found += [Cause(noun, AFTER) for noun in (*_sparks(token), *trigger.view.once(deeds))]
    found += [Cause(c, TOPIC) for c in _topics(trigger)]
    found += [Cause(c, ANTI) for noun in dict.fromkeys((token, *protesters(trigger))) for c in _anti(noun)]
    return sorted((c for c in found if not is_empty(c.token)), key=lambda c: (c.rank, c.token.i))


def causes(trigger: Trigger) -> Iterator[tuple[int, Grounded[Actor]]]:
    """What the protest is against, each with the rank of its wording, the plainest first."""
    view = trigger.view
    for cause in _causes(trigger):
        actor = view.actor(cause.token) if cause.rank < ANTI else _bare(cause.token)
        if actor is not None:
            yield cause.rank, Grounded(actor, *view.span(*noun_phrase(cause.token)))


def _bare(noun: Token) -> Actor:
    """After ``anti-`` only the word itself, which the name reader takes for one with it."""
    return Actor(name=noun.text, kind="government" if noun.lower_ == "government" else "unknown")


def is_empty(noun: Token) -> bool:
    """Whether the noun says nothing of what it is about: a pronoun, a number, those who protest, or the protest itself."""
    return (
        is_pronoun(noun)
        or noun.pos_ in ("VERB", "PRON", "NUM")
        or names_protest(noun)
        or noun.lower_ in people()
        or noun.lemma_.lower() in words_of("crowds", "nouns")
    )


# --- prepositions --------------------------------------------------------------------------------------------------


def _spots(trigger: Trigger) -> list[Token]:
    """The words that the cause may hang on: the trigger, the verb over it, and words for feelings in its sentence."""
    token = trigger.token
    crowd = trigger.rule == "people"
    spots = [token, *((c for c in token.children if c.dep_ == "acl") if crowd else _verbs_by(token))]
    return spots + trigger.view.once(feelings)


def feelings(view: View) -> list[Token]:
    """The words for what those who protest feel."""
    return view.of_words(words_of("about", "feelings"))


def _verbs_by(token: Token) -> list[Token]:
    """The verb that has the event as object or in a phrase (``held a march against``), or the verb of its purpose."""
    if token.pos_ == "VERB":
        return [
            c
            for c in token.children
            if c.dep_ in ("xcomp", "advcl", "acl") and c.lemma_ in ("protest", "rally", "demonstrate")
        ]
    above = token.head.head if token.dep_ == "pobj" else token.head
    aims = [c for c in above.children if c.dep_ in ("xcomp", "advcl") and c.lemma_ == "protest"]
    return [above, *aims] if above.pos_ in ("VERB", "AUX") and token.dep_ in _ARGUMENTS else []


def by_preposition(spot: Token) -> Iterator[Cause]:
    """What a preposition on the word, or right after it, brings."""
    for prep, noun in _reach(spot):
        word = prep.lower_
        if word in words_of("about", "near") and prep.head.lower_ not in _bringing():
            continue
        bringing = word in words_of("about", "prepositions")
        if word == "to" and spot.lower_ in words_of("about", "feelings"):
            yield Cause(noun, AGAINST)
        elif prep.i > spot.i and bringing and (word == "against" or not _is_setting(noun)):
            yield Cause(noun, AGAINST if word == "against" else OVER)
        elif word == "by" and spot.lower_ in words_of("about", "feelings"):
            yield Cause(noun, OVER)  # `protesters angered by a film`
        elif word in words_of("about", "following"):
            woken = prepositional(noun, "of") if noun.lower_ in words_of("about", "wakes") else [(prep, noun)]
            yield from (Cause(n, AFTER) for _, n in woken if n.lemma_.lower() in words_of("about", "causes"))
            answered = prepositional(noun, "to") if noun.lower_ in words_of("about", "answers") else ()
            yield from (Cause(n, OVER) for _, n in answered)


def _bringing() -> frozenset[str]:
    return words_of("about", "near_words") | words_of("about", "feelings")


def _reach(spot: Token) -> Iterator[tuple[Token, Token]]:
    """Prepositions on the word itself, on ``in protest`` under it, and ``following`` read as a verb."""
    after = spot.nbor(1) if spot.i + 1 < len(spot.doc) else spot
    if after.dep_ == "prep" and after.head != spot and spot.lower_ in words_of("about", "feelings"):
        yield from ((after, n) for n in after.children if n.dep_ == "pobj")  # `to voice their anger over it`
    for prep, noun in prepositional(spot):
        yield prep, noun
        if prep.lower_ == "in" and names_protest(noun):
            yield from prepositional(noun)
    for c in spot.children:
        if c.dep_ in ("prep", "acl") and c.lower_ in words_of("about", "following") and c.i > spot.i:
            yield from ((c, n) for n in c.children if n.dep_ in ("pobj", "dobj"))


def _loose(token: Token) -> Iterator[Token]:
    """``protests in two cities over the law``: a preposition soon after, whatever the parse hangs it on."""
    for t in token.doc[token.i + 1 : token.i + _NEAR]:
        if t.dep_ != "prep" or t.lower_ not in words_of("about", "prepositions") or not _may_bring(t, token):
            continue
        noun = child(t, "pobj")
        if noun is not None and (t.lower_ == "against" or not _is_setting(noun)):
            yield noun
        if t.lower_ in ("over", "about"):
            return  # what comes after is about that cause


def _may_bring(prep: Token, token: Token) -> bool:
    """Whether a preposition may bring the protest's cause: it hangs on no verb but one over the protest."""
    if prep.lower_ == "at":
        return prep.nbor(-1).lower_ in _bringing()
    if prep.lower_ == "about" and token.lower_ not in words_of("about", "near_words"):
        return False
    return prep.head.pos_ != "VERB" or prep.head == token or prep.head in token.ancestors


def _is_setting(noun: Token) -> bool:
    """``over the weekend``, ``at the square``: when or where, not why."""
    return noun.lemma_.lower() in words_of("about", "never")


# --- verbs ---------------------------------------------------------------------------------------------------------


def _opposed(view: View, token: Token) -> Iterator[tuple[Token, bool]]:
    """``protested the law``, ``marched to denounce the mayor``: what those who protest oppose, and whether in mild words."""
    for verb, aim in view.once(opposing):
        if verb == token or _is_theirs(verb):
            yield aim, verb.lower_ in forms_of("about", "mild")


def complained_of(view: View) -> list[Token]:
    """``complaining about a lack of water``, ``their fight against the mine``: what is spoken out against."""
    found = []
    for word in view.doc:
        verb = word.pos_ == "VERB" and word.lower_ in forms_of("about", "complaining")
        if verb or (word.pos_ == "NOUN" and word.lemma_.lower() in words_of("about", "fights")):
            listed = ("about", "of", "over", "against", "at") if verb else ("against", "over")
            found += [n for _, n in prepositional(word, *listed) if not _is_setting(n)]
    return found


def opposing(view: View) -> list[tuple[Token, Token]]:
    """The sentence's verbs of opposing, each with what it is that they oppose."""
    found = []
    for verb in view.doc:
        if verb.pos_ == "VERB" and verb.lower_ in forms_of("about", "direct"):
            aim = child(verb, "dobj", "nsubjpass") if is_passive(verb) else child(verb, "dobj")
            if aim is None and verb.dep_ == "acl" and agent(verb) is not None:
                aim = verb.head  # `a vote boycotted by the opposition`
            missed = words_of("about", "missed")
            told = aim is not None and aim.lemma_.lower() not in missed and aim != led_off(verb)
            found += [(verb, aim)] if aim is not None and told else []
    return found


def _opponents(trigger: Trigger) -> Iterator[Token]:
    """``opponents of the dam marched``."""
    actor = trigger.actor
    if actor is not None and actor.lemma_.lower() in words_of("about", "opponents"):
        yield from (noun for _, noun in prepositional(actor, "of"))


def _is_theirs(verb: Token) -> bool:
    """Whether the protesters do it: ``took to the streets to decry`` too, however it is parsed."""
    if child(verb, "nsubj", "nsubjpass") is None and verb.tag_ in ("VB", "VBG"):
        return True
    doer = subject(verb)
    return doer is None or is_crowd(doer)


def deeds(view: View) -> list[Token]:
    """``protests erupted after parliament passed the law``: what was done before, or to whom."""
    found = []
    for verb in view.doc:
        if verb.dep_ != "advcl" or verb.lower_ not in forms_of("about", "deeds"):
            continue
        if any(c.dep_ in ("mark", "advmod") and c.lower_ in words_of("about", "after") for c in verb.children):
            done = child(verb, "dobj", "nsubjpass")
            if done is not None:
                found.append(done)
    return found


def _sparks(token: Token) -> Iterator[Token]:
    """``the ruling sparked protests``, ``riots that followed the killing``, ``protests sparked by the law``."""
    event = token
    while event.dep_ == "pobj" and event.head.lower_ == "of":  # `weeks of protests`
        event = event.head.head
    verb = event.head.head if event.dep_ == "pobj" else event.head
    if _is_sparking(verb):
        by = agent(verb) if event.dep_ == "nsubjpass" else _done_before(verb) or subject(verb)
        if by is not None and event.dep_ in ("dobj", "pobj", "nsubjpass"):
            yield by
    if verb.lower_ in forms_of("about", "greeting") and is_passive(verb) and (met := subject(verb)) is not None:
        yield met  # `the king was met with protests`
    for c in (c for c in event.children if c.dep_ in ("acl", "relcl")):
        by = child(c, "dobj") if c.lemma_ == "follow" else agent(c) if _is_sparking(c) else None
        if by is not None:
            yield by


def _done_before(verb: Token) -> Token | None:
    """Of ``parliament passed the law, sparking protests``, the law."""
    return child(verb.head, "dobj", "nsubjpass") if verb.dep_ == "advcl" and verb.tag_ == "VBG" else None


def _is_sparking(verb: Token) -> bool:
    if verb.lower_ in forms_of("about", "sparking"):
        return True
    return verb.lower_ in forms_of("about", "leading") and any(c.lower_ in ("to", "in", "off") for c in verb.children)


# --- prefixes ------------------------------------------------------------------------------------------------------


def _anti(token: Token) -> Iterator[Token]:
    """``anti-government protests``: the word after ``anti``."""
    for c in token.lefts:
        for t in c.subtree:
            if any(a.lower_ in ("pro", "pro-") for a in token.doc[max(0, t.i - 3) : t.i]):
                return  # `pro- and anti-government protesters`
            if t.lower_ == "anti" and t.i + 2 < len(t.doc):
                yield t.nbor(2)


def _topics(trigger: Trigger) -> Iterator[Token]:
    """``fuel protests``: the word before a noun for protest that says what it is about."""
    if trigger.rule in ("noun", "people"):
        yield from (c for c in trigger.token.lefts if c.lemma_.lower() in words_of("about", "topics"))
