"""WebVTT (W3C Candidate Recommendation, 2019), read as its parsing rules say, but no words are dropped unsaid."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Unpack

from service.read.about import About, checked_about, checked_text
from service.read.cues import Cue, shorten, split_lines
from service.read.joining import transcript_of_subtitles
from service.read.markup import vtt_lines
from service.read.timing import Times, is_timing_line, read_arrow
from service.read.transcript import Transcript

_HEADER = re.compile(r"WEBVTT(?=\s|$)")
_NO_CUE = re.compile(r"NOTE(?:\s|$)|(?:STYLE|REGION)\s*$")

Block = list[tuple[int, str]]  # a line's number and the line


def read_vtt(text: str, **about: Unpack[About]) -> Transcript:
    """The transcript in a WebVTT file.

    Each cue is a segment, ``<v Name>`` a turn; NOTE, STYLE and REGION blocks are passed over. A block
    that cannot be read is a warning with its line.
    UnreadableTranscript (field ``vtt``) if no cue can be, InvalidRequest for ``about``.
    """
    known = checked_about(about)
    lines = split_lines(checked_text(text, "vtt"))
    warnings: list[str] = []
    cues = [cue for block in _blocks(lines, warnings) if (cue := _cue(block, warnings))]
    return transcript_of_subtitles(cues, warnings, known, field="vtt")


def _blocks(lines: list[str], warnings: list[str]) -> Iterator[Block]:
    """Runs of lines up to an empty one or the next timing line; the header, however long, is none."""
    in_header = bool(_HEADER.match(lines[0]))
    if not in_header:
        warnings.append("line 1: a WebVTT file begins with WEBVTT")
    block: Block = []
    for number, line in enumerate(lines, 1):
        timed = is_timing_line(line)
        if not line or (timed and (in_header or _is_full(block))):
            following = _without_identifier(block) if timed else []
            if block and not in_header:
                yield block
            in_header, block = False, following
        if line:
            block.append((number, line))
    if block and not in_header:
        yield block


def _is_full(block: Block) -> bool:
    """Whether a timing line cannot belong to the block: it has one, or more than the identifier stands before it."""
    return len(block) > 1 or any(is_timing_line(line) for _, line in block)


def _without_identifier(block: Block) -> Block:
    """Take the next cue's identifier off a block whose empty last line holds white space, and return it."""
    if len(block) > 1 and not block[-2][1].strip():
        return [block.pop()]
    return []


def _cue(block: Block, warnings: list[str]) -> Cue | None:
    at = next((i for i, (_, line) in enumerate(block[:2]) if is_timing_line(line)), None)
    if at is None:
        words = [(number, line) for number, line in block if line.strip()]
        if words and not _NO_CUE.match(block[0][1]):
            warnings.append(f"line {words[0][0]}: a block without times was left out: {shorten(words[0][1])!r}")
        return None
    number, timing = block[at]
    payload = "\n".join(line for _, line in block[at + 1 :])
    return Cue(tuple(vtt_lines(payload)), times_or_warning(number, timing, warnings), number)


def times_or_warning(number: int, timing: str, warnings: list[str]) -> Times | None:
    """The times of a timing line; None and a warning, with its line, if they cannot be read."""
    try:
        return read_arrow(timing)
    except ValueError as wrong:
        warnings.append(f"line {number}: {wrong}; its words were kept without times: {shorten(timing)!r}")
        return None
