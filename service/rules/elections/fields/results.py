"""Results: what a sentence tells of one contestant, and the reports about each brought together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from schemas import Actor, Basis, ElectionKind, Outcome, Quantity, Result
from service.language.reading import Reading
from service.rules.elections.actors import name_words
from service.rules.elections.lexicon import Lexicon
from service.rules.elections.view import View
from service.words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORDS = load_words("rules/elections")
_ORDER: list[Basis] = [entry["value"] for entry in _WORDS["basis"]]
_BASES: Lexicon[Basis] = Lexicon({phrase: entry["value"] for entry in _WORDS["basis"] for phrase in entry["phrases"]})
_KINDS: Lexicon[ElectionKind] = Lexicon(
    {phrase: kind for kind, phrases in _WORDS["kinds"].items() for phrase in phrases}
)
_CONTEST_WORDS = frozenset({"election", "elections", "vote", "poll", "polls", "race", "contest", "ballot"})
_HALF, _MOST = 50, 90  # per cent
_COUNTED: frozenset[Basis] = frozenset({"official", "partial", "unknown"})
# Of several outcomes for one contestant, the one that settles more.
_RANK: tuple[Outcome, ...] = ("won", "conceded", "lost", "runoff", "claims_victory")


def basis_of(view: View) -> Basis:
    """What the sentence says its figures and outcomes rest on; of several, the weakest ground counts."""
    hits = _BASES.find(view.doc)
    shown = {hit.value for hit in hits if not (hit.last.lower_ == "polls" and _is_gone_to(hit.first))}
    return next((basis for basis in _ORDER if basis in shown), "unknown")


def _is_gone_to(first: Token) -> bool:
    """``went to the polls``: there people vote, and are asked nothing."""
    return first.i > 0 and first.nbor(-1).lower_ == "to"


def kind_of(view: View) -> ElectionKind | None:
    """The one contest that the sentence names beside its figures: ``in the parliamentary elections``."""
    kinds = {
        hit.value
        for hit in _KINDS.find(view.doc)
        if any(t.lower_ in _CONTEST_WORDS for t in view.doc[hit.last.i : hit.last.i + 3])
    }
    return kinds.pop() if len(kinds) == 1 else None


def results(reading: Reading, told: Sequence[Result]) -> list[Result]:
    """One result for each contestant, with the figures and the outcome that the reports give it."""
    clusters: list[list[Result]] = []
    names: list[set[str]] = []  # of each cluster, the words of the first
    named: dict[str, list[int]] = {}  # which clusters a word of a name may lead to
    for result in told:
        words = name_words(result.contestant)
        near = {i for word in words for i in named.get(word, ())}
        home = min((i for i in near if words <= names[i]), default=len(clusters))
        if home == len(clusters):
            clusters.append([])
            names.append(words)
            for word in words:
                named.setdefault(word, []).append(home)
        clusters[home].append(result)
    return _without_descriptions([_together(reading, cluster) for cluster in clusters])


def _without_descriptions(found: Sequence[Result]) -> list[Result]:
    """Those with a name; `the ruling party candidate` with the outcome of one who has a name is that one."""
    named = [r.outcome for r in found if r.contestant.kind in ("person", "party") and not r.contestant.name.islower()]
    return [
        r
        for r in found
        if r.outcome is None or r.contestant.kind in ("person", "party") or _has_figures(r) or r.outcome not in named
    ]


def _has_figures(result: Result) -> bool:
    return any(figure is not None for figure in (result.vote_share, result.votes, result.seats))


def _together(reading: Reading, told: list[Result]) -> Result:
    outcomes = [r.outcome for r in told if r.outcome is not None]
    contestant = max((r.contestant for r in told), key=_fullness)
    return Result(
        contestant=contestant,
        abbreviation=_abbreviation(reading, contestant),
        kind=next((r.kind for r in told if r.kind), None),
        vote_share=first([r.vote_share for r in told]),
        votes=first([r.votes for r in told]),
        seats=first([r.seats for r in told]),
        outcome=min(outcomes, key=_RANK.index, default=None),
        basis=next((r.basis for r in told if r.basis != "unknown"), "unknown"),
    )


def with_winner(found: Sequence[Result]) -> list[Result]:
    """Those of a vote that the most votes win, where nothing but the counts tells who has won it."""
    counted = [r for r in found if r.votes and r.basis in ("official", "unknown")]
    most = max((r.votes.low or 0 for r in counted if r.votes), default=0)
    return _won_by(found, [r for r in counted if r.votes and r.votes.low == most] if len(counted) > 1 else [])


def with_winning_side(found: Sequence[Result]) -> list[Result]:
    """Those of a referendum, where nothing but the figures tells which side has won: the one with more than half."""
    if len({r.vote_share.low for r in found if r.vote_share}) != len(found):
        return with_winner(found)
    most = [r for r in found if r.vote_share and (r.vote_share.low or 0) > _HALF]
    return _won_by(found, [r for r in most if r.basis in _COUNTED])


def _won_by(found: Sequence[Result], ahead: Sequence[Result]) -> list[Result]:
    """The same, the one that is ahead as the winner where no outcome is told."""
    if any(r.outcome for r in found) or len(ahead) != 1:
        return list(found)
    return [r.model_copy(update={"outcome": "won"}) if r in ahead else r for r in found]


def with_finalists(found: Sequence[Result]) -> list[Result]:
    """Those of a first round that nobody has won: the two with the largest shares go on to the second."""
    shared = sorted((r.vote_share.low or 0 for r in found if r.vote_share), reverse=True)[:2]
    if len(shared) < 2 or sum(shared) > _MOST or any(r.outcome in ("won", "conceded") for r in found):
        return list(found)
    ahead = [r for r in found if r.vote_share and (r.vote_share.low or 0) >= shared[-1]]
    return [r.model_copy(update={"outcome": "runoff"}) if r in ahead else r for r in found]


def first(figures: list[Quantity | None]) -> Quantity | None:
    """The first that is one."""
    return next((q for q in figures if q is not None), None)


def _fullness(actor: Actor) -> int:
    described = actor.name.lower().startswith(("a ", "an ", "the ", "his ", "her "))
    return len(actor.name.split()) if actor.kind in ("person", "party", "organization") and not described else 0


def _abbreviation(reading: Reading, actor: Actor) -> str | None:
    owner = reading.mentions.entities.by_name.get(actor.name)
    return owner.aliases[0] if owner is not None and owner.aliases else None
