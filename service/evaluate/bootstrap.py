"""How sure figures are: the bootstrap, which draws as many texts again and again from those that there are.

The percentile interval of Efron and Tibshirani (An Introduction to the Bootstrap, 1993), over texts, since facts of one
text hang together. The same texts give the same intervals.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from service.evaluate.figures import Score

DRAWS = 1000
SHARE = 0.95

# The facts of one text, by the plural name of their type.
TextScores = Mapping[str, Score]
Text = TypeVar("Text")


@dataclass(frozen=True, slots=True)
class Interval:
    """The bounds that 95 of 100 drawn figures lie in."""

    low: float
    high: float


def intervals(texts: Sequence[TextScores]) -> dict[str, Interval]:
    """The interval of the F1 of each type, and of their ``mean``."""
    return _drawn(texts, _f1)


def paired_intervals(texts: Sequence[tuple[TextScores, TextScores]]) -> dict[str, Interval]:
    """The interval of the difference that the second of two runs over the same texts makes."""

    def difference(drawn: Sequence[tuple[TextScores, TextScores]]) -> dict[str, float]:
        before, after = _f1([old for old, _ in drawn]), _f1([new for _, new in drawn])
        return {name: after.get(name, 0.0) - before.get(name, 0.0) for name in {**before, **after}}

    return _drawn(texts, difference)


def _drawn(texts: Sequence[Text], figures: Callable[[Sequence[Text]], dict[str, float]]) -> dict[str, Interval]:
    chance = Random(0)
    found: dict[str, list[float]] = {}
    for _ in range(DRAWS if texts else 0):
        for name, figure in figures(chance.choices(texts, k=len(texts))).items():
            found.setdefault(name, []).append(figure)
    return {name: _interval(sorted(values)) for name, values in found.items()}


def _interval(values: Sequence[float]) -> Interval:
    cut = int(len(values) * (1 - SHARE) / 2)
    return Interval(values[cut], values[-1 - cut])


def _f1(texts: Iterable[TextScores]) -> dict[str, float]:
    sums: dict[str, list[int]] = {}
    for text in texts:
        for plural, score in text.items():
            total = sums.setdefault(plural, [0, 0, 0])
            total[0] += score.right
            total[1] += score.found
            total[2] += score.gold
    found = {plural: Score(*total).f1 for plural, total in sums.items()}
    return {**found, "mean": sum(found.values()) / len(found)} if found else {}
