"""Who won, as news says it: one small rule a way of saying it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from service.language.phrases import agent, child, is_passive, prepositional, subject
from service.rules.elections.asserting import Candidate, is_asserted, is_evidence, standing_outcome
from service.rules.elections.lexicon import Lexicon
from service.rules.elections.people import reelected_one, reelecting, subject_of
from service.rules.elections.verbs import is_count, verbs, words_of
from service.rules.elections.view import View
from service.words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORDS = load_words("rules/elections")["results"]


def _set(name: str) -> frozenset[str]:
    return frozenset(_WORDS[name])


_WIN, _WIN_OBJECTS = _set("win_verbs"), _set("win_objects") | {"by-election"}
_LIGHT, _LIGHT_OBJECTS = _set("light_verbs"), _set("light_objects")
_BEAT, _ELECT, _WINNER = _set("beat_verbs"), _set("elect_verbs"), _set("winner_nouns")
_TAKE, _TAKEN = _set("take_verbs"), _set("taken_objects")
_GIVE, _GIVEN, _DEFEAT = _set("give_verbs"), _set("light_objects") | _set("victory_nouns"), _set("defeat_nouns")
_VICTORY, _POINTS, _GIVERS = _set("victory_nouns"), _set("time_prepositions"), _set("giver_nouns")
_FIRST: Lexicon[str] = Lexicon.of(_WORDS["first_words"], "")
_KEEP, _KEPT = _set("keep_verbs"), _set("kept_objects")
_FENDED: Lexicon[str] = Lexicon.of(_WORDS["fended_off"], "")
_CHALLENGES = _set("challenge_nouns")
_PARTIES = _set("party_words")
_FORCE, _GOES_ON = _set("force_nouns"), _set("runoff_words")


def won(view: View, contest_here: bool) -> Iterator[Candidate]:
    """``X won the election``, ``the election was won by X``, ``X secured a third term``, ``X cruised to victory``."""
    for verb in verbs(view, _WIN | _LIGHT):
        passive = is_passive(verb)
        goal = subject(verb) if passive else child(verb, "dobj")
        winner = agent(verb) if passive else subject_of(verb)
        if passive and verb.lemma_ == "return":  # "was returned to power"
            goal, winner = None, subject_of(verb)
        if goal is not None and goal.lower_ in ("which", "that") and verb.dep_ == "relcl":
            goal = verb.head  # "the election, which Ann Rossi won"
        light = verb.lemma_.lower() in _LIGHT - _WIN
        if winner is None or verb.lemma_.lower() == "claim" or (goal is not None and is_count(view, goal)):
            continue
        goals = (
            words_of(goal)
            | _torn(goal)
            | {w for _, n in prepositional(verb, "to", "into", "in") if light for w in words_of(n)}
        )
        fits = goals & (_LIGHT_OBJECTS if light else _WIN_OBJECTS)
        if fits or (not light and goal is None and contest_here):
            yield from standing_outcome(verb, winner, "won")


def kept(view: View, contest_here: bool) -> Iterator[Candidate]:
    """``X held their majority in the Senate``, ``kept control of the council``."""
    for verb in verbs(view, _KEEP) if contest_here else ():
        goal, winner = child(verb, "dobj"), subject_of(verb)
        if winner is not None and goal is not None and goal.lower_ in _KEPT:
            yield from standing_outcome(verb, winner, "won")


def _torn(goal: Token | None) -> set[str]:
    """``won the Kingswood by-election``, which the parser reads as ``won Kingswood`` ``by`` something."""
    after = [t.lower_ for t in goal.doc[goal.i + 1 : goal.i + 4]] if goal is not None else []
    return {"by-election"} if after == ["by", "-", "election"] else set()


def reelected(view: View, _contest_here: bool) -> Iterator[Candidate]:
    """``X was re-elected``, ``voters elected X mayor``, ``elected its first woman president, X``."""
    for verb in verbs(view, _ELECT):
        goal = child(verb, "dobj")
        renamed = child(goal, "appos") if goal is not None and goal.lower_ in _WINNER else None
        torn = reelected_one(verb)
        if torn is not None or verb.dep_ == "amod":
            winner = torn or _of_office(verb)
        elif renamed is not None and not is_passive(verb):
            winner = renamed
        elif is_passive(verb) or goal is None or goal.lower_ in _WINNER:
            winner = subject_of(verb) or subject_of(reelecting(verb))
        else:
            winner = goal
        nameless = (
            winner is not None and verb.dep_ == "acl" and winner.pos_ != "PROPN"
        )  # "the first woman elected president"
        if winner is not None and winner.i != verb.i and not (nameless or _is_usual(verb)):
            yield from standing_outcome(verb, winner, "won")


def _is_usual(verb: Token) -> bool:
    """``the premier is elected by parliament``: how it is done, and not that it was."""
    helpers = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    usual = any(c.lower_ in ("always", "usually", "directly", "indirectly") for c in verb.children)
    return usual or (bool(helpers & {"is", "are"}) and not helpers & {"has", "have", "been", "being"})


def _of_office(verb: Token) -> Token | None:
    """``X was re-elected mayor``, where parsers hang the verb on the office."""
    again = verb.i >= 2 and verb.nbor(-1).text == "-" and verb.nbor(-2).lower_ == "re"
    return subject(verb.head.head) if again and verb.head.dep_ == "attr" else None


def beaten(view: View, contest_here: bool) -> Iterator[Candidate]:
    """``X beat Y``, ``Y was defeated by X``, ``X edged out Y``."""
    if not contest_here:
        return
    for verb in verbs(view, _BEAT):
        winner, loser = (agent(verb), subject(verb)) if is_passive(verb) else (subject_of(verb), child(verb, "dobj"))
        if loser is None or loser.pos_ not in ("PROPN", "NOUN", "PRON") or _by_force(view, winner):
            continue
        if winner is not None:
            yield from standing_outcome(verb, winner, "won")
        if is_asserted(verb) and not (verb.dep_ == "acl" and is_evidence(verb.head)):
            yield verb, loser, "lost"


def _by_force(view: View, winner: Token | None) -> bool:
    """``the army ousted the president``: no outcome of a vote."""
    near = [*winner.subtree, *winner.head.head.children] if winner is not None else []
    return any(t.lower_ in _FORCE for t in (*near, *view.doc[:0])) or (
        winner is not None and winner.lower_ in ("which", "that")
    )


def taken(view: View, contest_here: bool) -> Iterator[Candidate]:
    """``X took the seat from Y``, ``wrested control of the council from Y``."""
    for verb in verbs(view, _TAKE):
        goal, winner = child(verb, "dobj"), subject_of(verb)
        if not contest_here or goal is None or winner is None or not words_of(goal) & _TAKEN or not is_asserted(verb):
            continue
        rivals = [n for holder in (verb, goal) for _, n in prepositional(holder, "from")]
        if rivals or verb.lemma_ in ("flip", "wrest", "recapture", "regain", "retake"):
            yield verb, winner, "won"
        for rival in rivals:
            yield verb, rival, "lost"


def fended_off(view: View, contest_here: bool) -> Iterator[Candidate]:
    """``X saw off a challenge from Y``, ``fended off Y``."""
    for hit in _FENDED.find(view.doc) if contest_here else ():
        verb = hit.first
        goal, winner = child(verb, "dobj"), subject_of(verb)
        if verb.pos_ != "VERB" or winner is None or goal is None or not is_asserted(verb):
            continue
        challenger = next((n for top in (goal, verb) for _, n in prepositional(top, "from", "by")), goal)
        if goal.lower_ in _CHALLENGES or goal.pos_ == "PROPN":
            yield verb, winner, "won"
            yield verb, challenger, "lost"


def given(view: View, contest_here: bool) -> Iterator[Candidate]:
    """``Voters handed X a narrow victory``, ``gave the government a crushing defeat``."""
    for verb in verbs(view, _GIVE):
        goal, who = child(verb, "dobj"), child(verb, "dative")
        giver = subject_of(verb)
        if who is None or goal is None or not contest_here or giver is None or not is_asserted(verb):
            continue
        lost = goal.lower_ in _DEFEAT
        people = giver.lower_ in _GIVERS or _is_people(view, giver)
        if lost or (goal.lower_ in _GIVEN and people):
            yield verb, who, "lost" if lost else "won"
            if lost and not people:
                yield verb, giver, "won"


def _is_people(view: View, token: Token) -> bool:
    """Whether the word means the people of a country: ``Italians``, ``South Koreans``."""
    at = view.sentence.at(token)
    return token.tag_ in ("NNS", "NNPS") and any(p.demonym and p.start <= at < p.end for p in view.places)


def came_first(view: View, contest_here: bool) -> Iterator[Candidate]:
    """``X came first``, ``topped the poll``; in a first round it leads to a second, and settles nothing."""
    if not contest_here or any(t.lower_ in _GOES_ON for t in view.doc):
        return
    for hit in _FIRST.find(view.doc):
        verb = next((t for t in (hit.first, hit.first.head) if t.pos_ in ("VERB", "AUX")), None)
        winner = subject_of(verb) if verb is not None else None
        if verb is not None and winner is not None:
            yield from standing_outcome(verb, winner, "won")


def next_office(view: View, _contest_here: bool) -> Iterator[Candidate]:
    """``the next president will be X``, ``X will be the next president``, ``X is the new president``."""
    for noun in view.doc:
        if noun.lower_ not in _WINNER or noun.dep_ not in ("nsubj", "attr") or noun.head.lemma_ not in ("be", "become"):
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


def of_victory(view: View, contest_here: bool) -> Iterator[Candidate]:
    """``X's victory``, ``a narrow victory over Y``, ``a win for X``, ``the re-election of X``, ``a defeat for Y``."""
    for noun in view.doc:
        if noun.pos_ != "NOUN" or noun.lower_ not in _VICTORY | _DEFEAT or not is_asserted(noun):
            continue
        lost = noun.lower_ in _DEFEAT
        if not contest_here or (noun.lower_ == "election" and noun.dep_ in ("compound",)):
            continue
        for whose in _owners(noun):
            yield noun, whose, "lost" if lost else "won"
        for _, rival in prepositional(noun, "by", "to") if lost else prepositional(noun, "over", "against"):
            yield noun, rival, "won" if lost else "lost"


def _owners(noun: Token) -> Iterator[Token]:
    poss = child(noun, "poss")
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
