"""Whether an outcome is told as a fact, as a claim of the contestant's own side, or only hoped for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from schemas import Outcome
from service.language.phrases import child, is_negated, subject
from service.language.polarity import standing
from service.words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

Candidate = tuple["Token", "Token", Outcome]  # the word it rests on, the contestant, the outcome

_WORDS = load_words("rules/elections")["results"]
_EVIDENCE, _NOT_YET, _SAY = (frozenset(_WORDS[name]) for name in ("evidence_nouns", "not_yet", "say_verbs"))
_CAMPS = frozenset(_WORDS["camp_nouns"])
_PRONOUNS = frozenset({"he", "she", "it", "they", "his", "her", "its", "their", "i", "we", "my", "our"})
_HOPING = frozenset(_WORDS["hoping_verbs"])
_REACHED, _TO_A_GOAL = frozenset(_WORDS["reached_verbs"]), frozenset(_WORDS["goal_verbs"])
_CALLING = frozenset({"phone", "call", "telephone", "ring"})
_NOT_ASSERTED = frozenset({"planned", "hypothetical", "demanded", "denied"})


def is_asserted(event: Token) -> bool:
    """Whether the verb or noun of an outcome tells what has come about."""
    if _is_going_on(event):
        return False
    return _is_projected(event) or not (standing(event).factuality in _NOT_ASSERTED or _is_ahead(event))


def _is_going_on(event: Token) -> bool:
    """``is winning in Ohio``: not yet won."""
    return event.tag_ == "VBG" and any(c.lower_ in ("is", "are", "'s", "'re") for c in event.children)


def _is_projected(event: Token) -> bool:
    """``the network projects that Rossi will win``: as good as told, on the ground that `basis` names."""
    return event.dep_ == "ccomp" and event.head.lemma_ == "project"


def standing_outcome(event: Token, contestant: Token, outcome: Outcome) -> Iterator[Candidate]:
    """The outcome as the sentence has it: a win that only the contestant's own side reports is a claim.

    A second round need not have come: ``will face her in a run-off``.
    """
    if is_negated(event) if outcome == "runoff" else not is_asserted(event):
        return
    above = event.head if event.dep_ in ("ccomp", "xcomp", "acl", "parataxis") else None
    evidence = event.dep_ == "acl" and above is not None and above.lower_ in _EVIDENCE  # "claims that X won"
    if outcome != "won":
        if not evidence:
            yield event, contestant, outcome
    elif evidence or (
        event.lemma_ != "lose"  # "she lost the race to Ivo Baric, she said"
        and above is not None
        and above.lemma_.lower() in _SAY
        and _is_of_its_side(subject(above), contestant)
    ):
        yield event, contestant, "claims_victory"
    else:
        yield event, contestant, outcome


def _is_of_its_side(who: Token | None, contestant: Token) -> bool:
    """Whether the contestant, or somebody on that side, says it: ``Rossi said she had won``, ``said that his party had won``."""
    own = {t.lower_ for t in contestant.subtree if t.dep_ == "poss" or t == contestant}
    if who is None or who.pos_ == "PRON":
        return True
    told = {t.lower_ for t in who.subtree}
    return bool(own & _PRONOUNS or own & told or told & _CAMPS)


def _is_ahead(event: Token) -> bool:
    """Whether the event is only aimed at, expected or asked for: ``hopes to win``, ``bid for victory``."""
    above = event.head
    if child(event, "aux") is not None and (event.tag_ == "VB" or _is_to_be(event)):
        return not _is_reached(event, above)
    if event.dep_ == "conj" and above.tag_ == event.tag_ == "VB":
        return _is_ahead(above)
    if event.dep_ == "nsubj" and any(t.lower_ in _NOT_YET for t in above.subtree):
        return True
    return event.dep_ in ("pobj", "dobj", "xcomp", "pcomp") and above.lemma_.lower() in _HOPING


def _is_to_be(event: Token) -> bool:
    """``hopes to be elected``, ``will be beaten``: the passive of what has not come about."""
    return event.tag_ == "VBN" and any(c.dep_ == "aux" and (c.lower_ == "to" or c.tag_ == "MD") for c in event.children)


def _is_reached(event: Token, above: Token) -> bool:
    """An infinitive that tells a fact: ``is projected to win``, ``overturned a majority to win``, ``phoned to concede``."""
    if any(c.dep_ == "aux" and c.tag_ == "MD" for c in event.children):
        return False
    went_on = above.lemma_ == "go" and any(c.lower_ == "on" for c in above.children)
    if went_on:
        return above.tag_ in ("VBD", "VBN")
    if event.dep_ == "xcomp":
        return above.lemma_.lower() in _REACHED | _CALLING
    told = above.tag_ in ("VBD", "VBN") and standing(above).factuality == "reported"
    return event.dep_ == "advcl" and told and above.lemma_.lower() in _TO_A_GOAL | _CALLING
