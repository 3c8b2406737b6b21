"""Contests: the nouns that name an election, with the kind, place and day beside them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from schemas import ElectionKind
from service.language.phrases import child, clause_head, subject, subtree
from service.language.places import PlaceMention
from service.rules.elections.fields.beside import day_of, days_of, is_told_of_one, place_in
from service.rules.elections.lexicon import Lexicon
from service.rules.elections.trigger import Trigger
from service.rules.elections.triggers.by_verb import find_choices
from service.rules.elections.view import View
from service.words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORDS = load_words("rules/elections")
_NOUNS: Lexicon[str] = Lexicon({**dict.fromkeys(_WORDS["weak_contests"]["words"], "weak"), **_WORDS["contests"]})
_NOT = Lexicon.of(_WORDS["not_contests"]["phrases"], "")
_OTHERS = Lexicon.of(_WORDS["not_contests"]["others"], "")
_BODIES = Lexicon.of(_WORDS["not_contests"]["bodies"], "")
_KINDS: Lexicon[ElectionKind] = Lexicon(
    {phrase: kind for kind, phrases in _WORDS["kinds"].items() for phrase in phrases}
)
_BACKGROUND = Lexicon.of(_WORDS["background"]["before"], "")
_RECENT = Lexicon.of(_WORDS["background"]["recent"], "")
_GENERAL_BEFORE = Lexicon.of(_WORDS["not_contests"]["general_before"], "")
_WANT = frozenset(_WORDS["not_contests"]["wanted"])
_HEADS = frozenset(_WORDS["not_contests"]["heads"])
_PRIMARY_OF = frozenset(_WORDS["primaries"]["nouns"])
_OPENS = frozenset(_WORDS["opening"]["opened"] + _WORDS["opening"]["closed"])
_CHAMBERS = frozenset(_WORDS["weak_contests"]["chambers"])
_AFTER = frozenset({"after", "following", "since"})
_STEPS = 5
_PROMISING = frozenset({"promise", "pledge", "vow", "propose", "suggest"})
_UNDOING = frozenset({"postpone", "cancel", "delay", "annul", "suspend", "reschedule", "scrap"})
_BESIDE = frozenset({"to", "for", "in", "across", "throughout", "of"})
_POINTS = frozenset(_WORDS["results"]["time_prepositions"])
_DATED, _MODAL = (
    frozenset({"earlier", "last", "this", "next", "later"}),
    frozenset({"may", "can", "could", "must", "should"}),
)
_WEAK_NOUNS = frozenset({"presidency"})
_CLAUSES = frozenset({"relcl", "acl", "advcl"})
# A primary for the presidency is no presidential election, and so on: these kinds stand alone.
_ALONE: tuple[ElectionKind, ...] = ("primary", "by_election", "referendum", "european")
_PLACED: tuple[ElectionKind, ...] = ("local", "mayoral")  # but for whose seat it is: `the ward by-election`


def find_contests(view: View) -> list[Trigger]:
    """The elections that the sentence names, in order."""
    barred = {t.i for hit in _NOT.find(view.doc) for t in view.doc[hit.first.i : hit.last.i + 1]}
    elsewhere = bool(_OTHERS.find(view.doc))
    found: list[Trigger] = []
    for hit in _NOUNS.find(view.doc):
        mere = hit.last.pos_ in ("ADJ", "VERB") and hit.value not in ("", "weak")
        if hit.last.dep_ in ("compound", "amod", "nmod"):
            head = hit.last.head.lower_
            mere = head not in _PRIMARY_OF if hit.last.lower_ == "primary" else mere or head in _HEADS
        if mere or hit.last.i in barred:
            continue
        contest = _contest(view, hit.first, hit.last, hit.value)
        if hit.value == "campaign" and contest.year is None:  # "the 2020 presidential campaign"
            continue
        if not (elsewhere and not contest.kinds):
            found += _per_day(contest)
    found += [] if _BODIES.find(view.doc) else find_choices(view)
    return sorted(_without_echo(found), key=lambda c: (c.start, c.day.start if c.day else 0))


def _without_echo(found: list[Trigger]) -> list[Trigger]:
    """``go to the polls in a by-election``: of the two, the noun names the contest."""
    nouns = [c for c in found if not c.weak and c.token.lower_ != "polls"]
    polls = next((c for c in found if c.token.lower_ == "polls" and c.end - c.start > len("polls") and nouns), None)
    if polls is None:
        return found
    named = [replace(c, own=c.own or polls.own, kinds=_of_both(c.kinds, polls.kinds)) for c in found if c is not polls]
    return [replace(polls, weak=True), *named]


def _of_both(kinds: tuple[ElectionKind, ...], others: tuple[ElectionKind, ...]) -> tuple[ElectionKind, ...]:
    return kinds if set(kinds) & set(_ALONE) else tuple(dict.fromkeys((*kinds, *(k for k in others if k != "general"))))


def _contest(view: View, first: Token, last: Token, value: str) -> Trigger:
    words = _phrase(last, first) if first.pos_ != "VERB" else list(first.subtree)
    told = words if first.pos_ == "VERB" else [t for t in words if t.i <= last.i] + _led(words, last)
    start, end = view.span(first, last)
    kinds = _kinds(view, told, value)
    own, day = (
        place_in(view, words)
        or _owner(view, last)
        or _holder(view, last)
        or (None if "european" in kinds else _fronted(view, last)),
        day_of(view, last, words),
    )
    alone = _stands_alone(last, own, words)
    return Trigger(
        view, "vote_word" if value == "weak" else "noun", last, start, end, kinds, own, day,
        background=value == "campaign" or _is_background(view, last, words),
        weak=(value == "weak" or last.lower_ in _WEAK_NOUNS) and not alone,
        generic=_is_wanted(last, dated=day is not None) or (not (day or own or alone) and _is_generic(view, last, first, kinds)),
    )  # fmt: skip


def _phrase(noun: Token, first: Token) -> list[Token]:
    """The contest's own words: what stands before it in its phrase, and `in Senegal`, `for president`, `on May 29` after it."""
    head = noun.head if noun.dep_ in ("compound", "nmod", "amod") else noun
    begin = min(head.left_edge.i, first.i)
    torn = ("PROPN", "NUM", "NOUN", "ADJ") if first.lower_ == "by" else ("PROPN", "NUM")
    while begin and noun.doc[begin - 1].pos_ in torn:  # "the 2020 Novara ward by-election", which parsers tear apart
        begin -= 1
    left = list(noun.doc[begin : noun.i + 1])
    right: list[Token] = []
    for top in {noun, head}:
        for c in top.children:
            if c.i > noun.i and c.dep_ == "prep" and c.lower_ in ("in", "of", "for", "on", "to", "at"):
                right += subtree(c, without={t for t in c.subtree if t.dep_ in _CLAUSES})
    beside = noun.nbor() if noun.i + 1 < len(noun.doc) else noun
    if (
        beside.dep_ == "prep" and beside.lower_ in _BESIDE
    ):  # "gains in elections to the assembly", "saw the vote in Malta as"
        right += subtree(beside, without={t for t in beside.subtree if t.dep_ in _CLAUSES})
    return left + sorted(set(right), key=lambda t: t.i)


def _kinds(view: View, words: list[Token], value: str) -> tuple[ElectionKind, ...]:
    inside = {t.i for t in words}
    named = [hit.value for hit in _KINDS.find(view.doc) if hit.first.i in inside]
    own: list[ElectionKind] = [k for k in _KIND_NAMES if k == value]
    kinds = list(dict.fromkeys(named + own))
    alone = [k for k in kinds if k in _ALONE]
    if alone:
        return (alone[0], *(k for k in kinds if k in _PLACED and alone[0] != "european"))
    exact = [k for k in kinds if k != "general"]
    return tuple(exact or kinds)


_KIND_NAMES: tuple[ElectionKind, ...] = (
    "presidential", "parliamentary", "regional", "local", "mayoral", "european", "referendum", "primary", "by_election", "general",
)  # fmt: skip


def _per_day(contest: Trigger) -> list[Trigger]:
    """`elections in 2006 and 2011` are two."""
    if contest.token.tag_ != "NNS":
        return [contest]
    days = [
        m
        for m in days_of(contest.view, contest.token, _phrase(contest.token, contest.token))
        if m.edtf and len(m.edtf) == 4
    ]
    return [replace(contest, day=day) for day in days] if len(days) > 1 else [contest]


def _stands_alone(noun: Token, own: PlaceMention | None, words: list[Token]) -> bool:
    """Whether a weak word names an election by itself: ``polls have opened``, ``the vote in Senegal``."""
    if noun.dep_ in ("nsubj", "nsubjpass") and noun.head.lemma_.lower() in _OPENS and noun.head.tag_ in ("VBD", "VBN"):
        return True
    if own is not None and noun.lower_ in ("poll", "polls", "ballot") and child(noun, "poss") is not None:
        return True  # "Saturday's poll in Malta"
    if own is None or any(t.lower_ in _CHAMBERS for t in noun.sent):
        return False
    return noun.lower_ in ("vote", "poll", "polls", "ballot", "voting") and any(
        t.lower_ in ("the", "this", "'s") for t in words
    )


def _led(words: list[Token], noun: Token) -> list[Token]:
    """Those behind the contest that hang on it, or on its phrase, by ``for``, ``of`` or ``to``."""
    known: dict[int, str] = {}
    return [t for t in words if t.i > noun.i and _leads(t, noun, known) in ("for", "of", "to")]


def _leads(token: Token, noun: Token, known: dict[int, str]) -> str:
    """The preposition by which the token hangs on the contest or its phrase; no word is passed twice on the way up."""
    way = [token]
    while (
        token.i not in known and token.head != token and token.head not in (noun, noun.head) and token.i != noun.i + 1
    ):
        token = token.head
        way.append(token)
    lead = known.get(token.i, token.lower_)
    known.update((t.i, lead) for t in way)
    return lead


def _holder(view: View, noun: Token) -> PlaceMention | None:
    """``Gabon held presidential elections``: the country that is the subject of the verb."""
    verb = noun.head
    who = (
        subject(verb)
        if noun.dep_ == "dobj" and verb.lemma_ in ("hold", "stage", "organize", "organise", "postpone", "call", "delay")
        else None
    )
    if who is None:
        return None
    return next((p for p in view.places if p.country and p.start <= view.at(who) < p.end), None)


def _fronted(view: View, noun: Token) -> PlaceMention | None:
    """``In Iowa, caucuses were held``: the place that opens the clause or the sentence."""
    first = next(clause_head(noun).children, None)
    for opening in (first, view.doc[0]):
        if opening is not None and opening.lower_ == "in" and opening.i < noun.i:
            within = {view.at(t) for t in opening.subtree}
            place = next((p for p in view.places if p.country and p.start in within), None)
            if place is not None:
                return place
    return None


def _owner(view: View, noun: Token) -> PlaceMention | None:
    """``Chile sets a day for its election``, ``for the country's election``: the country that the words stand for."""
    poss = child(noun, "poss")
    if poss is None or poss.lower_ not in ("its", "their", "country", "nation"):
        return None
    before = [p for p in view.places if p.country and p.end <= view.at(poss)]
    return before[-1] if before else None


def _is_wanted(noun: Token, *, dated: bool) -> bool:
    """An election that somebody only demands or imagines, or promises without a date: ``they called for new elections``."""
    if child(noun, "poss") is not None or any(
        c.dep_ == "det" and c.lower_ in ("the", "this", "that") for c in noun.children
    ):
        return False
    above = noun
    for _ in range(_STEPS):
        if above.head == above:
            return False
        above = above.head
        if above.lower_ in _AFTER:
            return False  # "called a snap election following losses in the European elections"
        called = above.lemma_ == "call" and noun.dep_ == "dobj" and noun.head == above  # "has called an election"
        if above.lemma_.lower() in _WANT and not called:
            return not (dated and above.lemma_.lower() in _PROMISING)
    return False


def _is_background(view: View, noun: Token, words: list[Token]) -> bool:
    """An earlier election: ``the last election``, ``since the election of 1994``, ``lost three elections``."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "since":
        return True
    if _is_personal(view, noun) or is_told_of_one(noun, day_of(view, noun, words)):
        return True
    counted = any(c.dep_ == "nummod" and not c.text[:1].isdigit() for c in noun.children)
    if noun.tag_ == "NNS" and counted and child(noun, "det", "poss") is None:
        return True
    inside = {t.i for t in words}
    recent = {hit.first.i for hit in _RECENT.find(view.doc)}
    return any(hit.first.i in inside and hit.first.i not in recent for hit in _BACKGROUND.find(view.doc))


def _is_personal(view: View, noun: Token) -> bool:
    """``after Rossi's election``: a point in time, and no news of a vote."""
    owner = child(noun, "poss")
    if owner is None or owner.pos_ != "PROPN" or noun.dep_ != "pobj" or noun.head.lower_ not in _POINTS:
        return False
    at = view.at(owner)
    return not any(p.start <= at < p.end for p in view.places) and not any(m.start <= at < m.end for m in view.moments)


def _is_generic(view: View, noun: Token, first: Token, kinds: tuple[ElectionKind, ...]) -> bool:
    """Elections at large: a bare plural (`win elections`), or after words that ask for some."""
    if (noun.dep_ == "dobj" and noun.head.lemma_ in _UNDOING) or _is_told(noun):
        return False
    if (
        noun.lower_ == "day"
        or (noun.dep_ == "compound" and noun.head.lower_ == "night")
        or {t.lower_ for t in noun.doc[noun.i + 1 : noun.i + 3]} & _DATED
    ):
        return False
    if kinds:
        return _is_bare(noun) and bool({c.lower_ for c in clause_head(noun).children if c.dep_ == "aux"} & _MODAL)
    before = {hit.last.i for hit in _GENERAL_BEFORE.find(view.doc)}
    if first.i - 1 in before:
        return True
    top = noun.head if noun.dep_ == "compound" else noun
    return _is_bare(top) and not any(c.dep_ in ("amod", "nummod") for c in top.children)


def _is_told(noun: Token) -> bool:
    """``elections will be held``, ``elections were held``: told as to come or done, and so no elections at large."""
    verb = noun.head
    helpers = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    return (
        noun.dep_ == "nsubjpass" and verb.lemma_ in ("hold", "schedule", "suppose", "postpone") and not helpers & _MODAL
    )


def _is_bare(noun: Token) -> bool:
    return noun.tag_ in ("NNS", "NN") and child(noun, "det", "poss") is None
