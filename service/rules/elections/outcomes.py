"""Who won, lost, conceded, claims victory or goes to a run-off: one small rule a way of saying it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from schemas import Outcome
from service.language.phrases import agent, child, conjuncts, is_negated, is_passive, prepositional, subject
from service.language.polarity import standing
from service.rules.elections.basis import basis_of, result_kind
from service.rules.elections.facts import ResultFact
from service.rules.elections.lexicon import Lexicon
from service.rules.elections.people import contestant as person_or_party
from service.rules.elections.people import declared, reelecting, subject_of
from service.rules.elections.view import View
from service.words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORDS = load_words("rules/elections")["results"]


def _set(name: str) -> frozenset[str]:
    return frozenset(_WORDS[name])


_WIN, _WIN_OBJECTS = _set("win_verbs"), _set("win_objects")
_LIGHT, _LIGHT_OBJECTS = _set("light_verbs"), _set("light_objects")
_BEAT, _LOSE, _LOSE_OBJECTS = _set("beat_verbs"), _set("lose_verbs"), _set("lose_objects")
_CONCEDE, _CONCEDE_OBJECTS = _set("concede_verbs"), _set("concede_objects")
_DECLARE, _WINNER = _set("declare_verbs"), _set("winner_nouns")
_CLAIM, _CLAIM_OBJECTS, _ELECT = _set("claim_verbs"), _set("claim_objects"), _set("elect_verbs")
_VICTORY, _DEFEAT, _SAY = _set("victory_nouns"), _set("defeat_nouns"), _set("say_verbs")
_RUNOFF_VERBS, _MEET = _set("runoff_verbs"), _set("meet_verbs")
_RUNOFF_PHRASES = [frozenset(phrase.split()) for phrase in _WORDS["runoff_phrases"]]
_LOSER_WORDS = Lexicon.of(_WORDS["loser_words"], "")
_OTHER_FIELDS = Lexicon.of(_WORDS["other_fields"], "")
_EVIDENCE, _NOT_YET = _set("evidence_nouns"), _set("not_yet")
_OFFICIAL_NOUNS = frozenset(
    {
        "commission",
        "council",
        "court",
        "body",
        "authority",
        "authorities",
        "officials",
        "results",
        "result",
        "tribunal",
        "board",
    }
)
_POINTS = _set("time_prepositions")
_SELF = frozenset({"himself", "herself", "itself", "themselves", "myself"})
_NOT_ASSERTED = frozenset({"planned", "hypothetical", "demanded", "denied"})

Candidate = tuple["Token", "Token", Outcome]  # the word it rests on, the contestant, the outcome


def find_outcomes(view: View, *, contest_here: bool) -> Iterator[ResultFact]:
    """The outcomes in the sentence. Without a contest named in it only verbs that speak of elections by themselves count."""
    if not contest_here and _OTHER_FIELDS.find(view.doc):
        return
    seen: set[tuple[int, Outcome]] = set()
    for rule in _RULES:
        for anchor, contestant, outcome in rule(view, contest_here):
            if (contestant.i, outcome) not in seen:
                seen.add((contestant.i, outcome))
                yield from _fact(view, anchor, contestant, outcome)


def _fact(view: View, anchor: Token, contestant: Token, outcome: Outcome) -> Iterator[ResultFact]:
    for token in conjuncts(contestant):
        actor = person_or_party(view, token)
        if actor is None:
            continue
        start, end = view.sentence.span(*sorted((anchor, token), key=lambda t: t.i))
        yield ResultFact(view, anchor, start, end, actor, outcome=outcome, basis=basis_of(view), kind=result_kind(view))


def _won(view: View, contest_here: bool) -> Iterator[Candidate]:
    """``X won the election``, ``the election was won by X``, ``X secured a third term``."""
    for verb in _verbs(view, _WIN | _LIGHT):
        passive = is_passive(verb)
        goal = subject(verb) if passive else child(verb, "dobj")
        winner = agent(verb) if passive else subject_of(verb)
        light = verb.lemma_.lower() in _LIGHT - _WIN
        if winner is None or verb.lemma_.lower() == "claim" or (goal is not None and _is_count(view, goal)):
            continue
        goals = _words_of(goal) | {n.lower_ for _, n in prepositional(verb, "to") if light}
        fits = goals & (_LIGHT_OBJECTS if light else _WIN_OBJECTS)
        if fits or (not light and goal is None and contest_here):
            yield from _standing_outcome(verb, winner, "won")


def _reelected(_view: View, _contest_here: bool) -> Iterator[Candidate]:
    """``X was re-elected``, ``voters elected X mayor``."""
    for verb in _verbs(_view, _ELECT):
        goal = child(verb, "dobj")
        if verb.dep_ == "amod":
            winner = _of_office(verb)
        elif is_passive(verb) or goal is None or goal.lower_ in _WINNER:
            winner = subject_of(verb) or subject_of(reelecting(verb))
        else:
            winner = goal
        if winner is not None and winner.i != verb.i:
            yield from _standing_outcome(verb, winner, "won")


def _of_office(verb: Token) -> Token | None:
    """``X was re-elected mayor``, where parsers hang the verb on the office."""
    again = verb.i >= 2 and verb.nbor(-1).text == "-" and verb.nbor(-2).lower_ == "re"
    return subject(verb.head.head) if again and verb.head.dep_ == "attr" else None


def _beaten(view: View, contest_here: bool) -> Iterator[Candidate]:
    """``X beat Y``, ``Y was defeated by X``."""
    if not contest_here:
        return
    for verb in _verbs(view, _BEAT):
        winner, loser = (agent(verb), subject(verb)) if is_passive(verb) else (subject(verb), child(verb, "dobj"))
        if loser is None or loser.pos_ not in ("PROPN", "NOUN", "PRON"):
            continue
        if winner is not None:
            yield from _standing_outcome(verb, winner, "won")
        if _asserted(verb) and not (verb.dep_ == "acl" and verb.head.lower_ in _EVIDENCE):
            yield verb, loser, "lost"


def _lost(view: View, contest_here: bool) -> Iterator[Candidate]:
    """``Y lost the election``, ``Y lost three elections to X``."""
    for verb in _verbs(view, _LOSE):
        goal = child(verb, "dobj")
        words = _words_of(goal)
        if (
            not _asserted(verb)
            or not (words & _LOSE_OBJECTS or (goal is None and contest_here))
            or "confidence" in words
        ):
            continue
        loser = subject(verb)
        if loser is not None:
            yield verb, loser, "lost"
        for holder in (verb, goal):
            if holder is not None:
                for _, rival in prepositional(holder, "to"):
                    if rival.pos_ == "PROPN":
                        yield verb, rival, "won"


def _failed(view: View, contest_here: bool) -> Iterator[Candidate]:
    """``Y failed to win``, ``without winning a single primary``."""
    for verb in _verbs(view, frozenset({"fail"})):
        goal = child(verb, "xcomp")
        loser = subject_of(verb)
        if contest_here and goal is not None and goal.lemma_.lower() in _WIN and loser is not None and _asserted(verb):
            yield verb, loser, "lost"


def _next_office(view: View, _contest_here: bool) -> Iterator[Candidate]:
    """``the next president will be X``."""
    for noun in view.doc:
        if noun.lower_ not in _WINNER or noun.dep_ != "nsubj" or noun.head.lemma_ != "be":
            continue
        if any(c.dep_ == "amod" and c.lower_ in ("next", "new") for c in noun.children):
            chosen = child(noun.head, "attr")
            if chosen is not None and chosen.pos_ == "PROPN":
                yield noun, chosen, "won"


def _conceded(view: View, _contest_here: bool) -> Iterator[Candidate]:
    """``Y conceded defeat``, ``Y conceded to X``."""
    for verb in _verbs(view, _CONCEDE):
        goal = child(verb, "dobj")
        if not _asserted(verb) or not (
            (goal is None and child(verb, "ccomp") is None) or _words_of(goal) & _CONCEDE_OBJECTS
        ):
            continue
        loser = subject(verb)
        if loser is not None:
            yield verb, loser, "conceded"
        for holder in (verb, goal):
            for _, rival in prepositional(holder, "to") if holder is not None else ():
                if rival.pos_ == "PROPN":
                    yield verb, rival, "won"


def _declared(view: View, _contest_here: bool) -> Iterator[Candidate]:
    """``the commission declared X the winner``, ``X was declared president``; of oneself it is a claim."""
    for verb in _verbs(view, _DECLARE):
        complement = child(verb, "oprd", "attr", "xcomp", "ccomp", "acomp")
        target = subject(verb) if is_passive(verb) else child(verb, "dobj")
        words = {t.lower_ for t in verb.subtree if t.i > verb.i}
        if not words & _WINNER or (target is None and complement is None) or not _asserted(verb):
            continue
        named = declared(verb)
        if named is not None and not (target is not None and target.lower_ in _SELF):
            yield verb, named, "won"
        else:
            yield from _declared_whom(verb, target, complement)


def _declared_whom(verb: Token, target: Token | None, complement: Token | None) -> Iterator[Candidate]:
    who = subject(verb)
    if target is not None and target.lower_ in _SELF:
        if who is not None:
            yield verb, who, "claims_victory"
        return
    if complement is not None and complement.lower_ in _WINNER:
        chosen = target or child(complement, "nsubj")
        if (
            chosen is not None
            and chosen.lower_ not in _WINNER
            and (verb.lemma_.lower() != "announce" or is_passive(verb))
        ):
            yield verb, chosen, "won"
    elif (
        verb.dep_ == "relcl"
        and any(t.lower_ in _WINNER for t in verb.subtree)
        and any(t.lower_ == "whom" for t in verb.children)
    ):
        yield verb, verb.head, "won"
    elif target is not None and target.lower_ in _WINNER:  # "declared winner Ann Rossi", "declared the winner in May"
        relative = verb.dep_ == "relcl" and verb.head.pos_ in ("PROPN", "NOUN")
        if relative:
            yield verb, verb.head, "won"


def _claimed(view: View, _contest_here: bool) -> Iterator[Candidate]:
    """``X claimed victory``, ``X declared victory``."""
    for verb in _verbs(view, _CLAIM):
        goal = child(verb, "dobj")
        who = subject(verb)
        if who is not None and _words_of(goal) & _CLAIM_OBJECTS and not is_negated(verb):
            yield verb, who, "claims_victory"


def _victory_noun(view: View, contest_here: bool) -> Iterator[Candidate]:
    """``X's victory``, ``a narrow victory over Y``, ``a win for X``, ``the re-election of X``."""
    for noun in view.doc:
        if noun.pos_ != "NOUN" or noun.lower_ not in _VICTORY | _DEFEAT or not _asserted(noun) or _ahead(noun):
            continue
        lost = noun.lower_ in _DEFEAT
        if not contest_here or (noun.lower_ == "election" and noun.dep_ in ("compound",)):
            continue
        for whose in _owners(noun):
            yield noun, whose, "lost" if lost else "won"
        if not lost:
            for _, rival in prepositional(noun, "over"):
                yield noun, rival, "lost"


def _owners(noun: Token) -> Iterator[Token]:
    poss = child(noun, "poss")
    if noun.lower_ == "election" and noun.dep_ == "pobj" and noun.head.lower_ in _POINTS:
        return  # "after Rossi's election": told in passing
    personal = noun.lower_ in ("election", "re-election", "reelection")
    if poss is not None and (not personal or poss.pos_ == "PROPN"):
        yield poss
    for _, target in prepositional(noun, "for", "of") if noun.lower_ != "election" else prepositional(noun, "of"):
        if target.pos_ == "PROPN" and target.ent_type_ == "":
            yield target


def _runner_up(view: View, contest_here: bool) -> Iterator[Candidate]:
    """``Y, runner-up in the election``, ``Y came second``."""
    for hit in _LOSER_WORDS.find(view.doc):
        if not contest_here:
            continue
        word = hit.first if hit.first.pos_ in ("VERB", "NOUN") else hit.last
        verb = word if word.pos_ == "VERB" else word.head
        if word.dep_ == "appos" or hit.last.dep_ == "appos":
            yield word, (hit.last if hit.last.dep_ == "appos" else word).head, "lost"
        elif verb.pos_ in ("VERB", "AUX") and subject(verb) is not None and _asserted(verb):
            yield word, subject(verb) or verb, "lost"


def _runoff(view: View, _contest_here: bool) -> Iterator[Candidate]:
    """``X will face Y in a run-off``, ``X and Y advance to the second round``."""
    for verb in _verbs(view, _RUNOFF_VERBS):
        words = {t.lower_ for t in verb.doc}
        if is_negated(verb) or not any(phrase <= words for phrase in _RUNOFF_PHRASES):
            continue
        rivals = [child(verb, "dobj"), *(n for _, n in prepositional(verb, "against"))] if verb.lemma_ in _MEET else []
        for contestant in (subject(verb), *rivals):
            if contestant is not None:
                yield verb, contestant, "runoff"


_RULES: tuple[Callable[[View, bool], Iterator[Candidate]], ...] = (
    _won, _reelected, _beaten, _lost, _failed, _next_office, _conceded, _declared, _claimed, _victory_noun, _runner_up, _runoff,
)  # fmt: skip


def _is_count(view: View, goal: Token) -> bool:
    """``won 40 per cent of the votes``, ``won 62 seats``: a figure, and no outcome."""
    start, end = view.sentence.span(goal.doc[goal.left_edge.i], goal)
    return any(start <= f.start < end for f in view.figures)


def _verbs(view: View, lemmas: frozenset[str]) -> Iterator[Token]:
    return (t for t in view.doc if t.lemma_.lower() in lemmas and t.pos_ in ("VERB", "AUX"))


def _words_of(goal: Token | None) -> set[str]:
    """The object's head word with its compounds and what it is ``of``, in lower case."""
    if goal is None:
        return set()
    return {goal.lower_, goal.lemma_.lower()} | {
        t.lower_ for t in goal.subtree if t.dep_ in ("compound", "pobj", "conj")
    }


def _asserted(event: Token) -> bool:
    return standing(event).factuality not in _NOT_ASSERTED and not _ahead(event)


def _ahead(event: Token) -> bool:
    """Whether the event is only aimed at, expected or asked for: ``hopes to win``, ``bid for victory``."""
    if event.tag_ == "VB" and child(event, "aux") is not None:
        return not (event.dep_ == "xcomp" and event.head.lemma_ == "project")  # "is projected to win" is a projection
    above = event.head
    if event.dep_ == "conj" and above.tag_ == event.tag_ == "VB":
        return _ahead(above)
    if event.dep_ == "nsubj" and any(t.lower_ in _NOT_YET for t in above.subtree):
        return True
    return (
        above != event
        and event.dep_ in ("pobj", "dobj", "xcomp", "pcomp")
        and above.lemma_ in ("expect", "predict", "seek", "predicted", "guarantee")
    )


def _standing_outcome(verb: Token, contestant: Token, outcome: Outcome) -> Iterator[Candidate]:
    """The outcome as the sentence has it: a win that only the contestant's own side reports is a claim."""
    if not _asserted(verb):
        return
    says = verb.head if verb.dep_ in ("ccomp", "xcomp", "acl", "parataxis") else None
    if verb.dep_ == "acl" and says is not None and says.lower_ in _EVIDENCE:
        yield verb, contestant, "claims_victory"
        return
    if says is None or says.lemma_.lower() not in _SAY:
        yield verb, contestant, outcome
        return
    who = subject(says)
    official = who is not None and bool({t.lower_ for t in who.subtree} & _OFFICIAL_NOUNS)
    yield verb, contestant, outcome if official else "claims_victory"
