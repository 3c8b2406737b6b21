"""``--model`` on the command line: what it asks, what it says where it cannot, and that HTTP says the same."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient

from service.http.app import create_app
from service.settings import Settings
from tests.ask.bargemen import authorities, completing, news
from tests.ask.scripted import Scripted, scripted
from tests.conftest import Onrecord

KEY = "sk-never-to-be-shown"


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[Scripted]:
    """A model's server that the settings name."""
    with scripted(completing) as server:
        monkeypatch.setenv("ONRECORD_MODEL_BASE_URL", server.url)
        monkeypatch.setenv("ONRECORD_MODEL_NAME", "scripted")
        monkeypatch.setenv("ONRECORD_MODEL_KEY", KEY)
        yield server


def written(folder: Path, count: int) -> Path:
    path = folder / f"{count}.txt"
    path.write_text(news(count))
    return path


@pytest.mark.parametrize("mode", ["auto", "always"])
def test_the_answer_has_the_bytes_that_http_gives(
    mode: str, model: Scripted, tmp_path: Path, onrecord: Onrecord
) -> None:
    ended = onrecord("extract", written(tmp_path, 12), "--model", mode)
    assert (ended.status, ended.err) == (0, "")
    assert authorities(json.loads(ended.out)) == ["harbour guard"]
    with TestClient(create_app(Settings(extract_processes=1))) as client:
        request = {"text": news(12), "options": {"model": mode}}
        assert client.post("/v1/extractions", json=request).content + b"\n" == ended.out
    assert set(model.keys) == {f"Bearer {KEY}"}


def test_without_it_no_model_is_asked(model: Scripted, tmp_path: Path, onrecord: Onrecord) -> None:
    answer = json.loads(onrecord("extract", written(tmp_path, 12)).out)
    assert answer["report"]["model"]["status"] == "off"
    assert model.bodies == []


@pytest.mark.usefixtures("model")
def test_several_files_over_several_processes_ask_as_one_does(tmp_path: Path, onrecord: Onrecord) -> None:
    files = [written(tmp_path, count) for count in range(12, 16)]
    here = onrecord("extract", *files, "--model", "auto", "--processes", "1")
    there = onrecord("extract", *files, "--model", "auto", "--processes", "2")
    assert (here.status, here.out) == (there.status, there.out)
    extractions = [json.loads(line)["extraction"] for line in here.out.splitlines()]
    assert [authorities(extraction) for extraction in extractions] == [["harbour guard"]] * 4


@pytest.mark.usefixtures("model")
def test_a_line_that_says_it_itself_goes_first(onrecord: Onrecord) -> None:
    """And one that only says which records it wants has the model of the command line."""
    options = [{"model": "off"}, {"records": ["detentions"]}, {}]
    lines = "\n".join(json.dumps({"text": news(12), "options": given}) for given in options)
    ended = onrecord("extract", "--kind", "jsonl", "--model", "auto", "-", stdin=lines.encode())
    reports = [json.loads(line)["extraction"]["report"]["model"]["status"] for line in ended.out.splitlines()]
    assert reports == ["off", "used", "used"]


@pytest.mark.parametrize("command", ["extract", "evaluate"])
@pytest.mark.parametrize("mode", ["auto", "always"])
@pytest.mark.parametrize("lacking", [{"BASE_URL"}, {"NAME"}, {"BASE_URL", "NAME"}])
def test_where_no_model_is_named_the_setting_that_lacks_is(
    lacking: set[str], mode: str, command: str, model: Scripted, tmp_path: Path, onrecord: Onrecord,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    for name in lacking:
        monkeypatch.delenv(f"ONRECORD_MODEL_{name}")
    ended = onrecord(command, written(tmp_path, 12) if command == "extract" else tmp_path, "--model", mode)
    assert (ended.status, ended.out, ended.err.count("\n")) == (2, b"", 1)
    assert "--model" in ended.err
    assert set(re.findall(r"ONRECORD_MODEL_(\w+)", ended.err)) == lacking
    assert model.bodies == []


def test_a_setting_that_cannot_be_is_named(
    model: Scripted, tmp_path: Path, onrecord: Onrecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_MODEL_MODE", "telepathy")
    ended = onrecord("extract", written(tmp_path, 12), "--model", "auto")
    assert (ended.status, ended.out, ended.err.count("\n")) == (2, b"", 1)
    assert "ONRECORD_MODEL_MODE" in ended.err
    assert model.bodies == []


@pytest.mark.parametrize("processes", ["1", "2"])
def test_where_the_model_fails_the_rules_answer_stands_and_a_line_tells_why(
    processes: str, model: Scripted, tmp_path: Path, onrecord: Onrecord
) -> None:
    """All are answered, so the command has not failed."""
    model.fault = "prose"
    files = [written(tmp_path, 12), written(tmp_path, 13)]
    ended = onrecord("extract", *files, "--model", "auto", "--processes", processes)
    rules = onrecord("extract", *files)
    assert (ended.status, ended.err.count("\n")) == (0, 2)
    assert "2 answers may hold the rules' part alone: the model's answer could not be read" in ended.err
    for with_model, without in zip(ended.out.splitlines(), rules.out.splitlines(), strict=True):
        found, expected = json.loads(with_model)["extraction"], json.loads(without)["extraction"]
        assert found.pop("report")["model"]["status"] == "failed"
        expected.pop("report")
        assert found == expected
    assert KEY not in ended.err + ended.out.decode()


@pytest.mark.usefixtures("model")
def test_evaluate_tells_what_a_model_adds_and_costs(tmp_path: Path, onrecord: Onrecord) -> None:
    written(tmp_path, 12)
    held = {
        "count": [12, 12],
        "authority": ["harbour guard"],
        "stage": "detained",
        "quotes": ["bargemen were detained"],
    }
    (tmp_path / "12.gold.json").write_text(json.dumps({"detentions": [held]}))

    def told(*more: str) -> dict[str, Any]:
        loaded: dict[str, Any] = json.loads(onrecord("evaluate", tmp_path, "--format", "json", *more).out)
        return loaded

    rules, both = told(), told("--model", "auto")
    assert rules["types"]["detentions"]["by_field"]["authority"]["recall"] == 0
    assert both["types"]["detentions"]["by_field"]["authority"]["recall"] == 1
    assert "model" not in rules
    cost = both["model"]
    assert cost["output_tokens"] == 10 * cost["calls"] > 0
    assert (cost["dropped"], cost["failed"]) == (0, 0)
    assert f"model: {cost['calls']} call" in onrecord("evaluate", tmp_path, "--model", "auto").out.decode()
