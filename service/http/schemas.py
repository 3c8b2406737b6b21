"""``GET /v1/schemas``: JSON Schemas of all that is sent and answered."""

from __future__ import annotations

from litestar import Controller, Response, get
from litestar.params import FromPath
from litestar.serialization import encode_json

from schemas import json_schema
from service.http.errors import NotFound
from service.http.needs import open_to_all
from service.http.openapi import PROBLEM, Paths, answer, for_all, json_content

MEDIA_TYPE = "application/schema+json"


class Schemas(Controller):
    """The contract, for validators and code generators."""

    path = "/v1/schemas"
    opt = open_to_all()

    @get("/", sync_to_thread=False)
    def list_schemas(self) -> list[dict[str, str]]:
        """Name, title and address of each schema."""
        return [
            {"name": name, "title": json_schema.build(name)["title"], "href": json_schema.href(name)}
            for name in json_schema.NAMES
        ]

    @get("/{name:str}", sync_to_thread=False)
    def get_schema(self, name: FromPath[str]) -> Response[bytes]:
        """The schema of that name; NotFound if there is none."""
        if name not in json_schema.NAMES:
            known = ", ".join(json_schema.NAMES)
            raise NotFound("there is no such schema", field="name", expected=f"one of: {known}")
        return Response(encode_json(json_schema.build(name)), media_type=MEDIA_TYPE)


_ENTRY = {
    "type": "object",
    "required": ["name", "title", "href"],
    "properties": {"name": {"type": "string"}, "title": {"type": "string"}, "href": {"type": "string"}},
}

PATHS: Paths = for_all(
    {
        "/v1/schemas": {
            "get": {
                "operationId": "listSchemas",
                "summary": "The schemas there are",
                "tags": ["schemas"],
                "responses": {"200": answer("All schemas.", json_content({"type": "array", "items": _ENTRY}))},
            }
        },
        "/v1/schemas/{name}": {
            "get": {
                "operationId": "getSchema",
                "summary": "A JSON Schema (2020-12)",
                "tags": ["schemas"],
                "parameters": [
                    {
                        "name": "name",
                        "in": "path",
                        "required": True,
                        "schema": {"type": "string", "enum": list(json_schema.NAMES)},
                    }
                ],
                "responses": {
                    "200": answer("The schema.", {MEDIA_TYPE: {"schema": {"type": "object"}}}),
                    "404": PROBLEM,
                },
            }
        },
    }
)
