"""Tables: TSV and CSV with a line of names above (Whisper's, Trint's, Premiere's), or three columns without (Audacity's)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Unpack

from service.read.about import About, checked_about, checked_text
from service.read.clocks import Rate, read_time
from service.read.column_names import role_of
from service.read.cues import Cue, Line, in_order, made, shorten, split_lines, squeeze, until_next
from service.read.dates import read_date
from service.read.formats import Format, unreadable
from service.read.invisible import without_invisible
from service.read.joining import transcript_of
from service.read.labels import is_label
from service.read.rates import in_seconds
from service.read.rolling import read_once
from service.read.timing import Times
from service.read.transcript import Transcript

_T = r"(?:\d{1,9}(?:\.\d{1,9})?|\d{1,3}:\d\d(?::\d\d)?(?:[.,]\d{1,9})?)"
_LABEL = re.compile(rf"{_T}([\t,;]){_T}\1(?=[^\d\s])", re.ASCII)
_CELL_TIME = re.compile(rf"\s*\"?{_T}\"?\s*", re.ASCII)
_DECIMAL = re.compile(r"\d{1,9},\d{1,9}", re.ASCII)
_FULL_CLOCK = re.compile(r"\d{1,2}:\d\d:\d\d\.\d{1,3}", re.ASCII)
_SECONDS = re.compile(r"\d{1,6}(?:\.\d{1,3})?", re.ASCII)
_NEAR = 0.01  # seconds
_WHOLE = re.compile(r"\d{1,12}", re.ASCII)
_RULE = re.compile(r"\s*:?-{2,}:?\s*")
_DELIMITERS = "\t,;|"
_SEPARATOR = re.compile(r"(?i)sep=(.)\r?\n")
_FRAMES = Rate(frames=25.0)


class _Unquoted(csv.excel):
    quoting = csv.QUOTE_NONE


csv.field_size_limit(2**31 - 1)


def _holds(text: str) -> bool:
    """By the names in the first line: one of words and one of times; as a track of labels; or as ELAN's rows."""
    return bool(_LABEL.match(text)) or _delimiter(text) is not None or _roles_of_rows(text) is not None


def _delimiter(text: str) -> str | None:
    told = _SEPARATOR.match(text)
    head = text[told.end() if told else 0 :].split("\n", 1)[0].strip("\r")
    for delimiter in told[1] if told else _DELIMITERS:
        roles = {role_of(name) for name in head.split(delimiter)}
        if "text" in roles and roles & {"start", "end"}:
            return delimiter
    return None


def _roles_of_rows(text: str) -> list[str | None] | None:
    """Of ELAN's rows, which have no names above: a tier, each time as a clock and in seconds, and the words."""
    cells = text.split("\n", 1)[0].rstrip("\r").split("\t")
    clocks = [i for i, cell in enumerate(cells) if _FULL_CLOCK.fullmatch(cell)]
    if len(clocks) < 2 or not cells[-1].strip() or len(cells) - 1 in clocks:
        return None
    start = read_time(cells[clocks[0]], _FRAMES)
    if not any(_SECONDS.fullmatch(cell) and abs(float(cell) - start) < _NEAR for cell in cells[:-1]):
        return None
    roles: list[str | None] = [None] * len(cells)
    roles[clocks[0]], roles[clocks[1]], roles[-1] = "start", "end", "text"
    if clocks[0]:
        roles[0] = "speaker"
    return roles


def read_columns(text: str, **about: Unpack[About]) -> Transcript:
    """The transcript in a table, a segment a row. Rows without words, and columns of other names, are passed over."""
    known = checked_about(about)
    warnings: list[str] = []
    text = without_invisible(checked_text(text, "transcript"), warnings)
    cues = list(_cues(text, warnings))
    if not any(cue.times and cue.lines for cue in cues):
        problem = warnings[0] if warnings else "no row has times and words"
        raise unreadable(problem, "columns such as start, end and text, with a line of names above")
    # Whisper's own table is in milliseconds: that is no guess to tell of.
    told = [] if text.startswith("start\tend\ttext") else warnings
    timed = in_seconds(until_next(in_order(cues, warnings)), told, unit="line")
    return transcript_of(read_once(timed, warnings), warnings, known, form="table")


def _cues(text: str, warnings: list[str]) -> Iterator[Cue]:
    if label := _LABEL.match(text):
        rows = _rows(text, label[1], warnings)
        first = next(csv.reader(io.StringIO(text, newline=""), delimiter=label[1]))
        roles: list[str | None] = ["start", "end", "text"]
        if len(first) == 4 and is_label(first[2]):
            roles.insert(2, "speaker")
    elif of_rows := _roles_of_rows(text):
        roles, rows = of_rows, _rows(text, "\t", warnings)
    else:
        delimiter = _delimiter(text)
        if delimiter is None:
            raise unreadable("its first line does not name columns", "start, end and text, parted by tabs or commas")
        rows = _rows(_SEPARATOR.sub("", text, count=1), delimiter, warnings)
        _, names = next(rows)
        roles = [role_of(name) for name in names]
        warnings += [
            f"line 1: taken for the name of a column: {shorten(name, 300)!r}" for name in names if len(name.split()) > 3
        ]
    places = {role: roles.index(role) for role in dict.fromkeys(roles) if role}
    if "text" not in places:
        raise unreadable("no column holds words", "a column named text")
    for number, row in rows:
        if cue := _cue(row, places, len(roles), number, warnings):
            yield cue


def _rows(text: str, delimiter: str, warnings: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line that each begins in. Whisper does not quote: a quotation mark in a TSV is a word's.

    A mark that is opened and not closed takes in the rows below: where a cell has lines that are rows, each is read by itself.
    """
    dialect = csv.excel if delimiter != "\t" else _Unquoted
    reader = csv.reader(io.StringIO(text, newline=""), dialect, delimiter=delimiter)
    physical = split_lines(text)
    width = physical[0].count(delimiter) + 1
    begun = 1
    for row in reader:
        if delimiter == "|":
            row = _of_markdown(row)
        if reader.line_num > begun and _holds_rows(row, delimiter, width):
            warnings.append(
                f"line {begun}: a quotation mark is not closed; this row and those below were read line by line"
            )
            rows = physical[begun - 1 : reader.line_num]
            yield from (
                (begun + i, cells) for i, cells in enumerate(csv.reader(_closed(rows), delimiter=delimiter)) if cells
            )
        elif any(cell.strip() for cell in row):
            yield begun, row
        begun = reader.line_num + 1


def _holds_rows(row: list[str], delimiter: str, width: int) -> bool:
    """Whether a line inside of a cell has as many cells as a row, and a time in one of them."""
    inner = [line.split(delimiter) for cell in row for line in cell.split("\n")[1:]]
    return any(len(cells) >= width and any(map(_CELL_TIME.fullmatch, cells)) for cells in inner)


def _closed(lines: list[str]) -> Iterator[str]:
    """The lines, a mark that is not closed in its line as one that is written twice: it is a character."""
    for line in lines:
        yield line if line.count('"') % 2 == 0 else line.replace('"', '""')


def _of_markdown(row: list[str]) -> list[str]:
    """The cells without the empty ones at both ends that a table in Markdown has; none of its rule. ``\\|`` parts none."""
    whole: list[str] = []
    for cell in row:
        if whole and whole[-1].endswith("\\"):
            whole[-1] = f"{whole[-1][:-1]}|{cell}"
        else:
            whole.append(cell)
    row = whole
    if len(row) > 2 and not row[0].strip() and not row[-1].strip():
        row = row[1:-1]
    return [] if all(_RULE.fullmatch(cell) for cell in row) else row


def _cue(row: list[str], places: dict[str, int], width: int, number: int, warnings: list[str]) -> Cue | None:
    cells = {role: row[at].strip() for role, at in places.items() if at < len(row)}
    words = squeeze(cells.get("text", ""))
    if len(row) > width and places["text"] == width - 1:
        # A comma in words that nobody quoted.
        words = squeeze(", ".join(row[places["text"] :]))
        warnings.append(f"line {number}: there are more cells than columns; all were kept: {shorten(words)!r}")
    if not words:
        if len(row) < width and any(map(str.strip, row)):
            warnings.append(f"line {number}: a row without words was left out: {shorten(' '.join(row))!r}")
        return None
    speaker = squeeze(cells["speaker"]) or None if "speaker" in cells else None
    return made(Cue, ((made(Line, (words, speaker, 0)),), _times(cells, number, warnings), number, False))


def _times(cells: dict[str, str], number: int, warnings: list[str]) -> Times | None:
    if not cells.get("start") and not cells.get("end"):
        return None
    try:
        start = _moment(cells.get("start", "0"))
        end = _moment(cells["end"]) if cells.get("end") else None
        if end is None and cells.get("duration"):
            end = round(start + _moment(cells["duration"]), 6)
        if end is not None and end < start:
            raise ValueError("it ends before it starts")
    except ValueError as wrong:
        warnings.append(f"line {number}: {wrong}; its words were kept without times")
        return None
    return start, end


def _moment(cell: str) -> float:
    """Seconds of a cell, which may be a date, or have a decimal comma."""
    if _WHOLE.fullmatch(cell):  # as Whisper writes them
        return float(cell)
    date = read_date(cell)
    return read_time(cell.replace(",", ".") if _DECIMAL.fullmatch(cell) else cell, _FRAMES) if date is None else date


FORMAT = Format(
    name="table",
    title="TSV and CSV",
    read=read_columns,
    holds=_holds,
    suffixes=(".tsv", ".csv"),
    media_types=("text/tab-separated-values", "text/csv"),
    kept="words, times (seconds, milliseconds, clocks), speakers, by the names of the columns",
    left_out="columns of other names",
)
