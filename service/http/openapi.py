"""The OpenAPI 3.1 document: each controller describes its paths beside itself, the schemas come from Pydantic."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from schemas.json_schema import components
from service import __version__

# Path templates to path items, in OpenAPI's own words. Litestar's generator knows neither Pydantic's unions nor
# examples that hold nulls, so these are written out; a test compares them with the routes.
Paths = dict[str, dict[str, Any]]

PROBLEM = {"$ref": "#/components/responses/Problem"}

_DESCRIPTION = (
    "News transcripts in; the elections, protests, detentions and statements that they report out, each value with the "
    "words it came from. Offsets are Unicode code points into the transcript's text, half-open. The same request gives "
    "the same bytes."
)
_TAGS = {
    "extractions": "Transcripts in, records out.",
    "jobs": "Large batches.",
    "schemas": "JSON Schemas of all that is sent and answered, and data held against them.",
    "health": "Probes.",
    "problems": "What can go wrong.",
}

_KEYS = {
    "bearer": {"type": "http", "scheme": "bearer", "description": "An API key, where the service asks for one."},
    "header": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
}


def json_content(schema: dict[str, Any], **extra: Any) -> dict[str, Any]:
    """A JSON body of that schema."""
    return {"application/json": {"schema": schema, **extra}}


def answer(description: str, content: dict[str, Any], **extra: Any) -> dict[str, Any]:
    """A response with that content."""
    return {"description": description, "content": content, **extra}


def reference(model: str) -> dict[str, str]:
    """The schema of the Pydantic model of that name."""
    return {"$ref": f"#/components/schemas/{model}"}


def for_all(paths: Paths) -> Paths:
    """Calls that need no key, whatever the settings."""
    return {path: {method: {**call, "security": []} for method, call in item.items()} for path, item in paths.items()}


def document(parts: Iterable[Paths]) -> dict[str, Any]:
    """The document over all ``parts``, as JSON-ready values."""
    problem = answer("What went wrong (RFC 9457).", {"application/problem+json": {"schema": reference("Problem")}})
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "onrecord",
            "version": __version__,
            "description": _DESCRIPTION,
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/"}],
        "tags": [{"name": name, "description": description} for name, description in _TAGS.items()],
        "paths": {path: item for part in parts for path, item in part.items()},
        # Whether a key is needed is a matter of the settings, hence the empty requirement.
        "security": [{}, {"bearer": []}, {"header": []}],
        "components": {"schemas": components(), "responses": {"Problem": problem}, "securitySchemes": _KEYS},
    }
