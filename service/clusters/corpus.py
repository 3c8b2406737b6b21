"""Records out of a corpus: the folder that ``onrecord corpus`` writes, read by DuckDB."""

from __future__ import annotations

from pathlib import Path

import duckdb

from schemas import RECORD_TYPES, Place, RecordType
from service.clusters.context import REACH, context
from service.clusters.told import Said, Told
from service.errors import OnrecordError
from service.exports.columns import part_of

# With each record what stands round it in the text, or, where the corpus keeps no texts, the evidence of all records of its story.
_RECORDS = """
WITH said AS (
    SELECT transcript, story, list({'start': evidence->>'start', 'words': evidence->>'text'}) AS words
    FROM (
        SELECT transcript, story, unnest(json_extract(record, '$.evidence[*]')) AS evidence
        FROM read_parquet($all, union_by_name = true)
    )
    GROUP BY transcript, story
), texts AS (
    SELECT transcript, about->>'$.text' AS text FROM read_parquet($extractions, union_by_name = true)
), own AS (
    SELECT *, CAST(record->>'$.evidence[0].start' AS BIGINT) AS begins FROM read_parquet($own, union_by_name = true)
)
SELECT own.transcript, outlet, published, record, words, begins, substr(text, greatest(1, begins + 1 - $reach), 2 * $reach) AS near
FROM own JOIN said ON own.transcript = said.transcript AND own.story IS NOT DISTINCT FROM said.story
LEFT JOIN texts ON own.transcript = texts.transcript
ORDER BY own.transcript, record_id
"""

EXTRACTIONS = "extractions"


class NoCorpus(OnrecordError):
    """The folder is none that ``onrecord corpus`` wrote."""

    slug = "no-corpus"
    title = "There is no corpus"
    status = 404


def event_types() -> list[RecordType]:
    """The record types whose records are events: what happens somewhere. Statements are said, not held."""
    return [
        entry for entry in RECORD_TYPES if any(part_of(entry.model, name) is Place for name in entry.model.model_fields)
    ]


def records_of(entry: RecordType, folder: Path, database: duckdb.DuckDBPyConnection) -> list[Told]:
    """All records of a type, in the order of their transcripts' names."""
    own = _files(folder, entry.plural)
    if not own:
        return []
    everything = [file for other in RECORD_TYPES for file in _files(folder, other.plural)]
    extractions = _files(folder, EXTRACTIONS)
    asked = {"all": everything, "own": own, "extractions": extractions, "reach": REACH}
    rows = database.execute(_RECORDS, asked).fetchall()
    return [
        Told(
            transcript,
            outlet,
            published,
            entry.model.model_validate_json(record),
            _evidence(words) if near is None else context(near, max(0, at - REACH), at),
        )
        for transcript, outlet, published, record, words, at, near in rows
    ]


def _evidence(words: list[dict[str, str]]) -> tuple[Said, ...]:
    return tuple(sorted({Said(int(said["start"]), said["words"]) for said in words}))


def check(folder: Path) -> None:
    """NoCorpus where the folder has no records of any type, nor a place for them."""
    if not any((folder / entry.plural).is_dir() for entry in RECORD_TYPES):
        raise NoCorpus(f"{folder}: this is no corpus", expected="a folder that `onrecord corpus IN OUT` wrote")


def _files(folder: Path, dataset: str) -> list[str]:
    return sorted(str(path) for path in (folder / dataset).glob("*.parquet"))
