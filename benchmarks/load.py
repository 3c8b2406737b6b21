"""Servers to measure, and a client that costs little: one request after another over each of many connections."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from benchmarks.figures import eval_folder

SERVE = "from service.http.serve import serve; serve()"
ROOT = Path(__file__).parents[1]


def seed_text() -> bytes:
    """The seed transcript of the folder that ONRECORD_EVAL names; the first example without one."""
    named = eval_folder()
    seed = named / "facts" / "seed.txt" if named else ROOT
    return (seed if seed.is_file() else ROOT / "examples" / "broadcast.txt").read_bytes()


def free_port() -> int:
    """A TCP port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def process(code: str, probe: str, **settings: str) -> Iterator[tuple[str, int]]:
    """A Python process that runs ``code`` and answers at ``probe``: its address and process id."""
    port = free_port()
    given = {f"ONRECORD_{name.upper()}": value for name, value in settings.items()}
    environment = {**os.environ, "ONRECORD_PORT": str(port), "ONRECORD_LOG_LEVEL": "warning", **given}
    running = subprocess.Popen([sys.executable, "-c", code], env=environment, cwd=ROOT)
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_until_ready(url + probe)
        yield url, running.pid
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait()


@contextmanager
def server(**settings: str) -> Iterator[str]:
    """The service with these settings, ready; its address."""
    with process(SERVE, "/health/ready", **{"extract_processes": "1", **settings}) as (url, _):
        yield url


def _wait_until_ready(address: str) -> None:
    deadline = time.monotonic() + 240
    while time.monotonic() < deadline:
        try:
            if httpx.get(address).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise SystemExit(f"{address} did not answer in time")


def post(body: bytes, path: str = "/v1/extractions", **headers: str) -> bytes:
    """The bytes of a request."""
    lines = [f"POST {path} HTTP/1.1", "host: localhost", "content-type: text/plain", f"content-length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


@dataclass
class Load:
    """What came back: statuses with their number, and seconds a request with the moment at which it ended."""

    statuses: dict[int, int] = field(default_factory=dict)
    spent: list[tuple[float, float]] = field(default_factory=list)

    def percentile(self, share: float, since: float = 0.0, until: float = float("inf")) -> float:
        """Seconds within which that share of the requests was answered that ended in the time given."""
        seconds = sorted(spent for ended, spent in self.spent if since <= ended < until)
        return seconds[min(int(share * len(seconds)), len(seconds) - 1)] if seconds else float("nan")


class _Connection(asyncio.Protocol):
    def __init__(self, requests: Iterator[bytes], load: Load, done: asyncio.Future[None]) -> None:
        self._requests, self._load, self._done = requests, load, done
        self._head, self._left, self._status, self._began = b"", 0, 0, 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._next()

    def _next(self) -> None:
        request = next(self._requests, None)
        if request is None:
            self._transport.close()
            self._done.set_result(None)
            return
        self._began = time.perf_counter()
        self._transport.write(request)

    def data_received(self, data: bytes) -> None:
        if not self._left:
            self._head += data
            head, end, rest = self._head.partition(b"\r\n\r\n")
            if not end:
                return
            self._head, self._status = b"", int(head[9:12])
            at = head.lower().find(b"\r\ncontent-length:")
            self._left = int(head[at + 17 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
            data = rest
        self._left -= len(data)
        if self._left <= 0:
            self._ended()

    def _ended(self) -> None:
        now = time.perf_counter()
        self._load.spent.append((now, now - self._began))
        self._load.statuses[self._status] = self._load.statuses.get(self._status, 0) + 1
        self._next()

    def connection_lost(self, error: Exception | None) -> None:
        if not self._done.done():
            self._done.set_exception(error or ConnectionError("the server hung up"))


async def send(url: str, requests: Iterator[bytes], connections: int) -> Load:
    """Send all requests over that many connections; what came back."""
    loop, load, address = asyncio.get_running_loop(), Load(), httpx.URL(url)
    ends: list[asyncio.Future[None]] = []
    for _ in range(connections):
        done = loop.create_future()
        ends.append(done)
        await loop.create_connection(lambda done=done: _Connection(requests, load, done), address.host, address.port)
    await asyncio.gather(*ends)
    return load


def timed(request: bytes, seconds: float) -> Iterator[bytes]:
    """The same request again and again, until so many seconds are over."""
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        yield request


def rate(url: str, request: bytes, status: int, seconds: float = 2.0, connections: int = 16) -> float:
    """Requests per second; all of them have to be answered with that status."""
    load = asyncio.run(send(url, timed(request, seconds), connections))
    if set(load.statuses) != {status}:
        raise SystemExit(f"expected {status} alone: {load.statuses}")
    return load.statuses[status] / seconds
