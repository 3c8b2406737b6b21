"""Pairwise precision, recall and F1: of two tellings of one event, are both given the same id; of two of others, are they not?"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from benchmarks.clusters.gold import Report, is_held_out


@dataclass(frozen=True, slots=True)
class Found:
    """A record that was found in a report, the event it is of in gold (None: of none that gold has), and the one it was given."""

    report: str
    kind: str
    gold: str | None
    event: str


@dataclass(frozen=True, slots=True)
class Score:
    """Pairs that are of one event and were given one id; those parted; and those joined though they are of two."""

    right: int = 0
    missed: int = 0
    false: int = 0

    @property
    def precision(self) -> float:
        """The share right of the pairs given one id."""
        return self.right / max(1, self.right + self.false)

    @property
    def recall(self) -> float:
        """The share found of the pairs that are of one event."""
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return 2 * self.right / max(1, 2 * self.right + self.missed + self.false)


def of_records(found: Sequence[Found], kinds: Collection[str], *, held_out: bool = False) -> Score:
    """Over the pairs of records that were found in two reports, whatever extraction has missed.

    ``held_out``: only those with a record of an event that was held out when weights were read off.
    """
    right = missed = false = 0
    for a, b in combinations([one for one in found if one.kind in kinds], 2):
        if a.kind != b.kind or a.report == b.report:
            continue
        if held_out and not (is_held_out(a.gold) or is_held_out(b.gold)):
            continue
        together, same = a.event == b.event, a.gold is not None and a.gold == b.gold
        right, missed, false = (
            right + (same and together),
            missed + (same and not together),
            false + (together and not same),
        )
    return Score(right, missed, false)


def of_gold(
    reports: Sequence[Report], found: Sequence[Found], kinds: Collection[str], *, with_missed: bool = True
) -> Score:
    """Over the pairs of tellings in gold: one in which no record was found is missed in all its pairs, or left out."""
    score = of_records(found, kinds)
    given: dict[tuple[str, str, str], set[str]] = {}
    for one in found:
        if one.gold is not None:
            given.setdefault((one.report, one.kind, one.gold), set()).add(one.event)
    right = missed = 0
    for tellings in _tellings(reports, kinds).values():
        for a, b in combinations([one for one in tellings if with_missed or one in given], 2):
            met = given.get(a, set()) & given.get(b, set())
            right, missed = right + bool(met), missed + (not met)
    return Score(right, missed, score.false)


def _tellings(
    reports: Sequence[Report], kinds: Collection[str]
) -> Mapping[tuple[str, str], list[tuple[str, str, str]]]:
    """The tellings of each event: report, type and event."""
    told: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for report in reports:
        for kind in kinds:
            for name in report.events.get(kind, {}):
                told.setdefault((kind, name), []).append((report.id, kind, name))
    return told
