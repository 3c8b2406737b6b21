"""A body and its query to a Transcript and Options."""

from __future__ import annotations

import json
import re
from typing import Any

from schemas.problem import FieldProblem
from schemas.request import RequestOptions
from service.errors import InvalidFields, InvalidRequest, NotJson
from service.extract import Options
from service.read.recognised.reading import streamed
from service.read.sniff import open_bytes, told
from service.read.transcript import Transcript
from service.requests.limits import Limits
from service.requests.parse import as_request, parse_json, parse_request
from service.requests.query import parameters

OPTIONS = tuple(RequestOptions.model_fields)
_SWITCHES = {"true": True, "false": False}
_NUMBER = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?", re.ASCII)
ABOUT = ("title", "source", "language", "published")


def understood(
    body: bytes, *, form: str | None, query: bytes, charset: str | None, limits: Limits
) -> tuple[Transcript, Options]:
    """The transcript and options of a request: JSON where there is no ``form``. Errors as below, and TooLarge."""
    found = parse_json_with(body, query) if form is None else parse_raw(form, body, query, limits.unpacked, charset)
    limits.check(found[0])
    return found


def parse_raw(
    form: str, body: bytes, query: bytes, most: int, charset: str | None = None
) -> tuple[Transcript, Options]:
    """The transcript that ``body`` is in the given form (vtt, srt, or transcript for any), with title, options and so on from ``query``.

    A body that is packed may have ``most`` bytes; ``charset`` is the codec that it is said to be in. Raises InvalidRequest
    for the query, TooLarge and UnreadableTranscript for the body.
    """
    values = parameters(query, OPTIONS + ABOUT)
    options = _options(values)
    opened = open_bytes(body, most=most, charset=charset)
    try:
        transcript, wanted = parse_request({form: opened.text, **values, "options": options})
        return told(transcript, opened.warnings), wanted
    except InvalidFields as error:
        raise InvalidFields(tuple(_as_parameter(field) for field in error.errors)) from None


def parse_json_with(body: bytes, query: bytes) -> tuple[Transcript, Options]:
    """The request that ``body`` is as JSON; what it does not say may stand in ``query``. Errors as above, and NotJson."""
    if not query:
        return parse_json(body)
    values = parameters(query, OPTIONS + ABOUT)
    options = _options(values)
    try:
        given = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        given = streamed(body.decode("utf-8-sig", "replace"))
        if given is None:
            raise NotJson(str(error)[:200], expected="a JSON object, in UTF-8") from None
    given = as_request(given)
    if not isinstance(given, dict):
        raise InvalidRequest("no object", expected="a JSON object")
    own = given.get("options") or {}
    if twice := (values.keys() & given.keys()) | (options.keys() & own if isinstance(own, dict) else set()):
        raise InvalidRequest("given in the body as well", field=min(twice), expected="one value, in body or query")
    merged = {**options, **own} if isinstance(own, dict) else own
    return parse_request({**values, **given, "options": merged})


def _options(values: dict[str, str]) -> dict[str, Any]:
    """Takes the options out of the parameters."""
    return {name: _value(name, values.pop(name)) for name in OPTIONS if name in values}


def _value(name: str, words: str) -> Any:
    """An option's words as what it is; words that are nothing of the kind stay, for the request's own checks to tell."""
    annotation = RequestOptions.model_fields[name].annotation
    if annotation is bool:
        return _SWITCHES.get(words, words)
    if annotation is float:
        return float(words) if _NUMBER.fullmatch(words) else words
    return [part.strip() for part in words.split(",")] if name == "records" else words


def _as_parameter(field: FieldProblem) -> FieldProblem:
    """In the query, options stand beside the rest, and the list of record types is one value."""
    name = field.pointer.removeprefix("/options").split("/")[1:2]
    return field.model_copy(update={"pointer": f"/{name[0]}" if name else ""})
