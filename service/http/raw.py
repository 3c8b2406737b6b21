"""A raw body and its query to a Transcript and Options."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

from schemas.problem import FieldProblem
from service.errors import InvalidRequest, UnreadableTranscript
from service.extract import Options
from service.read.transcript import Transcript
from service.requests import InvalidFields, parse_request

OPTIONS = ("records", "model")
ABOUT = ("title", "source", "language", "published")
_MOST_PARAMETERS = 50


def parse_raw(form: str, body: bytes, query: str) -> tuple[Transcript, Options]:
    """The transcript that ``body`` is in the given form (text, vtt, srt), with title, options and so on from ``query``.

    Raises InvalidRequest for the query, UnreadableTranscript for the body.
    """
    values = _parameters(query)
    options: dict[str, Any] = {name: values.pop(name) for name in OPTIONS if name in values}
    if "records" in options:
        options["records"] = [name.strip() for name in options["records"].split(",")]
    try:
        return parse_request({form: _decoded(body, form), **values, "options": options})
    except InvalidFields as error:
        raise InvalidFields(tuple(_as_parameter(field) for field in error.errors)) from None


def _parameters(query: str) -> dict[str, str]:
    try:
        pairs = parse_qsl(query, keep_blank_values=True, errors="strict", max_num_fields=_MOST_PARAMETERS)
    except ValueError as error:
        raise InvalidRequest("the query cannot be read", expected="percent-encoded UTF-8") from error
    values: dict[str, str] = {}
    for name, value in pairs:
        if name not in OPTIONS + ABOUT:
            shown = name.encode("utf-8", "replace").decode()
            raise InvalidRequest("unknown option", field=shown, expected=f"one of: {', '.join(OPTIONS + ABOUT)}")
        if name in values:
            raise InvalidRequest(
                "given more than once", field=name, expected="one value; record types parted by commas"
            )
        values[name] = value
    return values


def _decoded(body: bytes, form: str) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableTranscript(f"byte {error.start} is not UTF-8", field=form, expected="UTF-8") from None


def _as_parameter(field: FieldProblem) -> FieldProblem:
    """In the query, options stand beside the rest, and the list of record types is one value."""
    name = field.pointer.removeprefix("/options").split("/")[1:2]
    return field.model_copy(update={"pointer": f"/{name[0]}" if name else ""})
