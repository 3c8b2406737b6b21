"""JSON segments: ``[{"text", "start", "end", "speaker"}]``, and Whisper's JSON as it stands."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Unpack

from service.errors import InvalidRequest, UnreadableTranscript
from service.read.about import About, checked_about, is_unicode
from service.read.cues import Cue, Line, in_order, shorten, squeeze, until_next
from service.read.invisible import without_invisible
from service.read.joining import transcript_of
from service.read.rates import in_seconds
from service.read.recognised.reading import form_of, read_recognised
from service.read.rolling import read_once
from service.read.timing import Times
from service.read.transcript import Transcript
from service.read.written.plain import read_text

Segments = Sequence[Mapping[str, Any]] | Mapping[str, Any]

_SECONDS = "seconds from the start of the media: a finite number of at least 0"


def read_segments(segments: Segments, **about: Unpack[About]) -> Transcript:
    """The transcript of a list of segments, or of Whisper's ``{"text", "segments", "language"}`` or another recogniser's.

    A segment has ``text``; ``start`` and perhaps ``end`` (or ``start_time`` and ``end_time``) in seconds; and perhaps
    ``speaker``. Other keys are passed over. A bad time is a warning. InvalidRequest names what is wrong, such as
    ``/segments/3/text``, or the first of the times if all are; UnreadableTranscript (field ``segments``) if there are
    no words.
    """
    known = checked_about(about)
    if isinstance(segments, Mapping):
        return _read_whole(segments, known)
    if not isinstance(segments, Sequence) or isinstance(segments, (str, bytes)):
        raise InvalidRequest("segments are not a list", field="/segments", expected="a list of segments")
    if not any(isinstance(segment, Mapping) and "text" in segment for segment in segments):
        whole = next((value for value in (segments, {"segments": segments}) if form_of(value)), None)
        if whole is not None:
            return read_recognised(whole, **known)
    warnings: list[str] = []
    faults: list[InvalidRequest] = []
    cues = [_cue(i, segment, faults, warnings) for i, segment in enumerate(segments)]
    if not any(cue.lines for cue in cues):
        raise UnreadableTranscript("there are no words in it", field="segments", expected="at least one word")
    if faults and not any(cue.times for cue in cues):
        raise faults[0]
    timed = in_seconds(until_next(in_order(cues, warnings, unit="segment")), warnings)
    return transcript_of(read_once(timed, warnings, unit="segment"), warnings, known, form="segments")


def _read_whole(whole: Mapping[str, Any], known: About) -> Transcript:
    """A recogniser's JSON, whose text counts where it has no segments."""
    if isinstance(whole.get("segments"), list) and whole["segments"] and form_of(whole) is None:
        return read_segments(whole["segments"], **known)
    if not whole.get("segments") and isinstance(whole.get("text"), str) and form_of(whole) is None:
        return read_text(whole["text"], **known)
    if form_of(whole) is None:
        raise InvalidRequest("segments are not a list", field="/segments", expected="a list of segments")
    return read_recognised(whole, **known)


def _cue(i: int, segment: Any, faults: list[InvalidRequest], warnings: list[str]) -> Cue:
    if not isinstance(segment, Mapping):
        raise InvalidRequest(f"segment {i} is not an object", field=f"/segments/{i}", expected="an object with text")
    text = without_invisible(_string(segment, "text", i), warnings, f"segment {i}")
    speaker = None if segment.get("speaker") is None else _string(segment, "speaker", i)
    words = squeeze(text)
    lines = (Line(words, squeeze(speaker or "") or None),) if words else ()
    try:
        return Cue(lines, _times(segment, i), i)
    except InvalidRequest as wrong:
        faults.append(wrong)
        warnings.append(f"segment {i}: {wrong.detail}; its words were kept without times: {shorten(words)!r}")
        return Cue(lines, None, i)


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
    start = _seconds(segment, start_key, i)
    if segment.get(end_key) is None:
        return start, None
    end = _seconds(segment, end_key, i)
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
