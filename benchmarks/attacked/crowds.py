"""Thousands of connections that send nothing, or slowly, or do not read: does another caller still get answers?"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass

from benchmarks.attacked.check import Check, Verdict
from benchmarks.attacked.stage import ATTACKER, VICTIM, Stage, request, staged

_CROWD = 2_000
_FEW = 150
_P99_S = 1.0
_MOST_MIB = 500.0
_TRIES = 100
_LARGE = "“We won,” said Mira Tolen. ".encode() * 2_000


@dataclass(frozen=True, slots=True)
class _Kind:
    """What each connection of a crowd sends at first and, now and then, later; ``unread`` ones take nothing back."""

    name: str
    first: bytes
    later: bytes = b""
    unread: bool = False


def _post(path: str, body: bytes, key: str | None, *headers: tuple[str, str]) -> bytes:
    return request(path, body, *headers, key=key).replace(b"connection: close\r\n", b"")


def _chunked(first: bytes) -> bytes:
    head = _post("/v1/extractions/stream", b"", ATTACKER, ("content-type", "application/x-ndjson"))
    return head.replace(b"content-length: 0", b"transfer-encoding: chunked") + b"%x\r\n%b\r\n" % (len(first), first)


_WHOLE = _post("/v1/extractions", _LARGE, ATTACKER)
KINDS = [
    _Kind("silent", b""),
    _Kind("half a line", b"GET / HT", b"T"),
    _Kind("idle", b"GET /health/live HTTP/1.1\r\nhost: stage\r\n\r\n"),
    _Kind("slow headers", b"GET /health/live HTTP/1.1\r\nhost: stage\r\n", b"x: y\r\n"),
    _Kind("slow bodies", _WHOLE[:-1]),
    _Kind("slow bodies without a key", _post("/v1/extractions", _LARGE, None)[:-1]),
    _Kind("slow streams", _chunked(b" "), b"1\r\n \r\n"),
    _Kind("unread answers", _WHOLE, unread=True),
    _Kind("unread files", b"GET /assets/swagger-ui-bundle.js HTTP/1.1\r\nhost: stage\r\n\r\n" * 3, unread=True),
]


def _joined(stage: Stage, kind: _Kind) -> socket.socket:
    connection = socket.socket()
    if kind.unread:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.settimeout(20)
    connection.connect(stage.address)
    connection.sendall(kind.first)
    return connection


def _nudged(connection: socket.socket, kind: _Kind) -> None:
    if kind.later:
        with suppress(OSError):  # it was closed, as it should be
            connection.sendall(kind.later)


def _light(stage: Stage, number: int) -> float:
    """Seconds that a victim's light request takes."""
    began = time.perf_counter()
    path, body = ("/v1/extractions", b"It rained.") if number % 2 else ("/v1/schemas/problem", b"")
    answer = stage.ask(path, body, key=VICTIM, method="POST" if number % 2 else "GET", timeout_s=20)
    return time.perf_counter() - began if answer.status == 200 else float("inf")


def _held(stage: Stage, kind: _Kind, crowd: int) -> Verdict:
    connections: list[socket.socket] = []
    try:
        connections.extend(_joined(stage, kind) for _ in range(crowd))
        seconds, mib = [], 0.0
        for number in range(_TRIES):
            seconds.append(_light(stage, number))
            mib = max(mib, stage.http_mib())
            for connection in connections[number::_TRIES]:
                _nudged(connection, kind)
    except OSError as error:
        return Verdict(False, f"{len(connections)} connections, then {error}")
    finally:
        for connection in connections:
            connection.close()
    p99 = sorted(seconds)[int(0.99 * len(seconds)) - 1]
    held = p99 < _P99_S and mib < _MOST_MIB
    return Verdict(held, f"{crowd} connections: p99 of another's light requests {p99 * 1000:.0f} ms, {mib:.0f} MiB")


def _crowded(kind: _Kind, crowd: int) -> Callable[[], Verdict]:
    def run() -> Verdict:
        with staged(body_timeout_s="60") as stage:
            stage.ask("/v1/extractions", b"It rained.", key=VICTIM)
            if kind.first.startswith(_WHOLE[:20]):
                stage.ask("/v1/extractions", _LARGE, key=VICTIM, timeout_s=120)  # all are answered from the cache
            return _held(stage, kind, crowd)

    return run


def _closed() -> Verdict:
    """Connections that send nothing, and such that answer nothing more, are closed within a minute."""
    left = {}
    with staged() as stage:
        for kind in KINDS[:3]:
            left[kind.name] = _joined(stage, kind)
        took = {name: _until_closed(connection) for name, connection in left.items()}
    told = ", ".join(f"{name} {seconds:.0f} s" for name, seconds in took.items())
    return Verdict(all(seconds < 45 for seconds in took.values()), f"closed after: {told}")


def _until_closed(connection: socket.socket) -> float:
    began = time.monotonic()
    with closing(connection):
        connection.settimeout(60)
        try:
            while connection.recv(65536):
                pass
        except TimeoutError:
            return float("inf")
        except ConnectionError:
            pass
    return time.monotonic() - began


CHECKS = [
    *(Check(f"a crowd shuts nobody out: {kind.name}", f"{_CROWD} at once", _crowded(kind, _CROWD)) for kind in KINDS),
    *(
        Check(f"a few shut nobody out: {kind.name}", f"{_FEW} at once", _crowded(kind, _FEW), quick=True)
        for kind in (KINDS[6],)
    ),
    Check("who is silent is hung up on", "one connection of each kind", _closed, quick=True),
]
