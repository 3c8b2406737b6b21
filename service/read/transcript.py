"""What every reader returns: one text, and a map from its characters back to segments, times and speakers."""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from schemas import Evidence, StoryKind


class Segment(NamedTuple):
    """A stretch of the text, ``text[start:end]``, with its media time in seconds where the source gives one."""

    start: int
    end: int
    start_time: float | None = None
    end_time: float | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """A stretch in which one voice speaks. ``label_end`` is where the words begin, after a label such as ``ANNA:``.

    ``speaker`` is None where the transcript marks a change of voice without naming it (``>>``), ``role`` what a shotlist
    says of who speaks (``lawyer for the strikers``, or nothing); elsewhere it is None.
    """

    start: int
    label_end: int
    end: int
    speaker: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class StoryMark:
    """Where a story begins that the caller knows of; it ends where the next one does, the last with the text."""

    start: int
    kind: StoryKind = "story"
    title: str | None = None


@dataclass(frozen=True)
class Transcript:
    """One text with what is known about it. Offsets everywhere are Unicode code points into ``text``.

    ``segments`` are in order and do not overlap; ``turns`` likewise; where voices are marked they cover
    the text, and in a shotlist the sound bites alone.
    ``form`` names the reader that took it; ``stories``, in order, are those that the caller knows.
    ``warnings`` tell of input that was mended, with its line.
    """

    text: str
    segments: tuple[Segment, ...] = ()
    turns: tuple[Turn, ...] = ()
    language: str | None = None
    title: str | None = None
    source: str | None = None
    published: str | None = None
    form: str | None = None
    stories: tuple[StoryMark, ...] = ()
    warnings: tuple[str, ...] = field(default=())

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the text in UTF-8, as hexadecimal."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @cached_property
    def _bounds(self) -> tuple[list[int], list[int]]:
        return [s.start for s in self.segments], [s.end for s in self.segments]

    def times(self, start: int, end: int) -> tuple[float | None, float | None]:
        """Media times of the segments that ``text[start:end]`` touches, ``(None, None)`` without any."""
        starts, ends = self._bounds
        touched = self.segments[bisect_right(ends, start) : bisect_left(starts, end)]
        if not touched:
            return None, None
        return touched[0].start_time, touched[-1].end_time

    def evidence(self, start: int, end: int, *fields: str) -> Evidence:
        """The words ``text[start:end]`` as evidence for ``fields``, with their times."""
        start_time, end_time = self.times(start, end)
        return Evidence(
            start=start,
            end=end,
            text=self.text[start:end],
            start_time=start_time,
            end_time=end_time,
            fields=list(fields),
        )
