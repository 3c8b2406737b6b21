"""What the controllers are given: the settings, the processes that extract, the cache, and whether they are ready."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from service.answering import Answering
from service.cache import Outcome
from service.cache.flight import Flights
from service.jobs.queue import Queues, client, queues
from service.jobs.store import JobStore
from service.jobs.webhook import Webhooks, webhooks
from service.pool import Versions
from service.settings import Settings


@dataclass(frozen=True, slots=True)
class Jobs:
    """Where jobs are kept and queued, and who may be told of their end."""

    store: JobStore
    queues: Queues
    webhooks: Webhooks


@dataclass
class Service:
    """One a server process. ``warming`` ends with the versions of the first extraction process that answered."""

    settings: Settings
    answering: Answering
    jobs: Jobs | None = None
    arrivals: Flights[tuple[Outcome, float]] = field(default_factory=Flights)
    warming: asyncio.Task[Versions] | None = field(default=None)

    async def start(self) -> None:
        """Begin to start the extraction processes; requests may come in meanwhile."""
        self.warming = asyncio.create_task(self.answering.extractors.warm())
        # A failure is told by /health/ready; it is not to be reported as an exception that nobody looked at.
        self.warming.add_done_callback(lambda ended: ended.cancelled() or ended.exception())

    async def stop(self) -> None:
        """Stop the extraction processes, after the work that they are at."""
        await asyncio.to_thread(self.answering.extractors.close)
        await self.answering.close()
        if self.jobs is not None:
            await self.jobs.store.close()


def build_jobs(settings: Settings) -> Jobs | None:
    """As the settings say; None without a Redis."""
    url = settings.redis_url.get_secret_value()
    if not url:
        return None
    redis = client(url, tries=1)  # somebody waits
    return Jobs(JobStore(redis, settings.cache_ttl_s), queues(redis), webhooks(settings))
