"""Extractions as flat tables, whose columns depend on the record types alone.

One row a record; of what people count within records, such as the people of a detention, one row each as well; the
evidence behind the first; and one row a transcript.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from schemas import RECORD_TYPES, Evidence, Extraction, Record, RecordType
from service.exports.cells import Cell, Link, cell
from service.exports.columns import cells, columns, fields_of, own_fields, part_fields, part_of
from service.exports.media import MediaUrl

# What people count one by one, by the plural name of the record type: the field, and what one of it is called.
_COUNTED = {
    "elections": {"results": "result", "allegations": "allegation"},
    "detentions": {"detainees": "detainee"},
}
_OF_ALL = fields_of(Record, [name for name in Record.model_fields if name not in ("id", "evidence")])
_TRANSCRIPT = ("transcript", "title", "outlet", "published")
_BEGIN = (*_TRANSCRIPT, "start", "end", "hh:mm:ss", "link")
_WORDS = ("evidence", "from_character", "to_character")
_END = (*_WORDS, "further_evidence", *columns(_OF_ALL), "id")


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a transcript beside its answer: its id, what addresses of its media are filled with, and why there
    is no answer.
    """

    id: str | int | None
    media: Mapping[str, object]
    url: MediaUrl | None = None
    problem: str | None = None


Rows = Iterator[list[Cell]]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns, and the rows that an extraction gives it; None stands for one that failed."""

    name: str
    columns: tuple[str, ...]
    rows: Callable[[Told, Extraction | None], Rows]


def tables(records: Sequence[str]) -> Iterator[Table]:
    """The tables of these record types, by their plural names: of all where none is named."""
    types = [entry for entry in RECORD_TYPES if not records or entry.plural in records]
    yield _transcripts(types)
    for entry in types:
        yield _records(entry)
        for field, name in _COUNTED.get(entry.plural, {}).items():
            yield _parts(entry, field, name)
    yield _evidence(types)


def _transcripts(types: Sequence[RecordType]) -> Table:
    def rows(told: Told, found: Extraction | None) -> Rows:
        if found is None:
            yield [told.id, *[None] * (len(names) - 2), told.problem]
            return
        about, form = found.transcript, found.transcript.form
        read = (form.name, form.cues) if form is not None else (None, None)
        counts = [len(getattr(found, entry.plural)) for entry in types]
        warnings = cell(found.report.warnings)
        yield [*_of_transcript(told, found), about.language, *read, about.characters, *counts, warnings, None]

    counted = (entry.plural for entry in types)
    names = (*_TRANSCRIPT, "language", "form", "cues", "characters", *counted, "warnings", "problem")
    return Table("transcripts", names, rows)


def _records(entry: RecordType) -> Table:
    fields = own_fields(entry.model)

    def rows(told: Told, found: Extraction | None) -> Rows:
        for record in _of(found, entry):
            yield [*_begun(told, found, record.evidence), *cells(record, fields), *_ended(record, record.evidence)]

    return Table(entry.plural, (*_BEGIN, *columns(fields), *_END), rows)


def _parts(entry: RecordType, field: str, name: str) -> Table:
    """A row for each value of that field, with all else that its record has, and evidence of its own if it has some."""
    part = part_of(entry.model, field)
    assert part is not None
    inner = part_fields(part, name)
    fields = {column: of for column, of in own_fields(entry.model).items() if column != field}

    def rows(told: Told, found: Extraction | None) -> Rows:
        for record in _of(found, entry):
            for value in getattr(record, field):
                evidence = getattr(value, "evidence", record.evidence)
                begun, ended = _begun(told, found, evidence), _ended(record, evidence)
                yield [*begun, *cells(value, inner), *cells(record, fields), *ended]

    return Table(field, (*_BEGIN, *columns(inner), *columns(fields), *_END), rows)


def _evidence(types: Sequence[RecordType]) -> Table:
    """All evidence of records but the first of each, which stands with the record."""

    def rows(told: Told, found: Extraction | None) -> Rows:
        for entry in types:
            for record in _of(found, entry):
                for number, words in enumerate(record.evidence[1:], 2):
                    named = (entry.name, record.id, number)
                    yield [*_begun(told, found, [words]), *named, *_words(words), cell(words.fields)]

    return Table("further_evidence", (*_BEGIN, "record_type", "id", "number", *_WORDS, "fields"), rows)


def _of(found: Extraction | None, entry: RecordType) -> Sequence[Any]:
    return getattr(found, entry.plural) if found is not None else ()


def _of_transcript(told: Told, found: Extraction | None) -> list[Cell]:
    assert found is not None
    return [told.id, *(cell(getattr(found.transcript, name)) for name in ("title", "source", "published"))]


def _begun(told: Told, found: Extraction | None, evidence: Sequence[Evidence]) -> list[Cell]:
    """The transcript, and the moment of the first words of the evidence."""
    seconds, end = evidence[0].start_time, evidence[0].end_time
    moment = timedelta(seconds=int(seconds)) if seconds is not None else None
    link: Link | None = told.url.link(told.media, seconds) if told.url is not None else None
    return [*_of_transcript(told, found), seconds, end, moment, link]


def _ended(record: Record, evidence: Sequence[Evidence]) -> list[Cell]:
    """The first words of the evidence, how many more there are, and what every record has."""
    return [*_words(evidence[0]), len(evidence) - 1, *cells(record, _OF_ALL), record.id]


def _words(words: Evidence) -> list[Cell]:
    return [words.text, words.start, words.end]
