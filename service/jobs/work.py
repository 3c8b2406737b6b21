"""What a worker does: chunks of transcripts to results, and word to who wants to know."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import RedisError
from saq import Job as QueuedJob
from saq import Worker
from saq.types import PartialTimersDict

from service.answering import Answering, build_answering
from service.errors import OnrecordError
from service.jobs.queue import WEBHOOK_TRIES, Queues, client, enqueue_webhook, queues
from service.jobs.store import Job, JobStore
from service.jobs.tend import tend_always
from service.jobs.webhook import Webhooks, webhooks
from service.language.pipeline import check_pipeline
from service.pool import WorkersUnavailable
from service.requests.lines import read_line, write_line
from service.settings import Settings
from service.telemetry.log import configure, log

# What the command line grants a transcript as well.
_SECONDS_EACH = 600.0
_TRIES = 5
_TIMERS: PartialTimersDict = {"schedule": 1, "worker_info": 10, "sweep": 1, "abort": 60}
_ASK_ANEW_S = 2.0  # no call to Redis blocks for longer, so that one that is gone is noticed
_WEBHOOKS_AT_ONCE = 8


class RedisMissing(OnrecordError):
    """There is no Redis to take jobs from."""

    slug = "redis-missing"
    title = "Redis does not answer"
    status = 503


class NotDelivered(Exception):
    """The webhook did not take it: it is tried again later."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a worker has at hand. Its methods may run again after it died at any point, and end in the same results."""

    store: JobStore
    queues: Queues
    answering: Answering
    webhooks: Webhooks

    async def extract_chunk(self, context: dict[str, Any], *, job: str, start: int, end: int) -> None:
        """The results from ``start`` up to ``end`` of the job that are not there yet."""
        queued: QueuedJob = context["job"]
        async with self.queues.chunks.heard_of(queued):
            about = await self.store.get(job)
            if about is None:
                return  # its time is over
            there = await self.store.results(job, start, end)
            lines = await self.store.lines(job, start, end)
            for index, (number, raw) in enumerate(lines, start):
                if there[index - start] is None:
                    await self._extract(about, index, number, raw)
            await self._perhaps_tell(job)

    async def _extract(self, job: Job, index: int, number: int, raw: bytes) -> None:
        outcome: bytes | OnrecordError
        name = None
        read = partial(read_line, number=number, limits=self.answering.limits)
        try:
            line = await self.answering.extractors.read(read, raw, _SECONDS_EACH)
            name = line.id
            if isinstance(line.work, OnrecordError):
                outcome = line.work
            else:
                outcome = (await self.answering.answer(*line.work, _SECONDS_EACH)).kept.body
        except Exception as error:
            is_answer = isinstance(error, OnrecordError) and not isinstance(error, WorkersUnavailable)
            if not is_answer and await self.store.failed_again(job.id, index) < _TRIES:
                raise  # the chunk is taken up again
            outcome = _told(error)
        await self.store.add(job.id, index, write_line(name, outcome), problem=isinstance(outcome, OnrecordError))

    async def _perhaps_tell(self, name: str) -> None:
        job = await self.store.get(name)
        if job is not None and job.status == "done" and job.webhook and not job.deliveries:
            await enqueue_webhook(self.queues, name)

    async def tell_webhook(self, context: dict[str, Any], *, job: str) -> None:
        """Tell the job's webhook once; NotDelivered if it did not take it. An attempt that is cut off has been written down."""
        async with self.queues.webhooks.heard_of(context["job"]):
            about = await self.store.get(job)
            if about is None or about.webhook is None or about.told or len(about.deliveries) >= WEBHOOK_TRIES:
                return
            begun = self.webhooks.begun()
            place = await self.store.attempted(job, begun)
            attempt = {**begun, **await self.webhooks.send(about)}
            await self.store.delivered(job, place, attempt)
        if not attempt["delivered"]:
            raise NotDelivered(str(attempt))


def _told(error: Exception) -> OnrecordError:
    """The problem that stands for a transcript's answer; of our own faults it says nothing."""
    if isinstance(error, OnrecordError):
        return error
    log.error("a transcript of a job has no answer", error=type(error).__name__)
    return OnrecordError("the service failed over this transcript")


class _Beside(Worker[Any]):
    """A worker beside the one that listens for signals."""

    SIGNALS = ()  # type: ignore[assignment]


def run_worker(settings: Settings) -> None:
    """Work on jobs until SIGINT or SIGTERM; what was begun is given back to the queue."""
    check_pipeline(settings.pipeline)
    configure(settings.log_level, settings.secrets)
    asyncio.run(_run(settings))


async def _run(settings: Settings) -> None:
    redis = client(settings.redis_url.get_secret_value())
    await _check(redis)
    on = queues(redis)
    answering = build_answering(settings)
    work = Work(JobStore(redis, settings.cache_ttl_s), on, answering, webhooks(settings))
    try:
        await answering.extractors.warm()
        await work_on(work, settings.extract_processes + 1)
    finally:
        await asyncio.to_thread(answering.extractors.close)
        await answering.close()
        await on.chunks.disconnect()


async def _check(redis: Redis) -> None:
    """RedisMissing where it does not answer: later, once it has, its going away is waited for."""
    try:
        await redis.ping()  # type: ignore[misc]
    except RedisError as error:
        await redis.aclose()
        raise RedisMissing(
            f"ONRECORD_REDIS_URL: Redis does not answer: {error}", expected="the address of one that runs"
        ) from None


async def work_on(work: Work, at_once: int) -> None:
    """Work on ``at_once`` chunks at a time until stopped, tell webhooks, and look after all jobs."""
    functions: list[Any] = [("extract_chunk", work.extract_chunk)]
    worker: Worker[Any] = Worker(
        work.queues.chunks, functions, concurrency=at_once, timers=_TIMERS, dequeue_timeout=_ASK_ANEW_S
    )
    async with _tending(work):
        await worker.start()


@contextlib.asynccontextmanager
async def _tending(work: Work) -> AsyncIterator[None]:
    functions: list[Any] = [("tell_webhook", work.tell_webhook)]
    telling = _Beside(
        work.queues.webhooks, functions, concurrency=_WEBHOOKS_AT_ONCE, timers=_TIMERS, dequeue_timeout=_ASK_ANEW_S
    )
    tasks = [asyncio.create_task(telling.start()), asyncio.create_task(tend_always(work.store, work.queues))]
    try:
        yield
    finally:
        await telling.stop()
        tasks[1].cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
