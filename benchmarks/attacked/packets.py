"""Bytes that are more than they seem: rows of requests, headers behind bodies, bodies that are requests, lines of nothing, packed bodies."""

from __future__ import annotations

import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from benchmarks.attacked.check import Check, Verdict
from benchmarks.attacked.stage import ATTACKER, VICTIM, Stage, request, staged

_SECONDS = 6.0
_MOST_MIB = 300.0
_LATE_S = 0.5
_ROW = b"GET /schema/openapi.json HTTP/1.1\r\nhost: stage\r\n\r\n" * 5_000
_LINES = b"10000\r\n" + b"\n" * 65_536 + b"\r\n"
_TRAILERS = b"x: y\r\n" * 10_000
_UNPACKED_MB = 200


def _chunked(path: str, media_type: str) -> bytes:
    head = request(path, b"", ("content-type", media_type), key=ATTACKER).replace(b"connection: close\r\n", b"")
    return head.replace(b"content-length: 0", b"transfer-encoding: chunked")


def _packed() -> bytes:
    """A small gzip file of many short lines."""
    press = zlib.compressobj(9, zlib.DEFLATED, 31)
    body = b"".join([*(press.compress(b"a:\n" * 333_333) for _ in range(_UNPACKED_MB)), press.flush()])
    return request("/v1/extractions", body, ("content-type", "application/gzip"), key=ATTACKER)


def _send(stage: Stage, first: bytes, later: bytes) -> None:
    """``first``, and ``later`` again and again, without reading."""
    with suppress(OSError), socket.create_connection(stage.address, timeout=_SECONDS) as connection:
        connection.sendall(first)
        until = time.monotonic() + _SECONDS
        while time.monotonic() < until:
            if later:
                connection.sendall(later)
            else:
                time.sleep(0.1)


@contextmanager
def _attacked(stage: Stage, first: bytes, later: bytes, connections: int) -> Iterator[None]:
    attackers = [threading.Thread(target=_send, args=(stage, first, later), daemon=True) for _ in range(connections)]
    for attacker in attackers:
        attacker.start()
    time.sleep(1)
    yield
    for attacker in attackers:
        attacker.join(3 * _SECONDS)


def _cached_s(stage: Stage) -> float:
    began = time.perf_counter()
    answer = stage.ask("/v1/extractions", b"It rained.", key=VICTIM, timeout_s=60)
    return time.perf_counter() - began if answer.status == 200 else float("inf")


def _borne(first: Callable[[], bytes], later: bytes, connections: int) -> Callable[[], Verdict]:
    def run() -> Verdict:
        with staged(extract_processes="2", request_timeout_s=str(_SECONDS)) as stage:
            _cached_s(stage)
            with _attacked(stage, first(), later, connections):
                seconds = sorted(_cached_s(stage) for _ in range(20))
                most = max(stage.http_mib(), 0.0)
        held = seconds[18] < _LATE_S and most < _MOST_MIB
        return Verdict(held, f"p95 of another's cached requests {seconds[18] * 1000:.0f} ms, {most:.0f} MiB")

    return run


def _smuggled() -> Verdict:
    wish = (("connection", "upgrade"), ("upgrade", "h2c"), ("content-type", "text/plain"))
    inner = b"GET /health/live HTTP/1.1\r\nhost: stage\r\n\r\n"
    head = request("/v1/extractions", inner, *wish, key=ATTACKER).removesuffix(inner)
    received = b""
    with staged() as stage, socket.create_connection(stage.address, timeout=3) as connection:
        connection.sendall(head.replace(b"connection: close\r\n", b""))
        time.sleep(0.5)
        with suppress(OSError):
            connection.sendall(inner)
            while part := connection.recv(65_536):
                received += part
    answers = received.count(b"HTTP/1.1 ")
    return Verdict(answers == 1, f"{answers} answer(s) to one request")


CHECKS = [
    Check("rows of requests take no memory", "100 connections, 5,000 requests each in a row", _borne(lambda: _ROW, b"", 100)),
    Check(
        "headers behind a body take no memory", "two bodies that end in headers without end",
        _borne(lambda: _chunked("/v1/extractions", "text/plain") + b"1\r\na\r\n0\r\n", _TRAILERS, 2),
    ),
    Check(
        "lines of nothing hold up nobody", "8 streams of empty lines",
        _borne(lambda: _chunked("/v1/extractions/stream", "application/x-ndjson"), _LINES, 8),
    ),
    Check("a packed body takes its caller's turn alone", "two of 200 KB that hold 200 MB of lines", _borne(_packed, b"", 2)),
    Check("a body is no request", "a body behind a wish for another protocol", _smuggled, quick=True),
]  # fmt: skip
