"""A transcript as rules read it, without characters that say nothing, and the way back to the places of its own text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from pydantic import BaseModel

from schemas import Evidence
from service.read.invisible import CHARACTERS
from service.read.transcript import Transcript
from service.rules.found import Trace

V = TypeVar("V")
# Soft hyphens and their like, a carriage return, blanks beside blanks or at the head of a line.
_SILENT = re.compile(rf"[{CHARACTERS}]|\r(?=\n)|(?<=[ \t\u00a0\n])[ \t\u00a0]")


@dataclass(frozen=True)
class Plain:
    """``transcript`` without the silent characters of ``written``, which stood at the offsets ``silent``, in order."""

    transcript: Transcript
    written: Transcript
    silent: tuple[int, ...]

    def back(self, offset: int) -> int:
        """Where a character of the plain text stands in the text as written."""
        before = bisect_right(range(len(self.silent)), offset, key=lambda nth: self.silent[nth] - nth)
        return offset + before

    def as_written(self, value: V) -> V:
        """The value with all places in it those of the text as written, and evidence in its words."""
        return value if not self.silent else _moved(value, self)

    def steps(self, trace: Trace) -> Trace:
        """The same for what rules have read."""
        if not self.silent:
            return trace
        return tuple(replace(s, start=self.back(s.start), end=self.back(s.end - 1) + 1) for s in trace)


def plainly(transcript: Transcript) -> Plain:
    """The transcript without its silent characters; itself where there are none."""
    silent = tuple(m.start() for m in _SILENT.finditer(transcript.text))
    if not silent:
        return Plain(transcript, transcript, silent)

    def at(offset: int) -> int:
        return offset - bisect_left(silent, offset)

    text = _SILENT.sub("", transcript.text)
    turns = tuple(replace(t, start=at(t.start), label_end=at(t.label_end), end=at(t.end)) for t in transcript.turns)
    segments = tuple(s._replace(start=at(s.start), end=at(s.end)) for s in transcript.segments)
    stories = tuple(replace(s, start=at(s.start)) for s in transcript.stories)
    return Plain(replace(transcript, text=text, turns=turns, segments=segments, stories=stories), transcript, silent)


def _moved(value: Any, plain: Plain) -> Any:
    if isinstance(value, list):
        return [_moved(part, plain) for part in value]
    if isinstance(value, Evidence):
        return plain.written.evidence(plain.back(value.start), plain.back(value.end - 1) + 1, *value.fields)
    if not isinstance(value, BaseModel):
        return value
    parts = {name: _moved(getattr(value, name), plain) for name in type(value).model_fields}
    if isinstance(parts.get("start"), int) and isinstance(parts.get("end"), int):
        parts |= {"start": plain.back(parts["start"]), "end": plain.back(parts["end"] - 1) + 1}
    return value.model_copy(update=parts)
