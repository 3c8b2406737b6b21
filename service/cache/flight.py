"""Single flight in this process: who asks for what is being made already waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(eq=False)
class _Flight(Generic[T]):
    task: asyncio.Task[T]
    callers: int = 0


class Flights(Generic[T]):
    """What is being made right now, by key."""

    def __init__(self) -> None:
        self._under_way: dict[str, _Flight[T]] = {}

    async def join(self, key: str, make: Callable[[], Awaitable[T]]) -> tuple[T, bool]:
        """What ``make`` returns or raises, and whether it was under way already.

        A caller that gives up stops nobody: the work goes on for the others. Once all have given up, it ends.
        """
        flight = self._under_way.get(key)
        joined = flight is not None
        if flight is None:
            flight = self._under_way[key] = _Flight(asyncio.ensure_future(_run(make)))
            flight.task.add_done_callback(partial(self._landed, key, flight))
        flight.callers += 1
        try:
            return await asyncio.shield(flight.task), joined
        finally:
            flight.callers -= 1
            if not flight.callers and not flight.task.done():
                flight.task.cancel()
                self._landed(key, flight)  # whoever comes now is not to wait for what is ending

    def _landed(self, key: str, flight: _Flight[T], _: asyncio.Task[T] | None = None) -> None:
        if self._under_way.get(key) is flight:
            del self._under_way[key]
        # Where all callers gave up nobody asks for the error; it is not to be reported as one that was overlooked.
        if flight.task.done() and not flight.task.cancelled():
            flight.task.exception()


async def _run(make: Callable[[], Awaitable[T]]) -> T:
    return await make()
