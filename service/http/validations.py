"""``POST /v1/validations``: is this a valid record or extraction? The answers of ``onrecord schemas validate``."""

from __future__ import annotations

from functools import partial
from typing import Any

from litestar import Controller, Request, Response, post
from litestar.di import NamedDependency

from schemas.validation import Validation, ValidationRequest
from service.contract.data.asked import SMALL_BYTES, asked_of, judge_of, validated
from service.contract.data.read import check_lines, summed
from service.errors import InvalidRequest
from service.http.fields import Fields
from service.http.needs import opened_by
from service.http.openapi import PROBLEM, Paths, answer, json_content, reference
from service.http.state import Service
from service.requests.query import parameters

JSON, LINES = "application/json", "application/x-ndjson"
_OPTIONS = ("kind", "version", "unknown_fields")


class Validations(Controller):
    """Data of others held against the contract."""

    path = "/v1/validations"
    opt = opened_by("extract")

    @post("/", status_code=200)
    async def create_validation(
        self, request: Request[Any, Any, Any], service: NamedDependency[Service]
    ) -> Response[bytes]:
        """What is wrong with the records or extractions in the body."""
        body = await request.body()
        fields: Fields = request.state.fields
        judge = partial(_validate, media_type=fields.media_type((JSON, LINES)), query=fields.query)
        seconds, caller = service.settings.request_timeout_s, request.state.caller
        made = await service.answering.extractors.read(judge, body, seconds, caller, SMALL_BYTES)
        return Response(made.model_dump_json().encode(), media_type=JSON)


def _validate(body: bytes, *, media_type: str, query: bytes) -> Validation:
    if media_type == LINES:
        asked = asked_of({"value": None, **_options(query)})
        return summed(check_lines(body.splitlines(), judge_of(asked), kind=asked.kind))
    if query:
        raise InvalidRequest("a JSON request has its options in the body", expected="no query")
    return validated(body)


def _options(query: bytes) -> dict[str, Any]:
    options: dict[str, Any] = {}
    for name, value in parameters(query, _OPTIONS).items():
        options[name] = {"true": True, "false": False}.get(value, value) if name == "unknown_fields" else value
    return options


def _option(name: str, description: str, **schema: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": f"Lines only: {description}", "schema": schema}


_KIND = ValidationRequest.model_json_schema()["properties"]["kind"]["anyOf"][0]
_EXAMPLE = {"value": {"id": "detention_0123456789abcdef", "stage": "arrested"}, "kind": "detention"}

PATHS: Paths = {
    "/v1/validations": {
        "post": {
            "operationId": "createValidation",
            "summary": "Hold records or extractions against the schemas",
            "description": "JSON with the value, or a list of them; or a value a line, with the options in the query.",
            "tags": ["schemas"],
            "parameters": [
                _option("kind", "what each value is meant to be.", **_KIND),
                _option("version", "schema version to hold it against; its own if not given.", type="string"),
                _option("unknown_fields", "let fields pass that the version does not know.", type="boolean"),
            ],
            "requestBody": {
                "required": True,
                "content": {
                    **json_content(reference("ValidationRequest"), examples={"record": {"value": _EXAMPLE}}),
                    LINES: {"schema": {"type": "string"}},
                },
            },
            "responses": {
                "200": answer("What is wrong, if anything is.", json_content(reference("Validation"))),
                **dict.fromkeys(("400", "413", "415", "422", "500", "503", "504"), PROBLEM),
            },
        }
    }
}
