"""JSON Schemas (2020-12) of everything that onrecord takes in and gives out: the contract, as it is published.

A request schema allows just what is taken in. A schema of what we send asks for every field, since all are always sent, and
leaves objects open: a later minor version may add fields, and who reads answers passes over those they do not know.
No default is told there, since nothing is ever left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, Literal

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from schemas.extraction import Extraction
from schemas.problem import Problem
from schemas.registry import RECORD_TYPES
from schemas.request import ExtractionRequest
from schemas.validation import Validation, ValidationRequest

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Direction = Literal["request", "response"]

MODELS: dict[str, type[BaseModel]] = {
    **{entry.name: entry.model for entry in RECORD_TYPES},
    "extraction": Extraction,
    "request": ExtractionRequest,
    "problem": Problem,
    "validation_request": ValidationRequest,
    "validation": Validation,
}
_REQUESTS = frozenset({"request", "validation_request"})
# Any record, told apart by the beginning of its id.
RECORD = "record"

NAMES = (*MODELS, RECORD)

_OF_TITLE = {entry.model.__name__: entry for entry in RECORD_TYPES}


def href(name: str) -> str:
    """Where the schema of that name is served; a relative reference, so that it holds on every host."""
    return f"/v1/schemas/{name}"


def direction(name: str) -> Direction:
    """Who sends what the schema of that name describes: clients (a request) or we (a response)."""
    return "request" if name in _REQUESTS else "response"


@cache
def build(name: str) -> dict[str, Any]:
    """The schema of that name with ``$schema`` and ``$id``; ``KeyError`` if there is none.

    The dict is shared: do not change it.
    """
    own = _any_record() if name == RECORD else _of_model(name)
    return {"$schema": DIALECT, "$id": href(name), **own}


@cache
def components() -> dict[str, Any]:
    """All models as one dict of schemas that refer to each other as ``#/components/schemas/...`` (OpenAPI)."""
    template = "#/components/schemas/{model}"
    asked = _definitions([MODELS[name] for name in MODELS if direction(name) == "request"], "validation", template)
    sent = _definitions([MODELS[name] for name in MODELS if direction(name) == "response"], "serialization", template)
    return {**_as_sent(sent), **asked}


def _definitions(models: Iterable[type[BaseModel]], mode: JsonSchemaMode, template: str) -> dict[str, Any]:
    _, schema = models_json_schema([(model, mode) for model in models], ref_template=template)
    return dict(schema["$defs"])


def _of_model(name: str) -> dict[str, Any]:
    if direction(name) == "request":
        return MODELS[name].model_json_schema(mode="validation")
    sent: dict[str, Any] = _as_sent(MODELS[name].model_json_schema(mode="serialization"))
    return sent


def _any_record() -> dict[str, Any]:
    records = [entry.model for entry in RECORD_TYPES]
    return {
        "title": "AnyRecord",
        "description": "A record of any type; the beginning of its `id` says which.",
        "oneOf": [{"$ref": f"#/$defs/{model.__name__}"} for model in records],
        "$defs": _as_sent(_definitions(records, "serialization", "#/$defs/{model}")),
    }


def _as_sent(schema: Any) -> Any:
    """A schema of what we send: open to fields of later versions, and each record type with the ids that only it has."""
    if isinstance(schema, list):
        return [_as_sent(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    opened = {
        key: value if key == "examples" else _as_sent(value)
        for key, value in schema.items()
        if key != "default" and (key, value) != ("additionalProperties", False)
    }
    entry = _OF_TITLE.get(str(opened.get("title")))
    if entry is None or "properties" not in opened:
        return opened
    own_id = {
        **opened["properties"]["id"],
        "pattern": f"^{entry.name}_[0-9a-f]{{16}}$",
        "examples": [f"{entry.name}_0123456789abcdef"],
    }
    examples = [entry.model.model_validate(example).model_dump(mode="json") for example in opened.get("examples", ())]
    return {**opened, "properties": {**opened["properties"], "id": own_id}, "examples": examples}
