"""A request, as JSON or as plain values, to a Transcript and Options: the way in for HTTP bodies and JSONL lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from schemas.problem import FieldProblem
from schemas.request import FORMS, ExtractionRequest, RequestOptions
from service.errors import InvalidRequest, OnrecordError
from service.extract import Options
from service.read import read_segments, read_srt, read_text, read_vtt
from service.read.transcript import Transcript

_READERS: dict[str, Callable[..., Transcript]] = {
    "text": read_text,
    "segments": read_segments,
    "vtt": read_vtt,
    "srt": read_srt,
}
_MOST_ERRORS = 20

_EXPECTED = {
    "string_type": "a string",
    "string_unicode": "a string of Unicode characters",
    "list_type": "a list",
    "model_type": "an object",
    "too_short": "at least one",
    "one_form": f"exactly one of: {', '.join(FORMS)}",
}


class NotJson(OnrecordError):
    """The body, or the line, is not JSON."""

    slug = "not-json"
    title = "The request is not JSON"
    status = 400


class InvalidFields(InvalidRequest):
    """One or more fields of the request are wrong; ``errors`` names each of them."""

    def __init__(self, errors: tuple[FieldProblem, ...]) -> None:
        first = errors[0]
        super().__init__(
            f"{first.pointer or 'the request'}: {first.detail}", field=first.pointer, expected=first.expected
        )
        self.errors = errors

    def __reduce__(self) -> tuple[type[InvalidFields], tuple[tuple[FieldProblem, ...]]]:
        return InvalidFields, (self.errors,)


def parse_json(body: bytes) -> tuple[Transcript, Options]:
    """The transcript and options of a JSON request in UTF-8.

    NotJson if it is no JSON, InvalidRequest or UnreadableTranscript (both OnrecordError) if a field is at fault.
    """
    try:
        request = ExtractionRequest.model_validate_json(body.removeprefix(b"\xef\xbb\xbf"))
    except ValidationError as error:
        raise _problem(error) from None
    return _understood(request)


def parse_request(values: Mapping[str, Any]) -> tuple[Transcript, Options]:
    """The transcript and options of a request that has been read already (a JSONL line, a form); errors as above."""
    try:
        request = ExtractionRequest.model_validate(dict(values))
    except ValidationError as error:
        raise _problem(error) from None
    return _understood(request)


def _understood(request: ExtractionRequest) -> tuple[Transcript, Options]:
    transcript = _READERS[request.form](
        getattr(request, request.form),
        title=request.title,
        source=request.source,
        language=request.language,
        published=request.published,
    )
    return transcript, Options(records=frozenset(request.options.records), model=request.options.model)


def _problem(error: ValidationError) -> OnrecordError:
    details = error.errors(include_url=False, include_input=False)[:_MOST_ERRORS]
    if details[0]["type"] == "json_invalid":
        return NotJson(details[0]["msg"], expected="a JSON object, in UTF-8")
    return InvalidFields(tuple(_field_problem(detail) for detail in details))


def _field_problem(error: ErrorDetails) -> FieldProblem:
    kind, pointer = error["type"], _pointer(error["loc"])
    if kind == "extra_forbidden":
        known = RequestOptions if error["loc"][:-1] == ("options",) else ExtractionRequest
        return FieldProblem(
            pointer=pointer, detail="unknown field", expected=f"one of: {', '.join(known.model_fields)}"
        )
    expected = error["ctx"]["expected"] if kind == "literal_error" else _EXPECTED.get(kind)
    return FieldProblem(pointer=pointer, detail=error["msg"], expected=expected)


def _pointer(location: tuple[int | str, ...]) -> str:
    """RFC 6901. A key from outside may hold half a surrogate pair, which no answer could."""
    steps = (str(step).encode("utf-8", "replace").decode().replace("~", "~0").replace("/", "~1") for step in location)
    return "".join(f"/{step}" for step in steps)
