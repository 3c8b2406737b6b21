"""One content, one extraction: in one process, over several, and whoever dies meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from redis import Redis

from service.cache import Address, Answers
from service.cache.memory import Memory
from service.cache.redis import RedisStore
from service.pool import Answer
from tests.valkey import Valkey, free_port

ADDRESS = Address("a" * 64, "b" * 64)


class Work:
    """An extraction that takes a while, and counts how often it is done."""

    def __init__(self, seconds: float = 0.2, lasting: bool = True) -> None:
        self.done = 0
        self.seconds = seconds
        self.lasting = lasting

    async def __call__(self) -> Answer:
        self.done += 1
        await asyncio.sleep(self.seconds)
        return Answer(b"answer", self.seconds, self.lasting)


def replicas(url: str, count: int, wait_s: float = 20) -> list[Answers]:
    def store() -> RedisStore | None:
        return RedisStore(url, budget_s=0.5, ttl_s=60, limit=10_000) if url else None

    return [Answers(Memory(100_000, 60), store(), wait_s) for _ in range(count)]


def run(test: Callable[..., Awaitable[None]], url: str = "", count: int = 1, **settings: float) -> None:
    async def over_replicas() -> None:
        made = replicas(url, count, **settings)
        try:
            await test(*made)
        finally:
            for one in made:
                await one.close()

    asyncio.run(over_replicas())


def test_many_at_once_are_one_extraction() -> None:
    """In one process, without a Redis; the first is told that it was stored, the others that they waited."""
    work = Work()

    async def test(answers: Answers) -> None:
        outcomes = await asyncio.gather(*(answers.obtain(ADDRESS, work) for _ in range(100)))
        assert work.done == 1
        assert {outcome.kept.body for outcome in outcomes} == {b"answer"}
        assert sum(outcome.collapsed for outcome in outcomes) == 99
        again = await answers.obtain(ADDRESS, work)
        assert (again.hit, again.detail) == (True, "memory")
        assert answers.near("b" * 64) == again.kept

    run(test)


def test_many_at_once_over_replicas_are_one_extraction(server: Valkey) -> None:
    """However the requests are spread."""
    work = Work()

    async def test(*several: Answers) -> None:
        outcomes = await asyncio.gather(*(several[n % 3].obtain(ADDRESS, work) for n in range(90)))
        assert work.done == 1
        assert {outcome.kept.body for outcome in outcomes} == {b"answer"}
        assert sum(not outcome.collapsed for outcome in outcomes) == 1

    run(test, server.url, 3)


def test_another_replica_finds_what_one_has_made(server: Valkey) -> None:
    """By the request's bytes at once, and by its content."""
    work = Work(0)

    async def test(one: Answers, other: Answers) -> None:
        await one.obtain(ADDRESS, work)
        found = await other.find("b" * 64)
        assert (found.hit, found.detail) == (True, "redis")
        assert other.near("b" * 64) == found.kept
        by_content = await other.obtain(Address(ADDRESS.key, "c" * 64), work)
        assert by_content.hit
        assert work.done == 1

    run(test, server.url, 2)


def test_a_holder_that_dies_is_replaced(server: Valkey, redis: Redis) -> None:
    """Its claim runs out, and one of those that waited does the work."""
    redis.set(f"onrecord:l:{ADDRESS.key}", "of the dead", px=1000)
    work = Work()

    async def test(one: Answers, other: Answers) -> None:
        outcomes = await asyncio.gather(one.obtain(ADDRESS, work), other.obtain(ADDRESS, work))
        assert {outcome.kept.body for outcome in outcomes} == {b"answer"}
        assert work.done == 1

    run(test, server.url, 2)


def test_a_holder_that_lives_is_waited_for(server: Valkey) -> None:
    """Longer than its first claim lasts: it is renewed as long as the work goes on."""
    work = Work(4)

    async def test(one: Answers, other: Answers) -> None:
        await asyncio.gather(one.obtain(ADDRESS, work), other.obtain(ADDRESS, work))
        assert work.done == 1

    run(test, server.url, 2)


def test_waiting_has_an_end(server: Valkey, redis: Redis) -> None:
    """After that the work is done here, come what may."""
    redis.set(f"onrecord:l:{ADDRESS.key}", "of somebody who hangs")
    work = Work(0)

    async def test(answers: Answers) -> None:
        outcome = await answers.obtain(ADDRESS, work)
        assert (outcome.kept.body, outcome.detail) == (b"answer", "waited-too-long")

    run(test, server.url, wait_s=0.3)


def test_an_error_reaches_all_who_wait_and_the_next_try_is_a_new_one(server: Valkey) -> None:
    async def broken() -> Answer:
        await asyncio.sleep(0.1)
        raise ValueError("no")

    async def test(answers: Answers) -> None:
        ended = await asyncio.gather(*(answers.obtain(ADDRESS, broken) for _ in range(3)), return_exceptions=True)
        assert [type(error) for error in ended] == [ValueError] * 3
        assert (await answers.obtain(ADDRESS, Work(0))).kept.body == b"answer"

    run(test, server.url)


def test_a_caller_that_gives_up_stops_nobody() -> None:
    """The first to ask hangs up: those who joined it get their answer."""
    work = Work()

    async def test(answers: Answers) -> None:
        first = asyncio.ensure_future(answers.obtain(ADDRESS, work))
        await asyncio.sleep(0.05)
        second = asyncio.ensure_future(answers.obtain(ADDRESS, work))
        await asyncio.sleep(0.05)
        first.cancel()
        assert (await second).kept.body == b"answer"
        assert work.done == 1

    run(test)


def test_once_all_callers_have_given_up_the_work_ends() -> None:
    """Nobody waits for it: it is not made for the cache's sake. Whoever asks after that asks anew."""
    ended: list[str] = []

    async def slow() -> Answer:
        try:
            await asyncio.sleep(600)
        finally:
            ended.append("stopped")
        raise AssertionError

    async def test(answers: Answers) -> None:
        asking = [asyncio.ensure_future(answers.obtain(ADDRESS, slow)) for _ in range(3)]
        await asyncio.sleep(0.05)
        for one in asking:
            assert not ended
            one.cancel()
            await asyncio.sleep(0.05)
        assert ended == ["stopped"]
        assert (await answers.obtain(ADDRESS, Work(0))).kept.body == b"answer"

    run(test)


@pytest.mark.parametrize("with_redis", [False, True])
def test_what_does_not_last_is_not_stored(server: Valkey, redis: Redis, with_redis: bool) -> None:
    """An answer without the model that was to be asked: the next request tries again, and nobody has to wait for it."""
    work = Work(0, lasting=False)

    async def test(answers: Answers) -> None:
        for _ in range(2):
            outcome = await answers.obtain(ADDRESS, work)
            assert (outcome.stored, outcome.hit, outcome.detail) == (False, False, "not-lasting")
        assert work.done == 2

    run(test, server.url if with_redis else "")
    assert redis.keys() == []


def test_made_anew_on_request(server: Valkey) -> None:
    """And stored over the old one."""
    work = Work(0)

    async def test(answers: Answers) -> None:
        await answers.obtain(ADDRESS, work)
        assert (await answers.obtain(ADDRESS, work, anew=True)).stored
        assert work.done == 2

    run(test, server.url)


def test_without_its_redis_it_answers() -> None:
    """The first fault of a request is its last: it says why, and the answer is kept in the process."""
    work = Work(0)

    async def test(answers: Answers) -> None:
        fault = await answers.find("b" * 64)
        assert fault == "unreachable"
        outcome = await answers.obtain(ADDRESS, work, fault=fault)
        assert (outcome.kept.body, outcome.stored, outcome.detail) == (b"answer", True, "unreachable")
        assert (await answers.obtain(ADDRESS, work)).hit
        assert not (await answers.health()).ok

    run(test, f"redis://127.0.0.1:{free_port()}")
