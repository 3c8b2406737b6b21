"""Verbs that tell an outcome: the entries ``[[outcome]]`` of the word list, each a way of saying who won, lost or goes on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

from schemas import Outcome
from service.language.phrases import agent, child, children, is_passive, prepositional, subject
from service.rules.elections.fields.asserted import Candidate, standing_outcome
from service.rules.elections.fields.contestants import is_people, subject_of
from service.rules.elections.lexicon import Lexicon
from service.rules.elections.view import View
from service.words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORDS = load_words("rules/elections")
_FORCE, _VOTERS = (frozenset(_WORDS["results"][name]) for name in ("force_nouns", "giver_nouns"))
_OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
_BEFORE = 2  # tokens
_ASIDE = frozenset(_WORDS["results"]["no_prizes"])
_PREPOSITIONS = ("to", "from", "for", "against", "with", "by", "over")
Arguments = dict[str, list["Token"]]


@dataclass(frozen=True)
class _Way:
    """One way of telling an outcome, as the word list has it; ``ends`` says for which argument it ended how."""

    objects: frozenset[str]
    ends: tuple[tuple[str, Outcome], ...]
    needs: str
    near: bool
    bare: bool
    active: bool
    by_voters: bool
    named: bool
    beside: Lexicon[str] | None

    @property
    def wins(self) -> bool:
        return ("subject", "won") in self.ends

    @property
    def beats(self) -> bool:
        return self.wins and ("object", "lost") in self.ends


def _way(entry: dict[str, Any]) -> _Way:
    return _Way(
        objects=frozenset(entry.get("objects", ())),
        ends=tuple((argument, end) for argument, end in entry.items() if end in _OUTCOMES),
        needs=entry.get("needs", ""),
        near=entry.get("near", False),
        bare=entry.get("bare", False),
        active=entry.get("active", False),
        by_voters=entry.get("by_voters", False),
        named=entry.get("named", False),
        beside=Lexicon.of(entry["beside"], "") if "beside" in entry else None,
    )


def _lexicon() -> Lexicon[tuple[_Way, ...]]:
    ways: dict[str, tuple[_Way, ...]] = {}
    for entry in _WORDS["outcome"]:
        way = _way(entry)
        for verb in entry["verbs"]:
            phrase = verb if " " in verb else verb.upper()
            ways[phrase] = (*ways.get(phrase, ()), way)
    return Lexicon(ways)


_VERBS = _lexicon()


def verbs_where(**told: Any) -> frozenset[str]:
    """The single verbs of the entries that say this: ``verbs_where(subject="won", object="lost")``."""
    entries = (entry for entry in _WORDS["outcome"] if told.items() <= ({"near": False} | entry).items())
    return frozenset(verb for entry in entries for verb in entry["verbs"] if " " not in verb)


def told_by_verbs(view: View, contest_here: bool) -> Iterator[Candidate]:
    """The outcomes that verbs of the word list tell; ``contest_here``: an election is named in the sentence or just before."""
    for verb, ways in _found(view):
        for way in ways:
            yield from _told(view, verb, way, contest_here)


def _found(view: View) -> Iterator[tuple[Token, tuple[_Way, ...]]]:
    """The verbs of the word list in the sentence, with what they may tell."""
    for hit in _VERBS.find(view.doc):
        words = view.doc[hit.first.i : hit.last.i + 1]
        for verb in sorted((t for t in words if t.pos_ in ("VERB", "AUX")), key=lambda t: t.pos_ == "AUX")[:1]:
            yield verb, hit.value


def _told(view: View, verb: Token, way: _Way, contest_here: bool) -> Iterator[Candidate]:
    if (way.near and not contest_here) or (way.active and is_passive(verb)) or not _stands(view, way):
        return
    if any(c.lower_ == "neither" for c in verb.children):
        return  # `after neither won a majority`
    given = _arguments(verb)
    if (way.needs and way.needs not in given) or not _takes(way, verb, given, contest_here):
        return
    if way.by_voters and not _are_voters(view, given):
        return
    if (way.beats and _by_force(verb, given)) or (way.objects and _is_count(view, given, wins=way.wins)):
        return
    for argument, end in way.ends:
        for token in given.get(argument, ()):
            yield from standing_outcome(verb, token, end)


def _stands(view: View, way: _Way) -> bool:
    """Whether the words that must stand in the sentence do."""
    return way.beside is None or bool(way.beside.find(view.doc))


def _arguments(verb: Token) -> Arguments:
    """Who does it to whom, whatever the voice: ``subject``, ``object``, ``given``, and the nouns after prepositions."""
    passive = is_passive(verb)
    goal = (_before_comma(verb) or subject(verb)) if passive else child(verb, "dobj")
    if goal is not None and goal.lower_ in ("which", "that") and verb.dep_ == "relcl":
        goal = verb.head  # "the election, which Ann Rossi won"
    found = {"subject": agent(verb) if passive else subject_of(verb), "object": goal, "given": child(verb, "dative")}
    given = {name: [token] for name, token in found.items() if token is not None}
    for holder in (verb, goal):
        for prep, noun in prepositional(holder, *_PREPOSITIONS) if holder is not None else ():
            if prep.lower_ != "for" or noun.pos_ == "PROPN":  # "called the race for Ann Rossi", not "for voters"
                given.setdefault(prep.lower_, []).append(noun)
    return given


def _before_comma(verb: Token) -> Token | None:
    """``scrapped the election, won by Ann Rossi``: the noun that the participle stands behind, which parsers hang elsewhere."""
    behind = verb.dep_ == "advcl" and verb.tag_ == "VBN" and verb.i > 1 and verb.nbor(-1).text == ","
    return verb.nbor(-2) if behind and verb.nbor(-2).pos_ == "NOUN" else None


def _takes(way: _Way, verb: Token, given: Arguments, contest_here: bool) -> bool:
    """Whether what the verb takes is of the kind that the way wants."""
    goals = given.get("object", [])
    if any(g.lower_ in _ASIDE for g in goals):
        return False  # "take a look at the election"
    if way.named and not any(g.pos_ == "PROPN" for g in goals):
        return False
    if not way.objects:
        return all(g.pos_ in ("PROPN", "NOUN", "PRON") for g in goals)
    if way.bare and contest_here and not goals and not any(c.dep_ == "ccomp" and c.i > verb.i for c in verb.children):
        return True
    ends = [n for _, n in prepositional(verb, "to", "into", *(() if goals else ("in",)))]  # "cruised to victory"
    words = {w for noun in (*goals, *ends) for w in words_of(noun)} | {c.lemma_ for c in children(verb, "xcomp")}
    return bool((words | _torn(goals)) & way.objects)


def words_of(goal: Token) -> set[str]:
    """The object's head word with its compounds and what it is ``of``, in lower case."""
    inner = {t.lower_ for t in goal.subtree if t.dep_ in ("compound", "pobj", "conj")}
    return {goal.lower_, goal.lemma_.lower()} | inner


def _torn(goals: list[Token]) -> set[str]:
    """``won the Kingswood by-election``, which the parser reads as ``won Kingswood`` ``by`` something."""
    after = [[t.lower_ for t in goal.doc[goal.i + 1 : goal.i + 4]] for goal in goals]
    return {"by-election"} if ["by", "-", "election"] in after else set()


def _is_count(view: View, given: Arguments, *, wins: bool) -> bool:
    """``won 40 per cent of the votes``, ``lost 12 seats``: a figure, and no outcome."""
    goals = [goal for goal in given.get("object", ()) if wins or goal.lemma_ == "seat"]
    spans = [view.span(goal.doc[goal.left_edge.i], goal) for goal in goals]
    return any(start <= f.start < end for start, end in spans for f in view.figures)


def _by_force(verb: Token, given: Arguments) -> bool:
    """``the army ousted the president``, ``was toppled in an uprising``: no outcome of a vote."""
    doing = (t for who in given.get("subject", ()) for t in (*who.subtree, *who.head.head.children))
    beside = (t for c in verb.children if c.dep_ in ("prep", "agent") for t in c.subtree)
    before = verb.doc[
        max(0, verb.i - _BEFORE) : verb.i
    ]  # "after an uprising ousted", where parsers see no subject in it
    return any(t.lower_ in _FORCE for t in (*doing, *beside, *before))


def _are_voters(view: View, given: Arguments) -> bool:
    """Whether those who do it are voters, the people of a country, or a count of votes."""
    return any(who.lower_ in _VOTERS or is_people(view, who) for who in given.get("subject", ()))
