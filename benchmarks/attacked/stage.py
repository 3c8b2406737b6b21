"""Where attacks take place: a server with keys for an attacker and a victim, and bytes sent to it as they are."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from benchmarks.load import SERVE, process
from service.settings.keys import new_key

ATTACKER, _ATTACKERS_ENTRY = new_key("attacker", ("extract", "jobs"))
VICTIM, _VICTIMS_ENTRY = new_key("victim", ("extract", "jobs"))


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back; ``status`` 0 where nothing did."""

    status: int
    head: bytes
    body: bytes


@dataclass(frozen=True, slots=True)
class Stage:
    """A server, its address, and the process that was started."""

    url: str
    pid: int

    @property
    def address(self) -> tuple[str, int]:
        """Host and port."""
        url = httpx.URL(self.url)
        return url.host, url.port or 80

    def ask(
        self,
        path: str,
        body: bytes = b"",
        *headers: tuple[str, str],
        key: str | None = None,
        method: str = "POST",
        timeout_s: float = 30.0,
    ) -> Reply:
        """One request, its path and headers sent just as they are; ``text/plain`` where no type is given."""
        return reply(self.send(request(path, body, *headers, key=key, method=method), timeout_s))

    def send(self, data: bytes, timeout_s: float = 30.0) -> bytes:
        """Send ``data``; all that comes back until the server hangs up or is silent for ``timeout_s`` seconds."""
        received = b""
        with socket.create_connection(self.address, timeout=timeout_s) as connection:
            connection.sendall(data)
            try:
                while part := connection.recv(65536):
                    received += part
            except (TimeoutError, ConnectionError):
                pass
        return received

    def serving(self) -> list[int]:
        """The processes that serve HTTP."""
        return [pid for pid in children_of(self.pid) if not _is_tracker(pid)]

    def extractors(self) -> list[int]:
        """The processes that extract: each HTTP process has its own."""
        return [pid for forker in self.forkers() for pid in children_of(forker)]

    def forkers(self) -> list[int]:
        """The processes that those which extract are forked from, one to each HTTP process."""
        return [pid for parent in self.serving() for pid in children_of(parent) if not _is_tracker(pid)]

    def http_mib(self) -> float:
        """MiB in memory of the largest process that serves HTTP."""
        return max(map(resident_mib, self.serving()))


@contextmanager
def staged(**settings: str) -> Iterator[Stage]:
    """A server with these settings, ready, that knows the keys of attacker and victim alone."""
    given = {"auth": "required", "api_keys": f"{_ATTACKERS_ENTRY},{_VICTIMS_ENTRY}", "extract_processes": "1"}
    with process(SERVE, "/health/ready", **{**given, **settings}) as (url, pid):
        yield Stage(url, pid)


def request(path: str, body: bytes, *headers: tuple[str, str], key: str | None = None, method: str = "POST") -> bytes:
    """The bytes of a request that is the last on its connection."""
    given = [("host", "stage"), ("content-length", str(len(body))), ("connection", "close"), *headers]
    given += [("x-api-key", key)] if key else []
    given += [] if any(name == "content-type" for name, _ in headers) else [("content-type", "text/plain")]
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in given), "", ""]
    return "\r\n".join(lines).encode("latin-1") + body


def reply(received: bytes) -> Reply:
    """The first answer in what was received."""
    head, _, body = received.partition(b"\r\n\r\n")
    words = head.split(b" ", 2)
    return Reply(int(words[1]) if len(words) > 1 and words[1].isdigit() else 0, head, body)


def resident_mib(pid: int) -> float:
    """MiB that the process has in memory."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def children_of(pid: int) -> list[int]:
    """Processes that the process has started and that live."""
    return [int(child) for task in Path(f"/proc/{pid}/task").glob("*/children") for child in task.read_text().split()]


def _is_tracker(pid: int) -> bool:
    """Whether it is the helper that Python's multiprocessing starts beside a process."""
    return b"resource_tracker" in Path(f"/proc/{pid}/cmdline").read_bytes()
