"""Whether the rules know where they fall short: how much of what they miss lies inside a gap, and how much text gaps cover."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schemas import RECORD_TYPES, Gap
from service.evaluate.gold import GoldText
from service.evaluate.matching import Matching, spans_of


@dataclass(frozen=True, slots=True)
class GapShare:
    """Of the gold facts ``missed`` (records, and values of records found), those ``inside`` a gap; characters that gaps cover."""

    missed: int = 0
    inside: int = 0
    gaps: int = 0
    characters: int = 0
    of_characters: int = 0

    @property
    def share(self) -> float:
        """The share of the missed facts that lie inside a gap; 0 where none is missed."""
        return self.inside / self.missed if self.missed else 0.0

    @property
    def covered(self) -> float:
        """The share of the text that gaps cover."""
        return self.characters / self.of_characters if self.of_characters else 0.0

    def __add__(self, other: GapShare) -> GapShare:
        return GapShare(
            self.missed + other.missed,
            self.inside + other.inside,
            self.gaps + other.gaps,
            self.characters + other.characters,
            self.of_characters + other.of_characters,
        )


def gap_share(plural: str, gold: GoldText, matching: Matching, every: Sequence[Gap]) -> GapShare:
    """The share for one type in one text; ``every`` gap of the text may be given, those of the type are taken.

    A missed record lies inside a gap that its passages touch. So does a missed value of a record that was found, also
    inside one that names the record.
    """
    name = next(entry.name for entry in RECORD_TYPES if entry.plural == plural)
    gaps = [gap for gap in every if gap.record_type == name]
    text = gold.transcript.text
    covered = covered_by(gaps)
    records = [bool(covered & spans_of(g.passages, text)) for g in matching.missed]
    named = {gap.record for gap in gaps}
    values = [
        pair.found.id in named or bool(covered & spans_of(pair.gold.passages, text))
        for pair in matching.pairs
        for _ in pair.missed
    ]
    return GapShare(len(records) + len(values), sum(records) + sum(values), len(gaps), len(covered), len(text))


def covered_by(gaps: Sequence[Gap]) -> set[int]:
    """The offsets of all characters that lie in a gap."""
    return {i for gap in gaps for i in range(gap.start, gap.end)}
