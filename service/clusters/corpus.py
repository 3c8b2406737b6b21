"""Records out of a corpus: the folder that ``onrecord corpus`` writes, read by DuckDB."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import duckdb
from pydantic import ValidationError

from schemas import RECORD_TYPES, Place, Record, RecordType
from service.clusters.context import REACH, context
from service.clusters.told import Said, Told
from service.corpus.entries import BadCorpus, in_short
from service.corpus.manifest import FILE, read_manifest
from service.errors import OnrecordError
from service.exports.columns import part_of

# With each record what stands round it in the text, or, where the corpus keeps no texts, the evidence of records near it in its story.
_RECORDS = """
WITH said AS (
    SELECT transcript, story, list(DISTINCT {'start': TRY_CAST(evidence->>'start' AS BIGINT), 'words': evidence->>'text'}) AS words
    FROM (
        SELECT transcript, story, unnest(json_extract(record, '$.evidence[*]')) AS evidence
        FROM read_parquet($all, union_by_name = true, hive_partitioning = false)
    )
    GROUP BY transcript, story
), texts AS (
    SELECT transcript, any_value(about->>'$.text') AS text
    FROM read_parquet($extractions, union_by_name = true, hive_partitioning = false)
    GROUP BY transcript
), own AS (
    SELECT *, TRY_CAST(record->>'$.evidence[0].start' AS BIGINT) AS begins
    FROM read_parquet($own, union_by_name = true, hive_partitioning = false)
)
SELECT own.transcript::VARCHAR, outlet::VARCHAR, published::VARCHAR, record, begins,
    CASE WHEN text IS NULL THEN list_filter(words, lambda one: abs(one.start - begins) <= $far) END AS words,
    substr(text, greatest(1, begins + 1 - $reach), 2 * $reach) AS near
FROM own LEFT JOIN said ON own.transcript = said.transcript AND own.story IS NOT DISTINCT FROM said.story
LEFT JOIN texts ON own.transcript = texts.transcript
ORDER BY own.transcript, record_id
"""

EXTRACTIONS = "extractions"
_FAR = 1_000  # characters from a record to what else of its story is held against others: thousands may be told in one
_PATTERN = re.compile(r"[*?\[]")


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
    asked = {"all": everything, "own": own, "extractions": extractions, "reach": REACH, "far": _FAR}
    try:
        rows = database.execute(_RECORDS, asked).fetchall()
    except (duckdb.Error, ValueError) as error:
        raise BadCorpus(f"{folder}: {in_short(error)}", expected="a folder that onrecord corpus wrote") from None
    return [
        Told(
            transcript,
            outlet,
            published,
            _record(entry, record, transcript),
            _evidence(words) if near is None else context(near, max(0, at - REACH), at),
        )
        for transcript, outlet, published, record, at, words, near in rows
    ]


def _record(entry: RecordType, record: str, transcript: str) -> Record:
    try:
        return entry.model.model_validate_json(record)
    except ValidationError as error:
        at = ".".join(map(str, error.errors()[0]["loc"]))
        raise BadCorpus(f"{transcript}: a row of {entry.plural} holds no {entry.name}, for its {at}") from None


def _evidence(words: list[dict[str, Any]]) -> tuple[Said, ...]:
    return tuple(sorted({Said(said["start"], said["words"]) for said in words if None not in said.values()}))


def check(folder: Path) -> None:
    """NoCorpus where there is none in the folder."""
    if not (folder / FILE).exists() or read_manifest(folder) is None:
        raise NoCorpus(f"{folder}: this is no corpus", expected="a folder that `onrecord corpus IN OUT` wrote")


def _files(folder: Path, dataset: str) -> list[str]:
    """The files, as DuckDB takes them by their names: what stands for other letters in a pattern is in brackets."""
    return sorted(_PATTERN.sub(r"[\g<0>]", str(path)) for path in (folder / dataset).glob("*.parquet"))
