"""What runs in a process of the pool: it does what it is handed, and can be stopped in the middle of it."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import resource
import signal
import threading
import traceback
from multiprocessing.connection import Connection
from typing import Any

from service.errors import OnrecordError
from service.pool.work import versions


class Interrupted(BaseException):
    """The work was to be stopped. No error that whoever works could take for its own."""


class _Bench:
    """Where work is done: an interruption stops what is on it, and nothing else."""

    def __init__(self) -> None:
        self._busy = False
        signal.signal(signal.SIGUSR1, self._interrupt)

    def _interrupt(self, *_: object) -> None:
        if self._busy:
            self._busy = False
            raise Interrupted

    def do(self, call: Any, arguments: tuple[Any, ...]) -> tuple[bool, Any]:
        try:
            self._busy = True
            value = call(*arguments)
            self._busy = False
        except BaseException as error:
            self._busy = False
            if not isinstance(error, OnrecordError | Interrupted):
                error.add_note(traceback.format_exc())  # what is raised there is written down here
            return False, error.with_traceback(None)
        return True, value


def serve(connection: Connection, pipeline: str, memory_bytes: int | None) -> None:
    """Do what comes in until nothing does any more."""
    bench = _Bench()
    _start(pipeline, memory_bytes)
    connection.send("ready")
    while True:
        try:
            asked = connection.recv()
        except EOFError:
            break
        if asked is None:
            break
        outcome = bench.do(*asked)
        try:
            connection.send(outcome)
        except (TypeError, AttributeError, ValueError) as error:  # it cannot be sent; pickle says so in many ways
            connection.send((False, RuntimeError(str(error))))
        del asked, outcome  # they are large, and the next may be long in coming
    os._exit(0)  # taking spaCy down piece by piece would only delay the end, at times for good


def _start(pipeline: str, memory_bytes: int | None) -> None:
    # Ctrl-C goes to all of the terminal's processes; the server sees to it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow_parent, daemon=True).start()
    os.environ["ONRECORD_PIPELINE"] = pipeline
    if memory_bytes is not None:
        resource.setrlimit(resource.RLIMIT_DATA, (memory_bytes, memory_bytes))
    with contextlib.suppress(OnrecordError):  # who asks for an extraction will be told
        versions(pipeline)


def _follow_parent() -> None:
    """End with the server, even where it was killed and could stop nobody."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
