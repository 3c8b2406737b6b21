"""Questions asked at the same moment travel together: one round trip answers them all."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Gathered(Generic[T]):
    """Asks ``fetch`` for all keys that are asked for in one turn of the event loop, and for each of them once."""

    def __init__(self, fetch: Callable[[list[str]], Awaitable[list[T]]]) -> None:
        self._fetch = fetch
        self._asked: dict[str, asyncio.Future[T]] = {}
        self._under_way: set[asyncio.Task[None]] = set()

    async def get(self, key: str) -> T:
        """What ``fetch`` finds for ``key``, or the error that it raises."""
        if not self._asked:
            asyncio.get_running_loop().call_soon(self._start)
        found = self._asked.get(key)
        if found is None:
            found = self._asked[key] = asyncio.get_running_loop().create_future()
        return await asyncio.shield(found)

    def _start(self) -> None:
        asked, self._asked = self._asked, {}
        task = asyncio.ensure_future(self._answer(asked))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _answer(self, asked: dict[str, asyncio.Future[T]]) -> None:
        try:
            values = dict(zip(asked, await self._fetch(list(asked)), strict=True))
        except Exception as error:
            for future in asked.values():
                future.set_exception(error)
                future.exception()  # where all who asked gave up, nobody is to be told
        else:
            for key, future in asked.items():
                future.set_result(values[key])
