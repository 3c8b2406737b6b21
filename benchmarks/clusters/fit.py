"""The weights as sets have them: all outcomes weighed at once, so that what two comparisons both see is counted once."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from service.clusters.weights import rules_out, weights_of

_DRAWN = 4.0  # how firmly a weight is held where it stands: as by so many pairs
_ROUNDS, _STEP, _STILL = 200, 1.0, 1e-6
_PRIOR = "prior"
# What can only speak against a pair, and what may do either; all else can only speak for it.
_AGAINST = (
    "other",
    "others",
    "none",
    "few",
    "some",
    "moved",
    "apart",
    "another",
    "abroad",
    "perhaps",
    "months",
    "weeks",
    "far",
)
_EITHER = ("named_other_town", "beside", "week", "near", "some_town")


@dataclass(frozen=True, slots=True)
class Compared:
    """Two records of one set, what came of their comparisons, and whether they are of one event."""

    outcomes: tuple[str, ...]
    same: bool


def fitted(kind: str, sets: Sequence[Sequence[Compared]]) -> dict[str, int]:
    """The prior and the weight of each outcome, drawn to those that stand; each set counts as much as another.

    Pairs that something rules out are left out: no weight decides them.
    """
    stands = _standing(kind)
    left = [[pair for pair in one if rules_out(kind).isdisjoint(pair.outcomes)] for one in sets]
    whole = sum(map(len, left)) / max(1, len(left))
    pairs = [(pair, whole / len(one)) for one in left for pair in one]
    names = [_PRIOR, *sorted({name for pair, _ in pairs for name in pair.outcomes}.union(stands) - {_PRIOR})]
    found = _solved(pairs, names, np.array([stands.get(name, 0) for name in names]) * math.log(2))
    return {name: round(value / math.log(2)) for name, value in zip(names, found, strict=True)}


def _standing(kind: str) -> dict[str, float]:
    return dict(_flat(weights_of(kind)))


def _flat(weights: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    for name, value in weights.items():
        if isinstance(value, Mapping):
            yield from ((f"{name}.{outcome}", weight) for outcome, weight in value.items())
        else:
            yield name, value


def _sign(name: str) -> int:
    outcome = name.partition(".")[2]
    if name == _PRIOR or (outcome in _EITHER):
        return 0
    return -1 if outcome.split("_")[0] in _AGAINST else 1


def _solved(
    pairs: Sequence[tuple[Compared, float]], names: Sequence[str], stands: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Logistic regression by Newton's steps; a weight that would speak the other way than it can is 0."""
    at = {name: number for number, name in enumerate(names)}
    seen = np.zeros((len(pairs), len(names)))
    for row, (pair, _) in zip(seen, pairs, strict=True):
        row[[0, *(at[name] for name in pair.outcomes)]] = 1
    same = np.array([float(pair.same) for pair, _ in pairs])
    counts = np.array([count for _, count in pairs])
    signs = np.array([_sign(name) for name in names])
    found = np.where(signs * stands < 0, 0, stands)
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-np.clip(seen @ found, -30, 30)))
        slope = seen.T @ (counts * (chance - same)) + _DRAWN * (found - stands)
        bend = (seen * (counts * chance * (1 - chance))[:, None]).T @ seen + _DRAWN * np.eye(len(names))
        free = ~((signs != 0) & (found * signs <= 0) & (slope * signs > 0))
        step = np.zeros(len(names))
        step[free] = np.linalg.solve(bend[np.ix_(free, free)], slope[free])
        before, found = found, found - np.clip(step, -_STEP, _STEP)
        found = np.where(signs * found < 0, 0, found)
        if np.abs(found - before).max() < _STILL:
            break
    return found
