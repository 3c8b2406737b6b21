"""The queue: SAQ on the Redis that replicas share. It may be asked again for what it has; it is worked on once.

Callers take turns at it, whoever has least at work first.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from typing import Any

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialBackoff
from saq import Job as QueuedJob
from saq.queue.redis import RedisQueue

from service.jobs.store import OPEN_JOBS, PREFIX

CHUNK = 8
WEBHOOK_TRIES = 8
# Work whose worker has not been heard of for this long, by Redis's clock, is given to another.
HEARD_S, GRACE_S = 6.0, 3.0
_RETRIES = 50
_KEPT_S = 60
_WEBHOOK_PAUSE_S = 5.0
_CONNECT_S, _ANSWER_S = 2.0, 5.0
_HEARD = ":heard"

_SAQ = logging.getLogger("saq")
_SAQ.setLevel(logging.WARNING)
# Said of each worker that is told to stop, of its timers alone as well. What was at work goes back to the queue.
_SAQ.addFilter(
    lambda said: not said.getMessage().startswith("Some tasks did not finish within the shutdown grace period")
)

# Of what was taken from the queue, that of which nobody is heard goes back to its end, in one step: whoever runs this
# may die before or after, but not between. What was taken this very moment has a while to be heard of.
_TAKE_BACK = """
local clock = redis.call('TIME')
local now, unheard, back = clock[1] * 1000 + math.floor(clock[2] / 1000), {}, {}
for _, id in ipairs(redis.call('LRANGE', KEYS[1], 0, -1)) do
  if redis.call('EXISTS', id .. ARGV[2]) == 0 then
    local since = tonumber(redis.call('HGET', KEYS[4], id) or now)
    if now - since < tonumber(ARGV[1]) then
      unheard[id] = since
    else
      redis.call('LREM', KEYS[1], 0, id)
      if redis.call('EXISTS', id) == 1 then redis.call('RPUSH', KEYS[2], id) else redis.call('ZREM', KEYS[3], id) end
      back[#back + 1] = id
    end
  end
end
redis.call('DEL', KEYS[4])
for id, since in pairs(unheard) do redis.call('HSET', KEYS[4], id, since) end
return back
"""
# The oldest work of whoever has least at work, of equals the oldest; nothing if the queue is empty.
_TAKE = """
local senders, busy, unseen, others, first, least = {}, {}, {}, 0, nil, 1e9
local function of(job)
  senders[job] = senders[job] or redis.call('HGET', ARGV[1] .. job, 'sender') or ''
  return senders[job]
end
local function sender(id) return of(string.match(id, '([^:]+):[^:]+$') or id) end
for _, id in ipairs(redis.call('LRANGE', KEYS[2], 0, -1)) do busy[sender(id)] = (busy[sender(id)] or 0) + 1 end
for _, job in ipairs(redis.call('SMEMBERS', KEYS[3])) do
  if not unseen[of(job)] then unseen[of(job)], others = true, others + 1 end
end
local at, page = 0, redis.call('LRANGE', KEYS[1], 0, 99)
while #page > 0 do
  for _, id in ipairs(page) do
    local who = sender(id)
    if (busy[who] or 0) < least then first, least = id, busy[who] or 0 end
    if unseen[who] then unseen[who], others = false, others - 1 end
    if least == 0 or others <= 0 then break end
  end
  if least == 0 or others <= 0 then break end
  at = at + 100
  page = redis.call('LRANGE', KEYS[1], at, at + 99)
end
if first then
  redis.call('LREM', KEYS[1], 1, first)
  redis.call('RPUSH', KEYS[2], first)
end
return first
"""


class JobQueue(RedisQueue):
    """SAQ's queue, but for how it takes up what a dead worker had begun, and for whose work comes next.

    SAQ's own sweep does so in several steps, and loses the work if it dies between two; it also sweeps what was taken up
    this moment. And it goes by the clocks of several machines. SAQ takes what came first: one caller keeps all others waiting.
    """

    def __init__(
        self, redis: Redis, name: str = "onrecord", heard_s: float = HEARD_S, grace_s: float = GRACE_S
    ) -> None:
        super().__init__(redis, name=name)
        self._heard_s, self._grace_s = heard_s, grace_s
        self._take_back, self._take = redis.register_script(_TAKE_BACK), redis.register_script(_TAKE)

    async def dequeue(self, timeout: float = 0.0, poll_interval: float = 0.0) -> QueuedJob | None:
        """The work whose turn it is; if there is none, what comes first within ``timeout`` seconds."""
        found = await self._take([self.namespace("queued"), self.namespace("active"), OPEN_JOBS], [PREFIX])
        return await self._get_job_by_id(found) if found else await super().dequeue(timeout, poll_interval)

    async def sweep(self, lock: int = 60, abort: float = 5.0) -> list[str]:  # noqa: ARG002 - SAQ calls it with both
        """Give back what nobody is heard of to work on; ids of what was given back."""
        keys = [self.namespace(name) for name in ("active", "queued", "incomplete", "unheard")]
        back: list[bytes] = await self._take_back(keys, [int(self._grace_s * 1000), _HEARD])
        return [found.decode() for found in back]

    async def waiting(self, keys: Iterable[str]) -> list[bool]:
        """For each key of a piece of work, whether it is on the queue or being worked on."""
        ids = [self.job_id(key) for key in keys]
        scores = await self.redis.zmscore(self.namespace("incomplete"), ids) if ids else []
        return [score is not None for score in scores]

    @contextlib.asynccontextmanager
    async def heard_of(self, job: QueuedJob) -> AsyncIterator[None]:
        """Tell the queue, as long as the block takes, that the worker of this work lives."""

        async def tell() -> None:
            while True:
                with contextlib.suppress(Exception):  # it is told again
                    await self.redis.set(job.id + _HEARD, 1, px=int(self._heard_s * 1000))
                await asyncio.sleep(self._heard_s / 3)

        telling = asyncio.create_task(tell())
        try:
            yield
        finally:
            telling.cancel()


@dataclass(frozen=True, slots=True)
class Queues:
    """What waits to be worked on. Webhooks have a queue of their own: slow receivers keep no transcript waiting."""

    chunks: JobQueue
    webhooks: JobQueue


def queues(redis: Redis) -> Queues:
    """The queues of jobs."""
    return Queues(JobQueue(redis), JobQueue(redis, "onrecord-webhooks"))


def client(url: str, tries: int = 4) -> Redis:
    """A client for jobs: it may take its time, within bounds, and tries again."""
    return Redis.from_url(
        url,
        socket_connect_timeout=_CONNECT_S,
        socket_timeout=_ANSWER_S,
        socket_keepalive=True,
        retry=Retry(ExponentialBackoff(cap=1.0, base=0.05), tries - 1),
        protocol=2,
    )


def chunks(count: int) -> dict[int, int]:
    """Where each chunk of a job of ``count`` transcripts begins, and where it ends."""
    return {start: min(start + CHUNK, count) for start in range(0, count, CHUNK)}


def chunk_key(job: str, start: int) -> str:
    """The key on the queue of the job's chunk that begins there."""
    return f"{job}:{start}"


def webhook_key(job: str) -> str:
    """The key on the queue of telling the job's webhook."""
    return f"{job}:webhook"


async def enqueue(to: Queues, job: str, count: int) -> None:
    """Put all of the job's work on the queue, in chunks; what is on it already is not put there twice."""
    for start, end in chunks(count).items():
        await enqueue_chunk(to, job, start, end)


async def enqueue_chunk(to: Queues, job: str, start: int, end: int) -> None:
    """Put the work from ``start`` up to ``end`` on the queue."""
    await _put(to.chunks, "extract_chunk", chunk_key(job, start), _RETRIES, job=job, start=start, end=end)


async def enqueue_webhook(to: Queues, job: str) -> None:
    """Have the job's webhook told that it is done."""
    pause = {"retry_delay": _WEBHOOK_PAUSE_S, "retry_backoff": True}
    await _put(to.webhooks, "tell_webhook", webhook_key(job), WEBHOOK_TRIES, pause, job=job)


async def _put(
    to: JobQueue, function: str, key: str, retries: int, pause: dict[str, Any] | None = None, **arguments: Any
) -> None:
    await to.enqueue(function, key=key, timeout=0, retries=retries, ttl=_KEPT_S, **(pause or {}), **arguments)
