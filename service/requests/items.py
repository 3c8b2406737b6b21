"""Files and lines to items: one transcript each, with the options it asks for, or the error that it is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Literal

from schemas.request import ExtractionRequest
from service.errors import OnrecordError, TooLarge, UnreadableTranscript
from service.extract import Options
from service.read import Transcript, read_bytes
from service.read.about import About
from service.read.sniff import KINDS as READ_KINDS
from service.read.suffixes import SUFFIXES, media_id, suffix_of
from service.read.unpacking import MOST_UNPACKED
from service.requests.lines import BOM, read_line
from service.requests.parse import as_request, parse_options, parse_request

KINDS = (*READ_KINDS, "jsonl")
# The readers' registry is the one list of forms, so the enumeration is made from it.
Kind = Literal[KINDS]  # type: ignore[valid-type]

STDIN = "-"
_PART_BYTES = 65_536
LINES = frozenset({".jsonl", ".ndjson"})
# What stands beside transcripts and is named like one: gold, answers, what downloaders know of a video, and a note.
_OTHERS = (".gold.json", ".expected.json", ".info.json")
_NOTE = "readme"


@dataclass(frozen=True, slots=True)
class Item:
    """One transcript: its ``id`` in the answer, the work or what is wrong with it, and its ``size`` in bytes.

    ``passed_over`` are the fields of its line that no request has, ``media`` is what its recording is called.
    """

    id: str | int | None
    work: tuple[Transcript, Options] | OnrecordError
    size: int
    passed_over: Mapping[str, Any] = field(default_factory=dict)
    media: str | int | None = None


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the command line says about every transcript that does not say it itself."""

    about: About = field(default_factory=About)
    options: dict[str, Any] = field(default_factory=dict)
    most: int = MOST_UNPACKED  # bytes that a transcript may have, packed or not

    def request(self, given: dict[str, Any]) -> dict[str, Any]:
        """The request ``given``, with these defaults where it says nothing."""
        told = given.get("options", {})
        return {**self.about, **given, "options": {**self.options, **told} if isinstance(told, dict) else told}


def holds_lines(name: str, kind: Kind | None) -> bool:
    """Whether that file has a request a line."""
    return kind == "jsonl" if kind else Path(name).suffix.lower() in LINES


def is_named_as_transcript(filename: str) -> bool:
    """Whether a file of that name, found in a folder, is a transcript, or lines of them."""
    name = filename.lower()
    return suffix_of(name) in SUFFIXES | LINES and not name.endswith(_OTHERS) and not name.startswith(_NOTE)


def file_item(name: str, file: IO[bytes], kind: Kind | None, defaults: Defaults) -> Item:
    """The one transcript of a file; the file's name is its id."""
    try:
        data = file.read(defaults.most + 1)
    except OSError as error:
        return Item(name, UnreadableTranscript(f"cannot be read: {error.strerror}", expected="a file of text"), 0)
    if len(data) > defaults.most:
        return Item(name, _too_large(defaults), len(data))
    try:
        work: tuple[Transcript, Options] | OnrecordError = _read_file(data, name, kind, defaults)
    except OnrecordError as error:
        work = error
    return Item(name, work, len(data), media=media_id(name))


def _too_large(defaults: Defaults) -> TooLarge:
    return TooLarge(f"it has more than {defaults.most} bytes", expected="no more (ONRECORD_MAX_UNPACKED_BYTES)")


def _passed_over(file: IO[bytes], part: bytes) -> int:
    """The rest of a line of which ``part`` has been read: how many bytes that was."""
    size = 0
    while part and not part.endswith(b"\n"):
        part = file.readline(_PART_BYTES)
        size += len(part)
    return size


def _read_file(data: bytes, name: str, kind: Kind | None, defaults: Defaults) -> tuple[Transcript, Options]:
    assert kind != "jsonl"
    told_by = None if name == STDIN else name
    if kind == "json" or (kind is None and (told_by is None or Path(told_by).suffix.lower() == ".json")):
        request = _as_request(data)
        if request is not None:
            return parse_request(defaults.request(request))
    read = read_bytes(data, kind=kind, filename=told_by, most=defaults.most, **defaults.about)
    return read, parse_options(defaults.options)


def _as_request(data: bytes) -> dict[str, Any] | None:
    """The JSON in ``data`` if it has the form of a request rather than of a recogniser's output."""
    try:
        value = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None  # its reader says what is wrong
    if not isinstance(value, dict) or not value.keys() & ExtractionRequest.model_fields.keys():
        return None
    request = as_request(value)
    return request if request.keys() <= ExtractionRequest.model_fields.keys() else None


def line_items(file: IO[bytes], defaults: Defaults) -> Iterator[Item]:
    """The requests of a file with one a line; empty lines are passed over."""
    for number, raw in enumerate(iter(lambda: file.readline(defaults.most + 1), b""), 1):
        if len(raw) > defaults.most:
            yield Item(None, _too_large(defaults), len(raw) + _passed_over(file, raw))
        elif raw.strip():
            line = read_line(raw.removeprefix(BOM) if number == 1 else raw, number, defaults.request)
            yield Item(line.id, line.work, len(raw), line.passed_over, line.id)
