"""Validation as others ask for it: what is to be judged, by which version, with which transcript."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from schemas.problem import FieldProblem
from schemas.validation import Validation, ValidationRequest
from service.contract import source
from service.contract.data.judge import Judge, no_texts
from service.contract.data.own_version import OwnVersion
from service.contract.data.read import check_value, summed
from service.errors import InvalidFields, NotJson

# To say what is wrong takes a hundred times as long as to read it: what has more bytes waits its turn.
SMALL_BYTES = 4_096


def validated(given: bytes | dict[str, Any]) -> Validation:
    """What is wrong with the value of a validation request, in JSON or read already; NotJson, InvalidFields."""
    asked = asked_of(given)
    return summed([check_value(asked.value, judge_of(asked), asked.kind)])


def asked_of(given: bytes | dict[str, Any]) -> ValidationRequest:
    """The validation request; NotJson, InvalidFields."""
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


def judge_of(asked: ValidationRequest) -> Judge | OwnVersion:
    """Who holds the value against the version that is asked for, or against its own."""
    text = asked.transcript
    texts = no_texts if text is None else lambda _: text
    if asked.version is None:
        return OwnVersion(unknown_fields=asked.unknown_fields, texts=texts)
    return Judge(source.version(asked.version), unknown_fields=asked.unknown_fields, texts=texts)
