"""A job with real workers that are killed at random: every result is there, once, as the command line has it."""

from __future__ import annotations

import http.server
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from redis import Redis

from tests.conftest import Onrecord
from tests.jobs.test_webhook import SECRET, Receiver
from tests.real.conftest import processes_under, serving
from tests.valkey import valkey

TRANSCRIPTS = int(os.environ.get("KILLED_TRANSCRIPTS", "60"))
KILLS = max(1, TRANSCRIPTS // 100)
STARTS = int(os.environ.get("KILLED_STARTS", "6"))
BATCHES = max(2, STARTS // 10)
WORK = "from service.cli import main; main(['worker', '--processes', '1'])"
TOWNS = ["Halvik", "Norrby", "Castellan", "Lindermoor"]


def lines() -> list[str]:
    """Requests, some of which cannot be answered, and some of which are there twice."""
    rng = random.Random(7)
    made = []
    for number in range(TRANSCRIPTS):
        text = (
            f"Police arrested {rng.randint(3, 90)} dockers in {rng.choice(TOWNS)} on day {number % (TRANSCRIPTS - 5)}. "
        )
        made.append(json.dumps({"id": number, "text": "" if number % 29 == 5 else text * rng.randint(1, 6)}))
    return made


def batch(number: int) -> bytes:
    """One of several batches, which take their time."""
    return "\n".join(
        json.dumps({"id": f"{number}-{i}", "text": "" if i == 9 else sentence * 16})
        for i in range(32)
        for sentence in [f"Police arrested {i + 3} dockers in {TOWNS[number % 4]} on day {number}, the mayor said. "]
    ).encode()


class Worker:
    """A worker process; killed with its whole family, as a machine that goes down kills it."""

    def __init__(self, redis: str) -> None:
        environment = {**os.environ, "ONRECORD_REDIS_URL": redis, "ONRECORD_WEBHOOK_SECRET": SECRET,
                       "ONRECORD_WEBHOOK_HOSTS": "localhost", "ONRECORD_LOG_LEVEL": "error",
                       "ONRECORD_CACHE_MEMORY_BYTES": "0"}  # fmt: skip
        self._process = subprocess.Popen([sys.executable, "-c", WORK], env=environment)

    def kill(self) -> None:
        family = [self._process.pid, *processes_under(self._process.pid)]
        for pid in family:
            if Path(f"/proc/{pid}").exists():
                os.kill(pid, signal.SIGKILL)
        self._process.wait()

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(60)


@contextmanager
def receiving() -> Iterator[str]:
    Receiver.told, Receiver.statuses = [], [500]
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}/done"
        server.shutdown()


def pages(url: str, job: str) -> bytes:
    """All results, page after page."""
    found, following = b"", f"/v1/jobs/{job}/results?limit=25"
    while following:
        page = httpx.get(url + following)
        found += page.content
        following = page.links.get("next", {}).get("url", "")
    return found


@pytest.fixture
def expected(onrecord: Onrecord, tmp_path: Path) -> bytes:
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join(lines()))
    return onrecord("extract", path, "--processes", "1").out


def test_workers_that_are_killed_lose_nothing_and_do_nothing_twice(expected: bytes) -> None:
    """And who wants to know is told once it is done, again if it does not listen the first time."""
    rng = random.Random(3)
    with valkey() as redis, receiving() as webhook:
        settings = {"redis_url": redis.url, "webhook_secret": SECRET, "webhook_hosts": "localhost"}
        with serving(**settings) as (_, url):
            sent = httpx.post(f"{url}/v1/jobs", params={"webhook": webhook}, content="\n".join(lines()),
                              headers={"content-type": "application/x-ndjson"})  # fmt: skip
            assert sent.status_code == 202
            job = sent.json()["id"]
            workers = [Worker(redis.url)]
            try:
                for kill in range(1, KILLS + 1):
                    _until(url, job, lambda state, goal=kill: state["done"] >= goal * TRANSCRIPTS // (KILLS + 2))
                    time.sleep(rng.random() / 2)
                    workers.pop().kill()
                    workers.append(Worker(redis.url))
                state = _until(url, job, lambda state: state["status"] == "done")
                assert state["failed"] == sum(b'"problem"' in line for line in expected.splitlines())
                assert pages(url, job) == expected
                state = _until(url, job, lambda state: any(d["delivered"] for d in state["webhook"]["deliveries"]))
                assert [d["delivered"] for d in state["webhook"]["deliveries"]] == [False, True]
                again = httpx.post(f"{url}/v1/jobs", params={"webhook": webhook}, content="\n".join(lines()),
                                   headers={"content-type": "application/x-ndjson"}).json()  # fmt: skip
                assert (again["id"], again["status"]) == (job, "done")
            finally:
                for worker in workers:
                    worker.stop()


def test_jobs_are_done_however_many_workers_die_and_though_nobody_asks(onrecord: Onrecord, tmp_path: Path) -> None:
    """Workers are killed at random moments, most before they have done anything; no job is asked for until all are done."""
    rng = random.Random(STARTS)
    with valkey() as redis, serving(redis_url=redis.url) as (_, url), Redis.from_url(redis.url) as looking:
        jobs = [httpx.post(f"{url}/v1/jobs", content=batch(number), headers={"content-type": "application/x-ndjson"})
                .json()["id"] for number in range(BATCHES)]  # fmt: skip
        workers = {Worker(redis.url): time.monotonic() + rng.uniform(0.2, 9) for _ in range(2)}
        try:
            for _ in range(STARTS - len(workers)):
                first = min(workers, key=workers.__getitem__)
                time.sleep(max(0.0, workers.pop(first) - time.monotonic()))
                first.kill()
                workers[Worker(redis.url)] = time.monotonic() + rng.uniform(0.2, 9)
            deadline = time.monotonic() + 120 + 10 * STARTS
            while looking.scard("onrecord:open-jobs"):
                assert time.monotonic() < deadline, [looking.hlen(f"onrecord:j:{job}:out") for job in jobs]
                time.sleep(0.2)
            for number, job in enumerate(jobs):
                (tmp_path / "in.jsonl").write_bytes(batch(number))
                assert pages(url, job) == onrecord("extract", tmp_path / "in.jsonl", "--processes", "1").out
                assert httpx.get(f"{url}/v1/jobs/{job}").json()["failed"] == 1
        finally:
            for worker in workers:
                worker.stop()


def _until(url, job, holds):
    deadline = time.monotonic() + 120 + TRANSCRIPTS
    while True:
        state = httpx.get(f"{url}/v1/jobs/{job}").json()
        if holds(state):
            return state
        assert time.monotonic() < deadline, state
        time.sleep(0.2)
