"""Jobs in Redis: what came in, what came out, and how far it is. Each result is there once, whoever made it how often."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from redis.asyncio import Redis

from service.compressed import compress, decompress

PREFIX = "onrecord:j:"
OPEN_JOBS = "onrecord:open-jobs"
_KEYED = "onrecord:k:"
_IN_ONE_GO = 200
_TENDED_AT_ONCE = 100

# Answers 0 for a job that is there, how many jobs and transcripts its caller has unfinished if those leave no room for it,
# nothing otherwise. They are counted anew each time: whatever dies or expires, no count is left behind.
_ROOM = """
if redis.call('EXISTS', KEYS[1]) == 1 then
  redis.call('SADD', KEYS[4], ARGV[1])
  return redis.call('DEL', KEYS[3]) * 0
end
local jobs, left = 0, 0
for _, id in ipairs(redis.call('SMEMBERS', KEYS[5])) do
  local about = ARGV[6] .. id
  local undone = tonumber(redis.call('HGET', about, 'count') or 0) - redis.call('HLEN', about .. ':out')
  if undone > 0 then jobs, left = jobs + 1, left + undone else redis.call('SREM', KEYS[5], id) end
end
if jobs > 0 and (jobs >= tonumber(ARGV[7]) or left + tonumber(ARGV[4]) > tonumber(ARGV[8])) then
  redis.call('DEL', KEYS[3])
  return {jobs, left}
end
"""
# A job is there with all of its lines, or not at all. Who began to keep it and died left lines that go by themselves.
_CREATE = f"""{_ROOM}
if redis.call('LLEN', KEYS[3]) ~= tonumber(ARGV[4]) then return redis.error_reply('lines were lost') end
redis.call('SADD', KEYS[4], ARGV[1])
redis.call('SADD', KEYS[5], ARGV[1])
redis.call('EXPIRE', KEYS[5], ARGV[2])
redis.call('RENAME', KEYS[3], KEYS[2])
redis.call('HSET', KEYS[1], 'caller', ARGV[3], 'count', ARGV[4], 'webhook', ARGV[5], 'sender', ARGV[9])
redis.call('EXPIRE', KEYS[1], ARGV[2])
redis.call('EXPIRE', KEYS[2], ARGV[2])
"""
# A result that is there stays; a problem is counted with the first result alone. Answers how many results there are.
_ADD = """
if redis.call('HSETNX', KEYS[1], ARGV[1], ARGV[2]) == 1 and ARGV[3] == '1' then
  redis.call('HINCRBY', KEYS[2], 'failed', 1)
end
redis.call('EXPIRE', KEYS[1], ARGV[4])
return redis.call('HLEN', KEYS[1])
"""
# A job that is kept and not done stays open, whatever who closes it may have seen of it.
_CLOSE = """
local count = redis.call('HGET', KEYS[1], 'count')
if not count or redis.call('HLEN', KEYS[2]) >= tonumber(count) then redis.call('SREM', KEYS[3], ARGV[1]) end
"""
_STAGED_S = 60  # after the last of them


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

    @property
    def told(self) -> bool:
        """Whether its webhook took the word that it is done."""
        return any(attempt["delivered"] for attempt in self.deliveries)


@dataclass(frozen=True, slots=True)
class Bound:
    """How many jobs and transcripts ``caller`` may have unfinished. One job alone may have more transcripts than that."""

    caller: str = ""
    jobs: int = 2**31
    transcripts: int = 2**31


_NO_BOUND = Bound()


class TooMuchUnfinished(Exception):
    """The caller has ``jobs`` jobs and ``transcripts`` of their transcripts unfinished: there is no room for one more."""

    def __init__(self, jobs: int, transcripts: int) -> None:
        super().__init__(jobs, transcripts)
        self.jobs, self.transcripts = jobs, transcripts


class JobStore:
    """Jobs, for ``ttl_s`` seconds each. Raises what redis-py raises."""

    def __init__(self, redis: Redis, ttl_s: float) -> None:
        self._redis = redis
        self._ttl_s = int(ttl_s)
        self._add, self._create = redis.register_script(_ADD), redis.register_script(_CREATE)
        self._room, self._close = redis.register_script(_ROOM), redis.register_script(_CLOSE)

    async def create(self, job: Job, lines: Sequence[tuple[int, bytes]], bound: Bound = _NO_BOUND) -> None:
        """Keep a job with its lines, each with its number. What is there under this id already stays as it is.

        TooMuchUnfinished, and nothing is kept, where ``bound`` leaves no room.
        """
        staged = f"{_in(job.id)}:{secrets.token_hex(8)}"
        keys = [_about(job.id), _in(job.id), staged, OPEN_JOBS, f"{OPEN_JOBS}:{bound.caller}"]
        values: list[str | int] = [job.id, self._ttl_s, job.caller, job.count, job.webhook or ""]
        values += [PREFIX, bound.jobs, bound.transcripts, bound.caller]
        found = await self._room(keys, values)
        if found is None:
            await self._stage(staged, lines)
            found = await self._create(keys, values)
        if isinstance(found, list):
            raise TooMuchUnfinished(*found)

    async def _stage(self, staged: str, lines: Sequence[tuple[int, bytes]]) -> None:
        try:
            for start in range(0, len(lines), _IN_ONE_GO):
                packed = await asyncio.to_thread(_pack_all, lines[start : start + _IN_ONE_GO])
                async with self._redis.pipeline() as both:
                    both.rpush(staged, *packed)
                    both.expire(staged, _STAGED_S)
                    await both.execute()
        except asyncio.CancelledError:  # nobody waits for it any more
            await self._redis.unlink(staged)
            raise

    async def under_key(self, key: str, name: str, content: str) -> str | None:
        """The job that ``key`` stands for: ``name`` from now on, if it stood for none; None if for other ``content``."""
        await self._redis.set(f"{_KEYED}{key}", f"{name} {content}", nx=True, ex=self._ttl_s)
        kept = await self._redis.get(f"{_KEYED}{key}")
        there, _, of = (kept or b"").decode().partition(" ")
        return there if of == content else None

    async def some_open(self) -> list[str]:
        """Ids of jobs of which something may be left to do; of very many, some by chance."""
        found = await _done(self._redis.srandmember(OPEN_JOBS, _TENDED_AT_ONCE))
        return [name.decode() for name in found]

    async def close_job(self, name: str) -> None:
        """Nothing is left to do of that job."""
        await self._close([_about(name), _out(name), OPEN_JOBS], [name])

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
            number, _, raw = decompress(packed).partition(b" ")
            found.append((int(number), raw))
        return found

    async def results(self, name: str, start: int, end: int) -> list[bytes | None]:
        """The lines of the results from ``start`` up to ``end``; None for each that is not there yet."""
        if start >= end:
            return []
        found = await _done(self._redis.hmget(_out(name), [str(index) for index in range(start, end)]))
        return [decompress(packed) if packed is not None else None for packed in found]

    async def indices(self, name: str) -> set[int]:
        """The transcripts that have a result, counted from 0."""
        return set(map(int, await _done(self._redis.hkeys(_out(name)))))

    async def add(self, name: str, index: int, line: bytes, *, problem: bool) -> int:
        """Keep a result, unless it is there already; how many there are."""
        arguments: list[str | bytes | int] = [index, compress(line), int(problem), self._ttl_s]
        done: int = await self._add([_out(name), _about(name)], arguments)
        return done

    async def failed_again(self, name: str, index: int) -> int:
        """Count that no process could answer this transcript; how often that was."""
        times: int = await _done(self._redis.hincrby(_about(name), f"failed:{index}", 1))
        return times

    async def attempted(self, name: str, attempt: dict[str, Any]) -> int:
        """Write an attempt to deliver down in the job's log, as it begins; its place there."""
        place: int = await _done(self._redis.rpush(_told(name), json.dumps(attempt)))
        await self._redis.expire(_told(name), self._ttl_s)
        return place - 1

    async def delivered(self, name: str, place: int, attempt: dict[str, Any]) -> None:
        """Write down what came of the attempt at that place."""
        await _done(self._redis.lset(_told(name), place, json.dumps(attempt)))

    async def ping(self) -> None:
        """Raises what redis-py raises if nobody is there."""
        await _done(self._redis.ping())

    async def close(self) -> None:
        """Give connections back."""
        await self._redis.aclose()


def _about(name: str) -> str:
    return f"{PREFIX}{name}"


def _in(name: str) -> str:
    return f"{PREFIX}{name}:in"


def _out(name: str) -> str:
    return f"{PREFIX}{name}:out"


def _told(name: str) -> str:
    return f"{PREFIX}{name}:told"


def _pack_all(lines: Sequence[tuple[int, bytes]]) -> list[bytes]:
    return [compress(b"%d %b" % line) for line in lines]


async def _done(reply: Awaitable[Any] | Any) -> Any:
    """redis-py types the replies of one method for both of its clients; here they are all to be awaited."""
    return await cast("Awaitable[Any]", reply)
