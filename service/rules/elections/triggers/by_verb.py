"""Elections that a verb names: `was elected mayor`, `voted for a new parliament`, `voters rejected the proposal`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, get_args

from schemas import ElectionKind
from service.language.dates import Moment
from service.language.phrases import children, conjuncts, doer, is_passive, prepositional, subject
from service.rules.elections.fields.asserted import is_asserted
from service.rules.elections.fields.beside import day_of, is_told_of_one, place_in
from service.rules.elections.fields.contestants import VOTED, is_people, voted_side, voters
from service.rules.elections.lexicon import Lexicon
from service.rules.elections.trigger import Trigger
from service.rules.elections.view import View
from service.words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORDS = load_words("rules/elections")
_OFFICES: Lexicon[ElectionKind] = Lexicon(_WORDS["offices"])
_CHOSEN: Lexicon[str] = Lexicon(_WORDS["choosing"]["chosen"])
_EXACT: dict[str, ElectionKind] = {kind: kind for kind in get_args(ElectionKind)}
_PARTIES = frozenset(load_words("language/names")["party_nouns"]) | {"member"}
_VERBS, _FOR_VERBS = frozenset(_WORDS["choosing"]["verbs"]), frozenset(_WORDS["choosing"]["for_verbs"])
_NO_VOTERS = frozenset(_WORDS["choosing"]["no_voters"])
_ELECT = frozenset(_WORDS["results"]["elect_verbs"])
_REFERENDUM = _WORDS["referendum_verbs"]
_DECIDE, _VOTERS = frozenset(_REFERENDUM["verbs"]), frozenset(_REFERENDUM["voters"])
_PROPOSALS: Lexicon[str] = Lexicon.of(_REFERENDUM["proposals"], "")
_IMPLIED = Lexicon.of(_WORDS["implied"]["words"], "")
_VOTING, _NOTHING_MORE = frozenset(_WORDS["voting"]["verbs"]), frozenset(_WORDS["voting"]["after"])
_CHAMBERS = frozenset(_WORDS["weak_contests"]["chambers"]) - {"council"}
_PASSING = frozenset({"relcl", "advcl", "acl", "amod"})


def find_choices(view: View) -> Iterator[Trigger]:
    """The elections and referendums that the sentence's verbs name."""
    yield from _elected(view)
    yield from _chosen(view)
    yield from _decided(view)
    yield from _voting(view)


def _elected(view: View) -> Iterator[Trigger]:
    """``was elected president``, ``a parliament will be elected``: in a clause of its own."""
    chosen = {hit.last: hit.value for hit in _CHOSEN.find(view.doc)}
    for verb in view.of_lemmas(_ELECT):
        if verb.pos_ != "VERB":
            continue
        if _is_indirect(verb) or (verb.dep_ in _PASSING and (day_of(view, verb, []) or _when(view, verb)) is None):
            continue
        posts = {*children(verb, "oprd", "attr", "dobj"), *(n for _, n in prepositional(verb, "as", "to"))}
        offices = [hit.value for hit in _OFFICES.find(view.doc) if posts & {hit.first, hit.last}]
        who = subject(verb) if is_passive(verb) else None
        kinds = (*offices, *(_kinds(view, verb, chosen[who]) if who in chosen else ()))
        named = _named_by(view, verb, tuple(dict.fromkeys(kinds)), "elected")
        in_a_year = named.year and named.day is not None and verb in _above(view.token_at(named.day.start))
        earlier = is_told_of_one(verb, named.day)
        yield replace(named, weak=not (kinds or in_a_year or _when(view, verb)), background=earlier)


def _chosen(view: View) -> Iterator[Trigger]:
    """``are voting for a new president``, ``to choose a president and a parliament``, ``elected its first woman president``."""
    offices = {head: hit.value for hit in _CHOSEN.find(view.doc) for head in (hit.first, hit.last)}
    for verb in view.of_lemmas(_VERBS | _FOR_VERBS) if offices else ():
        lemma = verb.lemma_.lower()
        if verb.pos_ not in ("VERB", "NOUN"):
            continue
        goals = [
            *children(verb, "dobj"),
            *(n for _, n in prepositional(verb, "as")),
        ]  # "chose Ann Rossi as their president"
        chosen = [n for _, n in prepositional(verb, "for")] if lemma in _FOR_VERBS else goals
        every = [t for goal in chosen for t in conjuncts(goal)]
        if not any(goal in offices and _is_open(goal) for goal in every) or _is_indirect(verb):
            continue
        kinds = [kind for goal in every if goal in offices for kind in _kinds(view, verb, offices[goal])]
        yield _named_by(view, verb, tuple(dict.fromkeys(kinds)), "voting_for")


def _kinds(view: View, verb: Token, value: str) -> list[ElectionKind]:
    """The kind of contest for what is chosen; a leader is the choice of a party's members or of a whole people."""
    if value in _EXACT:
        return [_EXACT[value]]
    who = subject(verb)
    if value != "leader" or who is None:
        return []
    at = view.at(who)
    bodies = view.reading.institutions(view.sentence)
    party = who.lemma_.lower() in _PARTIES or any(b.start <= at < b.end for b in bodies)
    return ["primary"] if party else []


def _is_open(office: Token) -> bool:
    """Whether the office is there to be filled: ``a new president``, ``its next mayor``, not ``the president``."""
    words = {c.lower_ for c in office.children}
    return not words & {"the", "this", "that"} or bool(words & {"new", "next", "first"})


def _is_indirect(verb: Token) -> bool:
    """``Parliament elected a new president``: those who choose are no voters."""
    who = doer(verb)
    return who is not None and any(t.lower_ in _NO_VOTERS for t in who.subtree)


def _decided(view: View) -> Iterator[Trigger]:
    """``Voters in Ohio rejected the proposal``, ``the Irish have backed a change to the constitution``, ``the measure passed``."""
    put = {hit.last for hit in _PROPOSALS.find(view.doc)}
    for verb in view.of_lemmas(_DECIDE) if put else ():
        if verb.tag_ not in ("VBD", "VBN") or not is_asserted(verb):
            continue
        who = doer(verb)
        if who is not None and who not in put:
            told = (who.lower_ in _VOTERS or is_people(view, who)) and not put.isdisjoint(verb.subtree)
        else:
            told = (who or subject(verb)) in put and _CHAMBERS.isdisjoint(view.words)
        if told:
            yield _named_by(view, verb, ("referendum",), "decided")
            return


def _voting(view: View) -> Iterator[Trigger]:
    """``Portugal votes on May 18``, ``a week before South Africa votes``, ``Malta voted to leave``: a whole country votes.

    Read from the words as they stand, since parsers take `votes` for a noun after a name.
    """
    for verb in (v for v in view.of_words(_VOTING | VOTED) if v.i > 0):
        side = voted_side(view, verb)
        after = verb.nbor().lower_ if verb.i + 1 < len(view.doc) else "."
        if side is not None or after in _NOTHING_MORE:
            place = voters(view, verb)
            if place is not None:
                named = _named_by(
                    view,
                    verb,
                    ("referendum",) if side is not None else (),
                    "decided" if side is not None else "voting_day",
                )
                yield replace(named, own=place)


def _above(token: Token) -> tuple[Token, ...]:
    """What the date hangs on: the verb in ``elected in 2014``, not in ``elected them since its creation in 1950``."""
    return (token.head, token.head.head)


def _when(view: View, verb: Token) -> Moment | None:
    """``in 2021, when Rossi was elected``."""
    at = view.at(verb.head)
    led = verb.dep_ in ("relcl", "advcl") and any(c.lower_ == "when" for c in verb.children)
    return next((m for m in view.moments if led and m.start <= at < m.end), None)


def _named_by(view: View, verb: Token, kinds: tuple[ElectionKind, ...], rule: str) -> Trigger:
    start, end = view.span(verb)
    words = list(verb.subtree)
    day = day_of(view, verb, []) or _when(view, verb)
    return Trigger(view, rule, verb, start, end, kinds, place_in(view, words), day)


def speaks_of_election(view: View) -> bool:
    """Whether the sentence has words that speak of an election without naming one (`of the vote`, `a second term`)."""
    return bool(_IMPLIED.find(view.doc))


def implied_contest(view: View, token: Token) -> Trigger:
    """The election that a result implies, at the word of the result; its kind is that of the office in the sentence."""
    start, end = view.span(token)
    offices = tuple(dict.fromkeys(hit.value for hit in _OFFICES.find(view.doc)))
    own = min(view.places, key=lambda p: p.demonym, default=None)
    return Trigger(view, "implied", token, start, end, offices[:1], own)
