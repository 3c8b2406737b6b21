"""A worker that is stopped in the middle of a job, and goes on when others have long done its work."""

from __future__ import annotations

import asyncio
import http.server
import json
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator

import pytest

from service.answering import build_answering
from service.jobs.queue import client, enqueue
from service.jobs.store import Job, JobStore
from service.jobs.webhook import Webhooks
from service.jobs.work import Work, work_on
from service.settings import Settings
from tests.jobs.test_deaths import of
from tests.jobs.test_webhook import SECRET, Receiver
from tests.real.conftest import processes_under
from tests.valkey import Valkey, valkey

COUNT = 48
SENTENCE = "Police arrested {n} dockers in Halvik, said Ida Holt of the union. "
LINES = [
    (number + 1, json.dumps({"id": number, "text": "" if number % 8 == 7 else SENTENCE.format(n=number) * 20}).encode())
    for number in range(COUNT)
]


@pytest.fixture(scope="module")
def redis_server() -> Iterator[Valkey]:
    with valkey() as server:
        yield server


async def work_at(url: str) -> None:
    """One chunk after the other, until cancelled; who is not heard of for 0.6 s has lost its own."""
    answering, redis = build_answering(Settings(extract_processes=1)), client(url)
    try:
        await answering.extractors.warm()
        work = Work(JobStore(redis, 600), of(redis), answering, Webhooks(SECRET, frozenset({"127.0.0.1"})))
        await work_on(work, 1)
    finally:
        await asyncio.to_thread(answering.extractors.close)
        await redis.aclose()


def worker(url: str) -> None:
    asyncio.run(work_at(url))


def send(number: signal.Signals, pid: int) -> None:
    for each in (pid, *processes_under(pid)):
        os.kill(each, number)


async def until(store: JobStore, job: str, done: int) -> Job:
    async with asyncio.timeout(90):
        while (about := await store.get(job)) is None or about.done < done:
            await asyncio.sleep(0.01)
    return about


async def sent(store: JobStore, url: str, job: str, lines: list[tuple[int, bytes]], webhook: str | None = None) -> None:
    redis = client(url)
    await store.create(Job(job, "", len(lines), webhook), lines)
    await enqueue(of(redis), job, len(lines))
    await redis.aclose()


def test_a_worker_that_was_stopped_doubles_nothing_when_it_goes_on(redis_server: Valkey) -> None:
    """Others take up its work and complete the job; then it makes the rest of its chunk once more, and nobody notices."""
    url = redis_server.url
    Receiver.told, Receiver.statuses = [], []
    stopped = multiprocessing.get_context("spawn").Process(target=worker, args=(url,))
    stopped.start()

    async def run(webhook: str) -> None:
        store = JobStore(client(url), 600)
        await sent(store, url, "stopped", LINES, webhook)
        await until(store, "stopped", 3)
        send(signal.SIGSTOP, stopped.pid or 0)
        before = await store.get("stopped")
        assert before is not None
        assert 0 < before.done < COUNT
        other = asyncio.create_task(work_at(url))
        await until(store, "stopped", COUNT)
        async with asyncio.timeout(30):
            while await store.some_open():
                await asyncio.sleep(0.05)
        results = await store.results("stopped", 0, COUNT)
        other.cancel()
        await asyncio.gather(other, return_exceptions=True)
        send(signal.SIGCONT, stopped.pid or 0)
        await sent(store, url, "after", LINES[:1])
        await until(store, "after", 1)  # it does one thing after the other: its old chunk is behind it
        about = await store.get("stopped")
        assert about is not None
        assert (about.done, about.failed) == (COUNT, COUNT // 8)
        assert await store.results("stopped", 0, COUNT) == results
        assert None not in results
        assert [attempt["delivered"] for attempt in about.deliveries] == [True]
        await store.close()

    try:
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            asyncio.run(run(f"http://127.0.0.1:{server.server_port}/done"))
            server.shutdown()
        assert len(Receiver.told) == 1
    finally:
        send(signal.SIGKILL, stopped.pid or 0)
        stopped.join()
