"""Lines of JSON: a request each on the way in, ``{"id", "extraction"}`` or ``{"id", "problem"}`` each on the way out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from schemas.request import ExtractionRequest
from service.errors import InvalidRequest, NotJson, OnrecordError
from service.extract import Options
from service.language.dates import find_dates
from service.read import Transcript
from service.read.recognised.reading import is_recognisers
from service.requests.limits import Limits
from service.requests.parse import as_request, parse_request
from service.requests.problems import as_problem

_ISO_LIKE = re.compile(r"\d{4}(?:-|$)")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME_OF_NO_ZONE = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?")
BOM = b"\xef\xbb\xbf"
_EXTRACTION = b',"extraction":'


@dataclass(frozen=True, slots=True)
class Line:
    """What a line holds: its ``id``, the work or what is wrong with it, and the fields in it that no request has."""

    id: str | int | None
    work: tuple[Transcript, Options] | OnrecordError
    passed_over: Mapping[str, Any] = field(default_factory=dict)


def read_line(
    raw: bytes, number: int, fill: Callable[[dict[str, Any]], dict[str, Any]] = dict, limits: Limits | None = None
) -> Line:
    """The request in the line with that number, counted from 1; ``fill`` adds what the line does not say."""
    name: str | int | None = None
    try:
        values = _json_object(raw, number)
        name = _take_id(values, number)
        # Lines come out of data sets, with columns of their own; an HTTP request has no business with such.
        given, values = values, as_request(values)
        request = {key: value for key, value in values.items() if key in ExtractionRequest.model_fields}
        request, warnings = _with_date(request)
        transcript, options = parse_request(fill(request))
        warnings = (*warnings, *_times_passed_over(given)) if "text" in request else warnings
        transcript = replace(transcript, warnings=(*warnings, *transcript.warnings))
        if limits is not None:
            limits.check(transcript)
        others = {key: value for key, value in values.items() if key not in ExtractionRequest.model_fields}
        return Line(name, (transcript, options), others)
    except OnrecordError as error:
        return Line(name, error)


def write_line(name: str | int | None, outcome: bytes | OnrecordError) -> bytes:
    """The line that answers the one with that ``id``."""
    if isinstance(outcome, OnrecordError):
        key, value = "problem", as_problem(outcome).model_dump_json().encode()
    else:
        key, value = "extraction", outcome
    # A lone surrogate in an id becomes the JSON escape that it came in as.
    written = json.dumps(name, ensure_ascii=False).encode("utf-8", "backslashreplace")
    return b'{"id":%b,"%b":%b}\n' % (written, key.encode(), value)


def with_extraction(line: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """Such a line with its extraction changed; one with a problem as it is. (Within an id, quotes are escaped.)"""
    head, mark, rest = line.partition(_EXTRACTION)
    return b"%b%b%b}\n" % (head, mark, change(rest.removesuffix(b"}\n"))) if mark else line


def _with_date(request: dict[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The request with its ``published`` as a date: data sets write `Aired May 3, 2019 - 20:00 ET` where we want ISO 8601.

    Words without a date in them are left out, and the warning says so; nothing else of the line is lost.
    """
    words = request.get("published")
    if isinstance(words, str) and (day := _TIME_OF_NO_ZONE.fullmatch(words)):
        return {**request, "published": day[1]}, (f"published: read {words!r} as {day[1]}",)
    if not isinstance(words, str) or _ISO_LIKE.match(words):
        return request, ()
    dated = [moment.edtf for moment in find_dates(words) if moment.edtf and _DAY.fullmatch(moment.edtf)]
    if dated:
        return {**request, "published": dated[0]}, (f"published: read {words!r} as {dated[0]}",)
    return {**request, "published": None}, (f"published: {words!r} is no date; expected ISO 8601",)


def _times_passed_over(values: dict[str, Any]) -> Iterator[str]:
    """A warning where the line is a recogniser's segment rather than a transcript: here each is read for itself."""
    numbers = [key for key, value in values.items() if isinstance(value, int | float) and not isinstance(value, bool)]
    if len(numbers) > 1 and is_recognisers([values]):
        yield (
            f"text: this looks like one segment of a transcript, whose {' and '.join(numbers[:2])} were passed over; "
            "send all segments as one `transcript`, or in a .json file, for their times"
        )


def _json_object(raw: bytes, number: int) -> dict[str, Any]:
    expected = "a JSON object in UTF-8"
    try:
        value = json.loads(raw.decode().rstrip("\r\n"))
    except (ValueError, RecursionError) as wrong:
        raise NotJson(f"line {number}: {wrong}", expected=expected) from None
    if not isinstance(value, dict):
        raise NotJson(f"line {number} holds no JSON object", expected=expected)
    return value


def _take_id(values: dict[str, Any], number: int) -> str | int | None:
    name = values.pop("id", None)
    if name is not None and (isinstance(name, bool) or not isinstance(name, str | int)):
        raise InvalidRequest(
            f"line {number}: the id is neither string nor integer", field="/id", expected="a string or an integer"
        )
    return name
