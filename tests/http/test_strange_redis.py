"""Whatever Redis says, or does not: requests are answered, with the bytes that they would have had."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from service.extract import extract
from service.http.app import create_app
from service.http.rates import rates
from service.read import read_text
from service.settings import Settings
from tests.strange_redis import DONE, SAID, Strange, strange
from tests.valkey import Valkey, valkey

TEXT, OTHER = "Police arrested 14 dockers in Halvik.", "“We lost,” said Mira Tolen."
LINES = {"content-type": "application/x-ndjson"}


@dataclass(frozen=True)
class Running:
    """A service that keeps nothing of its own, what it takes for its Redis, and the real one behind that."""

    client: TestClient[Litestar]
    redis: Strange
    behind: Valkey

    def ask(self, text: str) -> bytes:
        answer = self.client.post("/v1/extractions", content=text.encode(), headers={"content-type": "text/plain"})
        assert answer.status_code == 200, answer.text
        return answer.content


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with valkey() as behind, strange(behind) as redis:
        settings = Settings(
            extract_processes=1, redis_url=redis.url, cache_memory_bytes=0, redis_budget_ms=1000, caller_jobs=999
        )
        with TestClient(create_app(settings), raise_server_exceptions=False) as client:
            while client.get("/health/ready").json()["status"] == "starting":
                time.sleep(0.1)
            yield Running(client, redis, behind)


def well_again(running: Running) -> None:
    """It behaves well, and is taken for well."""
    running.redis.way = None
    deadline = time.monotonic() + 60
    while True:
        cached = running.client.post("/v1/extractions", content=TEXT, headers={"content-type": "text/plain"})
        if "hit" in cached.headers["cache-status"]:
            return
        assert time.monotonic() < deadline, cached.headers["cache-status"]
        time.sleep(0.1)


@pytest.fixture(params=[*SAID, *DONE])
def way(request: pytest.FixtureRequest, running: Running) -> Iterator[str]:
    """Each way to behave in turn; before and after it, all is well."""
    well_again(running)
    running.redis.way = request.param
    yield request.param
    well_again(running)


@pytest.mark.usefixtures("way")
def test_requests_are_answered_whatever_redis_says(running: Running) -> None:
    for _ in range(2):
        for text in (TEXT, OTHER):
            assert running.ask(text) == extract(read_text(text)).model_dump_json().encode()
    lines = "".join(json.dumps({"id": n, "text": text}) + "\n" for n, text in enumerate((TEXT, OTHER)))
    streamed = running.client.post("/v1/extractions/stream", content=lines, headers=LINES)
    assert [json.loads(line)["extraction"]["transcript"]["characters"] for line in streamed.text.splitlines()] == [
        len(TEXT), len(OTHER),
    ]  # fmt: skip
    assert running.client.get("/health/ready").status_code == 200


def test_rates_hold_whatever_redis_says(running: Running, way: str) -> None:
    """In the process, where it cannot be read; to its own word for too many it is held, whoever says it."""
    at_door = rates(Settings(rate_limit="5/hour", redis_url=running.redis.url, redis_budget_ms=1000))
    assert at_door is not None

    async def hits() -> list[bool]:
        found = [await at_door.admits(way) for _ in range(8)]
        await at_door.close()
        return found

    assert asyncio.run(hits())[0] or way in ("nothing", "no list", "an empty list")


def test_a_job_is_refused_or_taken_whatever_redis_says(running: Running, way: str) -> None:
    """It is never a fault of ours, and what went wrong is nothing to the next."""
    batch = json.dumps({"id": way, "text": TEXT})
    taken = running.client.post("/v1/jobs", content=batch, headers=LINES)
    assert taken.status_code in (202, 503), taken.text
    for path in ("/v1/jobs/0123", "/v1/jobs/0123/results"):
        assert running.client.get(path).status_code in (404, 503)
    well_again(running)
    assert running.client.post("/v1/jobs", content=batch, headers=LINES).status_code == 202
