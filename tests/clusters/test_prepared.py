"""A corpus that somebody else has prepared is told to be none: nothing outside of it is written, deleted or waited for."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from benchmarks.patterns import name_of
from schemas import RECORD_TYPES
from service.clusters.corpus import records_of
from service.clusters.datasets import drop
from service.clusters.days import length_of
from service.clusters.run import cluster
from service.corpus.entries import BadCorpus
from service.corpus.forget import forget
from service.corpus.manifest import OtherRun
from service.corpus.store import Store
from tests.clusters.test_events import CASE, corpus
from tests.corpus.corpora import files, make

NAME = "2031-02-04-Radio Dajti"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return corpus(tmp_path_factory.mktemp("made") / "corpus", CASE[:2], shards=1)


@pytest.fixture
def prepared(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "corpus")


def both(root: Path, error: type[Exception]) -> None:
    """Neither command does anything with it."""
    before = files(root.parent)
    with pytest.raises(error):
        cluster(root)
    with pytest.raises(error):
        forget(root, [NAME], drop)
    assert files(root.parent) == before


@pytest.mark.parametrize(
    "link", [".work", ".work/ready", ".work/ready/00", "events", "detentions", ".manifest.json", "manifest.json"]
)
def test_what_a_link_leads_to_is_left_alone(link: str, prepared: Path) -> None:
    mine, at = prepared.parent / "mine", prepared / link
    shutil.copytree(prepared / "detentions", mine / "00")
    shutil.copy(mine / "00" / "00.parquet", mine / "detentions.parquet")
    shutil.copy(prepared / "manifest.json", mine / "manifest.json")
    if at.is_dir():
        shutil.rmtree(at)
    at.unlink(missing_ok=True)
    at.parent.mkdir(parents=True, exist_ok=True)
    at.symlink_to(mine / "manifest.json" if link.endswith(".json") else mine)
    both(prepared, BadCorpus)


@pytest.mark.parametrize(
    "change",
    [{"shards": 0}, {"shards": 1 << 40}, {"shards": float("nan")}, {"options": 5}, {"rows": None}, {"layout": 9}],
    ids=str,
)
def test_a_manifest_with_values_that_none_has_is_none(change: dict[str, Any], prepared: Path) -> None:
    path = prepared / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    both(prepared, OtherRun)


@pytest.mark.parametrize("content", ["[" * 100_000, '{"options": "' + "q" * 2_000_000 + '"}', "\x00"])
def test_a_manifest_that_is_no_json_or_too_much_of_it_is_none(content: str, prepared: Path) -> None:
    (prepared / "manifest.json").write_text(content)
    both(prepared, OtherRun)


def changed(dataset: str, column: str, value: Any, kind: pa.DataType) -> Callable[[Path], None]:
    """What gives all rows that value."""

    def change(root: Path) -> None:
        [path] = (root / dataset).glob("*.parquet")
        table = pq.read_table(path)
        values = pa.array([value] * len(table), kind)
        pq.write_table(table.set_column(table.column_names.index(column), column, values), path)

    return change


def cut(root: Path) -> None:
    """Half of a file is there."""
    [path] = (root / "detentions").glob("*.parquet")
    path.write_bytes(path.read_bytes()[:-20])


@pytest.mark.parametrize("spoil", [cut, changed("extractions", "transcript", {"a": 1}, pa.struct({"a": pa.int64()}))])
def test_files_that_hold_something_else_are_told(spoil: Callable[[Path], None], prepared: Path) -> None:
    spoil(prepared)
    with pytest.raises(BadCorpus):
        cluster(prepared)
    with pytest.raises(BadCorpus):
        forget(prepared, [NAME])


@pytest.mark.parametrize("record", ["{", "{}", '{"evidence": [{"start": 1e99, "text": "q"}]}'])
def test_records_that_are_none_are_told(record: str, prepared: Path) -> None:
    changed("detentions", "record", record, pa.string())(prepared)
    with pytest.raises(BadCorpus):
        cluster(prepared)


@pytest.mark.parametrize("column", ["key", "transcript"])
def test_rows_of_nobody_are_told(column: str, prepared: Path) -> None:
    changed("extractions", column, None, pa.string())(prepared)
    with pytest.raises(BadCorpus):
        forget(prepared, [NAME])


@pytest.mark.parametrize("name", ["news [2031]", "news*", "news ?", "transcript=5"])
def test_a_folder_may_have_any_name_and_no_other_is_read(name: str, made: Path, tmp_path: Path) -> None:
    cut(shutil.copytree(made, tmp_path / "news 2" / "corpus"))
    assert cluster(shutil.copytree(made, tmp_path / name / "corpus")).records == len(CASE[:2])


def test_events_go_before_the_transcript_does(prepared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Store, "write", killed)
    with pytest.raises(KeyboardInterrupt):
        forget(prepared, [NAME], drop)
    assert not (prepared / "events").exists()


def test_of_a_story_that_tells_of_many_what_is_near_is_held_against_others(tmp_path: Path) -> None:
    text = "".join(f"Soldiers arrested {name_of(i)} in Porto on May {i % 28 + 1}. " for i in range(90))
    make(tmp_path, [{"id": "many", "text": text}])
    [detentions] = [entry for entry in RECORD_TYPES if entry.plural == "detentions"]
    told = records_of(detentions, tmp_path, duckdb.connect())
    assert len(told) > 80
    assert {len(one.around) for one in told} <= set(range(10, 50))


def test_a_transcript_that_stands_there_many_times_is_told_once(prepared: Path) -> None:
    [path] = (prepared / "extractions").glob("*.parquet")
    pq.write_table(pa.concat_tables([pq.read_table(path)] * 50), path)
    assert cluster(prepared).records == len(CASE[:2])


@pytest.mark.parametrize("iso", ["P99999999999Y", f"P{'9' * 400}D"])
def test_what_lasts_longer_than_there_are_days_has_no_length(iso: str) -> None:
    assert length_of(iso) == 0
