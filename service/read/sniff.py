"""Bytes of any format to a transcript: the format is asked for, or told by the file's name, or by what is in it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath
from typing import Any, Literal, Unpack

from service.errors import InvalidRequest, UnreadableTranscript
from service.read.about import BOM, About
from service.read.plain import read_as_it_stands, read_text
from service.read.segments import read_segments
from service.read.srt import read_srt
from service.read.timed_lines import read_timed_lines
from service.read.timing import CLOCK
from service.read.transcript import Transcript
from service.read.webvtt import read_vtt

Kind = Literal["text", "vtt", "srt", "json"]

_SUFFIXES: dict[str, Kind] = {".vtt": "vtt", ".webvtt": "vtt", ".srt": "srt", ".json": "json"}
_TEXT_SUFFIXES = frozenset({".txt", ".text", ".md"})
_VTT = re.compile(r"WEBVTT(?=\s|$)")
_SRT = re.compile(rf"\s{{0,100}}(?:\d{{1,9}}\s{{1,9}})?{CLOCK}\s{{0,9}}-->\s{{0,9}}{CLOCK}(?=\s|$)", re.ASCII)
_MARKUP = re.compile(r"\s{0,100}<(?:!doctype|\?xml|html|head|body|tt|sami|transcript|timedtext)\b", re.IGNORECASE)
# What a text may be in truth: what people call it, and which form to send instead.
_OTHERS = {
    "vtt": ("WebVTT", "send it as `vtt`, or as `transcript`, for its times and speakers"),
    "srt": ("SubRip subtitles", "send it as `srt`, or as `transcript`, for its times"),
    "json": ("JSON", "send it as `segments`, or as `transcript`, for its times and speakers"),
    "timed lines": ("timed lines of a recogniser", "send it as `transcript`, for its times"),
    "markup": ("markup", "send the words alone, or as `transcript` where it is a transcript's format"),
}


def read_bytes(
    data: bytes, *, kind: Kind | None = None, filename: str | None = None, **about: Unpack[About]
) -> Transcript:
    """The transcript in ``data``, which is UTF-8: of the ``kind`` asked for, else of the one that is told by the suffix
    of ``filename``, else by the content.

    Raises what the readers raise, and UnreadableTranscript if ``data`` is not UTF-8 (it names the byte) or not JSON.
    """
    text = _decode(data)
    kind = kind or _told_by_name(filename) or _told_by_content(text, filename)
    if kind not in _READERS:
        raise InvalidRequest(f"{kind!r} is no kind of transcript", field="kind", expected=", ".join(_READERS))
    return _READERS[kind](text, **about)


def read_any(value: Any, **about: Unpack[About]) -> Transcript:
    """The transcript in a text of any format, or in JSON that has been parsed already; told by the content.

    Raises what the readers raise.
    """
    if not isinstance(value, str):
        return read_segments(value, **about)
    return _READERS[_told_by_content(value, None)](value.removeprefix(BOM), **about)


def read_own(text: str, **about: Unpack[About]) -> Transcript:
    """The text as the caller's own characters, with a warning where it plainly is something else than running text."""
    transcript = read_as_it_stands(text, **about)
    found: str = _told_by_content(transcript.text, None)
    if found == "text" and read_timed_lines(transcript.text, About()) is not None:
        found = "timed lines"
    if found == "text" and _MARKUP.match(transcript.text):
        found = "markup"
    if found == "text":
        return transcript
    called, instead = _OTHERS[found]
    warning = f"text: this looks like {called} and was read as it stands; {instead}"
    return replace(transcript, warnings=(warning, *transcript.warnings))


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8").removeprefix(BOM)
    except UnicodeDecodeError as wrong:
        detail = f"byte {wrong.start} (of {len(data)}, counted from 0) is not UTF-8"
        raise UnreadableTranscript(detail, field="text", expected="text in UTF-8") from None


def _told_by_name(filename: str | None) -> Kind | None:
    return _SUFFIXES.get(PurePath(filename).suffix.lower()) if filename else None


def _told_by_content(text: str, filename: str | None) -> Kind:
    """Subtitles by their first lines, even in a .txt file; JSON only where it holds a transcript."""
    if _VTT.match(text):
        return "vtt"
    if _SRT.match(text):
        return "srt"
    named_text = filename is not None and PurePath(filename).suffix.lower() in _TEXT_SUFFIXES
    return "json" if not named_text and _holds_segments(text) else "text"


def _holds_segments(text: str) -> bool:
    if text.lstrip()[:1] not in ("{", "["):
        return False
    try:
        value = _parse(text)
    except UnreadableTranscript:
        return False
    if isinstance(value, dict):
        return "segments" in value or "text" in value
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


def _read_json(text: str, **about: Unpack[About]) -> Transcript:
    value = _parse(text)
    if not isinstance(value, (dict, list)):
        raise InvalidRequest("the JSON holds no segments", field="/segments", expected="a list of segments")
    return read_segments(value, **about)


def _parse(text: str) -> Any:
    # json, not orjson: Whisper's JSON may hold NaN among its scores.
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as wrong:
        raise UnreadableTranscript(f"it is not JSON: {wrong}", field="json", expected="JSON segments") from None


_READERS: dict[Kind, Callable[..., Transcript]] = {
    "text": read_text,
    "vtt": read_vtt,
    "srt": read_srt,
    "json": _read_json,
}
