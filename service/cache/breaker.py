"""A budget for every call to a service that may be gone, and a circuit breaker that comes back by itself."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import OutOfMemoryError, RedisError
from redis.exceptions import TimeoutError as RedisTimeoutError

from service.cache.port import Health, StoreFault
from service.telemetry import metrics

T = TypeVar("T")

_FAULTS_TO_OPEN = 3
_FIRST_PAUSE_S = 0.25
_LONGEST_PAUSE_S = 2.0
_LATE_S, _GRACE_S, _GRACES = 0.005, 0.01, 3


class Breaker:
    """Lets calls through for ``budget_s`` seconds each. After some faults in a row it is open: calls fail at once, and
    a probe of its own asks again and again until the service answers. No request pays for that.
    """

    def __init__(self, name: str, budget_s: float, probe: Callable[[], Awaitable[object]]) -> None:
        self._open = metrics.BREAKER_OPEN.labels(name)
        self._open.set(0)
        self._budget_s = budget_s
        self._probe = probe
        self._faults = 0
        self._reason: str | None = None
        self._probing: asyncio.Task[None] | None = None

    @property
    def is_open(self) -> bool:
        """Whether calls fail at once."""
        return self._probing is not None

    @property
    def health(self) -> Health:
        """Closed, or open and why."""
        return Health(not self.is_open, self._reason if self.is_open else None)

    async def call(self, work: Callable[[], Awaitable[T]]) -> T:
        """What ``work`` returns. Raises StoreFault for whatever goes wrong, within the budget."""
        try:
            result = await self._tried(work)
        except StoreFault as fault:
            metrics.CACHE_FAULTS.labels(fault.reason).inc()
            raise
        self._faults = 0
        return result

    async def _tried(self, work: Callable[[], Awaitable[T]]) -> T:
        if self.is_open:
            raise StoreFault("breaker-open", self._reason or "")
        try:
            return await _within(self._budget_s, work)
        except (TimeoutError, RedisTimeoutError) as error:
            raise self._fault("timeout", f"no answer within {self._budget_s * 1000:.0f} ms") from error
        except (RedisConnectionError, OSError) as error:
            raise self._fault("unreachable", type(error).__name__) from error
        except OutOfMemoryError as error:
            raise StoreFault("out-of-memory", str(error)[:200]) from error
        except RedisError as error:
            # An answer, if not the right one, and quickly given: the next call may fare better.
            raise StoreFault("error", str(error)[:200]) from error
        except Exception as error:
            # No reply that Redis gives: whoever reads it may stumble over it in any way.
            raise self._fault("unreadable", type(error).__name__) from error

    def _fault(self, reason: str, detail: str) -> StoreFault:
        self._faults += 1
        self._reason = f"{reason}: {detail}"
        if self._faults >= _FAULTS_TO_OPEN and not self.is_open:
            self._open.set(1)
            self._probing = asyncio.create_task(self._until_it_answers())
        return StoreFault(reason, detail)

    async def _until_it_answers(self) -> None:
        pause = _FIRST_PAUSE_S
        while True:
            await asyncio.sleep(pause)
            try:
                await self._probe()
            except Exception:  # whatever it is that answers there: it is asked again
                pause = min(2 * pause, _LONGEST_PAUSE_S)
            else:
                break
        self._faults = 0
        self._probing = None
        self._open.set(0)

    async def close(self) -> None:
        """Stop probing."""
        if self._probing is not None:
            self._probing.cancel()


async def _within(seconds: float, work: Callable[[], Awaitable[T]]) -> T:
    """What ``work`` returns, within that time; TimeoutError after it.

    Where the event loop was busy and looks at the clock late, the answer may lie there unread: that is not Redis's
    fault, so a few moments more are granted to read it.
    """
    loop = asyncio.get_running_loop()
    graces = _GRACES
    timer: asyncio.TimerHandle | None = None
    async with asyncio.timeout(None) as limit:

        def over(due: float) -> None:
            nonlocal graces, timer
            if loop.time() - due > _LATE_S and graces:
                graces -= 1
                timer = loop.call_later(_GRACE_S, over, loop.time() + _GRACE_S)
            else:
                limit.reschedule(loop.time())

        timer = loop.call_later(seconds, over, loop.time() + seconds)
        try:
            return await work()
        finally:
            timer.cancel()
