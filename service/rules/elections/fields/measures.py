"""Votes for and against what was put to voters, told as counts: ``passed the levy, 297 yes to 156 no``, ``failed 8,120 to 7,450``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from schemas import Actor, Outcome, Result
from service.language.phrases import child, is_negated, is_passive, prepositional, subject
from service.rules.elections.fields.asserted import is_asserted
from service.rules.elections.fields.contestants import REFUSE
from service.rules.elections.fields.figures import quantity_in
from service.rules.elections.fields.results import basis_of
from service.rules.elections.lexicon import Lexicon
from service.rules.elections.report import Report
from service.rules.elections.view import View
from service.words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORDS = load_words("rules/elections")["measures"]
_PROPOSALS = Lexicon.of([*_WORDS["proposals"], *load_words("rules/elections")["referendum_verbs"]["proposals"]], "")
_VOTE = frozenset({"vote"})
_PASS, _FAIL = frozenset(_WORDS["passing"]), frozenset(_WORDS["failing"]) | REFUSE
_VOTERS = frozenset(load_words("rules/elections")["referendum_verbs"]["voters"]) | {"patrons", "residents"}
_COUNT = r"(?<![\d$.,-])(\d{1,3}(?:,\d{3})+|\d{2,8})"
_SIDED = re.compile(
    _COUNT
    + r"(?: votes?| voters| people| ballots)?(?: voted| voting| cast| were)?(?: for| in)?(?: the)?"
    + r" [\"'“‘]?(yes|no|against|favou?r|opposed)\b",
    re.IGNORECASE,
)
_SCORE = re.compile(_COUNT + r"(?: votes)?(?: ?[-–] ?| to )(\d{1,3}(?:,\d{3})+|\d{2,6})\b(?! ?%| per ?cent|,\d)")
_SIDES: dict[str, Literal["yes", "no"]] = {
    "yes": "yes",
    "favor": "yes",
    "favour": "yes",
    "no": "no",
    "against": "no",
    "opposed": "no",
}
_ALL = range(90, 101)  # shares, and no counts


def measure_decided(view: View) -> tuple[Token, Outcome] | None:
    """The verb that tells how voters decided on a levy, a bond or a proposal, and what that means for it."""
    put = set(view.once(_proposals))
    for verb in view.doc if put else ():
        lemma = verb.lemma_.lower()
        if (
            verb.tag_ not in ("VBD", "VBN")
            or lemma not in _PASS | _FAIL | _VOTE
            or is_negated(verb)
            or not is_asserted(verb)
        ):
            continue
        goal = child(verb, "dobj")
        by_itself = is_passive(verb) or goal is None or goal.like_num  # "the levy passed 612 to 398"
        what = subject(verb) if by_itself else goal
        who = None if by_itself else subject(verb)
        against = {t.lower_ for t in verb.rights} & {"against", "down"}
        if lemma in _VOTE:
            what, who = next((n for _, n in prepositional(verb, "for", "against")), None), subject(verb)
        if what is not None and {what, *what.subtree} & put and (who is None or who.lower_ in _VOTERS):
            return verb, "lost" if against or lemma in _FAIL else "won"
    return None


def _proposals(view: View) -> list[Token]:
    return [hit.last for hit in _PROPOSALS.find(view.doc)]


def find_measure_votes(view: View) -> Iterator[Report]:
    """The counts on both sides, where the sentence tells of a measure or has both sides named."""
    decided = measure_decided(view)
    counts = _sided(view) or (_scored(view, decided[1]) if decided else {})
    if len(counts) < len({*_SIDES.values()}):
        return
    for side, (start, end) in counts.items():
        words = view.text[start:end]
        outcome = _outcome(side, decided[1]) if decided else None
        votes = quantity_in(words)
        told = Result(contestant=Actor(name=side, kind="unknown"), votes=votes, outcome=outcome, basis=basis_of(view))
        at = view.sentence.start
        yield Report(view, decided[0] if decided else view.token_at(at + start), at + start, at + end, told)


def _outcome(side: str, ended: Outcome) -> Outcome | None:
    """``passed``: the yes has won; ``failed``: it has lost, and the no has won."""
    if side == "yes":
        return ended
    return "won" if ended == "lost" else None


def _sided(view: View) -> dict[str, tuple[int, int]]:
    """``297 yes to 156 no``, ``1,204 votes against and 987 in favor``: where the count of each side stands."""
    found: dict[str, tuple[int, int]] = {}
    for hit in _SIDED.finditer(view.text):
        found.setdefault(_SIDES[hit[2].lower()], hit.span(1))
    return found


def _scored(view: View, ended: Outcome) -> dict[str, tuple[int, int]]:
    """``passed 5,204 to 3,911``: the larger count is of the side that has won."""
    score = _SCORE.search(view.text)
    if score is None:
        return {}
    both = sorted(((int(score[i].replace(",", "")), score.span(i)) for i in (1, 2)), reverse=True)
    if sum(count for count, _ in both) in _ALL:
        return {}
    sides = ("yes", "no") if ended == "won" else ("no", "yes")
    return {side: span for side, (_, span) in zip(sides, both, strict=True)}
