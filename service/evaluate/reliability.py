"""Whether confidences mean what they say: bands of confidence against the share of their records that gold has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from service.evaluate.matching import Matching

_EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


@dataclass(frozen=True, slots=True)
class Band:
    """The records with a confidence from ``low`` up to ``high``: how many, their mean confidence, how many are right."""

    low: float
    high: float
    records: int
    confidence: float
    right: int

    @property
    def share(self) -> float:
        """The share of its records that are right; 0 where there are none."""
        return self.right / self.records if self.records else 0.0


def graded(matching: Matching) -> list[tuple[float, bool]]:
    """The confidence of every record found, and whether gold has the record."""
    return [(pair.found.confidence, True) for pair in matching.pairs] + [(f.confidence, False) for f in matching.false]


def bands(records: Iterable[tuple[float, bool]]) -> list[Band]:
    """The bands that have records, from low to high."""
    out = []
    known = list(records)
    for low, high in pairwise(_EDGES):
        inside = [(c, right) for c, right in known if low <= c < high or c == high == _EDGES[-1]]
        if inside:
            mean = sum(c for c, _ in inside) / len(inside)
            out.append(Band(low, high, len(inside), mean, sum(right for _, right in inside)))
    return out
