"""From the reports of one event to the parts that all records have: values chosen, evidence, how the event stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from schemas import Evidence, Factuality
from service.language.reading import Reading
from service.rules.found import Grounded, V

Span = tuple[int, int]
R = TypeVar("R")

# How an event stands, the plainest report first: one of them tells for all.
PLAINEST: tuple[Factuality, ...] = ("reported", "alleged", "planned", "demanded", "denied", "hypothetical")
SUREST = 0.95


def first_of(reports: Iterable[R], value: Callable[[R], Grounded[V] | None]) -> Grounded[V] | None:
    """The value of the first report that has one."""
    return next((found for report in reports if (found := value(report)) is not None), None)


def value_of(found: Grounded[V] | None) -> V | None:
    """The bare value."""
    return found.value if found is not None else None


def distinct(values: Iterable[Grounded[V]], key: Callable[[V], Hashable]) -> list[Grounded[V]]:
    """Of values that are the same by ``key``, the first."""
    seen: dict[Hashable, Grounded[V]] = {}
    for value in values:
        seen.setdefault(key(value.value), value)
    return list(seen.values())


def evidence(
    reading: Reading, clauses: Iterable[tuple[Span, str]], values: Iterable[tuple[str, int, int]]
) -> list[Evidence]:
    """The clauses that report the event, each with the field that it supports, and the fields of values by their words.

    ``values`` are field, start and end; words outside of all clauses are evidence of their own. Clauses that overlap are one.
    """
    spans: dict[Span, set[str]] = {}
    for span, field in clauses:
        spans.setdefault(span, set()).add(field)
    spans = _merged(spans)
    whole, beside = list(spans), dict[Span, set[str]]()
    for field, start, end in values:
        at = bisect_right(whole, start, key=lambda span: span[0]) - 1
        if at >= 0 and end <= whole[at][1]:
            spans[whole[at]].add(field)
        else:
            beside.setdefault((start, end), set()).add(field)
    every = sorted([*spans.items(), *beside.items()], key=lambda item: item[0])
    return [reading.evidence(*span, *sorted(fields)) for span, fields in every]


def _merged(spans: Mapping[Span, set[str]]) -> dict[Span, set[str]]:
    out: list[tuple[int, int, set[str]]] = []
    for (start, end), fields in sorted(spans.items()):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]), out[-1][2] | fields)
        else:
            out.append((start, end, set(fields)))
    return {(start, end): fields for start, end, fields in out}


def confidence(rules: Mapping[str, float], seen: Sequence[str], *more: tuple[str, float]) -> float:
    """The surest of the rules that saw it, and ``more``: what else speaks for it, by its name in the list, and how often."""
    extra = sum(rules[name] * times for name, times in more)
    return round(min(SUREST, max(rules[rule] for rule in seen) + extra), 2)
