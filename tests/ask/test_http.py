"""The service in a process of its own, while its model's server does all that it can do wrong."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.ask.bargemen import authorities, completing, news
from tests.ask.scripted import FAULTS, Scripted, scripted
from tests.real.conftest import serving
from tests.valkey import valkey

KEY = "sk-never-to-be-shown"
DEADLINE_S = 1.5
WORK = "from service.cli import main; main(['worker', '--processes', '1'])"
LINES = {"content-type": "application/x-ndjson"}


@dataclass(frozen=True)
class Running:
    """A service, its model's server, the Redis that it is to share with others, and where it writes its log."""

    url: str
    model: Scripted
    settings: dict[str, str]
    log: Path

    def post(self, request: dict[str, Any]) -> httpx.Response:
        answer = httpx.post(f"{self.url}/v1/extractions", json=request, timeout=60)
        assert answer.status_code == 200, answer.text
        assert KEY not in answer.text + str(answer.headers)
        return answer

    @contextmanager
    def misbehaving(self, fault: str) -> Iterator[None]:
        self.model.fault = fault
        try:
            yield
        finally:
            self.model.fault = None


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    log = tmp_path_factory.mktemp("served") / "log"
    with scripted(completing) as model, valkey() as redis, log.open("wb") as file:
        settings = {
            "model_base_url": model.url,
            "model_name": "scripted",
            "model_key": KEY,
            "model_deadline_s": str(DEADLINE_S),
            "model_pause_s": "4",
            "redis_url": redis.url,
            "redis_budget_ms": "1000",
            "log_level": "debug",
        }
        with serving(log=file, **settings) as (_, url):
            yield Running(url, model, settings, log)


def request(count: int, model: str = "auto") -> dict[str, Any]:
    return {"text": news(count), "options": {"model": model}}


def without_report(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name != "report"}


def authority(answer: dict[str, Any]) -> str | None:
    [name] = authorities(answer)
    return name


def is_of_the_rules_alone(answer: dict[str, Any], of_rules: dict[str, Any]) -> None:
    """The answer has what the rules found, and says for people why it has no more."""
    model = answer["report"]["model"]
    assert without_report(answer) == without_report(of_rules)
    assert model["status"] == "failed"
    assert re.fullmatch(r"[\w ,;'().]{20,}", model["reason"])
    assert "Error" not in model["reason"]


@pytest.mark.parametrize(("count", "fault"), list(enumerate(FAULTS, 11)))
def test_a_fault_gives_the_rules_answer_and_is_not_remembered(running: Running, fault: str, count: int) -> None:
    """200 in time, failed and why; asked again once the server is well, the model's part is there, and is kept."""
    of_rules = running.post(request(count, "off")).json()
    asked = len(running.model.bodies)
    with running.misbehaving(fault):
        began = time.monotonic()
        failed = running.post(request(count))
        assert time.monotonic() - began < DEADLINE_S + 10
        is_of_the_rules_alone(failed.json(), of_rules)
        assert failed.json()["report"]["model"]["calls"] == len(running.model.bodies) - asked > 0
        assert "not-lasting" in failed.headers["cache-status"]
    well = running.post(request(count))
    assert "hit" not in well.headers["cache-status"]
    assert well.json()["report"]["model"]["status"] == "used"
    assert authority(of_rules) is None
    assert authority(well.json()) == "harbour guard"
    again = running.post(request(count))
    assert "hit" in again.headers["cache-status"]
    assert again.content == well.content


def test_no_cache_asks_anew_and_no_store_keeps_nothing(running: Running) -> None:
    """Of what the model answered, either: quotations of a transcript that is to be kept nowhere are not kept."""
    asked = len(running.model.bodies)
    for control, calls in (("no-store", 1), ("no-store", 2), ("", 3), ("no-cache", 4), ("", 4)):
        headers = {"cache-control": control}
        answer = httpx.post(f"{running.url}/v1/extractions", json=request(31), headers=headers, timeout=60)
        assert authority(answer.json()) == "harbour guard"
        assert len(running.model.bodies) - asked == calls, control


def test_a_stream_goes_on_over_faults(running: Running) -> None:
    """Each line has its rules' answer, and the model's part as well once the server is well."""
    lines = "".join(json.dumps({"id": count, **request(count)}) + "\n" for count in (32, 33))

    def answers() -> list[dict[str, Any]]:
        sent = httpx.post(f"{running.url}/v1/extractions/stream", content=lines, headers=LINES, timeout=60)
        assert KEY not in sent.text
        return [json.loads(line) for line in sent.text.splitlines()]

    with running.misbehaving("500"):
        failed = answers()
    assert [line["id"] for line in failed] == [32, 33]
    for line in failed:
        is_of_the_rules_alone(line["extraction"], running.post(request(line["id"], "off")).json())
    assert [authority(line["extraction"]) for line in answers()] == ["harbour guard"] * 2


def test_a_job_is_done_whatever_the_model_does(running: Running) -> None:
    """With the rules' answers, none of which counts as a problem, and none of which is what a later request gets."""
    lines = "".join(json.dumps({"id": count, **request(count)}) + "\n" for count in (34, 35))
    environment = {**os.environ, **{f"ONRECORD_{name.upper()}": value for name, value in running.settings.items()}}
    with running.misbehaving("429"):
        job = httpx.post(f"{running.url}/v1/jobs", content=lines, headers=LINES).json()["id"]
        with running.log.open("ab") as log:
            worker = subprocess.Popen([sys.executable, "-c", WORK], env=environment, stderr=log)
        try:
            state = until(lambda: httpx.get(f"{running.url}/v1/jobs/{job}").json(), lambda s: s["status"] == "done")
        finally:
            worker.terminate()
            worker.wait(60)
    assert state["failed"] == 0
    results = httpx.get(f"{running.url}/v1/jobs/{job}/results").text
    assert KEY not in results
    for line in map(json.loads, results.splitlines()):
        is_of_the_rules_alone(line["extraction"], running.post(request(line["id"], "off")).json())
    assert running.post(request(34)).json()["report"]["model"]["status"] == "used"


def test_a_server_that_fails_again_and_again_is_left_alone_for_a_while(running: Running) -> None:
    """It is not called meanwhile, the answer says so, and after the pause the model's part is there."""
    with running.misbehaving("prose"):
        for count in range(36, 41):
            assert "could not be read" in running.post(request(count)).json()["report"]["model"]["reason"]
    asked = len(running.model.bodies)
    left = running.post(request(41)).json()["report"]["model"]
    assert (left["status"], left["calls"]) == ("failed", 0)
    assert "left alone" in left["reason"]
    assert len(running.model.bodies) == asked
    back = until(lambda: running.post(request(41)).json(), lambda a: a["report"]["model"]["status"] == "used")
    assert authority(back) == "harbour guard"


def test_key_and_transcripts_went_to_the_model_alone(running: Running) -> None:
    """They are in no line of the log, however much is logged. (This is the last test of the module.)"""
    assert set(running.model.keys) == {f"Bearer {KEY}"}
    log = running.log.read_text()
    assert "/v1/extractions" in log
    assert KEY not in log
    assert "bargemen" not in log


def until(look: Any, holds: Any) -> Any:
    deadline = time.monotonic() + 60
    while True:
        seen = look()
        if holds(seen):
            return seen
        assert time.monotonic() < deadline, seen
        time.sleep(0.25)
