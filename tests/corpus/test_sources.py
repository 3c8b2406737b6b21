"""What is read: lines, Parquet, folders of these and of transcripts in any form, here or at an address."""

from __future__ import annotations

import datetime
import gzip
import json
import os
from pathlib import Path
from typing import Any

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from service.corpus.sources import Source, _rows_at_once, opened_source
from service.corpus.spool import Spool
from service.errors import InvalidRequest, NotInstalled, OnrecordError
from service.requests.items import Defaults
from tests.corpus.corpora import lines

TEXT = "Police in Oslo arrested 14 dock workers on Friday."
CAPTIONS = f"WEBVTT\n\n00:00.000 --> 00:02.000\n{TEXT}\n"


def source(address: Path | str, **known: Any) -> Source:
    return opened_source(str(address), Defaults(), Path("/nowhere"), **known)


def texts(read: Source) -> dict[str, str]:
    """What each transcript is read as, or what is wrong with it, by its name."""
    items = {sent.id: sent.item(Defaults()).work for sent in read.sent()}
    return {name: work.detail if isinstance(work, OnrecordError) else work[0].text for name, work in items.items()}


def table(path: Path, **columns: list[Any]) -> Path:
    pq.write_table(pa.table(columns), path)
    return path


def test_of_a_folder_all_transcripts_are_read_under_their_paths_in_it(tmp_path: Path) -> None:
    (tmp_path / "may").mkdir()
    (tmp_path / "may" / "talk.vtt").write_text(CAPTIONS)
    (tmp_path / "talk.txt").write_text(TEXT)
    (tmp_path / "talk.vtt.gz").write_bytes(gzip.compress(CAPTIONS.encode()))
    (tmp_path / "requests.jsonl").write_text(json.dumps({"id": "a", "text": TEXT}))
    (tmp_path / "packed.jsonl.gz").write_bytes(gzip.compress(json.dumps({"id": "b", "text": TEXT + "!"}).encode()))
    table(tmp_path / "rows.parquet", id=["c"], text=[TEXT])
    for name in (".hidden.txt", "film.mp4", "README.txt", "talk.gold.json"):
        (tmp_path / name).write_text(TEXT)
    read = source(tmp_path)
    assert sorted(texts(read)) == ["a", "b", "c", "may/talk.vtt", "talk.txt", "talk.vtt.gz"]
    assert {text.strip("!") for text in texts(read).values()} == {TEXT}
    assert read.passed_over == {".mp4": 1, ".txt": 1, ".json": 1}


def test_what_is_written_to_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "talk.txt").write_text(TEXT)
    (tmp_path / "corpus").mkdir()
    table(tmp_path / "corpus" / "rows.parquet", text=[TEXT])
    assert list(opened_source(str(tmp_path), Defaults(), tmp_path / "corpus").files.values()) == ["talk.txt"]


def test_an_address_and_a_pattern_are_read_like_a_folder(tmp_path: Path) -> None:
    with fsspec.open("memory://talks/may/talk.vtt", "w") as file:
        file.write(CAPTIONS)
    assert texts(source("memory://talks")) == {"may/talk.vtt": TEXT}
    for name in ("a.txt", "b.txt", "c.srt"):
        (tmp_path / name).write_text(TEXT)
    assert sorted(texts(source(tmp_path / "*.txt"))) == ["a.txt", "b.txt"]


def test_the_same_content_has_the_same_key_in_lines_and_in_parquet(tmp_path: Path) -> None:
    """And whatever columns of their own data sets have beside."""
    (tmp_path / "a.jsonl").write_text("\n".join(json.dumps({**line, "views": n}) for n, line in enumerate(lines(3))))
    columns = {name: [line[name] for line in lines(3)] for name in ("id", "published", "text")}
    table(tmp_path / "b.parquet", **columns, likes=[1, 2, 3])
    keys = [[(sent.id, sent.key) for sent in source(tmp_path / name).sent()] for name in ("a.jsonl", "b.parquet")]
    assert keys[0] == keys[1]
    assert len({key for _, key in keys[0]}) == 3


def test_columns_go_by_other_names_where_that_is_said(tmp_path: Path) -> None:
    day = datetime.datetime(2031, 6, 2, 20, 0)
    path = table(tmp_path / "a.parquet", url=["u"], body=[TEXT], aired=[day], text=["not this"])
    columns = {"id": "url", "text": "body", "published": "aired"}
    [sent] = source(path, columns=columns).sent()
    work = sent.item(Defaults()).work
    assert sent.id == "u"
    assert isinstance(work, tuple)
    assert (work[0].text, work[0].published) == (TEXT, "2031-06-02")
    (tmp_path / "a.jsonl").write_text(json.dumps({"url": "u", "body": TEXT, "aired": "2031-06-02"}))
    [line] = source(tmp_path / "a.jsonl", columns=columns).sent()
    assert (line.id, line.key) == (sent.id, sent.key)


def test_a_column_that_words_stand_in_by_its_name_is_the_text(tmp_path: Path) -> None:
    assert texts(source(table(tmp_path / "a.parquet", id=["u"], Content=[TEXT], day=["x"]))) == {"u": TEXT}


def test_without_an_id_the_content_is_the_name(tmp_path: Path) -> None:
    path = table(tmp_path / "a.parquet", text=[TEXT, TEXT + "!"])
    assert {sent.id == sent.key for sent in source(path).sent()} == {True}


@pytest.mark.parametrize(
    ("columns", "given", "told"),
    [
        ({"a": ["x"], "b": ["y"]}, {}, "a, b"),
        ({"text": ["x"]}, {"text": "body"}, "'body'"),
    ],
)
def test_columns_that_are_not_there_are_told_with_those_that_are(
    columns: dict[str, list[str]], given: dict[str, str], told: str, tmp_path: Path
) -> None:
    with pytest.raises(InvalidRequest, match=told):
        list(source(table(tmp_path / "a.parquet", **columns), columns=given).sent())


def test_what_cannot_be_read_is_a_problem_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_bytes(b"\x00\x01\xff" * 50)
    (tmp_path / "c.parquet").write_text("no Parquet")
    (tmp_path / "d.jsonl.gz").write_bytes(gzip.compress(b'{"id": "d", "text": "Police arrested two men."}\n' * 9)[:-20])
    (tmp_path / "e.jsonl").write_text('{"id": "e", "text": \n["f"]\n')
    (tmp_path / "g.txt").symlink_to(tmp_path / "gone.txt")
    read = texts(source(tmp_path))
    assert read["a.txt"] == TEXT
    assert all(
        words in read[name] for name, words in {"c.parquet": "cannot be read", "d.jsonl.gz": "cannot be read"}.items()
    )
    assert len([detail for detail in read.values() if "line 1" in detail]) == 2
    assert len(read) == 6 or "g.txt" in read


@pytest.mark.parametrize("address", ["nowhere/at/all", "nosuch://bucket/talks", "memory://empty"])
def test_nothing_to_read_is_told(address: str) -> None:
    with pytest.raises((InvalidRequest, NotInstalled)):
        source(address)


def test_a_folder_without_transcripts_is_told(tmp_path: Path) -> None:
    (tmp_path / "film.mp4").write_text("film")
    with pytest.raises(InvalidRequest, match="no transcripts in it"):
        source(tmp_path)


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("bbc/20310602-news.txt", "2031-06-02"),
        ("2030-12-31/2031-06-02.txt", "2031-06-02"),
        ("2031/06/02/talk.txt", "2031-06-02"),
        ("a [20319902].txt", None),
        ("120310602.txt", None),
    ],
)
def test_a_path_says_when_its_transcript_was_published(path: str, day: str | None, tmp_path: Path) -> None:
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text(TEXT)
    [dated], [other] = (list(source(tmp_path, dated=dated).sent()) for dated in (True, False))
    works = [sent.item(Defaults()).work for sent in (dated, other)]
    assert [work[0].published for work in works if isinstance(work, tuple)] == [day, None]
    assert (dated.key == other.key) == (day is None)


def test_names_that_are_no_unicode_are_names_all_the_same(tmp_path: Path) -> None:
    """Half of a surrogate pair in an id, a file name in another encoding: escapes stand for what no corpus could hold."""
    (tmp_path / "a.jsonl").write_text('{"id": "\\ud800", "text": "It rained."}\n{"id": "b", "text": "It snowed."}\n')
    (tmp_path / os.fsdecode(b"\xff.txt")).write_text(TEXT)
    (tmp_path / os.fsdecode(b"\xfe.txt")).symlink_to("gone.txt")
    spool = Spool(tmp_path / "spool", 1)
    for sent in source(tmp_path).sent():
        spool.add(sent)
    spool.flush()
    assert {name for _, name in spool.names("00")} == {"\\ud800", "b", "\\udcff.txt", "\\udcfe.txt"}


def test_lines_that_nest_as_deep_as_can_be_read_are_lines_like_others(tmp_path: Path) -> None:
    """Also those that can just be read, and not be written any more."""
    deep = ('{"text": "It rained.", "x": ' + "[" * depth + "]" * depth + "}" for depth in range(800, 1_000, 2))
    (tmp_path / "a.jsonl").write_text("\n".join(deep))
    for columns in ({}, {"id": "x"}):
        assert len(list(source(tmp_path / "a.jsonl", columns=columns).sent())) == 100


def test_a_cell_that_cannot_be_read_is_a_problem_and_other_rows_are_read(tmp_path: Path) -> None:
    """Words that are no UTF-8, days of no calendar, cells that are larger than a transcript may be."""
    ends = (b"\0\0\0\0\3\0\0\0\6\0\0\0", b"\xff\xfe\xfdabc")
    broken = pa.StringArray.from_buffers(2, *map(pa.py_buffer, ends))
    days = pa.array([2**62, 0], pa.timestamp("us"))
    dictionary = pa.DictionaryArray.from_arrays(pa.array([0, 1]), pa.array(["a" * 2_000, TEXT]))
    for name, columns in {
        "a": {"text": broken}, "b": {"text": [TEXT + "b"] * 2, "published": days},
        "c": {"text": ["a" * 2_000, TEXT + "c"]}, "d": {"text": dictionary},
    }.items():  # fmt: skip
        table(tmp_path / f"{name}.parquet", id=[f"{name}0", f"{name}1"], **columns)
    kinds = {sent.id: sent.kind for sent in opened_source(str(tmp_path), Defaults(most=1_000), Path("/nowhere")).sent()}
    assert kinds == {f"{name}.parquet, row 1": "fault" for name in "abcd"} | {f"{name}1": "line" for name in "abcd"}


def test_few_rows_are_in_memory_where_cells_are_large(tmp_path: Path) -> None:
    """One large value may stand in all rows, and costs the file but once."""
    table(tmp_path / "small.parquet", text=[TEXT] * 1_000)
    large = pa.DictionaryArray.from_arrays(pa.array([0] * 1_000), pa.array(["ab" * 20_000_000]))
    table(tmp_path / "large.parquet", text=large)
    rows = [_rows_at_once(pq.read_metadata(tmp_path / f"{name}.parquet")) for name in ("small", "large")]
    assert rows == [256, 6]


@pytest.mark.parametrize("name", ["pipe.txt", "link.txt"])
def test_what_has_no_end_is_no_transcript_of_a_folder(name: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "link.txt").symlink_to("/dev/zero")
    assert name not in source(tmp_path).files.values()
