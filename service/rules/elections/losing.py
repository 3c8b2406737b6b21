"""Who lost, conceded or fell short, as news says it: one small rule a way of saying it."""

from __future__ import annotations

from collections.abc import Iterator

from service.language.phrases import child, is_passive, prepositional, subject
from service.rules.elections.asserting import Candidate, is_asserted
from service.rules.elections.lexicon import Lexicon
from service.rules.elections.people import subject_of
from service.rules.elections.verbs import verbs, words_of
from service.rules.elections.view import View
from service.words import load_words

_WORDS = load_words("rules/elections")["results"]


def _set(name: str) -> frozenset[str]:
    return frozenset(_WORDS[name])


_WIN, _LOSE, _LOSE_OBJECTS = _set("win_verbs"), _set("lose_verbs"), _set("lose_objects")
_CONCEDE, _CONCEDE_OBJECTS = _set("concede_verbs"), _set("concede_objects")
_ADMIT, _SUFFER, _DEFEAT = _set("admit_verbs"), _set("suffer_verbs"), _set("defeat_nouns")
_LOSER_WORDS = Lexicon.of(_WORDS["loser_words"], "")
_VOTED_OUT = Lexicon.of(_WORDS["voted_out"], "")
_SOUGHT = Lexicon.of(_WORDS["sought_in_vain"], "")


def lost(view: View, contest_here: bool) -> Iterator[Candidate]:
    """``Y lost the election``, ``Y lost three elections to X``, ``Y lost to X``."""
    for verb in verbs(view, _LOSE):
        goal = child(verb, "dobj")
        words = words_of(goal)
        fits = bool(words & _LOSE_OBJECTS) or (goal is None and contest_here)
        loser = subject_of(verb)
        if not is_asserted(verb) or not fits or "confidence" in words or is_passive(verb):
            continue
        if loser is not None:
            yield verb, loser, "lost"
        for holder in (verb, goal):
            if holder is not None:
                for _, rival in prepositional(holder, "to"):
                    yield verb, rival, "won"


def failed(view: View, contest_here: bool) -> Iterator[Candidate]:
    """``Y failed to win``, ``without winning a single primary``."""
    for verb in verbs(view, frozenset({"fail"})):
        goal = child(verb, "xcomp")
        loser = subject_of(verb)
        if (
            contest_here
            and goal is not None
            and goal.lemma_.lower() in _WIN
            and loser is not None
            and is_asserted(verb)
        ):
            yield verb, loser, "lost"


def conceded(view: View, _contest_here: bool) -> Iterator[Candidate]:
    """``Y conceded defeat``, ``Y conceded to X``, ``Y phoned X to concede``."""
    for verb in verbs(view, _CONCEDE):
        goal = child(verb, "dobj")
        plain = goal is None and child(verb, "ccomp") is None
        if not is_asserted(verb) or not (plain or words_of(goal) & _CONCEDE_OBJECTS):
            continue
        loser = subject_of(verb)
        if loser is not None and verb.dep_ in ("advcl", "xcomp"):
            loser = subject(verb.head) or loser
        if loser is not None:
            yield verb, loser, "conceded"
        for holder in (verb, goal):
            for _, rival in prepositional(holder, "to") if holder is not None else ():
                if rival.pos_ == "PROPN":
                    yield verb, rival, "won"
    for verb in verbs(view, _ADMIT):
        goal, loser = child(verb, "dobj"), subject_of(verb)
        if goal is not None and goal.lower_ in _DEFEAT and loser is not None and is_asserted(verb):
            yield verb, loser, "conceded"


def voted_out(view: View, _contest_here: bool) -> Iterator[Candidate]:
    """``Y was voted out of office``, ``voters threw out the government``."""
    for hit in _VOTED_OUT.find(view.doc):
        verb = hit.first
        if verb.pos_ != "VERB" or not is_asserted(verb):
            continue
        loser = subject_of(verb) if is_passive(verb) else child(verb, "dobj")
        if loser is not None:
            yield verb, loser, "lost"


def suffered(view: View, contest_here: bool) -> Iterator[Candidate]:
    """``Y suffered a crushing defeat``, ``Y went down to defeat``."""
    for verb in verbs(view, _SUFFER) if contest_here else ():
        goals = [child(verb, "dobj"), *(n for _, n in prepositional(verb, "to"))]
        loser = subject_of(verb)
        if loser is not None and any(g is not None and g.lower_ in _DEFEAT for g in goals) and is_asserted(verb):
            yield verb, loser, "lost"


def in_vain(view: View, _contest_here: bool) -> Iterator[Candidate]:
    """``Y ran unsuccessfully for the senate``, ``Y's failed bid for governor``."""
    for hit in _SOUGHT.find(view.doc):
        verb = next((t for t in view.doc[hit.first.i : hit.last.i + 1] if t.pos_ == "VERB"), None)
        loser = subject_of(verb) if verb is not None else None
        if verb is not None and loser is not None and is_asserted(verb):
            yield verb, loser, "lost"


def runner_up(view: View, contest_here: bool) -> Iterator[Candidate]:
    """``Y, runner-up in the election``, ``Y came second``."""
    for hit in _LOSER_WORDS.find(view.doc) if contest_here else ():
        word = hit.first if hit.first.pos_ in ("VERB", "NOUN") else hit.last
        verb = word if word.pos_ == "VERB" else word.head
        if word.dep_ == "appos" or hit.last.dep_ == "appos":
            yield word, (hit.last if hit.last.dep_ == "appos" else word).head, "lost"
        elif verb.pos_ in ("VERB", "AUX") and is_asserted(verb):
            loser = subject_of(verb)
            if loser is not None:
                yield word, loser, "lost"
