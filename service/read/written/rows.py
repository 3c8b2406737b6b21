"""The lines of a written transcript, without what only sets them out: bold type, list marks, a second time on a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from service.read.cues import split_lines
from service.read.labels import is_label
from service.read.written.cells import of_pipes

_BEGINS = re.compile(r"\s{0,20}[\[(]\d{1,3}:\d\d", re.ASCII)
_NAMED = re.compile(r"([^\[\](){}<>\n]{2,60}?:?)\s{0,3}(?=[\[(]\d{1,3}:\d\d)", re.ASCII)
_INSIDE = re.compile(
    r"(?<=[.?!…”\"])\s+(?=[\[(]\d{1,3}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?[\])]\s)", re.ASCII
)  # one time behind another
_LIST_MARK = re.compile(r"^(?:[-*•–]|\d{1,4}[.)])\s{1,4}(?=[\[(<{#]?\d{1,3}:\d)", re.ASCII)
_CLOCK = r"\d{1,3}:\d{2}(?::\d{2})?(?:[.,;:]\d{1,6})?"
_TWO_CELLS = re.compile(rf"(^|\t)({_CLOCK})\t({_CLOCK})(?=\t)", re.ASCII)


class Row(NamedTuple):
    """A line, or a part of one that has a time of its own, with its number."""

    number: int
    text: str
    is_after_empty: bool = False


def rows_of(text: str) -> list[Row]:
    """All lines that are not empty."""
    return list(_rows(text))


def _rows(text: str) -> Iterator[Row]:
    is_after_empty = False
    for number, line in enumerate(split_lines(text), 1):
        if not line.strip():
            is_after_empty = True
            continue
        if (row := of_pipes(line)) is not None:
            line = row
        for part in _parts(_plain(line)):
            yield Row(number, part, is_after_empty)
            is_after_empty = False


def _parts(line: str) -> Iterator[str]:
    """A line cut before each further time: ``[0:01] words. [0:05] words.``; who speaks is said again before each."""
    if not _INSIDE.search(line):
        yield line
        return
    name = _NAMED.match(line)
    label = f"{name[1].strip()} " if name and is_label(name[1]) else ""
    first, *others = _INSIDE.split(line) if label or _BEGINS.match(line) else (line,)
    yield first
    yield from (label + part for part in others if part)


def _plain(line: str) -> str:
    """The line without bold type (``**Anna Rossi** [0:01]:``) and list marks; two cells with times are one span."""
    if "**" in line:
        line = line.replace("**", "").replace("*[", "[").replace("]*", "]")
    line = _LIST_MARK.sub("", line.strip(), count=1)
    return _TWO_CELLS.sub(r"\1\2 --> \3", line) if "\t" in line else line
