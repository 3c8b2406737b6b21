"""Timed lines as recognisers print them: ``[00:05.560 --> 00:08.740] words``, ``00:05.560 - 00:08.740: words``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.read.about import About
from service.read.cues import Cue, Line, in_order, shorten, split_lines, squeeze
from service.read.joining import transcript_of
from service.read.timing import CLOCK, Times, read_times
from service.read.transcript import Transcript

NEARLY_ALL = 0.9  # share of the non-empty lines
ENOUGH = 20  # lines that tell whether the rest is worth a look

_SPAN = rf"({CLOCK})\s{{0,5}}(?:-->|[-–—])\s{{0,5}}({CLOCK})"
_BRACKETED = re.compile(rf"\s{{0,20}}[\[(]\s?{_SPAN}\s?[\])]\s?:?(.*)", re.ASCII | re.DOTALL)
# Without brackets only with fractions of a second, for "10:30 - 11:00: Opening" is a programme.
_BARE = re.compile(rf"\s{{0,20}}(?=[\d:]+[.,]){_SPAN}\s?(?::|(?=\s)|\Z)(.*)", re.ASCII | re.DOTALL)


def read_timed_lines(text: str, about: About) -> Transcript | None:
    """The transcript of a text of timed lines, a segment each; None if the text is not made of such lines.

    Other lines among them are kept, without times, and a warning names the first.
    """
    lines = [(number, line) for number, line in enumerate(split_lines(text), 1) if line.strip()]
    if not _are_timed(lines[:ENOUGH], 0.5) or not _are_timed(lines, NEARLY_ALL):
        return None
    warnings: list[str] = []
    cues = [_cue(number, line, warnings) for number, line in lines]
    if not any(cue.lines for cue in cues):
        return None
    return transcript_of(in_order(cues, warnings), warnings, about, form="timed_lines")


def _are_timed(lines: Sequence[tuple[int, str]], share: float) -> bool:
    return sum(_split(line) is not None for _, line in lines) >= share * len(lines)


def _split(line: str) -> tuple[Times, str] | None:
    found = _BRACKETED.match(line) or _BARE.match(line)
    if not found:
        return None
    try:
        return read_times(found[1], found[2]), found[3]
    except ValueError:
        return None


def _cue(number: int, line: str, warnings: list[str]) -> Cue:
    times, words = _split(line) or (None, line)
    if times is None:
        warnings.append(f"line {number}: a line without times was kept: {shorten(line)!r}")
    words = squeeze(words)
    return Cue((Line(words),) if words else (), times, number)
