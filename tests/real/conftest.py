"""A server in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

import httpx
import pytest

from benchmarks.attacked.stage import children_of
from tests.valkey import free_port

START = "from service.http.serve import serve; serve()"


@contextmanager
def serving(log: IO[bytes] | None = None, **settings: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A server with one extraction process and these settings: the process and its address. ``log`` takes its lines."""
    port = free_port()
    given = {f"ONRECORD_{name.upper()}": value for name, value in settings.items()}
    environment = {**os.environ, "ONRECORD_PORT": str(port), "ONRECORD_EXTRACT_PROCESSES": "1", **given}
    process = subprocess.Popen([sys.executable, "-c", START], env=environment, stdout=log, stderr=log)
    url = f"http://127.0.0.1:{port}"
    try:
        wait_until_ready(process, url)
        yield process, url
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(60)


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """The process and its address; one a module."""
    with serving() as running:
        yield running


def processes_under(pid: int) -> list[int]:
    """All descendants of a process."""
    return [found for child in children_of(pid) for found in (child, *processes_under(child))]


def wait_until_ready(process: subprocess.Popen[bytes], url: str) -> None:
    for _ in range(600):
        assert process.poll() is None, "the server ended"
        try:
            if httpx.get(f"{url}/health/ready").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    pytest.fail("the server was not ready in time")
