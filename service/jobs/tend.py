"""Looking after jobs: what is not done and is nowhere on the queue, for whatever reason, is put there again."""

from __future__ import annotations

import asyncio
import contextlib

from redis.exceptions import RedisError

from service.jobs.queue import (
    WEBHOOK_TRIES,
    Queues,
    chunk_key,
    chunks,
    enqueue_chunk,
    enqueue_webhook,
    webhook_key,
)
from service.jobs.store import Job, JobStore

_EVERY_S = 3.0


async def tend_always(store: JobStore, queues: Queues, every_s: float = _EVERY_S) -> None:
    """Look after all jobs from time to time, until cancelled."""
    while True:
        with contextlib.suppress(RedisError, OSError):  # the next round may fare better
            await tend(store, queues)
        await asyncio.sleep(every_s)


async def tend(store: JobStore, queues: Queues) -> None:
    """Put the work on the queue that is neither done nor there, and forget the jobs of which none is left."""
    for name in await store.some_open():
        job = await store.get(name)
        if job is None or (job.status == "done" and not await _has_to_tell(queues, job)):
            await store.close_job(name)
        elif job.status != "done":
            await _put_back(store, queues, job)


async def _has_to_tell(queues: Queues, job: Job) -> bool:
    """Whether the job's webhook is still to be told; then it is on the queue."""
    if not job.webhook or job.told or len(job.deliveries) >= WEBHOOK_TRIES:
        return False
    if not any(await queues.webhooks.waiting([webhook_key(job.id)])):
        await enqueue_webhook(queues, job.id)
    return True


async def _put_back(store: JobStore, queues: Queues, job: Job) -> None:
    """In this order: what is not on the queue any more has its results in the store already, if it was done."""
    all_chunks = chunks(job.count)
    waiting = await queues.chunks.waiting(chunk_key(job.id, start) for start in all_chunks)
    there = await store.indices(job.id)
    for (start, end), is_waiting in zip(all_chunks.items(), waiting, strict=True):
        if not is_waiting and not there.issuperset(range(start, end)):
            await enqueue_chunk(queues, job.id, start, end)
