"""What the sources of an event say, value by value, side by side; what differs is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from pydantic import BaseModel

from schemas import Actor, Place, Quantity, Record, Result, When
from service.clusters.days import span_of
from service.clusters.told import Told
from service.exports.cells import as_words, cell
from service.merge.alike import agree

_OF_RECORD = frozenset(Record.model_fields)
_DAYS = frozenset({"polling_day", "started"})


@dataclass
class Side:
    """A value as it was first told in full, and the tellings that have it."""

    value: Any
    told_by: list[Told] = field(default_factory=list)

    @property
    def sources(self) -> list[str]:
        """Who says so, in the order in which they did."""
        return list(dict.fromkeys(told.source for told in self.told_by))


def sides(members: Sequence[Told]) -> dict[str, list[Side]]:
    """For each field of the event what is said of it, first what most sources say."""
    record = type(members[0].record)
    found = {name: _sides(name, members) for name in record.model_fields if name not in _OF_RECORD}
    return {name: told for name, told in found.items() if told}


def _sides(name: str, members: Sequence[Told]) -> list[Side]:
    values: list[Side] = []
    for told in members:
        for value in _listed(told.value(name)):
            side = next((side for side in values if _is_one(side.value, value)), None)
            if side is None:
                values.append(side := Side(value))
            if not side.told_by or side.told_by[-1] is not told:
                side.told_by.append(told)
            if isinstance(value, Actor) and value.kind == "person" and _length(value) > _length(side.value):
                side.value = value  # the fullest form of a name
    return sorted(values, key=lambda side: -len(side.sources))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value in (None, "unknown") else [value]


def _is_one(one: Any, other: Any) -> bool:
    """Whether two values say the same: names of one, equal figures of one source, dates that are one day."""
    match one, other:
        case Quantity(), Quantity():
            return agree(one, other) and one.by == other.by
        case When(), When():
            return (one.edtf or one.text) == (other.edtf or other.text)
        case (Actor() | Place(), Actor() | Place()) | (str(), str()):
            return agree(one, other)
        case BaseModel(), BaseModel():
            return _told(one) == _told(other)
    return bool(one == other)


def _told(part: BaseModel) -> dict[str, Any]:
    """The part without where it stands, and names without what else is known of them."""
    return {
        name: value.name
        if isinstance(value, Actor)
        else (value.low, value.high)
        if isinstance(value, Quantity)
        else value
        for name, value in part
        if name != "evidence"
    }


def _length(value: Any) -> int:
    return len(as_words(cell(value)))


def disagreements(found: dict[str, list[Side]]) -> list[str]:
    """The fields in which the sources gainsay each other: figures that do not meet, and shares, places and days that differ."""
    return [name for name, told in found.items() if any(_differ(name, *pair) for pair in combinations(told, 2))]


def _differ(name: str, a: Side, b: Side) -> bool:
    """Lists of places and forms do not gainsay each other, nor do the days of a case, or its figures from stage to stage."""
    one, other = a.value, b.value
    if name == "results":
        return bool(one.contestant.name == other.contestant.name) and not _agree(one, other)
    if name in _DAYS:
        first, last = span_of(one), span_of(other)
        return bool(first and last and first.is_exact and last.is_exact and first.gap(last))
    if name == "place":
        return bool(one.kind == other.kind)
    return isinstance(one, Quantity) and isinstance(other, Quantity) and not _meet(one, other) and _at_one_stage(a, b)


def _at_one_stage(a: Side, b: Side) -> bool:
    """Forty were arrested and five are let go: no two figures for one thing."""
    return not {told.value("stage") for told in a.told_by}.isdisjoint(told.value("stage") for told in b.told_by)


def _agree(one: Result, other: Result) -> bool:
    """Whether two lines of one contestant can both be."""
    figures = ((getattr(one, name), getattr(other, name)) for name in ("vote_share", "votes", "seats"))
    return all(a is None or b is None or _meet(a, b) for a, b in figures)


def _meet(one: Quantity, other: Quantity) -> bool:
    """Whether some figure is in both ranges."""
    low = max(one.low or 0, other.low or 0)
    high = min(x for x in (one.high, other.high, float("inf")) if x is not None)
    return low <= high


def words_of(told: Iterable[Side]) -> str:
    """The values in words, each with who says so: `3,000 (police; Radio Douro) | 5,000 (Atlantic Wire)`."""
    return " | ".join(f"{_words(side.value)} ({'; '.join(_who(side))})" for side in told)


def _words(value: Any) -> str:
    return as_words(cell(value))


def _who(side: Side) -> Iterator[str]:
    by = getattr(side.value, "by", None)
    if by:
        yield by
    yield from side.sources
