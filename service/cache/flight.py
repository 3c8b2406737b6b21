"""Single flight in this process: who asks for what is being made already waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Flights(Generic[T]):
    """What is being made right now, by key."""

    def __init__(self) -> None:
        self._under_way: dict[str, asyncio.Task[T]] = {}

    async def join(self, key: str, make: Callable[[], Awaitable[T]]) -> tuple[T, bool]:
        """What ``make`` returns or raises, and whether it was under way already.

        A caller that gives up stops nobody: the work goes on for the others, and for the cache.
        """
        task = self._under_way.get(key)
        joined = task is not None
        if task is None:
            task = asyncio.ensure_future(_run(make))
            self._under_way[key] = task
            task.add_done_callback(lambda ended: self._landed(key, ended))
        return await asyncio.shield(task), joined

    def _landed(self, key: str, task: asyncio.Task[T]) -> None:
        del self._under_way[key]
        # Where all callers gave up nobody asks for the error; it is not to be reported as one that was overlooked.
        _ = task.cancelled() or task.exception()


async def _run(make: Callable[[], Awaitable[T]]) -> T:
    return await make()
