"""An extraction as an earlier minor version of the contract has it: without the fields that later ones added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from schemas import SCHEMA_VERSION
from service.contract import source
from service.contract.published import SUFFIX

# Names of fields that are not in the earlier version, None each; of others, what is not in their values.
Added = Mapping[str, "Added | None"]


def as_of(version: str, extraction: dict[str, Any]) -> dict[str, Any]:
    """The extraction, changed in place, as ``version`` has it. NoContract if that is not known here."""
    _without(extraction, _added(version))
    extraction["schema_version"] = version
    return extraction


@cache
def _added(version: str) -> Added:
    name = f"extraction{SUFFIX}"
    old, new = source.version(version)[name], source.version(SCHEMA_VERSION)[name]
    return dict(_between(old, new, old, new))


def _between(old: Any, new: Any, old_home: Any, new_home: Any) -> Iterator[tuple[str, Added | None]]:
    before = _fields(old, old_home)
    for name, schema in _fields(new, new_home).items():
        if name not in before:
            yield name, None
        elif inside := dict(_between(before[name], schema, old_home, new_home)):
            yield name, inside


def _fields(schema: Mapping[str, Any], home: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an object, of each object in a list, or of those that a value may be."""
    if "$ref" in schema:
        return _fields(home["$defs"][schema["$ref"].rpartition("/")[2]], home)
    parts = [*schema.get("anyOf", ()), *schema.get("oneOf", ()), *([schema["items"]] if "items" in schema else [])]
    own: dict[str, Any] = schema.get("properties", {})
    return {name: field for part in parts for name, field in _fields(part, home).items()} | own


def _without(value: Any, added: Added) -> None:
    if isinstance(value, list):
        for part in value:
            _without(part, added)
    elif isinstance(value, dict):
        for name, inside in added.items():
            if inside is None:
                value.pop(name, None)
            else:
                _without(value.get(name), inside)
