"""Does any request suffer when Redis dies? ``python -m benchmarks.faults [--seconds S]``

Sends the same mix of requests (three in four of them seen before) to a server without a shared cache and to one whose
Redis is killed, brought back, frozen for ten seconds and thawed meanwhile. Neither keeps answers in memory. Promised: no
failed request; during each fault the 99th percentile at most 60 ms over that without a cache; hits again within
5 seconds of recovery.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx

from benchmarks.load import Load, post, send, server
from tests.valkey import Valkey, valkey

_CONNECTIONS = 8
_PAUSE_S = 0.05
_OVER_S = 0.06
_BACK_WITHIN_S = 5.0
_FROZEN_S = 10.0
_MIX = 4
_OLD = 20


def requests(seconds: float) -> Iterator[bytes]:
    """One in four is new; the others come again and again."""
    until, number = time.perf_counter() + seconds, 0
    while time.perf_counter() < until:
        number += 1
        which = f"new {number} {until}" if number % _MIX == 0 else f"old {number % _OLD}"
        yield post(f"Police arrested 14 dockers in Halvik. Report {which}.".encode())


@dataclass
class Spans:
    """What was done to Redis, from when to when, and how long hits took to come back after it."""

    faults: list[tuple[str, float, float]] = field(default_factory=list)
    back: list[tuple[str, float]] = field(default_factory=list)


async def _break(redis: Valkey, url: str, spans: Spans) -> None:
    for name, harm, mend, seconds in (
        ("killed", redis.kill, redis.start, 5.0),
        ("frozen", redis.freeze, redis.thaw, _FROZEN_S),
    ):
        await asyncio.sleep(5)
        began = time.perf_counter()
        await asyncio.to_thread(harm)
        await asyncio.sleep(seconds)
        await asyncio.to_thread(mend)
        mended = time.perf_counter()
        spans.faults.append((name, began, mended))
        spans.back.append((name, await _until_hit(url) - mended))


async def _until_hit(url: str) -> float:
    async with httpx.AsyncClient() as client:
        while time.perf_counter():
            answer = await client.post(
                f"{url}/v1/extractions", content="It rained.", headers={"content-type": "text/plain"}
            )
            if "hit" in answer.headers["cache-status"]:
                break
            await asyncio.sleep(_PAUSE_S)
    return time.perf_counter()


async def _loaded(url: str, seconds: float) -> Load:
    return await send(url, requests(seconds), _CONNECTIONS)


def main() -> None:
    """Measure, print, and fail where a promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=35.0, help="seconds of load; the faults take 25 of them")
    seconds = parser.parse_args().seconds
    spans = Spans()

    async def broken(redis: Valkey, url: str) -> Load:
        load, _ = await asyncio.gather(_loaded(url, seconds), _break(redis, url, spans))
        return load

    with server(cache_memory_bytes="0") as plain:
        without = asyncio.run(_loaded(plain, seconds))
    with valkey() as redis, server(cache_memory_bytes="0", redis_url=redis.url) as url:
        load = asyncio.run(broken(redis, url))
    sys.exit(0 if _told(without, load, spans) else 1)


def _told(without: Load, load: Load, spans: Spans) -> bool:
    plain = without.percentile(0.99)
    print(f"without a cache: {sum(without.statuses.values())} requests, p99 {plain * 1000:.0f} ms")
    print(f"with a Redis that breaks: {load.statuses}, p99 {load.percentile(0.99) * 1000:.0f} ms")
    kept = set(load.statuses) == {200}
    for name, began, mended in spans.faults:
        p99 = load.percentile(0.99, began, mended)
        print(f"{name:8} p99 {p99 * 1000:6.0f} ms ({(p99 - plain) * 1000:+.0f} ms)")
        kept = kept and p99 - plain <= _OVER_S
    for name, after in spans.back:
        print(f"{name:8} hits again {after:.1f} s after recovery")
        kept = kept and after <= _BACK_WITHIN_S
    return kept


if __name__ == "__main__":
    main()
