"""A breaker that is open comes back by itself."""

from __future__ import annotations

import asyncio

import pytest
from redis.exceptions import RedisError

from service.cache import breaker as under_test
from service.cache.breaker import Breaker
from service.cache.port import StoreFault


def test_it_asks_again_whatever_the_probe_stumbles_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands where Redis should may say anything; the client's own errors are not all there are."""
    monkeypatch.setattr(under_test, "_FIRST_PAUSE_S", 0.001)
    met: list[Exception] = [RedisError(), ValueError("no number"), RecursionError(), UnicodeError()]

    async def probe() -> None:
        if met:
            raise met.pop()

    async def gone() -> None:
        raise ConnectionError

    async def run() -> None:
        breaker = Breaker("test", 1.0, probe)
        for _ in range(3):
            with pytest.raises(StoreFault):
                await breaker.call(gone)
        assert breaker.is_open
        async with asyncio.timeout(20):
            while breaker.is_open:
                await asyncio.sleep(0.001)
        assert met == []

    asyncio.run(run())
