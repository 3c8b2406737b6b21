"""Whether two values, or two records, are about the same thing: by the words that they share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pydantic import BaseModel

from schemas import COMPUTED, Evidence, Quantity, Record, Statement
from service.language.names import fold

SAME_WORDS = 0.5  # of all words of two statements that they share, to be one
_INSIDE = 0.9  # of a statement's own words that lie in another: it says nothing else
_BY_NAME = (
    "name",
    "contestant",
    "text",
    "kind",
    "scope",
)  # what tells parts of records apart, the first that they have
_NOT_COMPARED = COMPUTED | {"evidence", "about", "factuality"}


def agree(one: Any, other: Any, *, exactly: bool = False) -> bool:
    """Whether two values of a field are about the same: names of which one has all words of the other, equal figures.

    ``exactly``: names of just the same words.
    """
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        return (one.low, one.high) == (other.low, other.high)
    if isinstance(one, BaseModel) and isinstance(other, BaseModel):
        name = next((n for n in _BY_NAME if n in type(one).model_fields), None)
        return agree(getattr(one, name), getattr(other, name), exactly=exactly) if name is not None else one == other
    if isinstance(one, str) and isinstance(other, str):
        a, b = frozenset(fold(one)), frozenset(fold(other))
        return bool(a and b) and (a == b if exactly else a <= b or b <= a)
    return bool(one == other)


def likeness(one: Record, other: Record) -> float:
    """How likely the two are one, 0 for not at all: statements by the words said, events by their words and values."""
    if isinstance(one, Statement) and isinstance(other, Statement):
        return _shared_of_all(one.content, other.content)
    common = _common(one.evidence, other.evidence)
    if not common:
        return 0.0
    values = sum(1 if agrees else -1 for agrees in agreements(one, other))
    return common / min(_size(one.evidence), _size(other.evidence)) + values


def _shared_of_all(one: Sequence[Evidence], other: Sequence[Evidence]) -> float:
    """The share of all characters of two passages that both have."""
    common = _common(one, other)
    return common / (_size(one) + _size(other) - common) if common else 0.0


def _common(one: Iterable[Evidence], other: Sequence[Evidence]) -> int:
    """The number of characters that two passages have in common."""
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)


def says_nothing_else(one: Record, other: Record) -> bool:
    """Whether the first is about words of the other, and no value of it is another than the other's."""
    if isinstance(one, Statement) and isinstance(other, Statement):
        inside = _common(one.content, other.content) >= _INSIDE * _size(one.content)
        same = inside or _shared_of_all(one.content, other.content) >= SAME_WORDS
        return same and not _is_said_by_another(one, other)
    return _common(one.evidence, other.evidence) > 0 and all(agreements(one, other))


def lies_in(one: Record, other: Record) -> bool:
    """Whether most of the words that the first rests on are the other's."""
    return _common(one.evidence, other.evidence) > SAME_WORDS * _size(one.evidence)


def _is_said_by_another(one: Statement, other: Statement) -> bool:
    """Whether the two have speakers, and not the same: one may tell what another said."""
    return one.speaker is not None and other.speaker is not None and not agree(one.speaker, other.speaker)


def agreements(one: Record, other: Record) -> Iterator[bool]:
    """For each field in which both have something, whether they agree in it."""
    for name in type(one).model_fields:
        a, b = _listed(getattr(one, name)), _listed(getattr(other, name))
        if name not in _NOT_COMPARED and a and b:
            yield any(agree(x, y) for x in a for y in b)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value in (None, "unknown") else [value]


def _size(passages: Iterable[Evidence]) -> int:
    return sum(e.end - e.start for e in passages)
