"""Answers as CSV: one file a record type, in one folder."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from schemas import RECORD_TYPES, Extraction
from service.cli.answers import Answer
from service.cli.output import Writer
from service.exports.flat import columns, row


@contextmanager
def csv_files(folder: Path, records: Sequence[str]) -> Iterator[Writer]:
    """Writes the rows of each answer to ``<plural>.csv`` in the folder, for the record types asked for, or all."""
    folder.mkdir(parents=True, exist_ok=True)
    asked = [entry for entry in RECORD_TYPES if not records or entry.plural in records]
    with ExitStack() as files:
        tables = {}
        for entry in asked:
            file = files.enter_context((folder / f"{entry.plural}.csv").open("w", encoding="utf-8", newline=""))
            tables[entry.plural] = csv.writer(file)
            tables[entry.plural].writerow(columns(entry.model))

        def write(answer: Answer) -> None:
            if isinstance(answer.outcome, bytes):
                extraction = Extraction.model_validate_json(answer.outcome)
                for plural, table in tables.items():
                    table.writerows(row(str(answer.item.id), record) for record in getattr(extraction, plural))

        yield write
