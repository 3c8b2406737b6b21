"""The shared store on Redis: one round trip a call, each within the breaker's budget."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from redis.asyncio import ConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from service.cache.breaker import Breaker
from service.cache.gather import Gathered
from service.cache.pack import pack, unpack
from service.cache.port import Address, Health, Kept, StoreFault
from service.telemetry import metrics

T = TypeVar("T")
# The key under which an answer lies, and the answer as it was packed.
Found = list[bytes] | RedisError | None

_PREFIX = "onrecord:"
_MOST_CONNECTIONS = 1024
_PROBE_S = 2.0
# A claim whose holder has not been heard of for this long is anybody's; holders are heard of three times as often.
CLAIM_S = 3.0

# The alias of a request holds the key of its answer and, since what was copied elsewhere is no alias there, its own name.
# (Keys that are found in values are not of a cluster's making.)
_FIND = """
local values = {}
for number, alias in ipairs(KEYS) do
  local at = redis.pcall('GET', alias)
  if type(at) == 'string' and string.sub(at, -#alias) == alias then
    local key = string.sub(at, 1, -#alias - 1)
    local value = redis.pcall('GET', key)
    if type(value) == 'table' then values[number] = value else values[number] = value and {key, value} end
  elseif type(at) == 'table' then
    values[number] = at
  else
    values[number] = false
  end
end
return values
"""
# What is of another type than ours gives way: nobody else writes under our prefix.
_OURS = """
local function ours(key)
  local type = redis.call('TYPE', key)['ok']
  if type ~= 'string' and type ~= 'none' then redis.call('DEL', key) end
  return redis.call('GET', key)
end
"""
# A full Redis refuses to write; what it holds is found all the same, hence pcall.
_CLAIM = (
    _OURS
    + """
local value = ours(KEYS[1])
if value then
  if KEYS[3] then redis.pcall('SET', KEYS[3], KEYS[1] .. KEYS[3], 'PX', ARGV[3]) end
  return value
end
ours(KEYS[2])
local set = redis.call('SET', KEYS[2], ARGV[1], 'NX', 'PX', ARGV[2])
return set and 1 or 0
"""
)
_PUT = (
    _OURS
    + """
local stored = redis.pcall('SET', KEYS[1], ARGV[3], 'PX', ARGV[2])
if not stored['err'] and KEYS[3] then redis.pcall('SET', KEYS[3], KEYS[1] .. KEYS[3], 'PX', ARGV[2]) end
if ours(KEYS[2]) == ARGV[1] then redis.call('DEL', KEYS[2]) end
return stored
"""
)
_RENEW = "return redis.call('GET', KEYS[1]) == ARGV[1] and redis.call('PEXPIRE', KEYS[1], ARGV[2])"
_RELEASE = "return redis.call('GET', KEYS[1]) == ARGV[1] and redis.call('DEL', KEYS[1])"


class RedisStore:
    """Answers and claims in Redis. Values live ``ttl_s`` seconds and have at most ``limit`` bytes, packed or not."""

    def __init__(self, url: str, *, budget_s: float, ttl_s: float, limit: int) -> None:
        self._ttl_ms = int(ttl_s * 1000)
        self._limit = limit
        self._redis = client(url)
        self.breaker = Breaker("redis", budget_s, self._probe)
        self._budget_s = budget_s
        self._write_fault: str | None = None
        script = self._redis.register_script
        self._find, self._claim, self._put = script(_FIND), script(_CLAIM), script(_PUT)
        self._finding = Gathered(self._find_all)
        self._renew, self._release = script(_RENEW), script(_RELEASE)

    async def find(self, alias: str) -> tuple[str, Kept] | None:
        """Key and answer of the request with these very bytes."""
        found = await self._finding.get(_alias(alias))
        if found is None:
            return None
        if isinstance(found, RedisError):
            raise self._counted(StoreFault("corrupt", str(found)[:200]))
        at, value = found
        key, kept = self._unpacked(value)
        if at != _answer(key):
            raise self._counted(StoreFault("corrupt", "the answer to something else"))
        return key, kept

    async def _find_all(self, aliases: list[str]) -> list[Found]:
        async def ask() -> list[Found]:
            found = await self._find(aliases)
            if not _is_found(found, len(aliases)):
                raise TypeError("no values to the aliases")
            return list(found)

        return await self._call(ask)

    async def claim(self, address: Address, token: str) -> Kept | bool:
        """The answer; or True if the caller is to make it, False if somebody else is at it."""
        arguments: list[str | int] = [token, int(CLAIM_S * 1000), self._ttl_ms]

        async def ask() -> int | bytes:
            reply = await self._claim(_keys(address), arguments)
            if not isinstance(reply, int | bytes):
                raise TypeError("no reply to a claim")
            return reply

        got = await self._write(ask)
        if isinstance(got, int):
            return bool(got)
        try:
            key, kept = self._unpacked(got)
        except StoreFault:
            return True  # a broken value is made anew, and written over
        return kept if key == address.key else True

    async def renew(self, address: Address, token: str) -> None:
        """The claim's holder still lives."""
        await self._call(lambda: self._renew([_lock(address)], [token, int(CLAIM_S * 1000)]))

    async def release(self, address: Address, token: str) -> None:
        """The claim is given up."""
        await self._call(lambda: self._release([_lock(address)], [token]))

    async def put(self, address: Address, kept: Kept, token: str) -> None:
        """Store the answer and give the claim up."""
        value = pack(address.key, kept)
        if max(len(value), len(kept.body)) > self._limit:
            await self.release(address, token)
            raise StoreFault("too-large", f"over {self._limit} bytes")
        await self._write(lambda: self._put(_keys(address), [token, self._ttl_ms, value]))

    async def get_bytes(self, key: str) -> bytes | None:
        """A plain value."""

        async def ask() -> bytes | None:
            reply = await self._redis.get(f"{_PREFIX}v:{key}")
            if not isinstance(reply, bytes | None):
                raise TypeError("no value")
            return reply

        return await self._call(ask)

    async def put_bytes(self, key: str, value: bytes) -> None:
        """Store a plain value."""
        if len(value) > self._limit:
            raise StoreFault("too-large", f"over {self._limit} bytes")
        await self._write(lambda: self._redis.set(f"{_PREFIX}v:{key}", value, px=self._ttl_ms))

    async def health(self) -> Health:
        """An open breaker, a ping that fails, or the last write that failed."""
        if self.breaker.is_open:
            return self.breaker.health
        try:
            await self._call(self._ping)
        except StoreFault as fault:
            return Health(False, str(fault))
        return Health(self._write_fault is None, self._write_fault)

    async def close(self) -> None:
        """Give connections back."""
        await self.breaker.close()
        await self._redis.aclose()

    async def _call(self, work: Callable[[], Awaitable[T]]) -> T:
        return await self.breaker.call(work)

    async def _write(self, work: Callable[[], Awaitable[T]]) -> T:
        """A call that writes. What a full Redis refuses is remembered until it takes something again."""
        try:
            result = await self.breaker.call(work)
        except StoreFault as fault:
            self._write_fault = str(fault)
            raise
        self._write_fault = None
        return result

    async def _ping(self) -> None:
        await self._redis.get(f"{_PREFIX}ping")

    def _unpacked(self, value: bytes) -> tuple[str, Kept]:
        try:
            return unpack(value, self._limit)
        except StoreFault as fault:
            raise self._counted(fault) from None

    @staticmethod
    def _counted(fault: StoreFault) -> StoreFault:
        metrics.CACHE_FAULTS.labels(fault.reason).inc()
        return fault

    async def _probe(self) -> None:
        """A connection may take its time to be made, but a call over it has to keep to the budget."""
        async with asyncio.timeout(_PROBE_S):
            await self._ping()
        async with asyncio.timeout(self._budget_s):
            await self._ping()


def client(url: str) -> Redis:
    """A client that never retries by itself: who calls it has a budget, and the breaker decides when to try again."""
    # RESP2 and no library name: a new connection asks nothing before its first command.
    pool: ConnectionPool = ConnectionPool.from_url(
        url, max_connections=_MOST_CONNECTIONS, retry=Retry(NoBackoff(), 0), protocol=2, driver_info=None
    )
    return Redis.from_pool(pool)


def _is_found(reply: Any, count: int) -> bool:
    """Whether it is a reply to so many aliases. What is in a value is looked at where it is unpacked."""
    return isinstance(reply, list) and len(reply) == count and all(map(_is_value, reply))


def _is_value(value: Any) -> bool:
    pair = isinstance(value, list) and len(value) == 2 and all(isinstance(part, bytes) for part in value)
    return pair or value is None or isinstance(value, RedisError)


def _alias(alias: str) -> str:
    return f"{_PREFIX}r:{alias}"


def _answer(key: str) -> bytes:
    return f"{_PREFIX}a:{key}".encode()


def _lock(address: Address) -> str:
    return f"{_PREFIX}l:{address.key}"


def _keys(address: Address) -> list[str]:
    aliases = [_alias(address.alias)] if address.alias is not None else []
    return [_answer(address.key).decode(), _lock(address), *aliases]
