"""One value held against the schemas of a version."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Set
from typing import Any

import jsonschema_rs

from schemas import RECORD_TYPES
from service.contract.data.fault import Fault, faults, pointer
from service.contract.data.sense import senseless
from service.contract.published import SUFFIX

_PREFIXES = {f"{entry.name}_": entry.name for entry in RECORD_TYPES}
_EXPECTED = f"an extraction, or a record with an id that begins with {', '.join(_PREFIXES)}"

# The text of a transcript by its SHA-256; the only transcript there is, where a record does not tell which; None if unknown.
Texts = Callable[[str | None], str | None]


def no_texts(_: str | None) -> None:
    """Where no transcript was given."""


class Judge:
    """Says what is wrong with values, by the schemas of one version.

    ``schemas`` are documents by file name. Fields that the version does not know are faults, unless ``unknown_fields`` lets them pass.
    """

    def __init__(
        self, schemas: dict[str, dict[str, Any]], *, unknown_fields: bool = False, texts: Texts = no_texts
    ) -> None:
        self._schemas = {
            name.removesuffix(SUFFIX): schema if unknown_fields else _closed(schema)
            for name, schema in schemas.items()
            if name.endswith(SUFFIX)
        }
        self._validators: dict[str, jsonschema_rs.Draft202012Validator] = {}
        self._texts = texts

    def faults(self, value: Any, kind: str | None = None) -> Iterator[Fault]:
        """All that is wrong with one record, extraction or problem; told by its fields if ``kind`` does not say."""
        kind = kind or kind_of(value)
        if kind is None:
            yield Fault("", "neither a record nor an extraction", _EXPECTED)
        elif kind not in self._schemas:
            yield Fault("", f"the version has no {kind}", f"one of: {', '.join(self._schemas)}")
        elif (validator := self._validator(kind)).is_valid(value):
            yield from self._sense(value, kind)
        else:
            for error in validator.iter_errors(value):
                yield from faults(error, self._schemas[kind])

    def fields(self, kind: str) -> Set[str]:
        """The names of the fields that the version knows of such a value; none where it has no such kind."""
        return frozenset(self._schemas.get(kind, {}).get("properties", ()))

    def _sense(self, value: Any, kind: str) -> Iterator[Fault]:
        text = None
        if kind == "extraction":
            named = value["transcript"]["sha256"]
            text = self._texts(named) or value["transcript"].get("text")
            if text is not None and hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != named:
                yield Fault(
                    pointer(("transcript", "sha256")),
                    "another transcript than the one given",
                    "the SHA-256 of its text",
                )
                return
        elif kind != "problem":
            text = self._texts(None)
        yield from senseless(value, text)

    def _validator(self, kind: str) -> jsonschema_rs.Draft202012Validator:
        if kind not in self._validators:
            schema = {name: value for name, value in self._schemas[kind].items() if name != "$id"}
            self._validators[kind] = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
        return self._validators[kind]


def values_of(given: Any) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """The records and extractions in a value with the steps to them: of a list each, of a line of answers the answer."""
    if isinstance(given, list):
        yield from (((i,), value) for i, value in enumerate(given))
    elif isinstance(given, dict) and "extraction" in given and "schema_version" not in given:
        yield ("extraction",), given["extraction"]
    elif isinstance(given, dict) and isinstance(given.get("problem"), dict) and given.keys() <= {"id", "problem"}:
        yield ("problem",), given["problem"]
    else:
        yield (), given


def kind_of(value: Any) -> str | None:
    """What a value is by its fields; None where they do not tell."""
    if not isinstance(value, dict):
        return None
    if "report" in value or ("schema_version" in value and "id" not in value):
        return "extraction"
    if value.keys() >= {"type", "title", "status"}:
        return "problem"
    name = value.get("id")
    if not isinstance(name, str):
        return None
    return next((kind for prefix, kind in _PREFIXES.items() if name.startswith(prefix)), None)


def _closed(schema: Any) -> Any:
    """The schema without room for fields that it does not name."""
    if isinstance(schema, list):
        return [_closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {name: part if name in ("examples", "enum") else _closed(part) for name, part in schema.items()}
    is_object = schema.get("type") == "object" and "properties" in schema
    return {"additionalProperties": False, **closed} if is_object else closed
