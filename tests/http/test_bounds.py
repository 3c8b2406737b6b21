"""A caller has so many requests and streams at once; the next of them waits, and those of others do not."""

from __future__ import annotations

import asyncio

import pytest

from service.http.bounds import Bounds, _Places
from service.http.needs import KIND, NEEDS
from tests.http.raw import scope_of


class Work:
    """An application whose answers are let go by the test."""

    def __init__(self, body: bytes = b"") -> None:
        self.most = self.now = 0
        self.go_on = asyncio.Event()
        self.body = body

    async def __call__(self, _, __, send):
        self.now += 1
        self.most = max(self.most, self.now)
        try:
            await self.go_on.wait()
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": self.body, "more_body": False})
        finally:
            self.now -= 1


async def ask(bounds, caller="desk", kind="request", reads=None):
    """The status, and the bytes that came; ``reads`` lets each part through."""
    status, parts = 0, []

    async def send(message):
        nonlocal status
        if message["type"] == "http.response.start":
            status = message["status"]
        else:
            if reads is not None:
                await reads.wait()
            parts.append(message["body"])

    scope = scope_of("POST", "/v1/extractions")
    scope["state"] = {NEEDS: "extract", KIND: kind, "caller": caller}
    await bounds(scope, None, send)
    return status, b"".join(parts)


def test_few_large_bodies_of_a_caller_are_in_memory_and_the_others_wait():
    async def crowd() -> None:
        work = Work()
        bounds = Bounds(work, requests=50, streams=1)
        batches = [asyncio.ensure_future(ask(bounds, kind="batch")) for _ in range(7)]
        await asyncio.sleep(0.01)
        assert work.now == 2
        work.go_on.set()
        assert [status for status, _ in await asyncio.gather(*batches)] == [200] * 7
        assert work.most == 2

    asyncio.run(crowd())


def test_so_many_of_a_caller_are_in_work_and_the_others_wait():
    async def crowd() -> None:
        work = Work()
        bounds = Bounds(work, requests=2, streams=1)
        mine = [asyncio.ensure_future(ask(bounds)) for _ in range(7)]
        other = asyncio.ensure_future(ask(bounds, "archive"))
        await asyncio.sleep(0.01)
        assert work.now == 3, "two of the one, and all of the other"
        work.go_on.set()
        assert {status for status, _ in await asyncio.gather(*mine, other)} == {200}
        assert work.most == 3

    asyncio.run(crowd())


def test_too_many_that_wait_are_turned_away():
    async def crowd() -> list[int]:
        work = Work()
        bounds = Bounds(work, requests=2, streams=1)
        mine = [asyncio.ensure_future(ask(bounds)) for _ in range(13)]
        await asyncio.sleep(0.01)
        work.go_on.set()
        return sorted(status for status, _ in await asyncio.gather(*mine))

    assert asyncio.run(crowd()) == [200] * 10 + [429] * 3


def test_who_hangs_up_while_waiting_takes_no_place():
    async def crowd() -> None:
        work = Work()
        bounds = Bounds(work, requests=1, streams=1)
        first, second, third = (asyncio.ensure_future(ask(bounds)) for _ in range(3))
        await asyncio.sleep(0.01)
        second.cancel()
        await asyncio.sleep(0.01)
        work.go_on.set()
        assert [(await one)[0] for one in (first, third)] == [200, 200]
        assert (await ask(bounds))[0] == 200, "and nothing of them is left"

    asyncio.run(crowd())


def test_a_place_that_comes_to_who_has_just_hung_up_goes_on_to_the_next():
    async def crowd() -> None:
        places = _Places(1)
        await places.enter()
        second, third = (asyncio.ensure_future(places.enter()) for _ in range(2))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        places.leave()  # to the second, who is gone before it knows
        second.cancel()
        await asyncio.wait_for(third, 20)
        assert second.cancelled()

    asyncio.run(crowd())


def test_streams_over_the_limit_do_not_wait():
    async def crowd() -> list[int]:
        work = Work()
        bounds = Bounds(work, requests=9, streams=2)
        streams = [asyncio.ensure_future(ask(bounds, kind="stream")) for _ in range(3)]
        request = asyncio.ensure_future(ask(bounds))
        await asyncio.sleep(0.01)
        work.go_on.set()
        return [status for status, _ in await asyncio.gather(*streams, request)]

    assert asyncio.run(crowd()) == [200, 200, 429, 200]


def test_answers_that_a_caller_does_not_read_have_a_limit():
    """What is not read is not made ready for it without end; another caller's answers are."""

    async def crowd() -> None:
        work, reads = Work(b"a" * 60_000_000), asyncio.Event()
        work.go_on.set()
        bounds = Bounds(work, requests=9, streams=2)
        unread = [asyncio.ensure_future(ask(bounds, reads=reads)) for _ in range(2)]
        await asyncio.sleep(0.1)
        assert (await ask(bounds))[0] == 429
        assert (await ask(bounds, "archive"))[0] == 200
        reads.set()
        assert [len(body) for _, body in await asyncio.gather(*unread)] == [60_000_000] * 2
        assert (await ask(bounds))[0] == 200, "once it has read them"

    asyncio.run(crowd())


@pytest.mark.parametrize("size", [0, 1, 65_536, 65_537, 200_000])
def test_an_answer_in_parts_is_the_answer(size):
    async def whole() -> tuple[int, bytes]:
        work = Work(bytes(range(256)) * (size // 256 + 1))
        work.body = work.body[:size]
        work.go_on.set()
        return await ask(Bounds(work, 1, 1))

    status, body = asyncio.run(whole())
    assert (status, len(body), body) == (200, size, (bytes(range(256)) * (size // 256 + 1))[:size])
