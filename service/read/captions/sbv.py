"""SubViewer as YouTube Studio writes it: ``0:00:01.000,0:00:04.500`` above the words."""

from __future__ import annotations

import re
from itertools import islice

from service.read.cues import Cue, split_lines, squeeze
from service.read.formats import Format, Found, captions
from service.read.markup import caption_lines
from service.read.timing import read_times

_CLOCK = r"\d{1,5}:\d{1,2}:\d{1,2}(?:\.\d{1,9})?"
_TIMES = re.compile(rf"\s{{0,20}}({_CLOCK})\s?,\s?({_CLOCK})\s*$", re.ASCII)
_ATTEMPT = re.compile(r"\s{0,20}\d[^\s,]{2,30},\s?\d[^\s,]{2,30}\s*$")
_CLOCKISH = re.compile(r"[\d:.,;\s]{0,40}\d:\d[\d:.,;\s]{0,40}")
_HEADER = re.compile(r"\s{0,20}\[[A-Z ]{2,30}\]")  # of SubViewer 2: [INFORMATION], [TITLE]News
_BREAK = re.compile(r"\[br\]", re.I)


def _holds(text: str) -> bool:
    return any(_TIMES.match(line) for line in islice(filter(str.strip, split_lines(text[:4000])), 12))


def _find(text: str, warnings: list[str]) -> Found:
    cues: list[Cue] = []
    block: list[str] = []
    number, times = 1, None
    is_begun = False

    def end() -> None:
        kept = block if is_begun else [line for line in block if not _HEADER.match(line)]
        lines = tuple(caption_lines(_BREAK.sub("\n", "\n".join(kept))))
        if lines and not is_begun:
            warnings.append(f"line {number}: words before the first times were kept without times: {lines[0].text!r}")
        cues.append(Cue(lines, times, number))

    for at, line in enumerate(split_lines(text), 1):
        found = _TIMES.match(line)
        if not found and not (_ATTEMPT.match(line) and _CLOCKISH.match(line)):
            block.append(line)
            continue
        end()
        block, number, times, is_begun = [], at, None, True
        try:
            times = read_times(*found.groups()) if found else None
            wrong: object = "its times cannot be read"
        except ValueError as error:
            wrong = error
        if times is None:
            warnings.append(f"line {at}: {wrong}; its words were kept without times: {squeeze(line)[:40]!r}")
    end()
    return Found(cues)


FORMAT = Format(
    name="sbv",
    title="SubViewer (YouTube's SBV)",
    read=captions("sbv", _find),
    holds=_holds,
    suffixes=(".sbv",),
    kept="words, times, `>>` and `NAME:` as turns",
    left_out="tags of fonts",
)
