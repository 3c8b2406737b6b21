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
    reelecting,
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
_REACH, _BESIDE = 10, 4  # tokens
_EARLIER = words_in("rules/elections", "background", "before")
_SELF = frozenset({"himself", "herself", "itself", "themselves", "myself"})


def reelected(view: View, _contest_here: bool) -> Iterator[Candidate]:
    """``X was re-elected``, ``voters elected X mayor``, ``elected its first woman president, X``."""
    if _ELECT.isdisjoint(view.lemmas) and "elected" not in view.words:
        return
    for verb in (t for t in view.sentence.tokens if t.lemma_.lower() in _ELECT or t.lower_ == "elected"):
        if verb.pos_ not in ("VERB", "AUX") and reelected_one(verb) is None:
            continue
        goal = child(verb, "dobj")
        renamed = child(goal, "appos") if goal is not None and goal.lower_ in _OFFICES else None
        torn = reelected_one(verb)
        if torn is not None or verb.dep_ == "amod":
            winner = torn or _of_office(verb)
        elif renamed is not None and not is_passive(verb):
            winner = renamed
        elif goal is not None and goal.i and goal.nbor(-1).pos_ == "PROPN" and goal.nbor(-1).head == goal:
            winner = goal  # "elected Ann Rossi leader"
        elif is_passive(verb) or goal is None or goal.lower_ in _OFFICES:
            winner = subject_of(verb) or subject_of(reelecting(verb))
        else:
            winner = goal
        nameless = (
            winner is not None and verb.dep_ == "acl" and winner.pos_ != "PROPN"
        )  # "the first woman elected president"
        nobody = winner is not None and is_people(view, winner)  # "Ukrainians elected a new president"
        if winner is not None and winner.i != verb.i and not (nameless or nobody or _is_usual(verb)):
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
    return usual or (bool(helpers & {"is", "are"}) and not helpers & {"has", "have", "been", "being"})


def _of_office(verb: Token) -> Token | None:
    """``X was re-elected mayor``, where parsers hang the verb on the office."""
    again = verb.i >= 2 and verb.nbor(-1).text == "-" and verb.nbor(-2).lower_ == "re"
    return subject(verb.head.head) if again and verb.head.dep_ == "attr" else None


def declared(view: View, _contest_here: bool) -> Iterator[Candidate]:
    """``the commission declared X the winner``, ``X was declared president``; of oneself it is a claim."""
    for verb in view.verbs(_DECLARE):
        complement = child(verb, "oprd", "attr", "xcomp", "ccomp", "acomp")
        target = subject(verb) if is_passive(verb) else child(verb, "dobj")
        winner = next((t for t in verb.subtree if _is_what_is_declared(verb, t)), None)
        if winner is None or (target is None and complement is None) or not is_asserted(verb):
            continue
        named = declared_winner(verb)
        if named is not None and not (target is not None and target.lower_ in _SELF):
            yield verb, named, "won"
        else:
            yield from _declared_whom(verb, winner, target, complement)


def _is_what_is_declared(verb: Token, token: Token) -> bool:
    """``declared Ann Rossi the winner``, ``declared winner Ann Rossi``: the word for a winner, not far off and no mere modifier."""
    mere = token.dep_ == "amod" and token.head != verb
    return token.lower_ in _WINNER and 0 < token.i - verb.i <= _REACH and not mere


def _declared_whom(verb: Token, winner: Token, target: Token | None, complement: Token | None) -> Iterator[Candidate]:
    who = subject_of(verb)
    itself = target or (child(complement, "nsubj") if complement is not None else None)
    if itself is not None and itself.lower_ in _SELF:
        between = verb.doc[itself.i + 1 : winner.i]
        if who is not None and len(between) < _BESIDE and not any(t.pos_ in ("ADP", "SCONJ") for t in between):
            yield verb, who, "claims_victory"
        return
    if _is_headline(verb, target) and who is not None:
        yield verb, who, "won"
    elif complement is not None and complement.lower_ in _WINNER:
        chosen = target or child(complement, "nsubj")
        named = chosen is not None and chosen.lower_ not in _WINNER
        if chosen is not None and named and (verb.lemma_ != "announce" or is_passive(verb)):
            yield verb, chosen, "won"
    elif verb.dep_ == "relcl" and verb.head.pos_ in ("PROPN", "NOUN") and _names_winner(verb, target):
        yield verb, verb.head, "won"


def _is_headline(verb: Token, target: Token | None) -> bool:
    """``Rossi declared winner of Malta's election``: a passive without its helper."""
    bare = (
        target is not None and target.lower_ in _WINNER and not any(c.dep_ in ("det", "poss") for c in target.children)
    )
    return bare and target == child(verb, "dobj") and child(verb, "aux") is None


def _names_winner(verb: Token, target: Token | None) -> bool:
    """``Ann Rossi, whom they declared the winner``."""
    return any(t.lower_ == "whom" for t in verb.children) or (target is not None and target.lower_ in _WINNER)


def of_victory(view: View, contest_here: bool) -> Iterator[Candidate]:
    """``X's victory``, ``a narrow victory over Y``, ``a win for X``, ``the re-election of X``, ``a defeat for Y``."""
    for noun in view.of_words(_VICTORY | _DEFEAT):
        if noun.pos_ != "NOUN" or not (_is_past(noun) or is_asserted(noun)):
            continue
        lost = noun.lower_ in _DEFEAT
        earlier = {c.lower_ for c in noun.children} & _EARLIER and child(
            noun, "compound"
        ) is None  # "his previous wins"
        if not contest_here or earlier or (noun.lower_ == "election" and noun.dep_ in ("compound",)):
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
        if target.pos_ == "PROPN" and target.ent_type_ in ("", "PERSON", "ORG"):
            yield target


def _after_it(noun: Token) -> Iterator[Token]:
    """``Rossi vowed change after victory``, ``was sworn in after a narrow win over Baric``: of whom it is told."""
    bare = not any(c.dep_ in ("det", "poss", "amod") for c in noun.children)
    over = child(noun, "det") is not None and next(prepositional(noun, "over", "against"), None) is not None
    if (bare or over) and _is_past(noun) and noun.lower_ != "election":
        verb = next((t for t in noun.ancestors if t.pos_ == "VERB"), None)
        who = subject_of(verb) if verb is not None else None
        if who is not None:
            yield who


def _is_past(noun: Token) -> bool:
    return noun.dep_ == "pobj" and noun.head.lower_ in ("after", "following")


def next_office(view: View, _contest_here: bool) -> Iterator[Candidate]:
    """``the next president will be X``, ``X will be the next president``, ``X is the new president``."""
    for noun in view.of_words(_WINNER):
        if noun.dep_ not in ("nsubj", "attr") or noun.head.lemma_ not in ("be", "become"):
            continue
        if not any(c.dep_ == "amod" and c.lower_ in ("next", "new") for c in noun.children):
            continue
        chosen = child(noun.head, "attr") if noun.dep_ == "nsubj" else child(noun.head, "nsubj")
        if chosen is not None and chosen.pos_ == "PROPN" and chosen.i != noun.i and not _is_open(noun.head):
            yield noun, chosen, "won"


def _is_open(verb: Token) -> bool:
    """``could be the next president``, ``if X is the next president``, ``is expected to be``."""
    helpers = {c.lower_ for c in verb.children if c.dep_ in ("aux", "mark", "neg")}
    return bool(helpers - {"will", "'ll", "has", "had", "that"})


def between(view: View, _contest_here: bool) -> Iterator[Candidate]:
    """``a run-off between X and Y``, ``a second round against Y``."""
    for noun in view.of_words(_GOES_ON):
        if noun.pos_ in ("NOUN", "PROPN"):
            for prep in (t for t in view.doc[noun.i + 1 : noun.i + 8] if t.lower_ in ("between", "against")):
                yield from ((noun, rival, "runoff") for rival in children(prep, "pobj"))
