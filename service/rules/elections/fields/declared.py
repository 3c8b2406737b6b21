"""Outcomes told by choosing and declaring (`was re-elected`, `was declared the winner`) and by nouns (`X's victory over Y`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from service.language.phrases import child, children, is_passive, prepositional, subject
from service.rules.elections.fields.asserted import Candidate, is_asserted, standing_outcome
from service.rules.elections.fields.contestants import (
    REFUSE,
    VOTED,
    declared_winner,
    is_owner,
    is_people,
    put_to_vote,
    reelected_one,
    subject_of,
    voted_side,
)
from service.rules.elections.lexicon import Lexicon
from service.rules.elections.view import View
from service.words import words_in

if TYPE_CHECKING:
    from spacy.tokens import Token

_ELECT, _DECLARE, _WINNER, _VICTORY, _DEFEAT, _POINTS, _PARTIES, _GOES_ON = (
    words_in("rules/elections", "results", name)
    for name in (
        "elect_verbs", "declare_verbs", "winner_nouns", "victory_nouns", "defeat_nouns", "time_prepositions", "party_words",
        "runoff_words",
    )
)  # fmt: skip
_OFFICES = _WINNER | {
    "minister",
    "premier",
    "chancellor",
    "senator",
    "lawmaker",
    "mp",
    "congressman",
    "congresswoman",
    "councillor",
}
_REFERENDUM = Lexicon.of(words_in("rules/elections", "referendum_verbs", "votes"), "")
_REACH = 14  # tokens
_EARLIER = words_in("rules/elections", "background", "before")
_SELF = frozenset({"himself", "herself", "itself", "themselves", "myself"})


def reelected(view: View, _contest_here: bool) -> Iterator[Candidate]:
    """``X was re-elected``, ``voters elected X mayor``, ``elected its first woman president, X``."""
    for verb in (t for t in view.sentence.tokens if t.lemma_.lower() in _ELECT or t.lower_ == "elected"):
        goal = child(verb, "dobj")
        renamed = child(goal, "appos") if goal is not None and goal.lower_ in _OFFICES else None
        torn = reelected_one(verb)
        if torn is None and verb.pos_ not in ("VERB", "AUX"):
            continue
        if torn is not None or verb.dep_ == "amod":
            winner = torn
        elif renamed is not None:
            winner = renamed
        elif goal is not None and goal.i and goal.nbor(-1).pos_ == "PROPN":
            winner = goal  # "elected Ann Rossi leader"
        elif is_passive(verb) or goal is None or goal.lower_ in _OFFICES:
            winner = subject_of(verb)
        else:
            winner = goal
        nameless = (
            winner is not None and verb.dep_ == "acl" and winner.pos_ != "PROPN"
        )  # "the first woman elected president"
        nobody = winner is not None and is_people(view, winner)  # "Ukrainians elected a new president"
        if winner is not None and not (nameless or nobody or _is_usual(verb)):
            yield from standing_outcome(verb, winner, "won")


def decided(view: View, contest_here: bool) -> Iterator[Candidate]:
    """``Voters backed the new constitution``, ``the measure passed in a referendum``: what is put to the vote has won."""
    for verb in view.sentence.tokens if contest_here and _REFERENDUM.find(view.doc) else ():
        put = put_to_vote(view, verb) if verb.pos_ == "VERB" and verb.lemma_.lower() not in REFUSE else None
        if put is not None and is_asserted(verb):
            yield verb, put, "won"


def voted_for(view: View, _contest_here: bool) -> Iterator[Candidate]:
    """``Malta voted to leave``."""
    for verb in view.of_words(VOTED):
        side = voted_side(view, verb)
        if side is not None:
            yield verb, side, "won"


def _is_usual(verb: Token) -> bool:
    """``the premier is elected by parliament``: how it is done, and not that it was."""
    helpers = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    usual = any(c.lower_ in ("always", "usually", "directly", "indirectly") for c in verb.children)
    return usual or bool(helpers & {"is", "are"})


def declared(view: View, _contest_here: bool) -> Iterator[Candidate]:
    """``the commission declared X the winner``, ``X was declared president``; of oneself it is a claim."""
    for verb in view.verbs(_DECLARE):
        complement = child(verb, "oprd", "attr", "xcomp", "ccomp", "acomp")
        target = subject(verb) if is_passive(verb) else child(verb, "dobj")
        winner = next((t for t in verb.subtree if _is_what_is_declared(verb, t)), None)
        if winner is None or (target is None and complement is None) or not is_asserted(verb):
            continue
        itself = target or (child(complement, "nsubj") if complement is not None else None)
        of_oneself = itself is not None and itself.lower_ in _SELF
        named = declared_winner(verb) or (itself if complement is not None and complement.lower_ in _WINNER else None)
        who = subject_of(verb) if of_oneself else named
        if who is not None and who.lower_ not in _WINNER:
            yield verb, who, "claims_victory" if of_oneself else "won"


def _is_what_is_declared(verb: Token, token: Token) -> bool:
    """``declared Ann Rossi the winner``, ``declared winner Ann Rossi``: the word for a winner, not far off and no mere modifier."""
    mere = token.dep_ == "amod" and token.head != verb
    return token.lower_ in _WINNER and 0 < token.i - verb.i <= _REACH and not mere


def of_victory(view: View, contest_here: bool) -> Iterator[Candidate]:
    """``X's victory``, ``a narrow victory over Y``, ``a win for X``, ``the re-election of X``, ``a defeat for Y``."""
    for noun in view.of_words(_VICTORY | _DEFEAT):
        if noun.pos_ != "NOUN" or not (_is_past(noun) or is_asserted(noun)):
            continue
        lost = noun.lower_ in _DEFEAT
        earlier = {c.lower_ for c in noun.children} & _EARLIER and child(
            noun, "compound"
        ) is None  # "his previous wins"
        if not contest_here or earlier or (noun.lower_ == "election" and noun.dep_ == "compound"):
            continue
        for whose in [*_owners(noun)] or _after_it(noun):
            yield noun, whose, "lost" if lost else "won"
        for _, rival in prepositional(noun, "by", "to") if lost else prepositional(noun, "over", "against"):
            yield noun, rival, "won" if lost else "lost"


def _owners(noun: Token) -> Iterator[Token]:
    poss = next((p for p in children(noun, "poss") if p.pos_ == "PRON" or is_owner(p)), None)
    if noun.lower_ == "election" and noun.dep_ == "pobj" and noun.head.lower_ in _POINTS:
        return  # "after Rossi's election": told in passing
    personal = noun.lower_ in ("election", "re-election", "reelection")
    if not personal:  # "Democratic victories"
        yield from (c for c in noun.children if c.dep_ in ("amod", "compound") and c.lower_ in _PARTIES)
    if poss is not None and (not personal or poss.pos_ == "PROPN"):
        yield poss
    for _, target in prepositional(noun, "for", "of") if noun.lower_ != "election" else prepositional(noun, "of"):
        if target.pos_ == "PROPN":
            yield target


def _after_it(noun: Token) -> Iterator[Token]:
    """``Rossi vowed change after victory``: of whom it is told."""
    bare = not any(c.dep_ in ("det", "poss", "amod") for c in noun.children)
    verb = next((t for t in noun.ancestors if t.pos_ == "VERB"), None)
    who = subject_of(verb) if verb is not None and bare and _is_past(noun) else None
    if who is not None:
        yield who


def _is_past(noun: Token) -> bool:
    return noun.dep_ == "pobj" and noun.head.lower_ in ("after", "following")


def between(view: View, _contest_here: bool) -> Iterator[Candidate]:
    """``a run-off between X and Y``, ``a second round against Y``."""
    for noun in view.of_words(_GOES_ON):
        if noun.pos_ in ("NOUN", "PROPN"):
            for prep in (t for t in view.doc[noun.i + 1 : noun.i + 8] if t.lower_ in ("between", "against")):
                yield from ((noun, rival, "runoff") for rival in children(prep, "pobj"))
