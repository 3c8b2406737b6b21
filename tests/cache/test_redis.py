"""The store on a real Redis: what it holds, and what it says when the server is gone, slow, full or wrong."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

import pytest
from redis import Redis

from service.cache.answers import Answers
from service.cache.memory import Memory
from service.cache.port import Address, Kept, StoreFault
from service.cache.redis import RedisStore
from service.pool import Answer
from tests.valkey import Valkey, free_port, valkey

ADDRESS = Address("a" * 64, "b" * 64)
KEPT = Kept.of(b'{"answer":1}')
Test = Callable[[RedisStore], Awaitable[None]]


def run(url: str, test: Test, limit: int = 100_000, budget_s: float = 0.2) -> None:
    """``test`` over a store; the budget is generous where a test is not about it."""

    async def over_a_store() -> None:
        store = RedisStore(url, budget_s=budget_s, ttl_s=60, limit=limit)
        try:
            await test(store)
        finally:
            await store.close()

    asyncio.run(over_a_store())


@contextmanager
def fault(reason: str) -> Iterator[None]:
    with pytest.raises(StoreFault) as caught:
        yield
    assert caught.value.reason == reason


def test_claim_put_find(server: Valkey) -> None:
    """The first to claim makes the answer; from then on it is found, by content and by request."""

    async def test(store: RedisStore) -> None:
        assert await store.find("b" * 64) is None
        assert await store.claim(ADDRESS, "mine") is True
        assert await store.claim(ADDRESS, "yours") is False
        await store.put(ADDRESS, KEPT, "mine")
        assert await store.find("b" * 64) == (ADDRESS.key, KEPT)
        assert await store.claim(ADDRESS, "yours") == KEPT
        assert await store.claim(Address(ADDRESS.key, "c" * 64), "yours") == KEPT
        assert await store.find("c" * 64) == (ADDRESS.key, KEPT)

    run(server.url, test)


def test_everything_goes_away_by_itself(server: Valkey, redis: Redis) -> None:
    """Answers after their time, claims after seconds: no key is for ever."""

    async def test(store: RedisStore) -> None:
        await store.claim(Address("c" * 64), "mine")
        await store.put(ADDRESS, KEPT, "mine")
        await store.put_bytes("question", b"answer")

    run(server.url, test)
    lives = {key: redis.pttl(key) for key in redis.scan_iter()}
    assert len(lives) == 4
    assert all(0 < life <= 60_000 for life in lives.values())


def test_a_claim_is_given_up_by_its_holder_alone(server: Valkey) -> None:
    async def test(store: RedisStore) -> None:
        assert await store.claim(ADDRESS, "mine") is True
        await store.release(ADDRESS, "yours")
        assert await store.claim(ADDRESS, "yours") is False
        await store.release(ADDRESS, "mine")
        assert await store.claim(ADDRESS, "yours") is True

    run(server.url, test)


def test_a_claim_lasts_as_long_as_its_holder_renews_it(server: Valkey, redis: Redis) -> None:
    async def test(store: RedisStore) -> None:
        await store.claim(ADDRESS, "mine")
        lock = f"onrecord:l:{ADDRESS.key}"
        redis.pexpire(lock, 500)
        await store.renew(ADDRESS, "yours")
        assert redis.pttl(lock) <= 500
        await store.renew(ADDRESS, "mine")
        assert redis.pttl(lock) > 500

    run(server.url, test)


@pytest.mark.parametrize("value", [b"", b"rubbish", b"onrecord1rubbish"])
def test_a_corrupted_value_is_a_fault_and_is_made_anew(server: Valkey, redis: Redis, value: bytes) -> None:
    async def test(store: RedisStore) -> None:
        await store.put(ADDRESS, KEPT, "mine")
        redis.set(f"onrecord:a:{ADDRESS.key}", value)
        with fault("corrupt"):
            await store.find("b" * 64)
        assert await store.claim(ADDRESS, "mine") is True
        await store.put(ADDRESS, KEPT, "mine")
        assert await store.find("b" * 64) == (ADDRESS.key, KEPT)

    run(server.url, test)


def test_the_value_of_another_key_is_not_taken(server: Valkey, redis: Redis) -> None:
    async def test(store: RedisStore) -> None:
        await store.put(ADDRESS, KEPT, "mine")
        redis.rename(f"onrecord:a:{ADDRESS.key}", f"onrecord:a:{'c' * 64}")
        assert await store.claim(Address("c" * 64), "mine") is True

    run(server.url, test)


def test_an_error_is_a_fault_but_no_reason_to_stop_asking(server: Valkey, redis: Redis) -> None:
    """The server answers, and quickly: other calls go through."""

    async def test(store: RedisStore) -> None:
        await store.put(ADDRESS, KEPT, "mine")
        redis.rpush(f"onrecord:r:{'d' * 64}", "no string")
        for _ in range(5):
            with fault("corrupt"):
                await store.find("d" * 64)
        assert await store.find("b" * 64) == (ADDRESS.key, KEPT)

    run(server.url, test)


def test_a_full_redis_still_answers(server: Valkey, redis: Redis) -> None:
    """What it holds is found; what it refuses is a fault, and told until it takes something again."""

    async def test(store: RedisStore) -> None:
        await store.put(ADDRESS, KEPT, "mine")
        redis.config_set("maxmemory", "1")
        assert await store.find("b" * 64) == (ADDRESS.key, KEPT)
        assert await store.claim(Address(ADDRESS.key, "e" * 64), "mine") == KEPT
        with fault("out-of-memory"):
            await store.put(Address("f" * 64), KEPT, "mine")
        health = await store.health()
        assert not health.ok
        assert "memory" in str(health.reason)
        redis.config_set("maxmemory", "0")
        await store.put(Address("f" * 64), KEPT, "mine")
        assert (await store.health()).ok

    run(server.url, test)


def test_many_that_are_asked_for_at_once_travel_together(server: Valkey, redis: Redis) -> None:
    """One round trip; one broken entry is a fault of its own alone."""

    async def test(store: RedisStore) -> None:
        await store.put(ADDRESS, KEPT, "mine")
        redis.rpush(f"onrecord:r:{'d' * 64}", "no string")
        await store.find("c" * 64)
        before = redis.info("commandstats")["cmdstat_evalsha"]["calls"]
        asked = [*["b" * 64] * 5, "d" * 64, "e" * 64]
        found = await asyncio.gather(*map(store.find, asked), return_exceptions=True)
        assert found[:5] == [(ADDRESS.key, KEPT)] * 5
        assert isinstance(found[5], StoreFault)
        assert found[6] is None
        assert redis.info("commandstats")["cmdstat_evalsha"]["calls"] == before + 1

    run(server.url, test)


def test_too_large_is_not_stored(server: Valkey) -> None:
    async def test(store: RedisStore) -> None:
        assert await store.claim(ADDRESS, "mine") is True
        with fault("too-large"):
            await store.put(ADDRESS, Kept.of(b"a" * 101), "mine")
        assert await store.claim(ADDRESS, "yours") is True
        with fault("too-large"):
            await store.put_bytes("question", b"a" * 101)

    run(server.url, test, limit=100)


async def _open(store: RedisStore, reason: str) -> None:
    """Call until the breaker opens: every fault is of that kind, and comes about when the budget is over."""
    for _ in range(3):
        began = time.monotonic()
        with fault(reason):
            await store.find("b" * 64)
        assert time.monotonic() - began < 1
    with fault("breaker-open"):
        await store.find("b" * 64)
    health = await store.health()
    assert not health.ok
    assert reason in str(health.reason)


async def _until_closed(store: RedisStore) -> None:
    """The breaker closes by itself, with nobody calling."""
    async with asyncio.timeout(5):
        while store.breaker.is_open:
            await asyncio.sleep(0.05)
    assert (await store.health()).ok


def test_absent_at_start_then_there() -> None:
    server = Valkey()

    async def test(store: RedisStore) -> None:
        await _open(store, "unreachable")
        server.start()
        await _until_closed(store)
        await store.put(ADDRESS, KEPT, "mine")

    try:
        run(server.url, test)
    finally:
        server.kill()


def test_killed_then_back() -> None:
    with valkey() as server:

        async def test(store: RedisStore) -> None:
            await store.put(ADDRESS, KEPT, "mine")
            server.kill()
            await _open(store, "unreachable")
            server.start()
            await _until_closed(store)
            assert await store.find("b" * 64) is None

        run(server.url, test)


def test_frozen_then_thawed(server: Valkey) -> None:
    async def test(store: RedisStore) -> None:
        await store.put(ADDRESS, KEPT, "mine")
        server.freeze()
        try:
            await _open(store, "timeout")
        finally:
            server.thaw()
        await _until_closed(store)
        assert await store.find("b" * 64) == (ADDRESS.key, KEPT)

    run(server.url, test, budget_s=0.05)


def test_slow(server: Valkey, redis: Redis) -> None:
    """Slower than the budget is as good as gone, and the breaker stays open as long as that lasts."""

    async def test(store: RedisStore) -> None:
        await store.find("b" * 64)
        redis.client_pause(800)
        await _open(store, "timeout")
        await asyncio.sleep(0.4)
        assert store.breaker.is_open
        await _until_closed(store)

    run(server.url, test, budget_s=0.05)


def test_a_caller_that_gives_up_spoils_no_connection(server: Valkey) -> None:
    """An answer that nobody waited for is not taken for that of the next question."""

    async def test(store: RedisStore) -> None:
        await store.put(ADDRESS, KEPT, "mine")
        for _ in range(50):
            asking = asyncio.ensure_future(store.find("b" * 64))
            await asyncio.sleep(0)
            asking.cancel()
            assert await store.get_bytes("nothing") is None

    run(server.url, test)


def test_no_server_at_all() -> None:
    """An address where nobody listens."""

    async def test(store: RedisStore) -> None:
        assert not (await store.health()).ok

    run(f"redis://127.0.0.1:{free_port()}", test)


def test_what_lies_under_another_key_is_not_served(server: Valkey) -> None:
    """An answer copied under another's key, and an alias copied to another's place, are made anew and written over."""

    async def run() -> None:
        store = RedisStore(server.url, budget_s=1, ttl_s=60, limit=10_000)
        one, other = Address("1" * 64, "a" * 64), Address("2" * 64, "b" * 64)
        for address in (one, other):
            await store.put(address, Kept.of(address.key.encode()), "t")
        raw = Redis.from_url(server.url)
        for theirs, place in (
            ("onrecord:a:" + "2" * 64, "onrecord:a:" + "1" * 64),
            ("onrecord:r:" + "b" * 64, "onrecord:r:" + "a" * 64),
        ):
            raw.copy(theirs, place, replace=True)
            try:
                found = await store.find("a" * 64)
            except StoreFault as false:
                found = false.reason
            assert found in (None, "corrupt")
            assert await store.claim(one, "t") in (True, Kept.of(b"1" * 64))
            await store.put(one, Kept.of(b"1" * 64), "t")
            assert await store.find("a" * 64) == ("1" * 64, Kept.of(b"1" * 64))
        await store.close()

    asyncio.run(run())


@pytest.mark.parametrize("place", ["a", "r", "l"])
def test_a_value_of_another_type_is_replaced(server: Valkey, place: str) -> None:
    """Where the answer lies, where its alias does, and where the claim to it does."""

    async def run() -> None:
        store = RedisStore(server.url, budget_s=1, ttl_s=60, limit=10_000)
        address, kept = Address("3" * 64, "c" * 64), Kept.of(b"made")
        await store.put(address, kept, "t")
        raw = Redis.from_url(server.url)
        name = f"onrecord:{place}:{('c' if place == 'r' else '3') * 64}"
        if place == "l":
            raw.delete("onrecord:a:" + "3" * 64)
        raw.delete(name)
        raw.rpush(name, "foreign")
        answers = Answers(Memory(0, 60), store, 5)
        made = await answers.find(address.alias)
        assert made in (None, "corrupt")
        fault = made if isinstance(made, str) else None
        outcome = await answers.obtain(address, lambda: _answer(b"made"), fault=fault)
        assert outcome.kept == kept
        assert outcome.detail in (None, "redis")
        assert await store.find("c" * 64) == ("3" * 64, kept)
        await store.close()

    asyncio.run(run())


async def _answer(body: bytes) -> Answer:
    return Answer(body, 0.0)
