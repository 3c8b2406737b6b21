"""Files and lines to items: one transcript each, with the options it asks for, or the error that it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Any, Literal, get_args

from schemas.request import ExtractionRequest
from service.errors import InvalidRequest, OnrecordError
from service.extract import Options
from service.language.dates import find_dates
from service.read import Transcript, read_bytes
from service.read.about import About
from service.requests import NotJson, parse_request

Kind = Literal["text", "vtt", "srt", "json", "jsonl"]
KINDS: tuple[Kind, ...] = get_args(Kind)

STDIN = "-"
_LINES = frozenset({".jsonl", ".ndjson"})
_BOM = b"\xef\xbb\xbf"
_ISO_LIKE = re.compile(r"\d{4}(?:-|$)")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# A recogniser's JSON has none of these, a request may.
_ONLY_IN_REQUESTS = ExtractionRequest.model_fields.keys() - {"text", "segments", "language"}


@dataclass(frozen=True, slots=True)
class Item:
    """One transcript: its ``id`` in the answer, the work or what is wrong with it, and its ``size`` in bytes.

    ``passed_over`` are the fields of its line that no request has.
    """

    id: str | int | None
    work: tuple[Transcript, Options] | OnrecordError
    size: int
    passed_over: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the command line says about every transcript that does not say it itself."""

    about: About = field(default_factory=About)
    records: tuple[str, ...] = ()

    def options(self) -> Options:
        """The options of a transcript that brings none."""
        return Options(records=frozenset(self.records)) if self.records else Options()

    def request(self, given: dict[str, Any]) -> dict[str, Any]:
        """The request ``given``, with these defaults where it says nothing."""
        options = {"options": {"records": list(self.records)}} if self.records else {}
        return {**self.about, **options, **given}


def holds_lines(name: str, kind: Kind | None) -> bool:
    """Whether that file has a request a line."""
    return kind == "jsonl" if kind else Path(name).suffix.lower() in _LINES


def file_item(name: str, file: IO[bytes], kind: Kind | None, defaults: Defaults) -> Item:
    """The one transcript of a file; the file's name is its id."""
    data = file.read()
    try:
        return Item(name, _read_file(data, name, kind, defaults), len(data))
    except OnrecordError as error:
        return Item(name, error, len(data))


def _read_file(data: bytes, name: str, kind: Kind | None, defaults: Defaults) -> tuple[Transcript, Options]:
    assert kind != "jsonl"
    told_by = None if name == STDIN else name
    if kind == "json" or (kind is None and told_by and Path(told_by).suffix.lower() == ".json"):
        request = _as_request(data)
        if request is not None:
            return parse_request(defaults.request(request))
    return read_bytes(data, kind=kind, filename=told_by, **defaults.about), defaults.options()


def _as_request(data: bytes) -> dict[str, Any] | None:
    """The JSON in ``data`` if it has the form of a request rather than of a recogniser's output."""
    try:
        value = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None  # its reader says what is wrong
    return value if isinstance(value, dict) and value.keys() & _ONLY_IN_REQUESTS else None


def line_items(file: IO[bytes], defaults: Defaults) -> Iterator[Item]:
    """The requests of a file with one a line; empty lines are passed over."""
    for number, raw in enumerate(file, 1):
        if raw.strip():
            yield _line_item(raw.removeprefix(_BOM) if number == 1 else raw, number, defaults)


def _line_item(raw: bytes, number: int, defaults: Defaults) -> Item:
    name: str | int | None = None
    try:
        values = _json_object(raw, number)
        name = _take_id(values, number)
        # Lines come out of data sets, with columns of their own; an HTTP request has no business with such.
        request = {key: value for key, value in values.items() if key in ExtractionRequest.model_fields}
        request, warnings = _with_date(request)
        transcript, options = parse_request(defaults.request(request))
        transcript = replace(transcript, warnings=(*warnings, *transcript.warnings))
        return Item(name, (transcript, options), len(raw), tuple(values.keys() - request.keys()))
    except OnrecordError as error:
        return Item(name, error, len(raw))


def _with_date(request: dict[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The request with its ``published`` as a date: data sets write `Aired May 3, 2019 - 20:00 ET` where we want ISO 8601.

    Words without a date in them are left out, and the warning says so; nothing else of the line is lost.
    """
    words = request.get("published")
    if not isinstance(words, str) or _ISO_LIKE.match(words):
        return request, ()
    dated = [moment.edtf for moment in find_dates(words) if moment.edtf and _DAY.fullmatch(moment.edtf)]
    if dated:
        return {**request, "published": dated[0]}, (f"published: read {words!r} as {dated[0]}",)
    return {**request, "published": None}, (f"published: {words!r} is no date; expected ISO 8601",)


def _json_object(raw: bytes, number: int) -> dict[str, Any]:
    expected = "a JSON object in UTF-8"
    try:
        value = json.loads(raw.decode())
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
