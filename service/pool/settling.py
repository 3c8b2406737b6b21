"""What a model said, held against the words in time; where that cannot be, the rules' answer stands, and says why."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from service.ask.asker import Answers
from service.ask.reply import Reply
from service.errors import OnrecordError
from service.extract import Draft, unsettled
from service.pool.answer import Answer
from service.pool.work import answer_of
from service.read.transcript import Transcript

T = TypeVar("T")

_TO_SAY_SO_S = 0.5  # kept back from the deadline, for the rules' answer to go out
_NOT_CHECKED = "what the model said could not be held against the transcript in time"

Settle = Callable[[Transcript, Draft, Answers, float], Awaitable[tuple[Answer, tuple[Reply, ...]]]]


async def settled_by(
    settle: Settle, transcript: Transcript, draft: Draft, answers: Answers, deadline: float
) -> tuple[Answer, tuple[Reply, ...]]:
    """What ``settle`` makes of the model's answers by the deadline (of ``time.monotonic``), with the replies worth keeping.

    Whatever becomes of it, a process that dies over it included, there is an answer: that of the rules.
    """
    until = deadline - _TO_SAY_SO_S
    try:
        async with asyncio.timeout(max(0.0, until - time.monotonic()) + _TO_SAY_SO_S / 2):
            return await settle(transcript, draft, answers, until)
    except (TimeoutError, OnrecordError):
        return await asyncio.to_thread(_of_the_rules, transcript, draft, answers), ()


def _of_the_rules(transcript: Transcript, draft: Draft, answers: Answers) -> Answer:
    began = time.monotonic()
    return answer_of(unsettled(transcript, draft, answers, _NOT_CHECKED), began)
