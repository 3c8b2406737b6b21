"""JSON segments: ``[{"text", "start", "end", "speaker"}]``, and Whisper's JSON as it stands."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Unpack

from service.errors import InvalidRequest, UnreadableTranscript
from service.read.about import About, checked_about, is_language_tag, is_unicode
from service.read.cues import Cue, Line, in_order, squeeze
from service.read.joining import transcript_of
from service.read.plain import read_text
from service.read.timing import Times
from service.read.transcript import Transcript
from service.words import load_words

Segments = Sequence[Mapping[str, Any]] | Mapping[str, Any]

_SECONDS = "seconds from the start of the media: a finite number of at least 0"


def read_segments(segments: Segments, **about: Unpack[About]) -> Transcript:
    """The transcript of a list of segments, or of Whisper's ``{"text", "segments", "language"}``.

    A segment has ``text``; ``start`` and ``end`` (or ``start_time`` and ``end_time``) in seconds, both or neither; and
    perhaps ``speaker``. Other keys are passed over. InvalidRequest names what is wrong, such as ``/segments/3/start``;
    UnreadableTranscript (field ``segments``) if there are no words.
    """
    known = checked_about(about)
    warnings: list[str] = []
    if isinstance(segments, Mapping):
        if known.get("language") is None:
            known = {**known, "language": _language(segments.get("language"), warnings)}
        if not segments.get("segments") and isinstance(segments.get("text"), str):
            return read_text(segments["text"], **known)
        segments = segments.get("segments")  # type: ignore[assignment]  # whatever it is, it is checked below
    if not isinstance(segments, Sequence) or isinstance(segments, (str, bytes)):
        raise InvalidRequest("segments are not a list", field="/segments", expected="a list of segments")
    cues = [_cue(i, segment) for i, segment in enumerate(segments)]
    if not any(cue.lines for cue in cues):
        raise UnreadableTranscript("there are no words in it", field="segments", expected="at least one word")
    return transcript_of(in_order(cues, warnings, unit="segment"), warnings, known, form="segments")


def _language(name: Any, warnings: list[str]) -> str | None:
    """The BCP 47 tag of what a recogniser calls a language: ``en``, ``english``."""
    if not isinstance(name, str) or not name:
        return None
    tag = load_words("read/languages").get(name.lower(), name)
    if is_language_tag(tag):
        return str(tag)
    warnings.append(f"language: {name[:40]!r} is not a known language, and was left out")
    return None


def _cue(i: int, segment: Any) -> Cue:
    if not isinstance(segment, Mapping):
        raise InvalidRequest(f"segment {i} is not an object", field=f"/segments/{i}", expected="an object with text")
    text = _string(segment, "text", i)
    speaker = None if segment.get("speaker") is None else _string(segment, "speaker", i)
    words = squeeze(text)
    lines = (Line(words, squeeze(speaker or "") or None),) if words else ()
    return Cue(lines, _times(segment, i), i)


def _string(segment: Mapping[str, Any], key: str, i: int) -> str:
    value = segment.get(key)
    if not isinstance(value, str) or not is_unicode(value):
        expected = "a string of Unicode characters"
        raise InvalidRequest(f"{key} of segment {i} is not a text", field=f"/segments/{i}/{key}", expected=expected)
    return value


def _times(segment: Mapping[str, Any], i: int) -> Times | None:
    start_key, end_key = _key(segment, "start"), _key(segment, "end")
    if segment.get(start_key) is None and segment.get(end_key) is None:
        return None
    start, end = _seconds(segment, start_key, i), _seconds(segment, end_key, i)
    if end < start:
        expected = f"seconds, not before the segment's start ({start})"
        raise InvalidRequest(f"segment {i} ends before it starts", field=f"/segments/{i}/{end_key}", expected=expected)
    return start, end


def _key(segment: Mapping[str, Any], name: str) -> str:
    return f"{name}_time" if f"{name}_time" in segment and name not in segment else name


def _seconds(segment: Mapping[str, Any], key: str, i: int) -> float:
    value = segment.get(key)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        try:
            seconds = float(value)
        except OverflowError:
            seconds = math.inf
        if math.isfinite(seconds) and seconds >= 0:
            return seconds
    raise InvalidRequest(f"{key} of segment {i} is not a time", field=f"/segments/{i}/{key}", expected=_SECONDS)
