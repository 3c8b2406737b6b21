"""``POST /v1/validations``: is this a valid record or extraction? The answers of ``onrecord schemas validate``."""

from __future__ import annotations

import asyncio
from typing import Any

from litestar import Controller, Request, Response, post
from pydantic import ValidationError

from schemas.problem import FieldProblem
from schemas.validation import Validation, ValidationRequest
from service.contract import source
from service.contract.data.judge import Judge, no_texts
from service.contract.data.own_version import OwnVersion
from service.contract.data.read import check_lines, check_value, summed
from service.errors import InvalidRequest
from service.http.fields import Fields, parameters
from service.http.needs import opened_by
from service.http.openapi import PROBLEM, Paths, answer, json_content, reference
from service.requests import InvalidFields, NotJson

JSON, LINES = "application/json", "application/x-ndjson"
_OPTIONS = ("kind", "version", "unknown_fields")


class Validations(Controller):
    """Data of others held against the contract."""

    path = "/v1/validations"
    opt = opened_by("extract")

    @post("/", status_code=200)
    async def create_validation(self, request: Request[Any, Any, Any]) -> Response[bytes]:
        """What is wrong with the records or extractions in the body."""
        body = await request.body()
        fields: Fields = request.state.fields
        made = await asyncio.to_thread(_validate, fields.media_type((JSON, LINES)), body, fields.query)
        return Response(made.model_dump_json().encode(), media_type=JSON)


def _validate(media_type: str, body: bytes, query: bytes) -> Validation:
    if media_type == LINES:
        asked = _asked({"value": None, **_options(query)})
        return summed(check_lines(body.splitlines(), _judge(asked), kind=asked.kind))
    if query:
        raise InvalidRequest("a JSON request has its options in the body", expected="no query")
    return validated(body)


def validated(given: bytes | dict[str, Any]) -> Validation:
    """What is wrong with the value of a validation request, in JSON or read already; NotJson, InvalidFields."""
    asked = _asked(given)
    return summed([check_value(asked.value, _judge(asked), asked.kind)])


def _asked(given: bytes | dict[str, Any]) -> ValidationRequest:
    try:
        if isinstance(given, bytes):
            return ValidationRequest.model_validate_json(given.removeprefix(b"\xef\xbb\xbf"))
        return ValidationRequest.model_validate(given)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
    if details[0]["type"] == "json_invalid":
        raise NotJson(details[0]["msg"], expected="a JSON object, in UTF-8")
    raise InvalidFields(
        tuple(
            FieldProblem(
                pointer="".join(f"/{step}" for step in detail["loc"]).encode("utf-8", "replace").decode(),
                detail=detail["msg"],
                expected=detail.get("ctx", {}).get("expected")
                or f"fields: {', '.join(ValidationRequest.model_fields)}",
            )
            for detail in details
        )
    )


def _options(query: bytes) -> dict[str, Any]:
    options: dict[str, Any] = {}
    for name, value in parameters(query, _OPTIONS).items():
        options[name] = {"true": True, "false": False}.get(value, value) if name == "unknown_fields" else value
    return options


def _judge(asked: ValidationRequest) -> Judge | OwnVersion:
    text = asked.transcript
    texts = no_texts if text is None else lambda _: text
    if asked.version is None:
        return OwnVersion(unknown_fields=asked.unknown_fields, texts=texts)
    return Judge(source.version(asked.version), unknown_fields=asked.unknown_fields, texts=texts)


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
                **dict.fromkeys(("400", "413", "415", "422", "500"), PROBLEM),
            },
        }
    }
}
