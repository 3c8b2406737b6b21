"""The queue: SAQ on the Redis that replicas share. It may be asked again for what it has; it is worked on once."""

from __future__ import annotations

import logging
from typing import Any

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialBackoff
from saq import Queue
from saq.queue.redis import RedisQueue

CHUNK = 8
# A worker that has not been heard of for this long is dead; it is heard of three times as often.
HEARTBEAT_S = 9
_RETRIES = 50
_KEPT_S = 60
_WEBHOOK_TRIES = 8
_WEBHOOK_PAUSE_S = 5.0
_WITHIN_S = 5.0

logging.getLogger("saq").setLevel(logging.WARNING)


def client(url: str) -> Redis:
    """A client for jobs: it may take its time, within bounds, and tries again."""
    return Redis.from_url(
        url,
        socket_connect_timeout=_WITHIN_S,
        retry=Retry(ExponentialBackoff(cap=1.0, base=0.05), 3),
        protocol=2,
    )


def queue(redis: Redis) -> Queue:
    """The queue of extraction jobs."""
    return RedisQueue(redis, name="onrecord")


async def enqueue(to: Queue, job: str, count: int) -> None:
    """Put all of the job's work on the queue, in chunks; what is on it already is not put there twice."""
    for start in range(0, count, CHUNK):
        await _put(to, "extract_chunk", f"{job}:{start}", _RETRIES, job=job, start=start, end=min(start + CHUNK, count))


async def enqueue_webhook(to: Queue, job: str) -> None:
    """Have the job's webhook told that it is done."""
    pause = {"retry_delay": _WEBHOOK_PAUSE_S, "retry_backoff": True}
    await _put(to, "tell_webhook", f"{job}:webhook", _WEBHOOK_TRIES, pause, job=job)


async def _put(
    to: Queue, function: str, key: str, retries: int, pause: dict[str, Any] | None = None, **arguments: Any
) -> None:
    await to.enqueue(
        function,
        key=key,
        timeout=0,
        heartbeat=HEARTBEAT_S,
        retries=retries,
        ttl=_KEPT_S,
        **(pause or {}),
        **arguments,
    )
