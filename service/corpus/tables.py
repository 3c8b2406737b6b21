"""The datasets of a corpus: their columns, and the rows in them of one transcript.

What is flat comes from the tables of ``service.exports``; beside it stands the JSON, so that nothing of an answer is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from schemas import RECORD_TYPES, Extraction, Story
from service.errors import OnrecordError
from service.exports.cells import as_words
from service.exports.flat import Table, Told, tables
from service.requests.problems import as_problem

EXTRACTIONS, STORIES, PROBLEMS = "extractions", "stories", "problems"
_PLURALS = tuple(entry.plural for entry in RECORD_TYPES)
DATASETS = (EXTRACTIONS, STORIES, PROBLEMS, *_PLURALS)

_FLAT = {table.name: table for table in tables(())}
# All else in the flat tables is words: a cell may hold several values.
_DECIMALS = frozenset({"start", "end", "confidence"})
_INTEGERS = frozenset({"from_character", "to_character", "further_evidence", "cues", "characters", *_PLURALS})
_OF_RECORD = ("transcript", "published", "record_id", "story", "confidence", "record")
_OF_TRANSCRIPT = ("transcript", "published", "key", "fingerprint", "sha256", "schema_version", "about", "report")
_OF_STORY = ("transcript", "published", "story", "kind", "title")
_OF_PROBLEM = ("transcript", "key", "problem", "detail", "field", "expected")

Row = dict[str, Any]
Tables = dict[str, pa.Table]


def _type_of(column: str) -> pa.DataType:
    return pa.float64() if column in _DECIMALS else pa.int64() if column in _INTEGERS else pa.string()


def _schema(first: Iterable[str], table: Table | None = None, others: Iterable[str] = ()) -> pa.Schema:
    flat = [name for name in table.columns if name != "id"] if table is not None else ()
    return pa.schema([(name, _type_of(name)) for name in dict.fromkeys((*first, *flat, *others))])


SCHEMAS: dict[str, pa.Schema] = {
    EXTRACTIONS: _schema(_OF_TRANSCRIPT, _FLAT["transcripts"]),
    STORIES: _schema(_OF_STORY, others=("start", "end", "from_character", "to_character")),
    PROBLEMS: _schema(_OF_PROBLEM),
    **{plural: _schema(_OF_RECORD, _FLAT[plural]) for plural in _PLURALS},
}


def tables_of(rows: Mapping[str, list[Row]]) -> Tables:
    """The rows of each dataset as a table; those of a dataset without rows are empty."""
    return {name: pa.Table.from_pylist(rows.get(name, []), schema=SCHEMAS[name]) for name in DATASETS}


def answered(told: Told, found: Extraction, key: str, fingerprint: str) -> Mapping[str, list[Row]]:
    """The rows of a transcript that has an answer: one of its own, whether or not there are records in it."""
    about = found.transcript
    own = _flat_rows(_FLAT["transcripts"], told, found)[0] | {
        "transcript": told.id,
        "published": about.published,
        "key": key,
        "fingerprint": fingerprint,
        "sha256": about.sha256,
        "schema_version": found.schema_version,
        "about": about.model_dump_json(),
        "report": found.report.model_dump_json(),
    }
    stories = [_story_row(told, about.published, story) for story in found.report.stories]
    records = {plural: _record_rows(plural, told, found) for plural in _PLURALS}
    return {EXTRACTIONS: [own], STORIES: stories, **records}


def unanswered(told: Told, error: OnrecordError, key: str, fingerprint: str) -> Mapping[str, list[Row]]:
    """The rows of a transcript that has none."""
    own = _flat_rows(_FLAT["transcripts"], told, None)[0]
    marked = own | {"transcript": told.id, "key": key, "fingerprint": fingerprint}
    return {EXTRACTIONS: [marked], PROBLEMS: [problem_row(str(told.id), error, key)]}


def problem_row(transcript: str, error: OnrecordError, key: str) -> Row:
    """What is wrong with a transcript: the first field at fault, and all of it in words."""
    problem = as_problem(error)
    first = problem.errors[0] if problem.errors else None
    return {
        "transcript": transcript,
        "key": key,
        "problem": error.slug,
        "detail": error.detail,
        "field": first.pointer if first is not None else None,
        "expected": first.expected if first is not None else error.expected,
    }


def _record_rows(plural: str, told: Told, found: Extraction) -> list[Row]:
    records = getattr(found, plural)
    rows = _flat_rows(_FLAT[plural], told, found)
    published = found.transcript.published
    return [
        row | {"record_id": record.id, "record": record.model_dump_json(), "published": published}
        for row, record in zip(rows, records, strict=True)
    ]


def _story_row(told: Told, published: str | None, story: Story) -> Row:
    return {
        "transcript": told.id,
        "published": published,
        "story": story.id,
        "kind": story.kind,
        "title": story.title,
        "start": story.start_time,
        "end": story.end_time,
        "from_character": story.start,
        "to_character": story.end,
    }


def _flat_rows(table: Table, told: Told, found: Extraction | None) -> list[Row]:
    """The cells by their columns: numbers in those that hold nothing else, all others in words."""
    numbers = _DECIMALS | _INTEGERS
    return [
        {
            name: cell if cell is None or name in numbers else as_words(cell)
            for name, cell in zip(table.columns, cells, strict=True)
        }
        for cells in table.rows(told, found)
    ]
