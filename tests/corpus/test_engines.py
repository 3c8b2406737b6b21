"""Engines map the same work: in this process, over processes, on Ray; and the command that chooses between them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from service.corpus import engines, task
from service.corpus.run import Asked
from service.corpus.task import Made, Task, made
from service.pool import WorkersUnavailable
from service.requests.items import Defaults
from tests.ask.bargemen import completing, news
from tests.ask.scripted import Scripted, scripted
from tests.conftest import Onrecord
from tests.corpus.corpora import files, lines, make, names, rows

COUNT = 8


@pytest.fixture
def input_(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines(COUNT)))
    return path


def test_processes_make_what_this_process_makes(onrecord: Onrecord, input_: Path, tmp_path: Path) -> None:
    """By the command: it tells what came of it, and the second time that nothing was to be done."""
    arguments = ("corpus", input_, tmp_path / "out", "--shards", "4", "--workers", "2")
    ended = onrecord(*arguments)
    assert (ended.status, ended.out) == (0, b"")
    assert f"{COUNT} transcripts made, 0 there already" in ended.err
    assert f"{len(rows(tmp_path / 'out', 'detentions'))} detentions" in ended.err
    [fingerprint] = {row["fingerprint"] for row in rows(tmp_path / "out", "extractions")}
    make(tmp_path / "here", lines(COUNT), by=Asked(Defaults(), fingerprint))
    assert files(tmp_path / "out") == files(tmp_path / "here")
    assert f"0 transcripts made, {COUNT} there already" in onrecord(*arguments).err


@pytest.mark.skipif(
    find_spec("ray") is None, reason="Ray is not installed: make corpus-check installs it and compares both engines"
)
def test_ray_makes_what_this_process_makes(onrecord: Onrecord, input_: Path, tmp_path: Path) -> None:
    for engine in ("ray", "local"):
        arguments = ("--engine", engine, "--shards", "4", "--workers", "1")
        assert onrecord("corpus", input_, tmp_path / engine, *arguments).status == 0
    assert files(tmp_path / "ray") == files(tmp_path / "local")


class _Dying:
    """Processes that die over one transcript."""

    def __init__(self, over: str) -> None:
        self._over = over

    async def run(self, call: Any, task: Task) -> Made:
        assert call is made
        if self._over in task.wanted.values():
            raise WorkersUnavailable("a process died over this request, 2 time(s)")
        return made(task)

    def close(self) -> None:
        """Nothing is there to be closed."""


def test_a_transcript_that_processes_die_over_is_a_problem_and_the_others_are_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "Extractors", lambda *_, **__: _Dying("t005"))
    make(tmp_path, lines(COUNT), lambda tasks: engines.over_processes(2, "", 0, tasks), shards=2)
    assert names(tmp_path) == [line["id"] for line in lines(COUNT)]
    assert [(row["transcript"], row["problem"]) for row in rows(tmp_path, "problems")] == [
        ("t005", "workers-unavailable")
    ]
    assert len(rows(tmp_path, "detentions")) == COUNT - COUNT // 4 - 1


def test_a_corpus_can_be_forgotten_by_the_command(onrecord: Onrecord, tmp_path: Path) -> None:
    make(tmp_path / "out", lines(COUNT))
    ended = onrecord("forget", tmp_path / "out", "t001", "nobody")
    assert ended.status == 1
    assert "nobody: there is no transcript of that name" in ended.err
    assert "t001" not in names(tmp_path / "out")


def test_links_lead_to_the_moment(onrecord: Onrecord, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.en.vtt").write_text(
        "WEBVTT\n\n00:07.000 --> 00:09.000\nPolice in Oslo arrested 14 dock workers on Friday.\n"
    )
    url = "https://media.example/watch?v={id}&t={seconds}"
    onrecord("corpus", tmp_path / "in", tmp_path / "out", "--media-url", url)
    assert [row["link"] for row in rows(tmp_path / "out", "detentions")] == ["https://media.example/watch?v=a&t=7"]
    told = onrecord("corpus", tmp_path / "in", tmp_path / "out")
    assert told.status == 2
    assert "media_url" in told.err


def test_a_model_is_sent_no_more_than_the_run_allows(onrecord: Onrecord, tmp_path: Path, model: Scripted) -> None:
    """All that is asked where there is enough; with a token less, a question less, and the report says so."""
    given = tmp_path / "in.jsonl"
    given.write_text("".join(json.dumps({"id": f"t{count}", "text": news(count)}) + "\n" for count in (12, 13, 14)))

    def asked(tokens: int) -> tuple[int, str]:
        model.bodies.clear()
        out = tmp_path / str(tokens)
        assert onrecord("corpus", given, out, "--shards", "1", "--model", "auto", "--model-tokens", tokens).status == 0
        return len(model.bodies), " ".join(row["report"] for row in rows(out, "extractions"))

    enough = 1_000_000
    assert asked(enough)[0] == 3
    spent = enough - task.model_of_run()[1].left
    assert asked(spent)[0] == 3
    fewer, reports = asked(spent - 1)
    assert fewer == 2
    assert "budget was spent" in reports
    assert asked(1)[0] == 0


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[Scripted]:
    """A model's server that the settings name."""
    task.model_of_run.cache_clear()
    with scripted(completing) as server:
        monkeypatch.setenv("ONRECORD_MODEL_BASE_URL", server.url)
        monkeypatch.setenv("ONRECORD_MODEL_NAME", "scripted")
        yield server
    task.model_of_run.cache_clear()


def test_where_there_is_nothing_to_read_nothing_is_left_behind(onrecord: Onrecord, tmp_path: Path) -> None:
    pq.write_table(pa.table({"a": ["x"]}), tmp_path / "a.parquet")
    ended = onrecord("corpus", tmp_path / "a.parquet", tmp_path / "out")
    assert ended.status == 2
    assert "--columns text=NAME" in ended.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--model", "off", "--model-tokens", "5"), "--model-tokens"),
        (("--shards", "3"), "a power of two"),
        (("--address", "ray://head:10001"), "--engine ray"),
        (("--columns", "body"), "FIELD=NAME"),
        (("--columns", "words=body"), "FIELD=NAME"),
    ],
)
def test_options_that_make_no_sense_are_told(
    arguments: tuple[str, ...], told: str, onrecord: Onrecord, input_: Path, tmp_path: Path
) -> None:
    ended = onrecord("corpus", input_, tmp_path / "out", *arguments)
    assert ended.status == 2
    assert told in ended.err
    assert not (tmp_path / "out").exists()
