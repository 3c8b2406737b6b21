"""Answers as tables: CSV, a file a table in one folder, or a workbook with a sheet a table."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Literal

from schemas import Extraction
from service.cli.answers import Answer
from service.cli.output import Writer
from service.cli.say import say
from service.cli.workbook import workbook
from service.cli.written import opened
from service.errors import OnrecordError
from service.exports.cells import Cell, Link, as_words
from service.exports.flat import Table, Told, tables
from service.exports.media import MediaUrl

# What spreadsheets take for a formula, and would calculate with, or send somewhere.
_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[+-]?[0-9.,]+")

AddRow = Callable[[str, list[Cell]], None]


@contextmanager
def written_tables(
    form: Literal["csv", "xlsx"], output: Path | None, records: Sequence[str], url: MediaUrl | None
) -> Iterator[Writer]:
    """Writes the rows of each answer: to ``NAME.csv`` in the folder ``output``, or to the sheets of the one file.

    What was there stays until all is written.
    """
    asked = list(tables(records))
    lacking = set(url.columns) if url else set()
    with ExitStack() as files:
        if form == "csv":
            assert output is not None
            add = files.enter_context(_csv_files(output, asked))
        else:
            file = files.enter_context(opened(output))
            add = files.enter_context(workbook(file, asked)).add

        def write(answer: Answer) -> None:
            found, told = _told(answer, url)
            lacking.difference_update(name for name, value in told.media.items() if value not in (None, ""))
            for table in asked:
                for cells in table.rows(told, found):
                    add(table.name, cells)

        yield write
    for name in sorted(lacking):
        say(
            f"--media-url: no transcript has a {name!r}, so no row has a link; expected {{id}} or a column of the lines"
        )


def _told(answer: Answer, url: MediaUrl | None) -> tuple[Extraction | None, Told]:
    item = answer.item
    known = {**item.passed_over, "id": item.media}
    if isinstance(answer.outcome, OnrecordError):
        return None, Told(item.id, known, problem=answer.outcome.detail)
    return Extraction.model_validate_json(answer.outcome), Told(item.id, known, url)


def csv_files(folder: Path, records: Sequence[str]) -> list[Path]:
    """The files of the tables of these record types, in that folder."""
    return [_csv_of(folder, table) for table in tables(records)]


def _csv_of(folder: Path, table: Table) -> Path:
    return folder / f"{table.name}.csv"


@contextmanager
def _csv_files(folder: Path, asked: Sequence[Table]) -> Iterator[AddRow]:
    """A file a table; each begins with the mark by which spreadsheets know that it is Unicode."""
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as files:
        rows = {}
        for table in asked:
            file = files.enter_context(opened(_csv_of(folder, table)))
            rows[table.name] = csv.writer(files.enter_context(_as_text(file)))
            rows[table.name].writerow(table.columns)
        yield lambda name, cells: rows[name].writerow(map(_in_csv, cells))


@contextmanager
def _as_text(file: IO[bytes]) -> Iterator[IO[str]]:
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="", write_through=True)
    try:
        yield text
    finally:
        text.detach()


def _in_csv(cell: Cell) -> str:
    """The cell, behind an apostrophe where a spreadsheet would take its words for a formula."""
    words = as_words(cell)
    is_words = isinstance(cell, str) and not isinstance(cell, Link)
    return f"'{words}" if is_words and _FORMULA.match(words) and not _NUMBER.fullmatch(words) else words
