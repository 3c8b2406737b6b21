"""Do two extraction processes serve cold requests nearly twice as fast as one?

``python benchmarks/serving.py [--texts N] [--characters N] [--rounds N]``

Starts the server twice, with one and with two extraction processes, and sends both the same texts, each of them once,
so that nothing can have been answered before. Rounds alternate between the two, and each server's best round counts:
what else the machine does slows some rounds, and helps none. Texts are made from patterns with invented names, or
taken from the ``*.texts.jsonl`` files of the folder that ONRECORD_EVAL names.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

START = "from service.http.serve import serve; serve()"
CLIENTS = 8
NAMES = ["Mira Tolen", "Osric Vane", "Dela Marsh", "Ivo Brandt", "Sanna Kivi", "Petra Holm"]
TOWNS = ["Halvik", "Norrby", "Castellan", "Ostrava Bay", "Lindermoor"]
PATTERNS = [
    "Police in {town} arrested {n} people on Friday after a march against the new tax law.",
    '"We will not accept this result," said {name}, who leads the opposition in {town}.',
    "{name} told reporters that {n} polling stations in {town} would open on Sunday.",
    "Thousands of people blocked the main road into {town} for {n} days, demanding new elections.",
    "The harbour of {town} was built {n} years ago and is now a museum of the sea.",
    "The electoral commission said turnout in {town} was {n} per cent.",
]


def made_texts(count: int, characters: int, seed: int) -> list[str]:
    """``count`` texts of about that many characters, no two alike."""
    rng = random.Random(seed)
    return [_made_text(rng, characters, number) for number in range(count)]


def _made_text(rng: random.Random, characters: int, number: int) -> str:
    sentences = [f"Report number {number}."]
    while sum(map(len, sentences)) < characters:
        pattern = rng.choice(PATTERNS)
        sentences.append(pattern.format(town=rng.choice(TOWNS), name=rng.choice(NAMES), n=rng.randint(12, 90)))
    return " ".join(sentences)


def given_texts(folder: Path) -> list[str]:
    """The distinct texts of the folder's ``*.texts.jsonl`` files."""
    texts: dict[str, None] = {}
    for path in sorted(folder.rglob("*.texts.jsonl")):
        texts.update(dict.fromkeys(json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()))
    return list(texts)


@contextmanager
def server(extract_processes: int) -> Iterator[str]:
    """A server with that many extraction processes, all of them warm; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "ONRECORD_PORT": str(port),
        "ONRECORD_EXTRACT_PROCESSES": str(extract_processes),
        "ONRECORD_REQUEST_TIMEOUT_S": "600",
        "ONRECORD_LOG_LEVEL": "warning",
    }
    process = subprocess.Popen([sys.executable, "-c", START], env=environment)
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_until_ready(url)
        # Enough at once to keep every process busy: all of them have then loaded all that they load lazily.
        asyncio.run(serve_all(url, made_texts(8 * extract_processes, 2000, seed=0)))
        yield url
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def _wait_until_ready(url: str) -> None:
    while True:
        try:
            if httpx.get(f"{url}/health/ready").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)


async def serve_all(url: str, texts: list[str]) -> float:
    """Seconds until all texts are answered, with ``CLIENTS`` requests under way at any time."""
    waiting = iter(texts)
    began = time.perf_counter()
    async with httpx.AsyncClient(base_url=url, timeout=600) as client:

        async def one_client() -> None:
            for text in waiting:
                (await client.post("/v1/extractions", json={"text": text})).raise_for_status()

        await asyncio.gather(*(one_client() for _ in range(CLIENTS)))
    return time.perf_counter() - began


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, default=60, help="texts a round")
    parser.add_argument("--characters", type=int, default=4000, help="characters of a made text")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    folder, count = os.environ.get("ONRECORD_EVAL"), arguments.texts
    given = given_texts(Path(folder)) if folder else made_texts(count * arguments.rounds, arguments.characters, seed=1)
    best = {1: float("inf"), 2: float("inf")}
    with server(1) as one, server(2) as two:
        for number in range(arguments.rounds):
            texts = given[number * count : (number + 1) * count]
            for processes, url in ((1, one), (2, two)):
                seconds = asyncio.run(serve_all(url, texts))
                best[processes] = min(best[processes], seconds)
                print(f"round {number + 1}, {processes} extraction process(es): {len(texts) / seconds:7.1f} requests/s")
    print(f"two extraction processes are {best[1] / best[2]:.2f} times as fast as one")


if __name__ == "__main__":
    main()
