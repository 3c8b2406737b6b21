"""The score of a pair: the weights of all that two records agree and differ in."""

from __future__ import annotations

from dataclasses import dataclass

from service.clusters.comparisons import COMPARISONS
from service.clusters.facts import Facts
from service.clusters.weights import rules_out, weights_of


@dataclass(frozen=True, slots=True)
class Scored:
    """``parts`` are what came of each comparison, ``place.same_town``, with its weight; ``against`` what rules the pair out."""

    score: int
    parts: tuple[tuple[str, int], ...]
    against: str | None

    @property
    def is_one(self) -> bool:
        """Whether the two, by themselves, are taken for one event."""
        return self.score > 0 and self.against is None


def scored(a: Facts, b: Facts) -> Scored:
    """The score of two records of one type."""
    weights, excluded = weights_of(a.type), rules_out(a.type)
    parts: list[tuple[str, int]] = [("prior", weights["prior"])]
    against = None
    for name, compare in COMPARISONS.items():
        outcome = compare(a, b)
        part = f"{name}.{outcome}"
        if part in excluded:
            against = against or part
        if weight := weights.get(name, {}).get(outcome, 0):
            parts.append((part, weight))
    return Scored(sum(weight for _, weight in parts), tuple(parts), against)
