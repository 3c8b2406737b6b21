"""Whether confidences mean what they say: bands of confidence against the share of their records that gold has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from schemas import Record
from service.evaluate.matching import Matching
from service.evaluate.slots import Slot, field_of, found_slots

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


def graded_values(matching: Matching) -> list[tuple[float, bool]]:
    """The confidence of every value found that has one, and whether gold has the value, in a record that it has."""
    out = [_graded(pair.found, pair.spurious) for pair in matching.pairs]
    out += [_graded(record, found_slots(record)) for record in matching.false]
    return [value for values in out for value in values]


def _graded(record: Record, wrong: list[Slot]) -> list[tuple[float, bool]]:
    left, out = list(wrong), []
    for slot in found_slots(record):
        right = slot not in left
        if not right:
            left.remove(slot)
        if (confidence := record.confidences.get(field_of(slot, record))) is not None:
            out.append((confidence, right))
    return out


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
