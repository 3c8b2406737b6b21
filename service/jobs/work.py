"""What a worker does: chunks of transcripts to results, and word to who wants to know."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from saq import Job as QueuedJob
from saq import Queue, Worker

from service.answering import Answering, build_answering
from service.errors import OnrecordError
from service.jobs.queue import HEARTBEAT_S, client, enqueue_webhook, queue
from service.jobs.store import Job, JobStore
from service.jobs.webhook import Webhooks, webhooks
from service.lines import read_line, write_line
from service.pool import WorkersUnavailable
from service.settings import Settings
from service.telemetry.log import configure

# What the command line grants a transcript as well.
_SECONDS_EACH = 600.0
_TRIES = 5
_TIMERS = {"schedule": 1, "worker_info": 10, "sweep": 3, "abort": 3}


class NotDelivered(Exception):
    """The webhook did not take it: it is tried again later."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a worker has at hand. Its methods may run again after it died at any point, and end in the same results."""

    store: JobStore
    queue: Queue
    answering: Answering
    webhooks: Webhooks

    async def extract_chunk(self, context: dict[str, Any], *, job: str, start: int, end: int) -> None:
        """The results from ``start`` up to ``end`` of the job that are not there yet."""
        queued: QueuedJob = context["job"]
        about = await self.store.get(job)
        if about is None:
            return  # its time is over
        async with _heard_of(queued):
            there = await self.store.results(job, start, end)
            lines = await self.store.lines(job, start, end)
            for index, (number, raw) in enumerate(lines, start):
                if there[index - start] is None:
                    await self._extract(about, index, number, raw, last=queued.attempts >= _TRIES)
            await self._perhaps_tell(job)

    async def _extract(self, job: Job, index: int, number: int, raw: bytes, *, last: bool) -> None:
        line = read_line(raw, number)
        outcome: bytes | OnrecordError
        if isinstance(line.work, OnrecordError):
            outcome = line.work
        else:
            try:
                outcome = (await self.answering.answer(*line.work, _SECONDS_EACH)).kept.body
            except WorkersUnavailable as error:
                if not last:
                    raise  # the chunk is taken up again
                outcome = error
            except OnrecordError as error:
                outcome = error
        written = write_line(line.id, outcome)
        await self.store.add(job.id, index, written, problem=isinstance(outcome, OnrecordError))

    async def _perhaps_tell(self, name: str) -> None:
        job = await self.store.get(name)
        if job is not None and job.status == "done" and job.webhook and not job.deliveries:
            await enqueue_webhook(self.queue, name)

    async def tell_webhook(self, _: dict[str, Any], *, job: str) -> None:
        """Tell the job's webhook once; NotDelivered if it did not take it."""
        about = await self.store.get(job)
        if about is None or about.webhook is None or any(attempt["delivered"] for attempt in about.deliveries):
            return
        attempt = await self.webhooks.send(about)
        await self.store.delivered(job, attempt)
        if not attempt["delivered"]:
            raise NotDelivered(str(attempt))


@contextlib.asynccontextmanager
async def _heard_of(job: QueuedJob) -> AsyncIterator[None]:
    """Tell the queue, as long as the block takes, that its worker lives."""

    async def tell() -> None:
        while True:
            await asyncio.sleep(HEARTBEAT_S / 3)
            with contextlib.suppress(Exception):  # it is told again
                await job.update()

    telling = asyncio.create_task(tell())
    try:
        yield
    finally:
        telling.cancel()


def run_worker(settings: Settings) -> None:
    """Work on jobs until SIGINT or SIGTERM; what was begun is given back to the queue."""
    configure(settings.log_level, settings.secrets)
    asyncio.run(_run(settings))


async def _run(settings: Settings) -> None:
    redis = client(settings.redis_url.get_secret_value())
    on = queue(redis)
    answering = build_answering(settings)
    work = Work(JobStore(redis, settings.cache_ttl_s), on, answering, webhooks(settings))
    functions: list[Any] = [("extract_chunk", work.extract_chunk), ("tell_webhook", work.tell_webhook)]
    worker: Worker[Any] = Worker(on, functions, concurrency=settings.extract_processes + 1, timers=_TIMERS)  # type: ignore[arg-type]
    try:
        await answering.extractors.warm()
        await worker.start()
    finally:
        await asyncio.to_thread(answering.extractors.close)
        await answering.close()
        await on.disconnect()
