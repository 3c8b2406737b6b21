"""Around extract() in a process that serves: the cache, the processes that extract, and what is counted of both."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from service.ask.asker import Memo, build_asker
from service.cache import Address, Answers, Kept, Keys, Outcome, build_answers, build_keys
from service.extract import Options
from service.pool import Answer, Extractors
from service.read.transcript import Transcript
from service.requests.limits import Limits, limits
from service.settings import Settings
from service.telemetry import metrics
from service.telemetry.trace import Traces


@dataclass(frozen=True, slots=True)
class Wish:
    """Who asks, and what of the cache. ``alias`` is the key of the request's very bytes, ``fault`` why Redis is of no use to it."""

    alias: str | None = None
    fault: str | None = None
    anew: bool = False
    store: bool = True
    caller: str = ""


@dataclass(frozen=True, slots=True)
class _Memo:
    """Answers to questions among the answers to requests; ``anew`` looks nowhere, but keeps what comes."""

    answers: Answers
    anew: bool

    async def recall(self, key: str) -> bytes | None:
        return None if self.anew else await self.answers.recall(key)

    async def remember(self, key: str, value: bytes) -> None:
        await self.answers.remember(key, value)


@dataclass(frozen=True, slots=True)
class Answering:
    """Transcripts to answers, each content once."""

    extractors: Extractors
    answers: Answers
    keys: Keys
    traces: Traces
    limits: Limits

    async def answer(
        self, transcript: Transcript, options: Options, timeout_s: float, wish: Wish | None = None
    ) -> Outcome:
        """The extraction, found or made within ``timeout_s`` seconds; raises what ``Extractors.extract`` raises."""
        wish = wish or Wish()
        deadline = time.monotonic() + timeout_s

        async def make() -> Answer:
            with self.traces.stage("extract"):
                rules = await self._rules_share(transcript, options, deadline, wish)
                left = deadline - time.monotonic()
                made = await self.extractors.extract(
                    transcript, options, left, rules, self._memo(wish), caller=wish.caller
                )
            if made.tally is not None:
                metrics.count(made.tally)
            return made

        if wish.store:
            address = Address(self.keys.answer(transcript, options), wish.alias)
            with self.traces.stage("cache"):
                outcome = await self.answers.obtain(address, make, fault=wish.fault, anew=wish.anew)
        else:
            made = await make()
            outcome = Outcome(Kept.of(made.body), detail="no-store", seconds=made.seconds)
        metrics.looked_up(outcome.hit, outcome.collapsed, outcome.detail)
        return outcome

    async def _rules_share(self, transcript: Transcript, options: Options, deadline: float, wish: Wish) -> bytes | None:
        """What the rules find, for an answer that a model has a part in: kept by itself, so that new prompts redo nothing of it."""
        if not (wish.store and self.extractors.asks(options)):
            return None
        alone = replace(options, model="off", text=False, min_confidence=0.0)

        async def make() -> Answer:
            return await self.extractors.extract(transcript, alone, deadline - time.monotonic(), caller=wish.caller)

        address = Address(self.keys.answer(transcript, alone))
        return (await self.answers.obtain(address, make, fault=wish.fault, anew=wish.anew)).kept.body

    def _memo(self, wish: Wish) -> Memo | None:
        """Where a model's answers are kept, as far as the caller lets them be."""
        return _Memo(self.answers, wish.anew) if wish.store else None

    async def close(self) -> None:
        """Give connections back, and send what traces are left."""
        await self.answers.close()
        self.traces.close()


def build_answering(settings: Settings) -> Answering:
    """All of it, as the settings say."""
    answers = build_answers(settings)
    extractors = Extractors(
        settings.extract_processes, settings.pipeline, build_asker(settings), settings.process_memory_bytes
    )
    return Answering(extractors, answers, build_keys(settings), Traces(settings.otlp_endpoint), limits(settings))
