"""Who was declared the winner, and who only says so: declarations, claims of victory, and run-offs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from service.language.phrases import child, is_negated, is_passive, prepositional, subject
from service.rules.elections.asserting import Candidate, is_asserted
from service.rules.elections.people import declared as declared_winner
from service.rules.elections.people import subject_of
from service.rules.elections.verbs import verbs, words_of
from service.rules.elections.view import View
from service.words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORDS = load_words("rules/elections")["results"]


def _set(name: str) -> frozenset[str]:
    return frozenset(_WORDS[name])


_DECLARE, _WINNER = _set("declare_verbs"), _set("winner_nouns")
_CLAIM, _CLAIM_OBJECTS = _set("claim_verbs"), _set("claim_objects")
_RUNOFF_VERBS, _MEET, _CALLED = _set("runoff_verbs"), _set("meet_verbs"), _set("called_objects")
_RUNOFF_PHRASES = [frozenset(phrase.split()) for phrase in _WORDS["runoff_phrases"]]
_RUNOFF_NOUNS = _set("runoff_words")
_REACH, _BESIDE = 10, 4  # tokens
_SELF = frozenset({"himself", "herself", "itself", "themselves", "myself"})
_WIN, _WIN_OBJECTS, _SAY = _set("win_verbs"), _set("win_objects"), _set("say_verbs") | {"announce", "write", "tweet"}
_INSTALLED = _set("installed_verbs")


def declared(view: View, _contest_here: bool) -> Iterator[Candidate]:
    """``the commission declared X the winner``, ``X was declared president``; of oneself it is a claim."""
    for verb in verbs(view, _DECLARE):
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
        if who is not None and winner.i - itself.i <= _BESIDE:
            yield verb, who, "claims_victory"
        return
    if complement is not None and complement.lower_ in _WINNER:
        chosen = target or child(complement, "nsubj")
        named = chosen is not None and chosen.lower_ not in _WINNER
        if chosen is not None and named and (verb.lemma_ != "announce" or is_passive(verb)):
            yield verb, chosen, "won"
    elif verb.dep_ == "relcl" and verb.head.pos_ in ("PROPN", "NOUN") and _names_winner(verb, target):
        yield verb, verb.head, "won"


def _names_winner(verb: Token, target: Token | None) -> bool:
    """``Ann Rossi, whom they declared the winner``."""
    return any(t.lower_ == "whom" for t in verb.children) or (target is not None and target.lower_ in _WINNER)


def called_for(view: View, contest_here: bool) -> Iterator[Candidate]:
    """``the agency called the race for X``."""
    for verb in verbs(view, frozenset({"call"})) if contest_here else ():
        goal = child(verb, "dobj")
        if goal is None or goal.lower_ not in _CALLED or not is_asserted(verb):
            continue
        for holder in (verb, goal):
            for _, winner in prepositional(holder, "for"):
                if winner.pos_ == "PROPN" and winner.ent_type_ != "DATE":
                    yield verb, winner, "won"


def installed(view: View, contest_here: bool) -> Iterator[Candidate]:
    """``X was sworn in after the election``: who takes the office has won it."""
    for verb in verbs(view, _INSTALLED) if contest_here else ():
        who = subject_of(verb)
        words = {c.lower_ for c in verb.children}
        sworn = (verb.lemma_ != "swear" or words & {"in", "as"}) and words & {"was", "were", "been"}
        if sworn and who is not None and is_asserted(verb):
            yield verb, who, "won"


def claimed(view: View, _contest_here: bool) -> Iterator[Candidate]:
    """``X claimed victory``, ``X declared victory``, ``X claims to have won``."""
    for verb in verbs(view, _CLAIM):
        goal, who = child(verb, "dobj"), subject_of(verb)
        if who is not None and words_of(goal) & _CLAIM_OBJECTS and not is_negated(verb):
            yield verb, who, "claims_victory"


def said_of_us(view: View, _contest_here: bool) -> Iterator[Candidate]:
    """``"We have won this election," said X``: what the speaker claims."""
    for verb in verbs(view, _WIN):
        who, goal = subject_of(verb), child(verb, "dobj")
        fits = goal is None or words_of(goal) & _WIN_OBJECTS
        if who is None or who.lower_ not in ("we", "i") or not fits or not is_asserted(verb):
            continue
        says = next((v for v in verbs(view, _SAY) if v.i != verb.i and subject_of(v) is not None), None)
        speaker = subject_of(says) if says is not None else None
        if speaker is not None:
            yield verb, speaker, "claims_victory"


def runoff(view: View, _contest_here: bool) -> Iterator[Candidate]:
    """``X will face Y in a run-off``, ``X and Y advance to the second round``, ``a run-off between X and Y``."""
    words = {t.lower_ for t in view.doc}
    if not any(phrase <= words for phrase in _RUNOFF_PHRASES):
        return
    for verb in verbs(view, _RUNOFF_VERBS):
        if is_negated(verb):
            continue
        rivals = (
            [child(verb, "dobj"), *(n for _, n in prepositional(verb, "against", "with"))]
            if verb.lemma_ in _MEET
            else []
        )
        for contestant in (subject_of(verb), *rivals):
            if contestant is not None:
                yield verb, contestant, "runoff"
    yield from _between(view)


def _between(view: View) -> Iterator[Candidate]:
    """``a run-off between X and Y``, ``a second round against Y``."""
    for noun in view.doc:
        if noun.lower_ in _RUNOFF_NOUNS and noun.pos_ in ("NOUN", "PROPN"):
            for prep in (t for t in view.doc[noun.i + 1 : noun.i + 8] if t.lower_ in ("between", "against")):
                rival = child(prep, "pobj")
                if rival is not None:
                    yield noun, rival, "runoff"
