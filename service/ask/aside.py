"""An event loop in a thread of its own: what a stranger's server sends is read there, and keeps nobody else waiting."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class Aside:
    """Runs work beside the caller's event loop. The thread starts with the first work, and ends with the process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None

    async def run(self, work: Callable[[], Coroutine[Any, Any, T]], seconds: float) -> T:
        """What ``work`` returns or raises, or TimeoutError after that time, even where it never looks up."""
        under_way = asyncio.run_coroutine_threadsafe(work(), self._started())
        return await asyncio.wait_for(asyncio.wrap_future(under_way), seconds)

    def wait(self, work: Coroutine[Any, Any, T]) -> T:
        """The same for who has no event loop, or keeps it waiting on purpose."""
        return asyncio.run_coroutine_threadsafe(work, self._started()).result()

    def _started(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                threading.Thread(target=self._loop.run_forever, name="model", daemon=True).start()
            return self._loop
