"""Rows of tables, a line each with tabs between its cells: names in front of words become labels."""

from __future__ import annotations

import re

from service.read.cues import squeeze
from service.read.labels import is_label

CELL, PARAGRAPH = "\t", "\v"  # what parts cells, and paragraphs in one
_MOST_PARAGRAPHS = 3  # of a cell; one with more sets out a page
_MOST = 0.8  # of the rows
_WORDS = 3  # fewer are no speech, but figures
_PIPE = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r":?-+:?")
_NAMED = re.compile(r"([^\t]{2,110})\t([^\t]+)$")


def lines_of(row: str) -> list[str]:
    """A row's cells as one line, white space squeezed; where they set out a page, a line a paragraph."""
    cells = [[words for part in cell.split(PARAGRAPH) if (words := squeeze(part))] for cell in row.split(CELL)]
    if any(len(parts) > _MOST_PARAGRAPHS for parts in cells):
        return [words for parts in cells for words in parts]
    return [CELL.join(" ".join(parts) for parts in cells if parts)]


def of_pipes(line: str) -> str | None:
    """A row of a table in Markdown with tabs between its cells, empty for the rule under the head; None for another line."""
    line = line.strip()
    if len(line) < 3 or not (line.startswith("|") and line.endswith("|")):
        return None
    cells = [cell.strip().replace("\\|", "|") for cell in _PIPE.split(line.strip("|"))]
    return "" if all(_RULE.fullmatch(cell) for cell in cells) else CELL.join(cells)


def labelled(lines: list[str]) -> list[str]:
    """The lines, with rows of a name and words as ``Name: words``, if that is what most rows are."""
    rows = [line for line in lines if CELL in line]
    named = [found for line in rows if (found := _NAMED.match(line)) and _is_said(found)]
    if len(named) < 2 or len(named) < _MOST * len(rows):
        return lines
    return [
        f"{found[1].rstrip(': ')}: {found[2]}" if (found := _NAMED.match(line)) and _is_said(found) else line
        for line in lines
    ]


def _is_said(found: re.Match[str]) -> bool:
    return is_label(found[1]) and len(found[2].split()) >= _WORDS
