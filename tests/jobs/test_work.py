"""A line of a job that cannot be read, or not within the limits, is answered like any other."""

from __future__ import annotations

import asyncio
import json
from types import SimpleNamespace
from typing import Any

import pytest

from service.jobs.queue import client, queues
from service.jobs.store import Job, JobStore
from service.jobs.webhook import Webhooks
from service.jobs.work import Work
from service.requests.limits import Limits
from tests.valkey import valkey

JOB = Job("j", "", 1)


async def read_here(call, body, *_):
    return call(body)


async def break_down(*_):
    raise RuntimeError("a fault of ours")


def extracted(raw: bytes, read: Any, times: int) -> dict[str, Any] | None:
    """The result after so many tries of a worker that reads like that."""

    async def work_on(url: str) -> bytes | None:
        redis = client(url)
        store = JobStore(redis, 60)
        answering = SimpleNamespace(extractors=SimpleNamespace(read=read), limits=Limits(100, 10, 1000))
        work = Work(store, queues(redis), answering, Webhooks("", frozenset()))
        for _ in range(times):
            try:
                await work._extract(JOB, 0, 1, raw)
            except RuntimeError:
                continue
        found = await store.results("j", 0, 1)
        await redis.aclose()
        return found[0]

    with valkey() as server:
        line = asyncio.run(work_on(server.url))
    return json.loads(line) if line is not None else None


def test_a_transcript_of_a_job_has_the_limits_of_a_request():
    line = extracted(json.dumps({"id": "a", "text": "It rained. " * 20}).encode(), read_here, 1)
    assert line is not None
    assert (line["id"], line["problem"]["status"]) == ("a", 413)


@pytest.mark.parametrize(("times", "status"), [(4, None), (5, 500)])
def test_a_line_over_which_reading_fails_is_given_up_in_the_end(times, status):
    """Else the job would never be done."""
    line = extracted(b"{}", break_down, times)
    assert (line["problem"]["status"] if line else None) == status
