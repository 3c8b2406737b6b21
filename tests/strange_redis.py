"""Something that stands where a Redis should, and passes its replies on as they are, or says or does something else instead."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.valkey import Valkey, free_port

# What is said instead of each reply, whatever was asked.
SAID = {
    "loading": b"-LOADING Redis is loading the dataset in memory\r\n",
    "read-only": b"-READONLY You can't write against a read only replica.\r\n",
    "no password": b"-NOAUTH Authentication required.\r\n",
    "wrong password": b"-WRONGPASS invalid username-password pair or user is disabled.\r\n",
    "full": b"-OOM command not allowed when used memory > 'maxmemory'.\r\n",
    "busy": b"-BUSY Redis is busy running a script.\r\n",
    "moved": b"-MOVED 1 192.0.2.1:6379\r\n",
    "no master": b"-MASTERDOWN Link with MASTER is down.\r\n",
    "unsaved": b"-MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to disk.\r\n",
    "an error without words": b"-\r\n",
    "a number": b":7\r\n",
    "no number": b":seven\r\n",
    "a word": b"+OK\r\n",
    "bytes": b"$5\r\nseven\r\n",
    "nothing": b"$-1\r\n",
    "no list": b"*-1\r\n",
    "an empty list": b"*0\r\n",
    "a list of other things": b"*3\r\n:1\r\n*1\r\n$-1\r\n$3\r\nabc\r\n",
    "lists in lists": b"*1\r\n" * 5_000 + b":1\r\n",
    "a list too long": b"*999999999\r\n",
    "bytes too many": b"$999999999999\r\n" + b"a" * 65_536,
    "bytes of no length": b"$-7\r\n",
    "another protocol": b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n",
    "no protocol": bytes(range(255, 200, -1)),
    "a line without end": b"+" + b"a" * 65_536,
}
DONE = ("cut off", "half a reply", "drops", "hung up", "twice", "late")


class Strange:
    """``way`` is how it behaves: as one of ``SAID``, one of ``DONE``, or well (None)."""

    def __init__(self, behind: Valkey) -> None:
        self.way: str | None = None
        self._behind = behind
        self._listening = socket.create_server(("127.0.0.1", free_port()), backlog=512)
        self.url = f"redis://127.0.0.1:{self._listening.getsockname()[1]}/0"
        threading.Thread(target=self._take, daemon=True).start()

    def close(self) -> None:
        self._listening.close()

    def _take(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", self._behind.port))
            threading.Thread(target=self._pass_on, args=(client, server), daemon=True).start()
            threading.Thread(target=self._reply, args=(server, client), daemon=True).start()

    def _pass_on(self, client: socket.socket, server: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while asked := client.recv(65_536):
                server.sendall(asked)
        _end(server, client)

    def _reply(self, server: socket.socket, client: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while reply := server.recv(65_536):
                self._send(client, reply)
        _end(server, client)

    def _send(self, client: socket.socket, reply: bytes) -> None:
        if self.way in SAID:
            client.sendall(SAID[self.way])
        elif self.way == "cut off":
            client.sendall(reply[: len(reply) // 2])
            raise OSError
        elif self.way == "half a reply":
            client.sendall(reply[: len(reply) // 2])
        elif self.way == "drops":
            for at in range(len(reply)):
                client.sendall(reply[at : at + 1])
                time.sleep(0.01)
        elif self.way == "hung up":
            raise OSError
        elif self.way == "late":
            time.sleep(1.2)
            client.sendall(reply)
        else:
            client.sendall(reply * (2 if self.way == "twice" else 1))


def _end(*ends: socket.socket) -> None:
    for end in ends:
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()


@contextmanager
def strange(behind: Valkey) -> Iterator[Strange]:
    """In front of that server, for as long as the block lasts."""
    made = Strange(behind)
    try:
        yield made
    finally:
        made.close()
