"""LRC: ``[00:01.00]words``, one or more stamps a line, tags such as ``[ti:Evening news]``; a line ends with the next."""

from __future__ import annotations

import re
from itertools import islice

from service.read.cues import Cue, Line, in_order, shorten, split_lines, squeeze, until_next
from service.read.formats import Format, Found, captions
from service.read.markup import row_lines
from service.read.timing import read_clock

_TAG = re.compile(r"\s{0,20}\[(ti|ar|al|au|by|re|ve|length|offset|la|id|#|tool|lr)\s?:([^\]]{0,500})\]\s*$", re.I)
_STAMP = re.compile(r"\s{0,20}\[(\d{1,3}:\d{1,2}(?:[.:]\d{1,3})?)\]", re.ASCII)
_WORD_STAMP = re.compile(r"<\d{1,3}:\d{1,2}(?:[.:]\d{1,3})?>", re.ASCII)


def _holds(text: str) -> bool:
    """By its tags; without such, its lines are timed lines like any other."""
    lines = list(islice(filter(str.strip, split_lines(text[:4000])), 12))
    return any(map(_TAG.match, lines)) and any(map(_STAMP.match, lines))


def _find(text: str, warnings: list[str]) -> Found:
    cues: list[Cue] = []
    offset = 0.0
    for number, line in enumerate(split_lines(text), 1):
        if tag := _TAG.match(line):
            offset = _offset(tag, offset, number, warnings)
        elif line.strip():
            cues += _cues(line, offset, number, warnings)
    ended = until_next(in_order(cues, []))  # a line with several stamps is a refrain
    return Found([cue for cue in ended if cue.lines])


def _offset(tag: re.Match[str], offset: float, number: int, warnings: list[str]) -> float:
    """Seconds by which lines come sooner: ``[offset:+500]`` is half a second."""
    if tag[1].lower() != "offset":
        return offset
    try:
        return int(tag[2]) / 1000
    except ValueError:
        warnings.append(f"line {number}: the offset cannot be read: {tag[2][:40]!r}")
        return offset


def _cues(line: str, offset: float, number: int, warnings: list[str]) -> list[Cue]:
    starts: list[float] = []
    at = 0
    while stamp := _STAMP.match(line, at):
        at = stamp.end()
        try:
            starts.append(round(max(0.0, read_clock(_dotted(stamp[1])) - offset), 6))
        except ValueError as wrong:
            warnings.append(f"line {number}: {wrong}; its words were kept without times")
    lines = row_lines(_WORD_STAMP.sub(" ", line[at:]))
    if not at:
        lines = (Line(squeeze(line)),)
        warnings.append(f"line {number}: a line without times was kept: {shorten(line)!r}")
    return [Cue(lines, (start, None), number) for start in starts] or [Cue(lines, None, number)]


def _dotted(stamp: str) -> str:
    minutes, _, rest = stamp.partition(":")
    return f"{minutes}:{rest.replace(':', '.')}"


FORMAT = Format(
    name="lrc",
    title="LRC",
    read=captions("lrc", _find),
    holds=_holds,
    suffixes=(".lrc",),
    kept="words, start times (a line ends where the next begins), the offset",
    left_out="tags (title, artist), times of single words",
)
