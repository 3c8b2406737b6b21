"""Who won, lost, conceded, claims victory or goes to a run-off, and who that is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from schemas import Outcome
from service.language.phrases import conjuncts
from service.rules.elections.asserting import Candidate
from service.rules.elections.basis import basis_of, result_kind
from service.rules.elections.declaring import called_for, claimed, declared, installed, runoff, said_of_us
from service.rules.elections.facts import OpenFact, ResultFact
from service.rules.elections.lexicon import Lexicon
from service.rules.elections.losing import conceded, failed, in_vain, lost, runner_up, suffered, voted_out
from service.rules.elections.people import contestant as person_or_party
from service.rules.elections.view import View
from service.rules.elections.winning import (
    beaten,
    came_first,
    fended_off,
    given,
    kept,
    next_office,
    of_victory,
    reelected,
    taken,
    won,
)
from service.words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_OTHER_FIELDS = Lexicon.of(load_words("rules/elections")["results"]["other_fields"], "")

_UNNAMED = frozenset({"one", "winner", "victor", "loser"})

_RULES: tuple[Callable[[View, bool], Iterator[Candidate]], ...] = (
    won, kept, reelected, beaten, taken, fended_off, given, came_first, lost, failed, voted_out, suffered, in_vain, next_office, conceded,
    declared, called_for, installed, claimed, said_of_us, of_victory, runner_up, runoff,
)  # fmt: skip


def find_outcomes(view: View, *, contest_here: bool, named: bool) -> Iterator[ResultFact | OpenFact]:
    """The outcomes in the sentence. With no contest ``named`` in it, words of sport, war and prizes rule them out; with none in it
    or just before (``contest_here``), only verbs that tell of elections by themselves count.
    """
    if not named and _OTHER_FIELDS.find(view.doc):
        return
    seen: set[tuple[int, Outcome]] = set()
    for rule in _RULES:
        for anchor, contestant, outcome in rule(view, contest_here):
            if (contestant.i, outcome) not in seen:
                seen.add((contestant.i, outcome))
                yield from _fact(view, anchor, contestant, outcome)


def _fact(view: View, anchor: Token, contestant: Token, outcome: Outcome) -> Iterator[ResultFact | OpenFact]:
    for token in conjuncts(contestant):
        actor = person_or_party(view, token)
        start, end = view.sentence.span(*sorted((anchor, token), key=lambda t: t.i))
        if actor is None:
            if token.pos_ == "PRON" or token.lower_ in _UNNAMED:
                yield OpenFact(view, anchor, start, end, "results", "outcome, not clear whose")
            continue
        yield ResultFact(view, anchor, start, end, actor, outcome=outcome, basis=basis_of(view), kind=result_kind(view))
