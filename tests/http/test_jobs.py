"""``/v1/jobs``: what is taken, what is refused, and who may see it. (Workers are in tests/real/test_jobs.py.)"""

from __future__ import annotations

import asyncio
import json
import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from service.http import jobs as under_test
from service.http.app import create_app
from service.jobs.queue import client
from service.jobs.store import JobStore
from service.settings import Settings
from service.settings.keys import new_key
from tests.http.raw import scope_of
from tests.valkey import valkey

LINES = {"content-type": "application/x-ndjson"}
ONE, ONE_ENTRY = new_key("one")
OTHER, OTHER_ENTRY = new_key("other")
EAGER, EAGER_ENTRY = new_key("eager")
BATCH = {"transcripts": [{"id": "a", "text": "It rained."}, {"id": "b", "text": ""}]}


@pytest.fixture(scope="module")
def taking() -> Iterator[TestClient[Litestar]]:
    """A service with a queue and no worker."""
    with valkey() as server:
        settings = Settings(
            extract_processes=1, redis_url=server.url, api_keys=f"{ONE_ENTRY},{OTHER_ENTRY},{EAGER_ENTRY}",
            max_job_transcripts=20, max_job_bytes=10_000, caller_jobs=12, caller_transcripts=60,
            webhook_secret="whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        )  # fmt: skip
        with TestClient(create_app(settings), raise_server_exceptions=False) as calling:
            calling.headers["x-api-key"] = ONE
            calling.redis_url = server.url
            yield calling


def test_a_job_is_taken_and_waits(taking):
    """202, with where to look after it and for its results."""
    taken = taking.post("/v1/jobs", json=BATCH)
    job = taken.json()
    assert taken.status_code == 202
    assert taken.headers["location"] == f"/v1/jobs/{job['id']}"
    assert (job["status"], job["transcripts"], job["done"]) == ("queued", 2, 0)
    assert taking.get(taken.headers["location"]).json() == job
    page = taking.get(job["results"])
    assert (page.status_code, page.content) == (200, b"")
    assert page.headers["link"] == f'<{job["results"]}?from=0&limit=100>; rel="next"'


def test_the_same_batch_is_the_same_job(taking):
    """Of one caller; that of another is another."""
    first, second = (taking.post("/v1/jobs", json=BATCH).json()["id"] for _ in range(2))
    assert first == second
    assert taking.post("/v1/jobs", json=BATCH, headers={"x-api-key": OTHER}).json()["id"] != first
    assert taking.post("/v1/jobs?webhook=https://news.example/", json=BATCH).json()["id"] != first


def test_an_idempotency_key_stands_for_one_batch(taking):
    """Whatever the rules are by then; another batch under it is refused, and another caller's key is another."""
    keyed = {"idempotency-key": "batch-7"}
    first = taking.post("/v1/jobs", json=BATCH, headers=keyed).json()["id"]
    service = taking.app.dependencies["service"].dependency()
    answering = service.answering
    try:
        service.answering = replace(answering, keys=replace(answering.keys, rules="after a release"))
        assert taking.post("/v1/jobs", json=BATCH).json()["id"] != first
        assert taking.post("/v1/jobs", json=BATCH, headers=keyed).json()["id"] == first
    finally:
        service.answering = answering
    refused = taking.post("/v1/jobs", json={"transcripts": [{"text": "Other."}]}, headers=keyed)
    assert (refused.status_code, refused.json()["type"]) == (422, "/problems/idempotency-key-reused")
    other = taking.post("/v1/jobs", json={"transcripts": [{"text": "Other."}]}, headers={**keyed, "x-api-key": OTHER})
    assert other.status_code == 202
    assert taking.post("/v1/jobs", json=BATCH, headers={"idempotency-key": "a b"}).status_code == 422


def test_a_job_cannot_be_kept_nowhere(taking):
    refused = taking.post("/v1/jobs", json=BATCH, headers={"cache-control": "no-store"})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/Cache-Control")


def test_a_job_is_its_callers_alone(taking):
    name = taking.post("/v1/jobs", json=BATCH).json()["id"]
    for path in (f"/v1/jobs/{name}", f"/v1/jobs/{name}/results", "/v1/jobs/none", "/v1/jobs/none/results"):
        assert taking.get(path, headers={"x-api-key": OTHER}).status_code == 404


def test_lines_are_taken_too(taking):
    """Empty lines are passed over."""
    job = taking.post("/v1/jobs", content='{"text": "a"}\n\n{"text": "b"}\n', headers=LINES).json()
    assert job["transcripts"] == 2


def test_two_batches_of_a_caller_come_in_at_once():
    """The third is not read before one of them is done with."""
    begun = []

    async def crowd() -> None:
        app = create_app(Settings(extract_processes=1))

        async def receive() -> Any:
            begun.append(1)
            return await asyncio.Event().wait()

        scopes = (scope_of("POST", "/v1/jobs", ("content-type", "application/x-ndjson")) for _ in range(5))
        sending = [asyncio.ensure_future(app(scope, receive, None)) for scope in scopes]
        await asyncio.wait(sending, timeout=0.2)
        for task in sending:
            task.cancel()
        await asyncio.wait(sending)

    asyncio.run(crowd())
    assert len(begun) == 2


@pytest.mark.parametrize(
    ("content", "status", "pointer"),
    [
        ("{", 400, None),
        ("[]", 422, "/transcripts"),
        ("{}", 422, "/transcripts"),
        ('{"transcripts": []}', 422, "/transcripts"),
        ('{"transcripts": {}}', 422, "/transcripts"),
        ('{"transcripts": [1], "goal": 1}', 422, "/goal"),
        ('{"transcripts": [1], "webhook": 1}', 422, "/webhook"),
        ('{"transcripts": [1], "webhook": "https://10.0.0.1/"}', 403, "/webhook"),
        ('{"transcripts": [1], "webhook": "news"}', 422, "/webhook"),
        (json.dumps({"transcripts": [1] * 21}), 413, None),
        (json.dumps({"transcripts": ["a" * 10_000]}), 413, None),
    ],
)
def test_what_is_no_job_is_refused_with_the_field(taking, content, status, pointer):
    answer = taking.post("/v1/jobs", content=content, headers={"content-type": "application/json"})
    assert answer.status_code == status
    assert [error["pointer"] for error in answer.json()["errors"]] == ([pointer] if pointer else [])


def test_a_page_ends_when_it_is_large(taking, monkeypatch):
    """Whatever was asked for: its link leads on from there."""
    monkeypatch.setattr(under_test, "_BYTES_OF_A_PAGE", 25_000)
    job = taking.post("/v1/jobs", json={"transcripts": [{"text": f"It rained {n}."} for n in range(20)]}).json()

    async def results() -> None:
        redis = client(taking.redis_url)
        for index in range(20):
            await JobStore(redis, 60).add(job["id"], index, b"%10000d\n" % index, problem=False)
        await redis.aclose()

    asyncio.run(results())
    page, found = taking.get(f"{job['results']}?limit=20"), b""
    assert page.headers["link"] == f'<{job["results"]}?from=3&limit=20>; rel="next"'
    while True:
        found += page.content
        if "link" not in page.headers:
            break
        page = taking.get(page.links["next"]["url"])
    assert [int(line) for line in found.splitlines()] == list(range(20))


def finish(url: str, job: str, count: int) -> None:
    """Results for the first ``count`` transcripts, as a worker leaves them; it may die after any of them."""

    async def results() -> None:
        redis = client(url)
        for index in range(count):
            await JobStore(redis, 60).add(job, index, b"{}\n", problem=False)
        await redis.aclose()

    asyncio.run(results())


def forget(url: str, job: str) -> None:
    """As when its time is over."""

    async def delete() -> None:
        redis = client(url)
        for key in await redis.keys(f"onrecord:j:{job}*"):
            await redis.delete(key)
        await redis.aclose()

    asyncio.run(delete())


@pytest.mark.parametrize(("each", "taken"), [(1, 12), (20, 3), (13, 4)])
def test_a_caller_has_so_many_jobs_and_transcripts_that_are_not_done(taking, each, taken):
    """The next one is a 429 that says so and when to come again, and nothing of it is kept. Another caller is not held up;
    there is room again when one is done, or its time is over; one that is there already is answered as ever.
    """

    def send(number: int, key: str = EAGER) -> Any:
        batch = {"transcripts": [{"text": f"It rained {number} {each}."}] * each}
        return taking.post("/v1/jobs", json=batch, headers={"x-api-key": key})

    def kept() -> list[bytes]:
        return asyncio.run(in_redis("onrecord:j:*"))

    async def in_redis(pattern: str) -> list[bytes]:
        redis = client(taking.redis_url)
        found = sorted(await redis.keys(pattern))
        await redis.aclose()
        return found

    jobs = [send(number).json()["id"] for number in range(taken)]
    before = kept()
    refused = send(99)
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "60")
    found = f"{taken} jobs with {taken * each} transcripts are not done"
    assert refused.json()["detail"] == f"{found}; at most 12 jobs and 60 transcripts may be"
    assert kept() == before
    assert send(0).json()["id"] == jobs[0]
    other = send(99, OTHER)
    assert other.status_code == 202
    finish(taking.redis_url, jobs[0], each)
    assert send(99).status_code == 202
    assert send(100).status_code == 429
    forget(taking.redis_url, jobs[1])
    last = send(100)
    assert last.status_code == 202
    for job in (*jobs, send(99).json()["id"], other.json()["id"], last.json()["id"]):
        forget(taking.redis_url, job)


@pytest.mark.parametrize(
    "query", ["from=%ff", "from=-1", "from=a", "limit=0", "limit=501", "from=99999999999999", "from=²"]
)
def test_a_page_is_asked_for_with_numbers(taking, query):
    name = taking.post("/v1/jobs", json=BATCH).json()["id"]
    assert taking.get(f"/v1/jobs/{name}/results?{query}").status_code == 422


@pytest.mark.parametrize("redis_url", ["", "redis://127.0.0.1:1"])
def test_without_redis_there_are_no_jobs_and_all_else_goes_on(redis_url):
    with TestClient(create_app(Settings(extract_processes=1, redis_url=redis_url))) as client:
        assert client.post("/v1/jobs", json=BATCH).json()["type"] == "/problems/queue-unavailable"
        assert client.get("/v1/jobs/none").status_code == 503
        assert client.post("/v1/extractions", json={"text": "It rained."}).status_code == 200


@pytest.mark.usefixtures("cold")
def test_a_redis_that_does_not_answer_is_told_of_soon():
    """It takes the connection and says nothing, as one without TLS does to who speaks it: 503 within seconds, not twenty."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        for url in (f"rediss://127.0.0.1:{port}/0", f"redis://127.0.0.1:{port}/0"):
            settings = Settings(extract_processes=1, redis_url=url)
            with TestClient(create_app(settings), raise_server_exceptions=False) as client:
                began = time.monotonic()
                assert client.post("/v1/jobs", json=BATCH).status_code == 503
                assert time.monotonic() - began < 8
