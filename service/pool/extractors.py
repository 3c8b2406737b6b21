"""CPU work over processes: transcripts in, the bytes of their extractions out, and the event loop stays free."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from service.pool import work
from service.pool.answer import Answer, DeadlineExceeded, Versions, WorkersUnavailable
from service.pool.process import Worker
from service.pool.turns import Turns, Work
from service.read.unpacking import is_packed

if TYPE_CHECKING:
    from service.ask.asker import Asker, Memo
    from service.extract import Options
    from service.read.transcript import Transcript

T = TypeVar("T")

_SMALL_BYTES = 65_536
_TIME_TO_SETTLE_S = 2.0  # kept back from a model's time, to hold its answers against the words


class Extractors:
    """A pool of ``processes`` that extract. They are started when first needed and load ``pipeline`` as they start.

    A killed process costs no request its answer: it is tried once more. Callers take turns, and work that nobody waits
    for any more is stopped. ``memory_bytes`` is what a process may have.
    """

    def __init__(
        self, processes: int, pipeline: str, asker: Asker | None = None, memory_bytes: int | None = None
    ) -> None:
        self._asker = asker
        self._processes = processes
        self._given = (pipeline, memory_bytes)
        self._turns = Turns()
        self._workers: list[Worker] = []

    def asks(self, options: Options) -> bool:
        """Whether a model has a part in such an answer."""
        return self._asker is not None and options.model != "off"

    async def read(
        self, call: Callable[[bytes], T], body: bytes, timeout_s: float, caller: str = "", small: int = _SMALL_BYTES
    ) -> T:
        """``call(body)``, which makes something of what a stranger sent, within ``timeout_s`` seconds.

        What is ``small`` is read in a thread: that is done sooner than handed over. What is large, or may be once it is
        unpacked, has a process with limits of time and memory, and waits its turn. Raises as ``extract`` does.
        """
        if len(body) <= small and not is_packed(body):
            return await asyncio.to_thread(call, body)
        try:
            async with asyncio.timeout(timeout_s + 0.5):
                return await self.run(work.in_time, time.monotonic() + timeout_s, call, body, caller=caller)
        except TimeoutError:
            raise DeadlineExceeded(f"not read within {timeout_s:g} seconds") from None

    async def extract(
        self,
        transcript: Transcript,
        options: Options,
        timeout_s: float,
        rules: bytes | None = None,
        memo: Memo | None = None,
        caller: str = "",
    ) -> Answer:
        """The extraction, within ``timeout_s`` seconds. ``rules``: that of the rules alone, where it is at hand;
        ``memo``: where a model's answers to questions are kept; ``caller``: whose turn it takes.

        Raises DeadlineExceeded, WorkersUnavailable or what ``extract`` itself raises.
        """
        deadline = time.monotonic() + timeout_s
        try:
            # The process itself stops at the deadline; the margin lets its own answer win over the watch kept here.
            async with asyncio.timeout(timeout_s + 0.5):
                return await self._extract(transcript, options, deadline, rules, memo, caller)
        except TimeoutError:
            raise DeadlineExceeded(f"no answer within {timeout_s:g} seconds") from None

    async def _extract(
        self,
        transcript: Transcript,
        options: Options,
        deadline: float,
        rules: bytes | None,
        memo: Memo | None,
        caller: str,
    ) -> Answer:
        """In one process; with a model in two steps, and while it is waited for no process is held."""
        from service.extract import answered
        from service.pool.settling import settled_by

        if self._asker is None or options.model == "off":
            return await self.run(work.extracted, transcript, options, deadline, caller=caller)
        draft, seconds = await self.run(work.drafted_in, transcript, options, deadline, rules, caller=caller)
        left = deadline - time.monotonic() - _TIME_TO_SETTLE_S
        answers = await answered(draft, self._asker, max(0.0, left), memo)
        settle = partial(self.run, work.settled_in, caller=caller)
        settled, worth_keeping = await settled_by(settle, transcript, draft, answers, deadline)
        if memo is not None:
            await self._asker.remember(worth_keeping, memo)
        return replace(settled, seconds=settled.seconds + seconds)

    async def warm(self) -> Versions:
        """Start all processes; the versions that the first of them to be ready answers with."""
        first = [asyncio.ensure_future(self.run(work.versions, self._given[0])) for _ in range(self._processes)]
        done, pending = await asyncio.wait(first, return_when=asyncio.FIRST_COMPLETED)
        for task in pending:
            task.add_done_callback(lambda ended: ended.cancelled() or ended.exception())
        return next(iter(done)).result()

    async def run(self, call: Callable[..., T], *arguments: object, caller: str = "") -> T:
        """``call(*arguments)`` in one of the processes; once more if that process dies, then WorkersUnavailable."""
        while len(self._workers) < self._processes:
            self._workers.append(Worker(self._turns, *self._given))
        waiting = Work(call, arguments, caller)
        if not self._turns.put(waiting):
            raise WorkersUnavailable("the service is stopping")
        result: T = await asyncio.wrap_future(waiting.result)
        return result

    def close(self) -> None:
        """Let the processes end what they are at, drop what waits, and stop them."""
        for dropped in self._turns.close():
            dropped.result.cancel()
        for worker in self._workers:
            worker.join()
