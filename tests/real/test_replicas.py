"""Two servers and one Redis: one extraction a transcript, and whatever happens to Redis, no request fails."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator

import httpx
import pytest

from tests.real.conftest import serving
from tests.valkey import Valkey, valkey

TEXT = "Police arrested 14 protesters in Halvik. “We will be back,” said Mira Tolen."
PLAIN = {"content-type": "text/plain"}


@pytest.fixture(scope="module")
def redis() -> Iterator[Valkey]:
    with valkey() as server:
        yield server


@pytest.fixture(scope="module")
def replicas(redis: Valkey) -> Iterator[list[str]]:
    """Their addresses. They keep nothing in memory, so that every hit is one of Redis.

    The budget of a call is wide: on a busy machine even a second goes by before an answer of Redis is looked at.
    """
    given = {"redis_url": redis.url, "cache_memory_bytes": "0", "redis_budget_ms": "5000"}
    with serving(**given) as (_, one), serving(**given) as (_, other):
        yield [one, other]


def ask(url: str, text: str) -> httpx.Response:
    return httpx.post(f"{url}/v1/extractions", content=text.encode(), headers=PLAIN, timeout=60)


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < deadline, "it did not come to be"
        time.sleep(0.1)


def readiness(url: str) -> str:
    return str(httpx.get(f"{url}/health/ready", timeout=60).json()["status"])


async def _at_once(urls: list[str], text: str, count: int) -> list[httpx.Response]:
    async with httpx.AsyncClient(timeout=60, limits=httpx.Limits(max_connections=count)) as client:
        posts = (
            client.post(f"{urls[n % len(urls)]}/v1/extractions", content=text.encode(), headers=PLAIN)
            for n in range(count)
        )
        return await asyncio.gather(*posts)


def test_many_first_requests_are_one_extraction(replicas: list[str]) -> None:
    """200 requests for a transcript that nobody has seen, over two replicas."""
    answers = asyncio.run(_at_once(replicas, " ".join([TEXT] * 20), 200))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    made = [answer for answer in answers if "extract;dur=0.0" not in answer.headers["server-timing"]
            and answer.headers["server-timing"].startswith("read")]  # fmt: skip
    assert len(made) == 1
    assert "stored" in made[0].headers["cache-status"]


def test_what_one_has_made_the_other_answers(replicas: list[str]) -> None:
    made = ask(replicas[0], TEXT)
    found = ask(replicas[1], TEXT)
    assert found.headers["cache-status"] == "onrecord; hit; detail=redis"
    assert (found.content, found.headers["etag"]) == (made.content, made.headers["etag"])


def test_a_frozen_redis_fails_no_request_and_comes_back(replicas: list[str], redis: Valkey) -> None:
    """Degraded meanwhile, with the reason; hits again afterwards, by itself."""
    url = replicas[0]
    ask(url, TEXT)
    redis.freeze()
    try:
        answers = asyncio.run(_at_once([url], TEXT, 20))
        assert {answer.status_code for answer in answers} == {200}
        assert not any("hit" in answer.headers["cache-status"] for answer in answers)
        assert readiness(url) == "degraded"
    finally:
        redis.thaw()
    until(lambda: "hit" in ask(url, TEXT).headers["cache-status"])
    assert readiness(url) == "ready"


def test_a_killed_redis_fails_no_request_and_comes_back(replicas: list[str], redis: Valkey) -> None:
    """Requests are answered while it dies, while it is gone and once it is there again."""
    url = replicas[1]
    redis.kill()
    try:
        answers = asyncio.run(_at_once([url], TEXT, 20))
        assert {answer.status_code for answer in answers} == {200}
        assert readiness(url) == "degraded"
    finally:
        redis.start()
    until(lambda: readiness(url) == "ready")
    until(lambda: ask(url, TEXT).headers["cache-status"] == "onrecord; hit; detail=redis")
