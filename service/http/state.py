"""What the controllers are given: the settings, the processes that extract, the cache, and whether they are ready."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from service.cache import Answers, Keys
from service.pool import Extractors, Versions
from service.settings import Settings


@dataclass
class Service:
    """One a server process. ``warming`` ends with the versions of the first extraction process that answered."""

    settings: Settings
    extractors: Extractors
    answers: Answers
    keys: Keys
    warming: asyncio.Task[Versions] | None = field(default=None)

    async def start(self) -> None:
        """Begin to start the extraction processes; requests may come in meanwhile."""
        self.warming = asyncio.create_task(self.extractors.warm())
        # A failure is told by /health/ready; it is not to be reported as an exception that nobody looked at.
        self.warming.add_done_callback(lambda ended: ended.cancelled() or ended.exception())

    async def stop(self) -> None:
        """Stop the extraction processes, after the work that they are at."""
        await asyncio.to_thread(self.extractors.close)
        await self.answers.close()
