"""What is wrong with a value, by JSON pointer, in words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

_SHOWN = 40
_TYPES = {
    "object": "an object", "array": "a list", "string": "a string", "integer": "a whole number", "number": "a number",
    "boolean": "true or false", "null": "null",
}  # fmt: skip
_EXPECTED = {
    "minimum": "at least {}", "maximum": "at most {}", "exclusiveMinimum": "more than {}", "exclusiveMaximum": "less than {}",
    "minLength": "at least {} characters", "maxLength": "at most {} characters", "minItems": "at least {} items",
    "maxItems": "at most {} items", "pattern": "text like {}", "format": "a {}", "const": "{}", "multipleOf": "a multiple of {}",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """The place (RFC 6901), what is wrong there, and what would be right."""

    pointer: str
    detail: str
    expected: str | None = None


def pointer(steps: Iterable[str | int]) -> str:
    """The steps as a JSON pointer. A key from outside may hold half a surrogate pair, which no answer could."""
    words = (str(step).encode("utf-8", "replace").decode() for step in steps)
    return "".join(f"/{word.replace('~', '~0').replace('/', '~1')}" for word in words)


def faults(error: Any, schema: dict[str, Any]) -> Iterator[Fault]:
    """The faults that one error of jsonschema-rs tells of; of a choice, those of the branch that was meant."""
    word, at = error.kind.name, list(error.instance_path)
    if word in ("anyOf", "oneOf"):
        yield from _of_choice(error, schema)
    elif word == "required":
        yield Fault(pointer([*at, error.kind.property]), "missing", "a value here; null or [] where it is not known")
    elif word == "additionalProperties":
        described: Any = schema
        for step in error.schema_path[:-1]:
            described = described[step]
        known = ", ".join(described["properties"])
        yield from (Fault(pointer([*at, name]), "unknown field", f"one of: {known}") for name in error.kind.value)
    else:
        yield Fault(pointer(at), f"{_short(error.instance)} is not right here", _expected(word, error.kind.value))


def _expected(word: str, value: Any) -> str:
    if word == "type":
        return " or ".join(_TYPES[name] for name in value)
    if word == "enum":
        return f"one of: {', '.join(option if isinstance(option, str) else json.dumps(option) for option in value)}"
    return _EXPECTED.get(word, f"{word} {{}}").format(value)


def _of_choice(error: Any, schema: dict[str, Any]) -> Iterator[Fault]:
    """Of a value or null the value, unless it is neither."""
    branches: list[list[Any]] = error.kind.context
    types = [branch[0].kind.value for branch in branches if len(branch) == 1 and _is_wrong_type(branch[0], error)]
    if len(types) == len(branches):
        expected = _expected("type", [name for names in types for name in names])
        yield Fault(pointer(error.instance_path), f"{_short(error.instance)} is not right here", expected)
        return
    meant = [branch for branch in branches if not any(_is_wrong_type(inner, error) for inner in branch)]
    for inner in min(meant or branches, key=len):
        yield from faults(inner, schema)


def _is_wrong_type(inner: Any, outer: Any) -> bool:
    return inner.kind.name == "type" and list(inner.instance_path) == list(outer.instance_path)


def _short(value: Any) -> str:
    told = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode()
    return told if len(told) <= _SHOWN else f"{told[: _SHOWN - 1]}…"
