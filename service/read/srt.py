"""SubRip (.srt), which has no standard: times are what counts, counters and empty lines are not relied upon."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple, Unpack

from service.read.about import About, checked_about, checked_text
from service.read.cues import Cue, shorten, split_lines
from service.read.invisible import without_invisible
from service.read.joining import transcript_of_subtitles
from service.read.markup import caption_lines
from service.read.timing import CLOCK
from service.read.timing_lines import (
    is_loose_arrow,
    is_timing_line,
    lines_apart,
    tell_of_empty_line,
    times_and_words,
    without_next,
)
from service.read.transcript import Transcript

_HEAD, _FIRST = 8000, 40  # characters and lines that tell
_TIMES = re.compile(rf"\s{{0,100}}{CLOCK}\s{{0,9}}-->\s{{0,9}}{CLOCK}(?=\s|$)", re.ASCII)


def holds_srt(text: str) -> bool:
    """Whether a timing line is among the first lines; or two, where they are badly written."""
    lines = list(islice(filter(str.strip, split_lines(text[:_HEAD])), _FIRST))
    return any(map(_TIMES.match, lines)) or sum(map(is_loose_arrow, lines)) > 1


def read_srt(text: str, **about: Unpack[About]) -> Transcript:
    """The transcript in a SubRip file.

    Each cue is a segment. What cannot be read is a warning with its line. UnreadableTranscript (field ``srt``) if no
    cue can be, InvalidRequest for ``about``.
    """
    known = checked_about(about)
    warnings: list[str] = []
    lines = split_lines(without_invisible(checked_text(text, "srt"), warnings))
    cues = [cue for block in _blocks(lines) for cue in _cues(block, warnings)]
    return transcript_of_subtitles(cues, warnings, known, form="srt", field="srt")


class _Block(NamedTuple):
    """A timing line, None where the file lacks it, and all that follows it; ``number`` is the first line's."""

    number: int
    timing: str | None
    payload: list[str]


def _blocks(lines: list[str]) -> Iterator[_Block]:
    """What stands before the first times, then each timing line with all that follows it; counters are left out.

    A counter that goes on from the last one begins a cue, even if the timing line below it is missing.
    """
    counter = 0
    block = _Block(1, None, [])
    for number, line in lines_apart(lines):
        if is_timing_line(line):
            if block.timing and counter and number == block.number and not block.payload:  # all on one line
                block = block._replace(timing=without_next(block.timing, counter))
                counter += 1
            counter = _drop_counter(block, counter)
            yield block
            block = _Block(number, line, [])
        elif counter and line.strip() and _counts_on(block.payload, counter):
            block.payload.pop()
            counter += 1
            yield block
            block = _Block(number, None, [line])
        else:
            block.payload.append(line)
    yield block


def _counts_on(payload: list[str], counter: int) -> bool:
    """Whether the last line is the next counter, with an empty line above it."""
    return len(payload) > 1 and _number(payload[-1]) == counter + 1 and not payload[-2].strip()


def _drop_counter(block: _Block, counter: int) -> int:
    """Take the next cue's counter off the end of ``block``, and return the last one.

    Without an empty line before it a number is a counter only in a file that has them: it may be a cue's last word.
    """
    lines = block.payload
    number = _number(lines[-1]) if lines else None
    if number is None:
        if counter and lines:
            lines[-1] = without_next(lines[-1], counter)
        return counter
    if len(lines) == 1 or not lines[-2].strip() or counter or block.timing is None:
        lines.pop()
        return number or counter
    return counter


def _number(line: str) -> int | None:
    line = line.strip()
    return int(line) if line.isdecimal() and len(line) < 10 else None


def _cues(block: _Block, warnings: list[str]) -> Iterator[Cue]:
    number, timing, lines = block
    if timing is None:
        yield from _untimed(number, lines, warnings)
        return
    times, words = times_and_words(number, timing, warnings)
    tell_of_empty_line(number + 1, lines, warnings)
    yield Cue(tuple(caption_lines("\n".join([words, *lines] if words else lines))), times, number)


def _untimed(number: int, lines: list[str], warnings: list[str]) -> Iterator[Cue]:
    """Words that no timing line stands above; counters alone are none."""
    if all(not line.strip() or line.strip().isdecimal() for line in lines):
        return
    warnings += [
        f"line {at}: words that have no times above them were kept without: {shorten(line)!r}"
        for at, line in enumerate(lines, number)
        if line.strip()
    ]
    yield Cue(tuple(caption_lines("\n".join(lines))), None, number)
