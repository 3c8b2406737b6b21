"""Work that waits for a process, and whose turn it is: whoever has the fewest processes at work, then who waited longest."""

from __future__ import annotations

import threading
import time
from collections import Counter, deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

# Work that has run for less is soon done: it would cost more to begin it again than to let it end.
_SHORT_S = 0.25


@dataclass(eq=False)
class Work:
    """A call to be made in a process, for a caller. Who waits for it no more cancels its ``result``."""

    call: Callable[..., Any]
    arguments: tuple[Any, ...]
    caller: str = ""
    result: Future[Any] = field(default_factory=Future)
    deaths: int = 0
    began: float = 0.0


class Turns:
    """All that waits and all that runs. Called from the threads of all processes."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._waiting: dict[str, deque[Work]] = {}  # in the order in which callers had their last turn
        self._running: list[Work] = []
        self._closed = False

    def put(self, work: Work, *, first: bool = False) -> bool:
        """Let the work wait its turn, before all else of its caller if ``first``; False once closed."""
        with self._changed:
            if self._closed:
                return False
            queue = self._waiting.setdefault(work.caller, deque())
            queue.appendleft(work) if first else queue.append(work)
            self._changed.notify()
            return True

    def take(self) -> Work | None:
        """The next work, once there is some; None once closed."""
        with self._changed:
            while True:
                if self._closed:
                    return None
                if (work := self._next()) is not None:
                    work.began = time.monotonic()
                    self._running.append(work)
                    return work
                self._changed.wait()

    def _next(self) -> Work | None:
        for caller in sorted(self._waiting, key=Counter(work.caller for work in self._running).__getitem__):
            queue = self._waiting.pop(caller)
            while queue:
                work = queue.popleft()
                if work.result.cancelled():
                    continue  # nobody waits for it any more
                if queue:
                    self._waiting[caller] = queue  # behind all others
                return work
        return None

    def over(self, work: Work) -> None:
        """The work runs no more."""
        with self._changed:
            if work in self._running:
                self._running.remove(work)

    def gives_way(self, work: Work) -> bool:
        """Whether running work is to stop now and begin again later: its caller has two processes more than one that waits.

        It is the youngest of that caller's that does. If it is, it counts as running no more.
        """
        with self._changed:
            if work not in self._running or time.monotonic() - work.began < _SHORT_S:
                return False
            counts = Counter(running.caller for running in self._running)
            theirs = min((counts[caller] for caller in self._waiting), default=counts[work.caller])
            youngest = max((own for own in self._running if own.caller == work.caller), key=lambda own: own.began)
            if counts[work.caller] < theirs + 2 or youngest is not work:
                return False
            self._running.remove(work)
            return True

    def close(self) -> list[Work]:
        """Nobody gets a turn any more; the work that waited in vain."""
        with self._changed:
            self._closed = True
            left = [work for queue in self._waiting.values() for work in queue]
            self._waiting.clear()
            self._changed.notify_all()
            return left
