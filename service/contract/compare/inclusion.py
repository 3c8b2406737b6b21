"""What one schema allows and another does not."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import floor, inf
from typing import Any, Literal

from service.contract.compare.nodes import Node, Part, allowed
from service.contract.compare.shapes import Shape, meet, shapes

_MANY = {"null": "null", "boolean": "true and false", "string": "strings", "array": "lists", "object": "objects"}
_LISTED = 5


Kind = Literal["values", "left_out", "unknown", "excluded", "undescribed"]


@dataclass(frozen=True, slots=True)
class Difference:
    """Values that ``sub`` allows and ``sup`` does not: ``what`` names them.

    ``kind`` is what it is about: ``values``; or a ``field`` that may be ``left_out``, that is ``unknown`` to ``sub`` and required
    by ``sup``, that is ``excluded`` by ``sup``, or that is ``undescribed`` in ``sub``, which allows anything there. It is not
    ``certain`` where it could not be ruled out that there are such values.
    """

    what: str
    sub: Node
    sup: Node
    kind: Kind = "values"
    field: str | None = None
    certain: bool = True


def beyond(sub: Node, sup: Node) -> list[Difference]:
    """All differences; an empty list means that every value valid for ``sub`` is valid for ``sup``."""
    return list(dict.fromkeys(_Comparison().parts((sub,), (sup,))))


class _Comparison:
    """One comparison. What is known already, or being found out further up, is not asked again."""

    def __init__(self) -> None:
        self._known: dict[tuple[Part, Part], list[Difference]] = {}
        self._possible: dict[Part, bool] = {}

    def parts(self, sub: Part, sup: Part) -> list[Difference]:
        """What a value that keeps all of ``sub`` may be that does not keep all of ``sup``."""
        if not sup or sub == sup:
            return []
        if (sub, sup) not in self._known:
            self._known[sub, sup] = []
            self._known[sub, sup] = [found for shape in shapes(sub) for found in self._shape(shape, sub, sup)]
        return self._known[sub, sup]

    def _shape(self, shape: Shape, sub: Part, sup: Part) -> list[Difference]:
        if self._empty(shape):
            return []
        if shape.values is not None:
            left = [value for value in shape.values if allowed(sub, value) and not allowed(sup, value)]
            return [Difference(_listed(left), shape.node, _nearest(sup, shape))] if left else []
        same = [other for other in shapes(sup) if other.type == shape.type]
        open_ended = [other for other in same if other.values is None]
        if open_ended:
            return min((list(self._outside(shape, other)) for other in open_ended), key=len)
        what = _kind(shape)
        if same:
            what += f" other than {_listed([value for other in same for value in other.values or ()])}"
        return [Difference(what, shape.node, _nearest(sup, shape))]

    def _outside(self, sub: Shape, sup: Shape) -> Iterator[Difference]:
        """What has the shape ``sub`` and not the shape ``sup``, both of one type."""
        for what, certain in (*_bounds(sub, sup, self._most(sub)), *_marks(sub, sup)):
            yield Difference(what, sub.node, sup.node, certain=certain)
        if sub.type == "array":
            yield from self._items(sub, sup)
        if sub.type == "object":
            yield from self._fields(sub, sup)
        for part in sup.never:
            if not self._never(sub, part):
                yield Difference(f"{_kind(sub)} that more than one choice allows", sub.node, sup.node, certain=False)
        for opaque in sorted(sup.opaque - sub.opaque):
            yield Difference(f"{_kind(sub)} that break `{opaque}`", sub.node, sup.node, certain=False)

    def _items(self, sub: Shape, sup: Shape) -> Iterator[Difference]:
        places = max(len(sub.places), len(sup.places))
        for i in range(places):
            if self._most(sub) > i:
                yield from self.parts(sub.item(i), sup.item(i))
        if self._most(sub) > places:
            yield from self.parts(sub.rest, sup.rest)

    def _fields(self, sub: Shape, sup: Shape) -> Iterator[Difference]:
        missing = sup.required - sub.required
        for name in [
            *sub.fields,
            *(sup.fields.keys() - sub.fields),
            *(missing - sub.fields.keys() - sup.fields.keys()),
        ]:
            if name in missing:
                kind: Kind = "left_out" if name in sub.fields else "unknown"
                yield Difference(f"no field `{name}`", sub.node, sup.node, kind, name)
            mine, theirs = sub.at(name), sup.at(name)
            if not self._is_possible(mine):
                continue
            if not self._is_possible(theirs):
                yield Difference(f"the field `{name}`", sub.node, sup.node, "excluded", name)
            elif name in sub.fields:
                yield from self.parts(mine, theirs)
            elif name not in missing and self.parts(mine, theirs):
                yield Difference(f"anything in `{name}`", sub.node, sup.node, "undescribed", name)
        if self._is_possible(sub.rest):
            if not self._is_possible(sup.rest):
                yield Difference("fields that are not listed", sub.node, sup.node)
            else:
                yield from self.parts(sub.rest, sup.rest)

    def _never(self, sub: Shape, part: Part) -> bool:
        """Whether no value of that shape keeps the part, as far as can be told."""
        if any(not self.parts(part, mine) for mine in sub.never):
            return True
        return all(self._empty(meet(sub, other)) for other in shapes(part) if other.type == sub.type)

    def _is_possible(self, part: Part) -> bool:
        """Whether any value keeps the part."""
        if part not in self._possible:
            self._possible[part] = True
            self._possible[part] = not part or any(not self._empty(shape) for shape in shapes(part))
        return self._possible[part]

    def _empty(self, shape: Shape) -> bool:
        """Whether it is sure that no value has that shape."""
        if shape.values is not None:
            return not shape.values
        if shape.low > self._most(shape) or (shape.low == shape.high and (shape.above or shape.below)):
            return True
        if shape.type == "number" and _skips(shape):
            return True
        if shape.type == "object" and any(not self._is_possible(shape.at(name)) for name in shape.required):
            return True
        if shape.type == "array" and shape.low > 0:
            needed = range(int(min(shape.low, len(shape.places) + 1)))
            if any(not self._is_possible(shape.item(i)) for i in needed):
                return True
        return any(self._within(shape, part) for part in shape.never)

    def _within(self, shape: Shape, part: Part) -> bool:
        same = [other for other in shapes(part) if other.type == shape.type and other.values is None]
        return any(not list(self._outside(shape, other)) for other in same)

    def _most(self, shape: Shape) -> float:
        """The upper bound, where fields or items that cannot be make it lower than it says."""
        if shape.type == "object" and not self._is_possible(shape.rest):
            return min(shape.high, sum(self._is_possible(part) for part in shape.fields.values()))
        if shape.type == "array":
            for i, part in enumerate((*shape.places, shape.rest)):
                if not self._is_possible(part):
                    return min(shape.high, i)
        return shape.high


def _bounds(sub: Shape, sup: Shape, most: float) -> Iterator[tuple[str, bool]]:
    least = max(sub.low, len(sub.required)) if sub.type == "object" else sub.low
    if sup.low > -inf and (sup.low, sup.above) > (least, sub.above):
        yield _words(sub.type, "below" if sup.low > least else "down to", sup.low), True
    if sup.high < inf and (sup.high, not sup.below) < (most, not sub.below):
        yield _words(sub.type, "above" if sup.high < most else "up to", sup.high), True
    if sup.unique and not sub.unique and most > 1:
        yield "lists with an item twice", True


def _words(kind: str, side: str, bound: float) -> str:
    number = f"{bound:g}"
    of = {
        "string": "strings of a length",
        "array": "lists of a length",
        "object": "objects with a number of fields",
    }
    return f"{of.get(kind, 'numbers')} {side} {number}"


def _marks(sub: Shape, sup: Shape) -> Iterator[tuple[str, bool]]:
    """Patterns, formats, divisors and wholeness that ``sup`` asks for and ``sub`` does not."""
    divisors = [Fraction(str(value)) for word, value in sub.marks if word == "multipleOf"] + [Fraction(1)] * sub.integer
    if sup.integer and not sub.integer and all(divisor.denominator > 1 for divisor in divisors or [Fraction(1, 2)]):
        yield "numbers that are not whole", True
    for word, value in sorted(sup.marks - sub.marks, key=str):
        if word == "multipleOf":
            if all(
                (divisor / Fraction(str(value))).denominator > 1 for divisor in divisors or [Fraction(str(value)) / 2]
            ):
                yield f"numbers that {value} does not divide", True
        elif word == "format":
            yield f"strings that are no {value}", True
        else:
            yield f"strings that do not match `{value}`", False


def _skips(shape: Shape) -> bool:
    """Whether the divisors leave no number between the bounds."""
    if inf in (-shape.low, shape.high):
        return False
    divisors = [Fraction(str(value)) for word, value in shape.marks if word == "multipleOf"] + [
        Fraction(1)
    ] * shape.integer
    return any(floor(Fraction(shape.high) / by) * by < Fraction(shape.low) for by in divisors)


def _kind(shape: Shape) -> str:
    return ("whole numbers" if shape.integer else "numbers") if shape.type == "number" else _MANY[shape.type]


def _listed(values: Iterable[Any]) -> str:
    told = [json.dumps(value, ensure_ascii=False) for value in values]
    more = f" and {len(told) - _LISTED} more" if len(told) > _LISTED else ""
    return ", ".join(told[:_LISTED]) + more


def _nearest(sup: Part, shape: Shape) -> Node:
    return sup[0] if sup else shape.node
