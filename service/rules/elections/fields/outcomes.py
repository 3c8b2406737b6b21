"""Who won, lost, conceded, claims victory or goes to a run-off, and who that is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from schemas import Outcome, Result
from service.language.phrases import conjuncts
from service.rules.elections.fields.asserted import Candidate
from service.rules.elections.fields.contestants import contestant_or_side, subject_of
from service.rules.elections.fields.declared import (
    between,
    decided,
    declared,
    of_victory,
    reelected,
    voted_for,
)
from service.rules.elections.fields.results import basis_of, kind_of
from service.rules.elections.fields.verbs import told_by_verbs
from service.rules.elections.lexicon import Lexicon
from service.rules.elections.report import Open, Report, report
from service.rules.elections.view import View
from service.words import words_in

if TYPE_CHECKING:
    from spacy.tokens import Token

_OTHER_FIELDS = Lexicon.of(words_in("rules/elections", "results", "other_fields"), "")

_SAY = words_in("rules/elections", "results", "say_verbs") | {"announce", "write", "tweet"}
_UNNAMED = frozenset({"one", "winner", "victor", "loser"})

_US = frozenset({"we", "i"})
_RULES: tuple[Callable[[View, bool], Iterator[Candidate]], ...] = (
    told_by_verbs, reelected, decided, voted_for, declared, of_victory, between,
)  # fmt: skip


def find_outcomes(view: View, *, contest_here: bool, named: bool) -> Iterator[Report]:
    """The outcomes in the sentence. With no contest ``named`` in it, words of sport, war and prizes rule them out; with none in it
    or just before (``contest_here``), only verbs that tell of elections by themselves count.
    """
    if not named and _OTHER_FIELDS.find(view.doc):
        return
    seen: set[tuple[int, Outcome]] = set()
    for anchor, contestant, outcome in candidates(view, contest_here=contest_here):
        if (contestant.i, outcome) not in seen:
            seen.add((contestant.i, outcome))
            yield from _fact(view, anchor, contestant, outcome)


def candidates(view: View, *, contest_here: bool) -> Iterator[Candidate]:
    """Whoever the words of the sentence give an outcome, and which."""
    for rule in _RULES:
        for anchor, contestant, outcome in rule(view, contest_here):
            if contestant.lower_ in _US and outcome == "won":
                yield anchor, _speaker(view, anchor) or contestant, "claims_victory"
            else:
                yield anchor, contestant, outcome


def _speaker(view: View, event: Token) -> Token | None:
    """``"We have won this election," said X``: what the speaker claims."""
    return next((subject_of(v) for v in view.verbs(_SAY) if v.i != event.i), None)


def _fact(view: View, anchor: Token, contestant: Token, outcome: Outcome) -> Iterator[Report]:
    basis = basis_of(view)
    if basis == "poll":
        return  # `a poll shows Rossi beating Marsh`
    for token in conjuncts(contestant):
        actor = contestant_or_side(view, token)
        if actor is not None:
            told = Result(contestant=actor, outcome=outcome, basis=basis, kind=kind_of(view))
            yield report(view, anchor, told, anchor, token)
        elif token.pos_ == "PRON" or token.lower_ in _UNNAMED:
            yield report(view, anchor, Open("results", "outcome, not clear whose"), anchor, token)
