"""The service in a process of its own, and a model's server that means harm: the rules' answer is there in the deadline."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from benchmarks.attacked.stage import Stage
from tests.ask.bargemen import news
from tests.ask.hostile import HARM, Hostile, hostile
from tests.real.conftest import serving

DEADLINE_S = 8.0
# What may run in one go on the event loop, while all others wait.
AT_ONCE_S = 0.1


@dataclass(frozen=True)
class Running:
    """A service, its model's server, and the process that answers HTTP."""

    url: str
    model: Hostile
    pid: int


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with hostile() as model:
        named = {"model_base_url": model.url, "model_name": "m", "model_mode": "json", "model_pause_s": "0.01"}
        with serving(**named, request_timeout_s=str(DEADLINE_S), model_deadline_s="4") as (process, url):
            yield Running(url, model, Stage(url, process.pid).serving()[0])


@contextmanager
def watched(running: Running) -> Iterator[list[float]]:
    """CPU seconds of the event loop from one probe's answer to the next, again and again while the block lasts.

    What blocks the loop keeps the probe waiting, and the loop at work; where the machine is busy, only the first is so.
    """
    seconds: list[float] = []
    over = threading.Event()
    client, began = httpx.Client(timeout=60), loop_s(running.pid)

    def watch() -> None:
        before, is_over = began, False
        while not is_over:  # the last probe comes after the block, so that there is one, however soon that ended
            is_over = over.wait(0.01)
            client.get(f"{running.url}/health/live")
            seconds.append(-before + (before := loop_s(running.pid)))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield seconds
    finally:
        over.set()
        thread.join()
        client.close()


def loop_s(pid: int) -> float:
    """CPU seconds so far of the thread that the event loop runs in."""
    return int(Path(f"/proc/{pid}/task/{pid}/schedstat").read_text().split()[0]) / 1e9


def peak_mib(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


@pytest.mark.parametrize("harm", HARM)
def test_whatever_the_server_does_the_rules_answer_is_there(running: Running, harm: str) -> None:
    """In the deadline, in little memory, and nobody else waits; nothing goes to where it leads."""
    text = news(60 + list(HARM).index(harm)) * 12
    rules = httpx.post(f"{running.url}/v1/extractions", json={"text": text}, timeout=60).json()
    running.model.harm = harm
    before = peak_mib(running.pid)
    with watched(running) as seconds:
        answer = httpx.post(
            f"{running.url}/v1/extractions", json={"text": text, "options": {"model": "always"}}, timeout=60
        )
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert running.model.led == []
    assert max(seconds) < AT_ONCE_S
    assert peak_mib(running.pid) - before < 60
    if (why := HARM[harm]) is not None:
        assert why in found["report"]["model"]["reason"]
        assert found["detentions"] == rules["detentions"]


def test_the_first_question_keeps_nobody_waiting() -> None:
    """What it takes to ask is loaded before the service answers."""
    with hostile() as model, serving(model_base_url=model.url, model_name="m", model_mode="json") as (process, url):
        model.harm = "deep"
        running = Running(url, model, Stage(url, process.pid).serving()[0])
        with watched(running) as seconds:
            httpx.post(f"{url}/v1/extractions", json={"text": news(3), "options": {"model": "always"}}, timeout=60)
        assert max(seconds) < AT_ONCE_S
