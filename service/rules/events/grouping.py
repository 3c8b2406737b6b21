"""Where the reports of events stand: which event the words beside them belong to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar

from service.rules.events.report import Report

R = TypeVar("R", bound=Report)
_ASIDE = 5  # sentences over which a value is given to a report


class Neighbours(Generic[R]):
    """The reports of all clusters by the sentence they stand in, so that what is nearby need not look at all of them."""

    def __init__(self, clusters: Sequence[Sequence[R]]) -> None:
        self._table: dict[int, list[tuple[int, R]]] = {}
        for i, reports in enumerate(clusters):
            for report in reports:
                self.note(i, report)

    def note(self, cluster: int, report: R) -> None:
        """Remember that a cluster (by its number) is reported there."""
        self._table.setdefault(report.index, []).append((cluster, report))

    def around(self, index: int, reach: int) -> list[tuple[int, R]]:
        """The reports at most ``reach`` sentences before or after, each with the number of its cluster."""
        return [pair for at in range(index - reach, index + reach + 1) for pair in self._table.get(at, ())]

    def sentences(self, reach: int) -> list[int]:
        """The indices of the sentences at most ``reach`` before or after a report."""
        return sorted({at + step for at in self._table for step in range(-reach, reach + 1)})

    def owner(self, index: int, at: int) -> int | None:
        """The cluster that a value at offset ``at`` belongs to: that of the nearest report, before or at it first.

        A report that stands for itself (``is_apart``) has nothing outside of its own sentence.
        """
        return min(self._claims(index, at), default=(None, None))[1]

    def _claims(self, index: int, at: int) -> Iterator[tuple[tuple[int, bool, int], int]]:
        for i, report in self.around(index, _ASIDE):
            if report.index == index or not report.is_apart:
                yield (abs(index - report.index), report.index > index, abs(report.span[0] - at)), i
