"""Pairs of JSON Schemas, the second made from the first by small changes or drawn anew."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import strategies as st

NAMES = ["a", "b", "c"]
WORDS = ["x", "yy", "zzz", ""]
NUMBERS = st.integers(-3, 6) | st.sampled_from([0.5, 2.5])


@st.composite
def numbers(draw: st.DrawFn) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": draw(st.sampled_from(["integer", "number"]))}
    for word in draw(
        st.sets(st.sampled_from(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"]), max_size=2)
    ):
        schema[word] = draw(NUMBERS)
    if draw(st.integers(0, 5)) == 0:
        schema["multipleOf"] = draw(st.sampled_from([1, 2, 4]))
    return schema


@st.composite
def strings(draw: st.DrawFn) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    for word in draw(st.sets(st.sampled_from(["minLength", "maxLength"]), max_size=2)):
        schema[word] = draw(st.integers(0, 3))
    if draw(st.integers(0, 4)) == 0:
        schema["pattern"] = draw(st.sampled_from(["^x", "y$", "^[xyz]+$"]))
    return schema


VALUES = st.sampled_from([None, True, False, 0, 1, 2.5, *WORDS])
ENUMS = st.lists(VALUES, min_size=1, max_size=4, unique_by=repr).map(lambda values: {"enum": values})
LEAVES = (
    st.sampled_from([{"type": "null"}, {"type": "boolean"}, {"type": "string"}, {"type": ["string", "null"]}, {}])
    | numbers()
    | strings()
    | ENUMS
    | VALUES.map(lambda value: {"const": value})
)


def _objects(inner: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    @st.composite
    def build(draw: st.DrawFn) -> dict[str, Any]:
        properties = draw(st.dictionaries(st.sampled_from(NAMES), inner, max_size=3))
        schema: dict[str, Any] = {"type": "object", "properties": properties}
        schema["required"] = sorted(draw(st.sets(st.sampled_from(NAMES), max_size=2)))
        more = draw(st.sampled_from([None, False, False]) | inner)
        if more is not None:
            schema["additionalProperties"] = more
        return schema

    return build()


def _arrays(inner: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    @st.composite
    def build(draw: st.DrawFn) -> dict[str, Any]:
        schema: dict[str, Any] = {"type": "array", "items": draw(inner)}
        for word in draw(st.sets(st.sampled_from(["minItems", "maxItems"]), max_size=2)):
            schema[word] = draw(st.integers(0, 3))
        if draw(st.integers(0, 5)) == 0:
            schema["uniqueItems"] = True
        return schema

    return build()


def _choices(inner: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    several = st.lists(inner, min_size=1, max_size=3)
    return several.map(lambda parts: {"anyOf": parts}) | st.lists(inner, min_size=2, max_size=2).map(
        lambda parts: {"allOf": parts}
    )


PLAIN = st.recursive(LEAVES, lambda inner: _objects(inner) | _arrays(inner) | _choices(inner), max_leaves=5)


@st.composite
def schemas(draw: st.DrawFn) -> dict[str, Any]:
    """A schema; now and then with a part that it refers to."""
    schema = draw(PLAIN)
    if draw(st.integers(0, 3)):
        return schema
    return {
        "$defs": {"part": schema},
        "type": "object",
        "properties": {"a": {"$ref": "#/$defs/part"}},
        "required": ["a"],
    }


@st.composite
def pairs(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """A schema, and what it became."""
    old = draw(schemas())
    if draw(st.integers(0, 4)) == 0:
        return old, draw(schemas())
    new = copy.deepcopy(old)
    for _ in range(draw(st.integers(1, 2))):
        _change(draw, new)
    return old, new


def _change(draw: st.DrawFn, schema: dict[str, Any]) -> None:
    """One change somewhere in the schema, in place."""
    places = list(_places(schema))
    place = draw(st.sampled_from(places))
    word = draw(st.sampled_from([*place, "nullable", "anew"]))
    value = place.get(word)
    if word == "nullable":
        kept = copy.deepcopy({key: part for key, part in place.items() if key != "$defs"})
        for key in kept:
            del place[key]
        place["anyOf"] = [kept, {"type": "null"}]
    elif word == "anew":
        fresh = draw(LEAVES)
        for key in [key for key in place if key != "$defs"]:
            del place[key]
        place.update(fresh)
    elif word in ("minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems"):
        place[word] = value + draw(st.sampled_from([-1, 1])) if value else 1
    elif word == "required":
        place[word] = sorted(set(value) ^ {draw(st.sampled_from(NAMES))})
    elif word == "enum":
        place[word] = [*value, "new"] if draw(st.booleans()) or len(value) == 1 else value[1:]
    elif word == "properties":
        name = draw(st.sampled_from(NAMES))
        if name in value:
            del value[name]
        else:
            value[name] = draw(LEAVES)
    elif word in (
        "pattern",
        "additionalProperties",
        "uniqueItems",
        "multipleOf",
        "exclusiveMinimum",
        "exclusiveMaximum",
    ):
        del place[word]


def _places(schema: Any) -> Any:
    if not isinstance(schema, dict):
        return
    yield schema
    for part in (*schema.get("properties", {}).values(), schema.get("items"), schema.get("additionalProperties")):
        yield from _places(part)
    for part in (*schema.get("anyOf", ()), *schema.get("allOf", ()), *schema.get("$defs", {}).values()):
        yield from _places(part)
