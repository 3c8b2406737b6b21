"""Answers as CSV: one file a record type, in one folder."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from schemas import RECORD_TYPES, Extraction
from service.cli.answers import Answer
from service.cli.output import Writer
from service.cli.written import opened
from service.exports.flat import columns, row

# What spreadsheets take for a formula, and would calculate with, or send somewhere.
_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[+-]?[0-9.,]+")


def _as_text(cell: str) -> str:
    """The cell, behind an apostrophe where a spreadsheet would take it for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


@contextmanager
def _as_utf8(file: IO[bytes]) -> Iterator[IO[str]]:
    text = io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="", write_through=True)
    try:
        yield text
    finally:
        text.detach()


@contextmanager
def csv_files(folder: Path, records: Sequence[str]) -> Iterator[Writer]:
    """Writes the rows of each answer to ``<plural>.csv`` in the folder, for the record types asked for, or all.

    Tables that were there stay until all are written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    asked = [entry for entry in RECORD_TYPES if not records or entry.plural in records]
    with ExitStack() as files:
        tables = {}
        for entry in asked:
            file = files.enter_context(opened(folder / f"{entry.plural}.csv"))
            text = files.enter_context(_as_utf8(file))
            tables[entry.plural] = csv.writer(text)
            tables[entry.plural].writerow(columns(entry.model))

        def write(answer: Answer) -> None:
            if isinstance(answer.outcome, bytes):
                extraction = Extraction.model_validate_json(answer.outcome)
                for plural, table in tables.items():
                    rows = (row(str(answer.item.id), record) for record in getattr(extraction, plural))
                    table.writerows(map(_as_text, cells) for cells in rows)

        yield write
