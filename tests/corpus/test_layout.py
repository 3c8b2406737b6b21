"""What lies in a corpus: rows that hold all of an answer, in columns that depend on the record types alone."""

from __future__ import annotations

import json
import re
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from schemas import RECORD_TYPES
from service.corpus.tables import DATASETS, SCHEMAS
from service.exports.flat import tables
from service.extract import extract
from service.requests.lines import read_line
from tests.conftest import ROOT
from tests.corpus.corpora import SHARDS, files, lines, make, names, parsed, rows

EXAMPLES = [
    {"id": path.name, "published": "2031-06-02", "transcript": path.read_text(encoding="utf-8")}
    for path in sorted((ROOT / "examples").glob("*.[tsv][xrt]t"))
]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("corpus")
    make(root, [*EXAMPLES, *lines(9)])
    return root


def test_each_dataset_has_a_file_a_shard_and_the_manifest_says_how_many(corpus: Path) -> None:
    manifest = json.loads((corpus / "manifest.json").read_text())
    shards = sorted(path.name for path in (corpus / "extractions").iterdir())
    assert 1 < len(shards) <= SHARDS == manifest["shards"]
    assert manifest["whole"]
    assert all(sorted(path.name for path in (corpus / name).iterdir()) == shards for name in DATASETS)
    assert {path.name for path in corpus.iterdir()} == {*DATASETS, "manifest.json"}
    assert manifest["rows"] == {name: len(rows(corpus, name)) for name in DATASETS}


def test_every_transcript_has_a_row_whether_or_not_there_are_records_in_it(corpus: Path) -> None:
    assert names(corpus) == sorted(request["id"] for request in (*EXAMPLES, *lines(9)))


@pytest.mark.parametrize("request_", [*EXAMPLES, *lines(2)], ids=lambda request: str(request["id"]))
def test_the_rows_of_a_transcript_hold_all_of_its_answer(corpus: Path, request_: dict[str, str]) -> None:
    """The answer can be put together from them, byte for byte."""
    work = read_line(json.dumps(request_).encode(), 1).work
    assert isinstance(work, tuple)
    [row] = [row for row in rows(corpus, "extractions") if row["transcript"] == request_["id"]]
    records = {
        entry.plural: [r["record"] for r in rows(corpus, entry.plural) if r["transcript"] == request_["id"]]
        for entry in RECORD_TYPES
    }
    lists = "".join(f'"{plural}":[{",".join(found)}],' for plural, found in records.items())
    told = f'{{"schema_version":"{row["schema_version"]}","transcript":{row["about"]},{lists}"report":{row["report"]}}}'
    assert told == extract(*work).model_dump_json()
    assert {plural: row[plural] for plural in records} == {plural: len(found) for plural, found in records.items()}


@pytest.mark.parametrize("entry", RECORD_TYPES, ids=lambda entry: str(entry.plural))
def test_a_records_row_has_the_columns_of_the_tables_that_are_exported(corpus: Path, entry: object) -> None:
    plural = entry.plural  # type: ignore[attr-defined]
    [table] = [table for table in tables(()) if table.name == plural]
    assert {*table.columns} - {"id"} <= {*SCHEMAS[plural].names}
    for row in rows(corpus, plural):
        record = parsed(row["record"])
        assert (row["record_id"], row["story"], row["confidence"]) == (
            record["id"],
            record["story"],
            record["confidence"],
        )
        assert row["published"] == "2031-06-02"
        assert row["evidence"] == record["evidence"][0]["text"]
        assert (row["start"], row["from_character"]) == (
            record["evidence"][0]["start_time"],
            record["evidence"][0]["start"],
        )


def test_stories_are_those_that_records_stand_in(corpus: Path) -> None:
    stories = {(row["transcript"], row["story"]) for row in rows(corpus, "stories")}
    told = {(row["transcript"], row["story"]) for entry in RECORD_TYPES for row in rows(corpus, entry.plural)}
    assert {story for story in told if story[1] is not None} <= stories != set()


def test_rows_of_a_shard_are_in_the_order_of_the_transcripts_and_of_each_answer(corpus: Path) -> None:
    for name in DATASETS:
        for path in sorted((corpus / name).iterdir()):
            found = pq.ParquetFile(path).read().column("transcript").to_pylist()
            assert found == sorted(found)


def test_the_bytes_hang_on_the_rows_alone(corpus: Path, tmp_path: Path) -> None:
    make(tmp_path / "other", [*reversed(lines(9)), *EXAMPLES])
    assert files(tmp_path / "other") == files(corpus)


def test_the_table_of_the_docs_can_be_asked_for(corpus: Path) -> None:
    """Detentions by month, as docs/corpora.md has it: of the bulletins about dock workers, all that told of an arrest."""
    page = (ROOT / "docs" / "corpora.md").read_text(encoding="utf-8")
    [query] = re.findall(r"<!-- months -->\n```sql\n(.*?)```", page, re.DOTALL)
    found = duckdb.sql(query.replace("corpus/", f"{corpus}/")).fetchall()
    assert {month for month, *_ in found} == {"2031-06"}
    assert sum(row[2] for row in found) >= len(lines(9)) - 3
