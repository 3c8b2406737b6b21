"""SubViewer as YouTube Studio writes it: ``0:00:01.000,0:00:04.500`` above the words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from service.read.cues import Cue, shorten, split_lines
from service.read.formats import Format, Found, captions
from service.read.markup import caption_lines
from service.read.timing import Times, read_times
from service.read.timing_lines import is_timing_line, tell_of_empty_line, times_and_words

_CLOCK = r"\d{1,5}:\d{1,2}:\d{1,2}(?:\.\d{1,9})?"
_TIMES = re.compile(rf"\s{{0,20}}({_CLOCK})\s?,\s?({_CLOCK})\s*$", re.ASCII)
_FULL = r"\d{1,2}:\d\d:\d\d\.\d{3}"
_WITH_WORDS = re.compile(rf"\s{{0,20}}({_FULL})\s?,\s?({_FULL})(?![\d,])(.*)", re.ASCII | re.DOTALL)
_INSIDE = re.compile(rf"(?:(?<=\S)\s+|(?<=[^\s\d:,]))(?={_FULL}\s?,\s?{_FULL})", re.ASCII)
_HEADER = re.compile(r"\s{0,20}\[[A-Z ]{2,30}\]")  # of SubViewer 2: [INFORMATION], [TITLE]News
_BREAK = re.compile(r"\[br\]", re.I)


def _holds(text: str) -> bool:
    return any(
        _TIMES.match(line) or _WITH_WORDS.match(line)
        for line in islice(filter(str.strip, split_lines(text[:4000])), 12)
    )


def _find(text: str, warnings: list[str]) -> Found:
    cues: list[Cue] = []
    block: list[str] = []
    number, times, is_begun = 1, None, False
    for at, line in _lines(text):
        if not (_WITH_WORDS.match(line) or is_timing_line(line)):
            block.append(line)
            continue
        cues += _cue(block, times, number, is_begun, warnings)
        times, words = _times_and_words(at, line, warnings)
        block, number, is_begun = [words] if words else [], at, True
    return Found([*cues, *_cue(block, times, number, is_begun, warnings)])


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines with their numbers; where times stand in the middle of one, they begin another of the same number."""
    for number, line in enumerate(split_lines(text), 1):
        if line.count(":") < 4:
            yield number, line
        else:
            yield from ((number, part) for part in _INSIDE.split(line))


def _times_and_words(number: int, line: str, warnings: list[str]) -> tuple[Times | None, str]:
    found = _WITH_WORDS.match(line)
    try:
        return (read_times(found[1], found[2]), found[3].strip()) if found else times_and_words(number, line, warnings)
    except ValueError as wrong:
        warnings.append(f"line {number}: {wrong}; its words were kept without times: {shorten(line)!r}")
        return None, ""


def _cue(block: list[str], times: Times | None, number: int, is_begun: bool, warnings: list[str]) -> Iterator[Cue]:
    """The cue below the timing line ``number``, or what stands above the first one."""
    kept = block if is_begun else [line for line in block if not _HEADER.match(line)]
    lines = tuple(caption_lines(_BREAK.sub("\n", "\n".join(kept))))
    if lines and not is_begun:
        warnings.append(f"line {number}: words before the first times were kept without times: {lines[0].text!r}")
    tell_of_empty_line(number + 1, block if is_begun else [], warnings)
    if lines:
        yield Cue(lines, times, number)


FORMAT = Format(
    name="sbv",
    title="SubViewer (YouTube's SBV)",
    read=captions("sbv", _find),
    holds=_holds,
    suffixes=(".sbv",),
    kept="words, times, `>>` and `NAME:` as turns",
    left_out="tags of fonts",
)
