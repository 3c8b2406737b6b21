"""A schema taken apart into shapes: the ways for a value to be valid, each of one type.

``anyOf`` gives more shapes, ``allOf`` and ``$ref`` join those of both sides, ``oneOf`` is ``anyOf`` of which no other branch
may hold. Schemas of fields and items stay closed until somebody asks, so that recursive schemas do not run on.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import product
from math import ceil, floor, inf
from typing import Any

from service.contract.compare.nodes import Document, Node, Part

_ANYTHING = Node(Document("", {}))
_FINITE: dict[str, list[Any]] = {"null": [None], "boolean": [False, True]}
_TYPES = ("null", "boolean", "number", "string", "array", "object")
_ANNOTATIONS = frozenset(
    {"$schema", "$id", "$defs", "$comment", "title", "description", "examples", "default", "deprecated", "readOnly",
     "writeOnly", "discriminator", "components", "definitions"}
)  # fmt: skip
_UNDERSTOOD = frozenset(
    {"$ref", "type", "enum", "const", "anyOf", "oneOf", "allOf", "not", "minimum", "maximum", "exclusiveMinimum",
     "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "pattern", "format", "minItems", "maxItems", "uniqueItems",
     "prefixItems", "items", "required", "properties", "additionalProperties", "minProperties", "maxProperties"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shape:
    """One way to be valid. ``values`` are all there are, where they can be listed; the rest is by type:

    ``low`` and ``high`` bound a number (``above``, ``below``: the bound itself is out), a length or a count. ``marks`` are
    patterns, formats and divisors. ``fields`` are properties by name, ``places`` the items with a place of their own,
    ``rest`` what all other fields or items keep. ``never`` holds what must not hold, ``opaque`` what is not understood here.
    """

    node: Node
    type: str
    values: tuple[Any, ...] | None = None
    low: float = -inf
    high: float = inf
    above: bool = False
    below: bool = False
    integer: bool = False
    unique: bool = False
    marks: frozenset[tuple[str, Any]] = frozenset()
    required: frozenset[str] = frozenset()
    fields: dict[str, Part] = field(default_factory=dict)
    places: tuple[Part, ...] = ()
    rest: Part = ()
    never: tuple[Part, ...] = ()
    opaque: frozenset[str] = frozenset()

    def at(self, name: str) -> Part:
        """What the field of that name keeps."""
        return self.fields.get(name, self.rest)

    def item(self, index: int) -> Part:
        """What the item in that place keeps."""
        return self.places[index] if index < len(self.places) else self.rest


@cache
def shapes(part: Part) -> tuple[Shape, ...]:
    """All shapes of a value that keeps all schemas of the part."""
    if not part:
        return _of_node(_ANYTHING)
    found = _of_node(part[0])
    for node in part[1:]:
        found = _joined(found, _of_node(node))
    return found


def key(value: Any) -> str:
    """The same text for values that are equal in JSON: 1 is 1.0, and true is neither."""
    return json.dumps(_plain(value), sort_keys=True)


def _plain(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return {name: _plain(part) for name, part in value.items()} if isinstance(value, dict) else value


def type_of(value: Any) -> str:
    """The JSON type; integers are numbers."""
    if value is None:
        return "null"
    names: dict[type, str] = {bool: "boolean", int: "number", float: "number", str: "string", list: "array"}
    return names.get(type(value), "object")


@cache
def _of_node(node: Node) -> tuple[Shape, ...]:
    schema = node.schema
    if schema is False:
        return ()
    if schema is True:
        schema = {}
    found = tuple(shape for name in _types(schema) for shape in _of_type(node, schema, name))
    if "$ref" in schema:
        found = _joined(found, _of_node(node.referred(schema["$ref"])))
    for i in range(len(schema.get("allOf", ()))):
        found = _joined(found, _of_node(node.child("allOf", i)))
    for word in ("anyOf", "oneOf"):
        if word in schema:
            found = _joined(found, _of_branches(node, word))
    return found


def _of_branches(node: Node, word: str) -> tuple[Shape, ...]:
    branches = [node.child(word, i) for i in range(len(node.schema[word]))]
    found: list[Shape] = []
    for branch in branches:
        others = tuple((other,) for other in branches if other != branch) if word == "oneOf" else ()
        found += [replace(shape, never=(*shape.never, *others)) for shape in _of_node(branch)]
    return tuple(found)


def _types(schema: dict[str, Any]) -> list[str]:
    named = schema.get("type", list(_TYPES))
    named = [named] if isinstance(named, str) else named
    # Where numbers are allowed, integers add nothing.
    return [name for name in (*_TYPES, "integer") if name in named and not (name == "integer" and "number" in named)]


def _of_type(node: Node, schema: dict[str, Any], name: str) -> list[Shape]:
    """The shape of that type, if the enumeration leaves any value of it."""
    kind = "number" if name == "integer" else name
    listed: list[Any] | None = [schema["const"]] if "const" in schema else schema.get("enum")
    if listed is None:
        listed = _FINITE.get(kind)
    never = ((node.child("not"),),) if "not" in schema else ()
    opaque = frozenset(
        f"{word}: {key(schema[word])}"
        for word in schema.keys() - _UNDERSTOOD - _ANNOTATIONS
        if not word.startswith("x-")
    )
    shape = Shape(node, kind, never=never, opaque=opaque, integer=name == "integer")
    if listed is not None:
        values = tuple(value for value in listed if type_of(value) == kind and node.allows(value))
        return [replace(shape, values=values)] if values else []
    build = {"number": _number, "string": _string, "array": _array, "object": _object}[kind]
    return [build(shape, schema)]


def _number(shape: Shape, schema: dict[str, Any]) -> Shape:
    low, above = max((schema.get("minimum", -inf), False), (schema.get("exclusiveMinimum", -inf), True))
    high, inside = min((schema.get("maximum", inf), True), (schema.get("exclusiveMaximum", inf), False))
    marks = frozenset({("multipleOf", schema["multipleOf"])} if "multipleOf" in schema else ())
    return _whole(replace(shape, low=low, above=above, high=high, below=not inside, marks=marks))


def _whole(shape: Shape) -> Shape:
    """The same number shape; bounds of integers are the least and greatest integer."""
    if not shape.integer:
        return shape
    low = shape.low if shape.low == -inf else floor(shape.low) + 1 if shape.above else ceil(shape.low)
    high = shape.high if shape.high == inf else ceil(shape.high) - 1 if shape.below else floor(shape.high)
    return replace(shape, low=low, high=high, above=False, below=False)


def _string(shape: Shape, schema: dict[str, Any]) -> Shape:
    marks = frozenset((word, schema[word]) for word in ("pattern", "format") if word in schema)
    return replace(shape, low=schema.get("minLength", 0), high=schema.get("maxLength", inf), marks=marks)


def _array(shape: Shape, schema: dict[str, Any]) -> Shape:
    places = tuple((shape.node.child("prefixItems", i),) for i in range(len(schema.get("prefixItems", ()))))
    return replace(
        shape,
        low=schema.get("minItems", 0),
        high=schema.get("maxItems", inf),
        unique=schema.get("uniqueItems", False),
        places=places,
        rest=(shape.node.child("items"),) if "items" in schema else (),
    )


def _object(shape: Shape, schema: dict[str, Any]) -> Shape:
    return replace(
        shape,
        low=schema.get("minProperties", 0),
        high=schema.get("maxProperties", inf),
        required=frozenset(schema.get("required", ())),
        fields={name: (shape.node.child("properties", name),) for name in schema.get("properties", ())},
        rest=(shape.node.child("additionalProperties"),) if "additionalProperties" in schema else (),
    )


def _joined(left: tuple[Shape, ...], right: tuple[Shape, ...]) -> tuple[Shape, ...]:
    """The shapes of values that are both: of each pair of one type, what is left."""
    return tuple(meet(a, b) for a, b in product(left, right) if a.type == b.type)


def meet(a: Shape, b: Shape) -> Shape:
    """The shape of a value that has both shapes, which are of one type."""
    low, above = max((a.low, a.above), (b.low, b.above))
    high, inside = min((a.high, not a.below), (b.high, not b.below))
    places = max(len(a.places), len(b.places))
    return _whole(
        Shape(
            node=_telling(a, b),
            type=a.type,
            values=_both(a, b),
            low=low,
            high=high,
            above=above,
            below=not inside,
            integer=a.integer or b.integer,
            unique=a.unique or b.unique,
            marks=a.marks | b.marks,
            required=a.required | b.required,
            fields={name: _and(a.at(name), b.at(name)) for name in [*a.fields, *(b.fields.keys() - a.fields)]},
            places=tuple(_and(a.item(i), b.item(i)) for i in range(places)),
            rest=_and(a.rest, b.rest),
            never=(*a.never, *(part for part in b.never if part not in a.never)),
            opaque=a.opaque | b.opaque,
        )
    )


def _telling(a: Shape, b: Shape) -> Node:
    """Where a finding about both points to: a schema that only refers or chooses says nothing itself."""
    only_leads = a.node.schema is True or not (
        a.node.schema.keys() - _ANNOTATIONS - {"$ref", "anyOf", "oneOf", "allOf"}
    )
    return b.node if only_leads else a.node


def _and(a: Part, b: Part) -> Part:
    return (*a, *(node for node in b if node not in a))


def _both(a: Shape, b: Shape) -> tuple[Any, ...] | None:
    """The values that both have, and those of one that the other's node allows."""
    if a.values is None and b.values is None:
        return None
    first, second = (a, b) if a.values is not None else (b, a)
    return tuple(value for value in first.values or () if second.node.allows(value))
