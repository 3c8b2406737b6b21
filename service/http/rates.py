"""How many requests a caller may make: counted in Redis for all replicas, in the process while Redis is away."""

from __future__ import annotations

from limits import RateLimitItem, parse_many
from limits.aio.storage import MemoryStorage, RedisStorage, Storage
from limits.aio.strategies import SlidingWindowCounterRateLimiter

from service.cache.breaker import Breaker
from service.cache.port import StoreFault
from service.cache.redis import client
from service.settings import Settings


class Rates:
    """The rates of the settings, for each caller alone."""

    def __init__(self, limits: list[RateLimitItem], redis_url: str, budget_s: float) -> None:
        self._limits = limits
        self._here = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._shared: SlidingWindowCounterRateLimiter | None = None
        if redis_url:
            self._redis = client(redis_url)
            storage: Storage = RedisStorage(
                "async+redis://localhost:6379",  # not used: the pool knows the address
                implementation="redispy",
                key_prefix="onrecord:rate",
                connection_pool=self._redis.connection_pool,  # type: ignore[arg-type]
            )
            self._shared = SlidingWindowCounterRateLimiter(storage)
            self._breaker = Breaker("rates", budget_s, lambda: self._redis.get("onrecord:ping"))

    def __str__(self) -> str:
        return " and ".join(str(limit) for limit in self._limits)

    @property
    def retry_after_s(self) -> int:
        """Seconds after which it is worth trying again."""
        return min(limit.get_expiry() for limit in self._limits)

    async def admits(self, caller: str) -> bool:
        """Count one more request of ``caller``; False if that is too many."""
        if self._shared is not None:
            shared = self._shared
            try:
                return await self._breaker.call(lambda: self._hit(shared, caller))
            except StoreFault:
                pass
        return await self._hit(self._here, caller)

    async def _hit(self, limiter: SlidingWindowCounterRateLimiter, caller: str) -> bool:
        for limit in self._limits:
            if not await limiter.hit(limit, caller):
                return False
        return True

    async def close(self) -> None:
        """Give connections back."""
        if self._shared is not None:
            await self._breaker.close()
            await self._redis.aclose()


def rates(settings: Settings) -> Rates | None:
    """The rates that the settings name; None where they name none."""
    if not settings.rate_limit:
        return None
    url = settings.redis_url.get_secret_value()
    return Rates(parse_many(settings.rate_limit), url, settings.redis_budget_ms / 1000)
