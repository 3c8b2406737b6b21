"""SubRip (.srt), which has no standard: times are what counts, counters and empty lines are not relied upon."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Unpack

from service.read.about import About, checked_about, checked_text
from service.read.cues import Cue, shorten, split_lines
from service.read.invisible import without_invisible
from service.read.joining import transcript_of_subtitles
from service.read.markup import caption_lines
from service.read.timing import CLOCK, is_timing_line
from service.read.transcript import Transcript
from service.read.webvtt import Block, times_and_words

_HEAD, _FIRST = 8000, 40  # characters and lines that tell
_TIMES = re.compile(rf"\s{{0,100}}{CLOCK}\s{{0,9}}-->\s{{0,9}}{CLOCK}(?=\s|$)", re.ASCII)


def holds_srt(text: str) -> bool:
    """Whether a timing line is among the first lines."""
    return any(map(_TIMES.match, islice(filter(str.strip, split_lines(text[:_HEAD])), _FIRST)))


def read_srt(text: str, **about: Unpack[About]) -> Transcript:
    """The transcript in a SubRip file.

    Each cue is a segment. What cannot be read is a warning with its line. UnreadableTranscript (field ``srt``) if no
    cue can be, InvalidRequest for ``about``.
    """
    known = checked_about(about)
    warnings: list[str] = []
    lines = split_lines(without_invisible(checked_text(text, "srt"), warnings))
    cues = [_cue(block, warnings) for block in _blocks(lines, warnings)]
    return transcript_of_subtitles(cues, warnings, known, form="srt", field="srt")


def _blocks(lines: list[str], warnings: list[str]) -> Iterator[Block]:
    """Each timing line with all that follows it up to the next, whose counter is left out."""
    block: Block = []
    counted = False
    for number, line in enumerate(lines, 1):
        if is_timing_line(line):
            counted = _drop_counter(block, counted)
            yield from _if_timed(block, warnings)
            block = []
        block.append((number, line))
    yield from _if_timed(block, warnings)


def _if_timed(block: Block, warnings: list[str]) -> Iterator[Block]:
    """The block, if there are times or words in it; words before the first times are told of."""
    words = [(number, line) for number, line in block if line.strip()]
    if not words:
        return
    if not is_timing_line(block[0][1]):
        if all(line.strip().isdecimal() for _, line in words):
            return
        for number, line in words:
            warnings.append(f"line {number}: words before the first times were kept without times: {shorten(line)!r}")
    yield block


def _drop_counter(block: Block, counted: bool) -> bool:
    """Take the next cue's counter off the end of ``block``, and say whether there was one.

    Without an empty line before it a number is a counter only in a file that has them: it may be a cue's last word.
    """
    if not block or not block[-1][1].strip().isdecimal():
        return counted
    if len(block) == 1 or not block[-2][1].strip() or counted or not is_timing_line(block[0][1]):
        block.pop()
        return True
    return counted


def _cue(block: Block, warnings: list[str]) -> Cue:
    number, first = block[0]
    if not is_timing_line(first):
        return Cue(tuple(caption_lines("\n".join(line for _, line in block))), None, number)
    times, words = times_and_words(number, first, warnings)
    payload = block[1:]
    _warn_of_empty_line(payload, warnings)
    lines = [line for _, line in payload]
    return Cue(tuple(caption_lines("\n".join([words, *lines] if words else lines))), times, number)


def _warn_of_empty_line(payload: Block, warnings: list[str]) -> None:
    ended = begun = False
    for number, line in payload:
        if not line.strip():
            ended = begun
        elif ended:
            warnings.append(f"line {number}: words after an empty line were kept with the cue: {shorten(line)!r}")
            return
        else:
            begun = True
