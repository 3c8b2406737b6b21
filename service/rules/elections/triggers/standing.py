"""`The vote was rigged`: words that only point back to an election stand for one where the text names none."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from service.rules.elections.fields.results import basis_of
from service.rules.elections.lexicon import Lexicon
from service.rules.elections.trigger import Trigger
from service.rules.elections.view import View
from service.words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORDS = load_words("rules/elections")
_CONTEXT = Lexicon.of(_WORDS["electoral_context"]["words"], "")
_BODIES = Lexicon.of(_WORDS["not_contests"]["bodies"], "")
_CHAMBERS = frozenset(_WORDS["weak_contests"]["chambers"])
_BACK, _ONWARD = 12, 2  # sentences before and after within which a stronger word takes them up
_POLLS = frozenset({"poll", "polls", "polling"})
_ENOUGH = 2  # words about elections besides their own


def promoted(views: Sequence[View], contests: Sequence[Trigger]) -> list[Trigger]:
    """The mentions, with those that stand for an election by themselves no longer weak, and without opinion polls."""
    contests = [c for c in contests if not _is_survey(c)]
    named = {c.view.index for c in contests if not c.weak and not c.generic}
    return [
        replace(c, weak=False, generic=False, rule="vote_word")
        if c.weak and named.isdisjoint(_around(c)) and _is_meant(views, c)
        else c
        for c in contests
    ]


def _around(contest: Trigger) -> range:
    """The sentences whose stronger word would take up a weak one."""
    here = contest.view.index
    return range(here - _BACK, here + _ONWARD + 1)


def _is_survey(contest: Trigger) -> bool:
    """``a poll found``: an opinion poll, and no vote; one goes ``to the polls`` to vote."""
    token = contest.token
    going = token.dep_ == "pobj" and token.head.lower_ == "to"
    return contest.weak and token.lower_ in _POLLS and not going and basis_of(contest.view) == "poll"


def _is_meant(views: Sequence[View], contest: Trigger) -> bool:
    """Whether the sentence and its neighbours speak of voters and not of a chamber."""
    here = contest.view.index
    if not _CHAMBERS.isdisjoint(contest.view.words):
        return False
    at = bisect_left(views, here - 1, key=lambda v: v.index)
    near = [v for v in views[at : at + 3] if v.index <= here + 1]
    if any(v.once(_names_a_body) for v in near):
        return False
    found = {lemma for v in near for lemma, last in v.once(_context) if last != contest.token}
    return len(found) >= _ENOUGH


def _names_a_body(view: View) -> bool:
    return bool(_BODIES.find(view.doc))


def _context(view: View) -> list[tuple[str, Token]]:
    """The words about elections: the lemma of the first of a phrase, and the last of it."""
    return [(hit.first.lemma_.lower(), hit.last) for hit in _CONTEXT.find(view.doc)]
