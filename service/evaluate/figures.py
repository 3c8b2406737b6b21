"""Precision, recall and F1: counts of right, found and gold, of records and of each of their fields."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from schemas import RECORD_TYPES
from service.evaluate.matching import Matching
from service.evaluate.slots import counted, found_slots, gold_slots


@dataclass(frozen=True, slots=True)
class Score:
    """How many are ``right`` of those ``found`` and of those in ``gold``."""

    right: int = 0
    found: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 0 where nothing was found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of gold that was found; 0 where there is none."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.found + other.found, self.gold + other.gold)


@dataclass
class TypeScores:
    """The scores of one record type: its records, and each field by its name."""

    records: Score = field(default_factory=Score)
    by_field: dict[str, Score] = field(default_factory=dict)

    @property
    def fields(self) -> Score:
        """All fields together."""
        return sum(self.by_field.values(), Score())

    @property
    def facts(self) -> Score:
        """Records and fields together: each record and each of its values is a fact."""
        return self.records + self.fields


def scores(matched: Iterable[tuple[str, Matching]]) -> dict[str, TypeScores]:
    """The scores by plural name from all matchings, each with the plural name of its type; of types that gold or the
    answers have.
    """
    out = {entry.plural: TypeScores() for entry in RECORD_TYPES}
    for plural, matching in matched:
        _add(out[plural], matching)
    return {plural: scored for plural, scored in out.items() if scored.records.gold or scored.records.found}


def _add(scored: TypeScores, matching: Matching) -> None:
    found = [pair.found for pair in matching.pairs] + matching.false
    gold = [pair.gold for pair in matching.pairs] + matching.missed
    scored.records += Score(len(matching.pairs), len(found), len(gold))
    right = Counter(name for pair in matching.pairs for name, _ in pair.hits)
    in_found = sum((counted(found_slots(record)) for record in found), Counter[str]())
    in_gold = Counter(name for record in gold for name, _ in gold_slots(record))
    for name in sorted({*in_found, *in_gold}):
        here = Score(right[name], in_found[name], in_gold[name])
        scored.by_field[name] = scored.by_field.get(name, Score()) + here


def mean_f1(by_type: dict[str, TypeScores]) -> float:
    """The mean over the record types of the F1 of their facts; 0 where there is none."""
    return sum(scored.facts.f1 for scored in by_type.values()) / len(by_type) if by_type else 0.0
