"""What a result rests on (a count, a projection, a poll) and which of several contests it is about."""

from __future__ import annotations

from schemas import Basis, ElectionKind
from service.rules.elections.lexicon import Lexicon
from service.rules.elections.view import View
from service.words import load_words

_WORDS = load_words("rules/elections")
_ORDER: list[Basis] = [entry["value"] for entry in _WORDS["basis"]]
_BASES: Lexicon[Basis] = Lexicon({phrase: entry["value"] for entry in _WORDS["basis"] for phrase in entry["phrases"]})
_KINDS: Lexicon[ElectionKind] = Lexicon(
    {phrase: kind for kind, phrases in _WORDS["kinds"].items() for phrase in phrases}
)
_CONTEST_WORDS = frozenset({"election", "elections", "vote", "poll", "polls", "race", "contest", "ballot"})


def basis_of(view: View) -> Basis:
    """What the sentence says its figures and outcomes rest on; of several, the weakest ground counts."""
    shown = {hit.value for hit in _BASES.find(view.doc)}
    return next((basis for basis in _ORDER if basis in shown), "unknown")


def result_kind(view: View) -> ElectionKind | None:
    """The one contest that the sentence names beside its figures: ``in the parliamentary elections``."""
    kinds = {
        hit.value
        for hit in _KINDS.find(view.doc)
        if any(t.lower_ in _CONTEST_WORDS for t in view.doc[hit.last.i : hit.last.i + 3])
    }
    return kinds.pop() if len(kinds) == 1 else None
