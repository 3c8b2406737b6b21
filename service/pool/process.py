"""A process that does one piece of work at a time, and the thread here that hands it the work."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from concurrent.futures import Future
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerProcess
from typing import Any

from service.errors import TooLarge
from service.pool import inside
from service.pool.answer import WorkersUnavailable
from service.pool.turns import Turns, Work

_LOOK_S = 0.1
_STOPS_WITHIN_S = 5.0
_STARTS_WITHIN_S = 300.0
_MOST_DEATHS = 2

# Not fork: this process has threads, of the server and of the pool itself. What forks has loaded all that a process needs.
_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload([f"{__package__}.preloaded"])


class Worker:
    """Takes turns, one after the other, in a process of its own that is replaced when it dies.

    A process that dies takes nothing with it but the work that it was at, and that is tried once more.
    """

    def __init__(self, turns: Turns, pipeline: str, memory_bytes: int | None) -> None:
        self._turns = turns
        self._given = (pipeline, memory_bytes)
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def join(self) -> None:
        """Until the process has ended what it is at, and is gone."""
        self._thread.join()

    def _work(self) -> None:
        process = _Process(*self._given)
        while (work := self._turns.take()) is not None:
            done = False
            try:
                done = self._do(process, work)
            finally:
                self._turns.over(work)
            if not done:
                process.kill()
                process = _Process(*self._given)
        process.end()

    def _do(self, process: _Process, work: Work) -> bool:
        """The work, with the answer where it belongs; False if the process is of no more use."""
        try:
            process.send(work)
        except Exception as error:  # the arguments cannot be sent, or the process died while it waited
            if not process.alive:
                self._again(work)
                return False
            _tell(work.result, error)
            return True
        return self._attend(process, work)

    def _attend(self, process: _Process, work: Work) -> bool:
        """Until the process answers; it is stopped where nobody waits for that any more, or others are to have a turn."""
        until, ready_by = float("inf"), time.monotonic() + _STARTS_WITHIN_S
        while not process.answers_within(_LOOK_S):
            if not process.alive or (not process.ready and time.monotonic() > ready_by):
                self._again(work)
                return False
            if time.monotonic() > until:
                self._stopped(work)
                return False
            if process.ready and (until < float("inf") or work.result.cancelled() or self._turns.gives_way(work)):
                process.interrupt()  # and again, until it heeds it: it may have been between two pieces of work
                until = min(until, time.monotonic() + _STOPS_WITHIN_S)
        return self._answered(process, work)

    def _answered(self, process: _Process, work: Work) -> bool:
        try:
            good, value = process.receive()
        except (EOFError, OSError):  # it died in the middle of its answer
            self._again(work)
            return False
        if isinstance(value, inside.Interrupted):
            self._stopped(work)
            return True
        if isinstance(value, MemoryError):
            _tell(work.result, TooLarge("this needs more memory than a process may have"))
            return False
        _tell(work.result, value, good=good)
        return True

    def _stopped(self, work: Work) -> None:
        """It begins again later, if anybody still waits for it."""
        if not work.result.cancelled() and not self._turns.put(work, first=True):
            _tell(work.result, WorkersUnavailable("the service is stopping"))

    def _again(self, work: Work) -> None:
        """Once more, if the process died over it for the first time."""
        work.deaths += 1
        if work.deaths == _MOST_DEATHS or not self._turns.put(work, first=True):
            _tell(work.result, WorkersUnavailable(f"a process died over this request, {work.deaths} time(s)"))


def _tell(result: Future[Any], value: Any, *, good: bool = False) -> None:
    if not result.set_running_or_notify_cancel():
        return
    if good:
        result.set_result(value)
    else:
        result.set_exception(value)


class _Process:
    """The process, from outside."""

    def __init__(self, pipeline: str, memory_bytes: int | None) -> None:
        self._connection: Connection
        self._connection, theirs = _CONTEXT.Pipe()
        self._process: ForkServerProcess = _CONTEXT.Process(
            target=inside.serve, args=(theirs, pipeline, memory_bytes), daemon=True
        )
        self._process.start()
        theirs.close()
        self.ready = False

    @property
    def alive(self) -> bool:
        return self._process.is_alive()

    def send(self, work: Work) -> None:
        self._connection.send((work.call, work.arguments))

    def answers_within(self, seconds: float) -> bool:
        """Whether there is an answer to what was sent; its first word is that it is ready."""
        if self._connection not in wait([self._connection, self._process.sentinel], seconds):
            return False
        if self.ready:
            return True
        with suppress(EOFError, OSError):
            self._connection.recv()
            self.ready = True
        return False

    def receive(self) -> tuple[bool, Any]:
        good, value = self._connection.recv()
        return good, value

    def interrupt(self) -> None:
        if self._process.pid is not None:
            with suppress(ProcessLookupError):
                os.kill(self._process.pid, signal.SIGUSR1)

    def kill(self) -> None:
        self._process.kill()
        self._process.join()
        self._connection.close()

    def end(self) -> None:
        with suppress(OSError):
            self._connection.send(None)
        self._process.join(_STOPS_WITHIN_S)
        self.kill()
