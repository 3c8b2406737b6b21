"""JSON Schemas (2020-12) of everything that onrecord takes in and gives out."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from schemas.extraction import Extraction
from schemas.problem import Problem
from schemas.registry import RECORD_TYPES
from schemas.request import ExtractionRequest

DIALECT = "https://json-schema.org/draft/2020-12/schema"

MODELS: dict[str, type[BaseModel]] = {
    **{entry.name: entry.model for entry in RECORD_TYPES},
    "extraction": Extraction,
    "request": ExtractionRequest,
    "problem": Problem,
}


def href(name: str) -> str:
    """Where the schema of that name is served; a relative reference, so that it holds on every host."""
    return f"/v1/schemas/{name}"


@cache
def build(name: str) -> dict[str, Any]:
    """The schema of that name with ``$schema`` and ``$id``; ``KeyError`` if there is none.

    It says what is taken in; what we give out always has all fields. The dict is shared: do not change it.
    """
    return {"$schema": DIALECT, "$id": href(name), **MODELS[name].model_json_schema()}


@cache
def components() -> dict[str, Any]:
    """All models as one dict of schemas that refer to each other as ``#/components/schemas/...`` (OpenAPI)."""
    _, definitions = models_json_schema(
        [(model, "validation") for model in MODELS.values()], ref_template="#/components/schemas/{model}"
    )
    return dict(definitions["$defs"])
