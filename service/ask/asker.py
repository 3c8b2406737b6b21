"""The questions of one request, put to a model at once, within its budget."""

from __future__ import annotations

import asyncio
import hashlib
import json
import time
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING, Literal, Protocol

from schemas import DryRun, Skipped
from service.ask.aside import Aside
from service.ask.breaker import Breaker
from service.ask.budget import Budget, overhead
from service.ask.edits import answer_schema
from service.ask.prompts import instructions
from service.ask.questions import Question
from service.ask.reply import TOO_LATE, Reply
from service.settings import Settings

if TYPE_CHECKING:
    from service.ask.client import Client

_TO_SAY_SO_S = 0.3  # after the deadline, for the client to end by itself and say how far it came
_PRICED = 1_000_000  # tokens
_LEFT_ALONE = "the model's server failed several times in a row and is left alone for a while"


@dataclass(frozen=True, slots=True)
class Answers:
    """The replies, in the order of the questions asked, the name of the model, and what was not asked; or what would be sent."""

    name: str
    replies: tuple[Reply, ...] = ()
    left_out: tuple[Skipped, ...] = ()
    dry_run: DryRun | None = None


class Memo(Protocol):
    """Where answers to questions are kept, so that nobody pays for one twice. It never fails, it only has nothing."""

    async def recall(self, key: str) -> bytes | None:
        """What was remembered."""

    async def remember(self, key: str, value: bytes) -> None:
        """Keep a value for next time."""


@dataclass(frozen=True)
class Asker:
    """A model, what one request may spend on it, and whether it is worth calling at the moment."""

    name: str
    base_url: str
    key: str = field(repr=False)
    mode: Literal["tools", "json_schema", "json"]
    budget: Budget
    output_tokens: int = 4_000
    prices: tuple[float, float] | None = None  # of a million tokens sent, and of a million that come back
    breaker: Breaker = field(default_factory=Breaker, compare=False)
    aside: Aside = field(default_factory=Aside, compare=False)

    @cached_property
    def client(self) -> Client:
        """What asks, always in ``aside``, and over the same connections. It takes a second or two to load."""
        from service.ask.client import Client, rehearse

        self.aside.wait(rehearse("http://nobody.invalid", "nobody", self.mode, 1, [Question((), (), "")]))
        return Client(self.base_url, self.name, self.key, self.mode, self.output_tokens)

    async def ask(self, questions: Sequence[Question], seconds: float, memo: Memo | None = None) -> Answers:
        """All answers that come within ``seconds``, or the budget's seconds where those are fewer.

        What ``memo`` has is not asked.
        """
        _ = self.client  # loaded before the time begins to run
        chosen, left_out = self.budget.afford(questions)
        deadline = time.monotonic() + min(seconds, self.budget.seconds)
        replies: list[Reply] = []
        waiting = deque(chosen)
        while waiting and self.breaker.is_wary:  # one call finds out whether the others are worth making
            replies.append(await self._one(waiting.popleft(), deadline, memo))
        replies += await asyncio.gather(*(self._one(question, deadline, memo) for question in waiting))
        return Answers(self.name, tuple(replies), tuple(left_out))

    async def would_ask(self, questions: Sequence[Question], memo: Memo | None = None) -> Answers:
        """What would leave the machine were these questions asked: the very requests, less those that ``memo`` answers."""
        from service.ask.client import rehearse

        chosen, left_out = self.budget.afford(questions)
        new = [q for q in chosen if memo is None or await memo.recall(self._key(q)) is None]
        rehearsed = partial(rehearse, self.base_url, self.name, self.mode, self.output_tokens, new)
        sent = await self.aside.run(rehearsed, self.budget.seconds)
        tokens = sum(question.tokens(overhead(question.kinds)) for question in new)
        most = len(new) * self.output_tokens
        dry_run = DryRun(
            url=sent[0][0] if sent else self.base_url,
            requests=[body for _, body in sent],
            input_tokens=tokens,
            output_tokens=most,
            cost=(tokens * self.prices[0] + most * self.prices[1]) / _PRICED if self.prices is not None else None,
        )
        return Answers(self.name, left_out=tuple(left_out), dry_run=dry_run)

    async def remember(self, replies: Iterable[Reply], memo: Memo) -> None:
        """Keep answers that were given now, so that their questions are not asked again."""
        for reply in (reply for reply in replies if reply.calls):
            await memo.remember(self._key(reply.question), _as_kept(reply))

    async def _one(self, question: Question, deadline: float, memo: Memo | None) -> Reply:
        """The answer that was given before to this very question, else the model's."""
        known = await memo.recall(self._key(question)) if memo is not None else None
        kept = _as_reply(question, known) if known is not None else None
        return kept or await self._called(question, deadline)

    def _key(self, question: Question) -> str:
        """All that an answer hangs on: the server and model, what it is told, the form of its answer, story and draft.

        Where the story stands in its transcript is no part of it, so that it is not paid for again when another changes.
        """
        told = [self.base_url, self.name, self.mode, instructions(question.kinds), answer_schema(), question.text]
        return f"model:{hashlib.sha256(json.dumps(told).encode()).hexdigest()}"

    async def _called(self, question: Question, deadline: float) -> Reply:
        if self.breaker.is_open():
            return Reply(question, fault=_LEFT_ALONE)
        reply = await self._asked(question, deadline)
        (self.breaker.succeeded if reply.fault is None else self.breaker.failed)()
        return reply

    async def _asked(self, question: Question, deadline: float) -> Reply:
        """What came of the question, in a loop of its own: what the server sends may take long to read."""

        try:
            return await self.aside.run(
                partial(self.client.ask, question, deadline), max(0.0, deadline - time.monotonic()) + _TO_SAY_SO_S
            )
        except TimeoutError:
            return Reply(question, fault=TOO_LATE, calls=1)


def _as_kept(reply: Reply) -> bytes:
    return json.dumps(reply.edits).encode()


def _as_reply(question: Question, kept: bytes) -> Reply | None:
    """The reply that was kept; None if what was kept is broken."""
    try:
        edits = json.loads(kept)
    except ValueError:
        return None
    return Reply(question, edits) if isinstance(edits, list) else None


def _prices(settings: Settings) -> tuple[float, float] | None:
    known = (settings.model_price_in, settings.model_price_out)
    return (known[0] or 0.0, known[1] or 0.0) if known != (None, None) else None


def build_asker(settings: Settings) -> Asker | None:
    """The model that the settings name, ready to be asked; None where they name none."""
    if not settings.names_model:
        return None
    budget = Budget(settings.model_calls, settings.model_tokens, settings.model_deadline_s)
    key = settings.model_key.get_secret_value()
    breaker = Breaker(pause_s=settings.model_pause_s)
    asker = Asker(
        settings.model_name,
        settings.model_base_url,
        key,
        settings.model_mode,
        budget,
        settings.model_output_tokens,
        _prices(settings),
        breaker,
    )
    _ = asker.client  # so that the first question is not what loads it
    return asker
