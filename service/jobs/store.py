"""Jobs in Redis: what came in, what came out, and how far it is. Each result is there once, whoever made it how often."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import zstandard
from redis.asyncio import Redis

_PREFIX = "onrecord:j:"
_IN_ONE_GO = 200

# A result that is there stays; a problem is counted with the first result alone. Answers how many results there are.
_ADD = """
if redis.call('HSETNX', KEYS[1], ARGV[1], ARGV[2]) == 1 and ARGV[3] == '1' then
  redis.call('HINCRBY', KEYS[2], 'failed', 1)
end
return redis.call('HLEN', KEYS[1])
"""


@dataclass(frozen=True, slots=True)
class Job:
    """A job: who sent it, how many transcripts it has, and who is told of its end."""

    id: str
    caller: str
    count: int
    webhook: str | None = None
    done: int = 0
    failed: int = 0
    deliveries: tuple[dict[str, Any], ...] = field(default=())

    @property
    def status(self) -> str:
        """Waiting, at work, or done."""
        return "done" if self.done >= self.count else "running" if self.done else "queued"


class JobStore:
    """Jobs, for ``ttl_s`` seconds each. Raises what redis-py raises."""

    def __init__(self, redis: Redis, ttl_s: float) -> None:
        self._redis = redis
        self._ttl_s = int(ttl_s)
        self._add = redis.register_script(_ADD)

    async def create(self, job: Job, lines: Sequence[tuple[int, bytes]]) -> None:
        """Keep a job with its lines, each with its number. What is there under this id already stays as it is."""
        if await self._redis.exists(_about(job.id)):
            return
        await self._redis.delete(_in(job.id))
        for start in range(0, len(lines), _IN_ONE_GO):
            packed = [_pack(b"%d %b" % line) for line in lines[start : start + _IN_ONE_GO]]
            await _done(self._redis.rpush(_in(job.id), *packed))
        about = {"caller": job.caller, "count": job.count, "webhook": job.webhook or ""}
        await _done(self._redis.hset(_about(job.id), mapping=about))
        for key in (_in(job.id), _about(job.id)):
            await self._redis.expire(key, self._ttl_s)

    async def get(self, name: str) -> Job | None:
        """The job of that id, as far as it is."""
        about = await _done(self._redis.hgetall(_about(name)))
        if not about:
            return None
        told = await _done(self._redis.lrange(_told(name), 0, -1))
        return Job(
            id=name,
            caller=about[b"caller"].decode(),
            count=int(about[b"count"]),
            webhook=about[b"webhook"].decode() or None,
            done=await _done(self._redis.hlen(_out(name))),
            failed=int(about.get(b"failed", 0)),
            deliveries=tuple(map(json.loads, told)),
        )

    async def lines(self, name: str, start: int, end: int) -> list[tuple[int, bytes]]:
        """The lines from ``start`` up to ``end``, counted from 0, each with the number it had where it came from."""
        found = []
        for packed in await _done(self._redis.lrange(_in(name), start, end - 1)):
            number, _, raw = _unpack(packed).partition(b" ")
            found.append((int(number), raw))
        return found

    async def results(self, name: str, start: int, end: int) -> list[bytes | None]:
        """The lines of the results from ``start`` up to ``end``; None for each that is not there yet."""
        if start >= end:
            return []
        found = await _done(self._redis.hmget(_out(name), [str(index) for index in range(start, end)]))
        return [_unpack(packed) if packed is not None else None for packed in found]

    async def add(self, name: str, index: int, line: bytes, *, problem: bool) -> int:
        """Keep a result, unless it is there already; how many there are."""
        done: int = await self._add([_out(name), _about(name)], [str(index), _pack(line), "1" if problem else "0"])
        await self._redis.expire(_out(name), self._ttl_s)
        return done

    async def delivered(self, name: str, attempt: dict[str, Any]) -> None:
        """Write an attempt to deliver down in the job's log."""
        await _done(self._redis.rpush(_told(name), json.dumps(attempt)))
        await self._redis.expire(_told(name), self._ttl_s)

    async def close(self) -> None:
        """Give connections back."""
        await self._redis.aclose()


def _about(name: str) -> str:
    return f"{_PREFIX}{name}"


def _in(name: str) -> str:
    return f"{_PREFIX}{name}:in"


def _out(name: str) -> str:
    return f"{_PREFIX}{name}:out"


def _told(name: str) -> str:
    return f"{_PREFIX}{name}:told"


def _pack(value: bytes) -> bytes:
    return zstandard.ZstdCompressor(write_checksum=True).compress(value)


def _unpack(value: bytes) -> bytes:
    return zstandard.ZstdDecompressor().decompress(value)


async def _done(reply: Awaitable[Any] | Any) -> Any:
    """redis-py types the replies of one method for both of its clients; here they are all to be awaited."""
    return await cast("Awaitable[Any]", reply)
