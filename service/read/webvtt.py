"""WebVTT (W3C Candidate Recommendation, 2019), read as its parsing rules say, but no words are dropped unsaid."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Unpack

from service.read.about import About, checked_about, checked_text
from service.read.cues import Cue, shorten, split_lines
from service.read.invisible import without_invisible
from service.read.joining import transcript_of_subtitles
from service.read.markup import caption_lines
from service.read.timing_lines import is_timing_line, lines_apart, times_and_words, without_next
from service.read.transcript import Transcript

_HEADER = re.compile(r"WEBVTT(?=\s|$)")
_SPACE = re.compile(r"\s{0,1000}")
_NO_CUE = re.compile(r"NOTE(?:\s|$)|(?:STYLE|REGION)\s*$")
_NAMING = re.compile(r'\d{1,9} "([^"\n]{1,100})" \(\d{1,20}\)\s*$', re.ASCII)  # Zoom's: 7 "Anna Rossi" (16778240)
_HEADER_LINE = re.compile(r"^[\w-]+\s*[:=]|[{}#]|::cue")
_DIGITS = re.compile(r"\d+")

Block = list[tuple[int, str]]  # a line's number and the line


def holds_vtt(text: str) -> bool:
    """Whether a text begins as WebVTT does, empty lines aside."""
    return bool(_HEADER.match(text, _SPACE.match(text).end()))  # type: ignore[union-attr]  # it matches everywhere


def read_vtt(text: str, **about: Unpack[About]) -> Transcript:
    """The transcript in a WebVTT file.

    Each cue is a segment, ``<v Name>`` a turn; NOTE, STYLE and REGION blocks are passed over. A block
    that cannot be read is a warning with its line.
    UnreadableTranscript (field ``vtt``) if no cue can be, InvalidRequest for ``about``.
    """
    known = checked_about(about)
    warnings: list[str] = []
    lines = split_lines(without_invisible(checked_text(text, "vtt"), warnings))
    cues = [cue for block in _blocks(lines, warnings) if (cue := _cue(block, warnings))]
    return transcript_of_subtitles(cues, warnings, known, form="vtt", field="vtt")


def _blocks(lines: list[str], warnings: list[str]) -> Iterator[Block]:
    """Runs of lines up to an empty one or the next timing line; the header, however long, is none."""
    in_header = bool(_HEADER.match(lines[0]))
    if not in_header:
        warnings.append("line 1: a WebVTT file begins with WEBVTT")
    block: Block = []
    identifier: str | None = None
    for number, line in lines_apart(lines):
        timed = is_timing_line(line)
        if not line or (timed and (in_header or _is_full(block))):
            following = _without_identifier(block, identifier) if timed else []
            if block and not in_header:
                yield block
            elif in_header:
                _tell_of_header(block, warnings)
            in_header, block = False, following
        if timed and block:
            identifier = block[-1][1].strip()
        if line:
            block.append((number, line))
    if block and not in_header:
        yield block


def _is_full(block: Block) -> bool:
    """Whether a timing line cannot belong to the block: it has one, or more than the identifier stands before it."""
    return len(block) > 1 or any(is_timing_line(line) for _, line in block)


def _without_identifier(block: Block, identifier: str | None) -> Block:
    """Take the next cue's identifier off a block, and return it.

    It is one behind a line of white space, and where it is made as the last cue's was (``7`` and ``8``).
    """
    if len(block) > 1 and (not block[-2][1].strip() or _follows(identifier, block[-1][1].strip())):
        return [block.pop()]
    if identifier and identifier.isdecimal() and len(block) > 1 and len(identifier) < 10:
        number, line = block[-1]
        block[-1] = number, without_next(line, int(identifier))
    return []


def _follows(identifier: str | None, line: str) -> bool:
    if not identifier or identifier == line or " " in line or not _DIGITS.search(line):
        return False
    if line.isdecimal() and identifier.isdecimal():
        return int(line) == int(identifier) + 1
    return _DIGITS.sub("0", identifier) == _DIGITS.sub("0", line) and not line.isdecimal()


def _tell_of_header(header: Block, warnings: list[str]) -> None:
    for number, line in header:
        if line.startswith("X-TIMESTAMP-MAP"):
            warnings.append(f"line {number}: times are as they stand, not moved as it says: {shorten(line)!r}")
        elif number > 1 and len(line.split()) > 2 and not _HEADER_LINE.search(line):
            warnings.append(f"line {number}: a line of the header was left out: {shorten(line)!r}")


def _cue(block: Block, warnings: list[str]) -> Cue | None:
    at = next((i for i, (_, line) in enumerate(block[:2]) if is_timing_line(line)), None)
    if at is None:
        if not _NO_CUE.match(block[0][1]):
            warnings += [
                f"line {number}: a line without times was left out: {shorten(line)!r}"
                for number, line in block
                if line.strip()
            ]
        return None
    number, timing = block[at]
    named = _NAMING.match(block[0][1]) if at else None
    if at and not named and len(block[0][1].split()) > 2:
        warnings.append(
            f"line {block[0][0]}: left out, since it stands where an identifier does: {shorten(block[0][1])!r}"
        )
    times, words = times_and_words(number, timing, warnings)
    payload = "\n".join(
        [words, *(line for _, line in block[at + 1 :])] if words else [line for _, line in block[at + 1 :]]
    )
    lines = caption_lines(payload)
    if named:
        lines = (line if line.voice else line._replace(voice=named[1].strip()) for line in lines)
    return Cue(tuple(lines), times, number)
