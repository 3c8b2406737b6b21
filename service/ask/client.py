"""One question to any server that speaks OpenAI's protocol, within a deadline; what went wrong, in words for people."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Iterable, Iterator
from typing import Any, Literal

import httpx2
import instructor
import openai
from instructor.core.exceptions import IncompleteOutputException

from service.ask.bounded import TooMuch, bounded_client
from service.ask.edits import Edits
from service.ask.prompts import instructions
from service.ask.questions import Question
from service.ask.reply import TOO_LATE, Reply

Mode = Literal["tools", "json_schema", "json"]
_MODES = {
    "tools": instructor.Mode.TOOLS,
    "json_schema": instructor.Mode.JSON_SCHEMA,
    "json": instructor.Mode.JSON,
}
_TRIES = 3
_FIRST_PAUSE_S = 0.25
_REHEARSAL_S = 60.0
# An answer that keeps to the tokens that it was allowed is never longer, nor has it more edits.
_BYTES_A_TOKEN, _BYTES_BESIDE, _TOKENS_AN_EDIT = 32, 65_536, 8
# What these libraries log has the transcript's words in it; what went wrong is told in the report.
logging.getLogger("instructor").setLevel(logging.CRITICAL)
logging.getLogger("openai").setLevel(logging.WARNING)


class Client:
    """A model behind a base URL. The key goes to the server alone: no fault and no report has it."""

    def __init__(
        self,
        base_url: str,
        model: str,
        key: str,
        mode: Mode,
        output_tokens: int,
        http: httpx2.AsyncClient | None = None,
    ) -> None:
        http = http or bounded_client(_BYTES_BESIDE + output_tokens * _BYTES_A_TOKEN)
        self._openai = openai.AsyncOpenAI(base_url=base_url, api_key=key or "none", max_retries=0, http_client=http)
        self._model = model
        self._mode = _MODES[mode]
        self._output_tokens = output_tokens

    async def ask(self, question: Question, deadline: float) -> Reply:
        """The model's answer by ``deadline`` (of ``time.monotonic``). Never raises for what the server does."""
        reply = Reply(question)
        pause = _FIRST_PAUSE_S
        for attempt in range(_TRIES):
            left = deadline - time.monotonic()
            if left <= 0:
                break
            reply.fault = await self._tried(question, reply, left)
            again = reply.fault in _WORTH_ANOTHER_TRY and attempt + 1 < _TRIES
            if not again or time.monotonic() + pause >= deadline:
                return reply
            await asyncio.sleep(pause)
            pause *= 2
        reply.fault = reply.fault or TOO_LATE
        return reply

    async def _tried(self, question: Question, reply: Reply, seconds: float) -> str | None:
        """Fill in the reply; what went wrong where it could not be."""
        asking = instructor.from_openai(self._openai, mode=self._mode)
        asking.on("completion:response", reply.count)
        reply.calls += 1
        before = reply.output_tokens
        try:
            async with asyncio.timeout(seconds):
                found: Any = await asking.create(
                    model=self._model,
                    response_model=Edits,
                    messages=[
                        {"role": "system", "content": instructions(question.kinds)},
                        {"role": "user", "content": question.text},
                    ],
                    max_retries=0,
                    temperature=0,
                    max_tokens=self._output_tokens,
                    timeout=seconds,
                )
        except Exception as error:
            fault = _in_words(error)
            # Not every server says why it stopped.
            is_full = fault == _UNREADABLE and reply.output_tokens - before >= self._output_tokens
            return _CUT_OFF if is_full else fault
        if len(found.edits) > self._output_tokens // _TOKENS_AN_EDIT:
            return _BABBLE
        reply.edits = list(found.edits)
        return None


async def rehearse(
    base_url: str, model: str, mode: Mode, output_tokens: int, questions: Iterable[Question]
) -> list[tuple[str, dict[str, Any]]]:
    """Put questions to nobody: the addresses and bodies of the requests that would be sent."""
    seen: list[tuple[str, dict[str, Any]]] = []

    def nobody(request: httpx2.Request) -> httpx2.Response:
        seen.append((str(request.url), json.loads(request.content)))
        return httpx2.Response(200, json={"choices": []})

    async with httpx2.AsyncClient(transport=httpx2.MockTransport(nobody)) as http:
        client = Client(base_url, model, "", mode, output_tokens, http)
        for question in questions:
            await client.ask(question, time.monotonic() + _REHEARSAL_S)
    return seen


_UNREACHABLE = "the model's server cannot be reached, or dropped the connection"
_BUSY = "the model's server refused for too many requests (429)"
_BROKEN = "the model's server failed (5xx)"
_CUT_OFF = "the model's answer was cut off, being longer than the model or ONRECORD_MODEL_OUTPUT_TOKENS allows"
_BABBLE = "the model's answer was longer than it was allowed to be, or packed"
_UNREADABLE = "the model's answer could not be read as what was asked for"
_WORTH_ANOTHER_TRY = frozenset({_UNREACHABLE, _BUSY, _BROKEN})


def _in_words(error: BaseException) -> str:
    """The fault, by the first error behind it that we know; nothing of what the server wrote goes into it."""
    chain = list(_chain(error))
    if any(isinstance(seen, TooMuch) for seen in chain):
        return _BABBLE
    for seen in chain:
        if isinstance(seen, TimeoutError | openai.APITimeoutError):
            return TOO_LATE
        if isinstance(seen, openai.RateLimitError):
            return _BUSY
        if isinstance(seen, openai.InternalServerError):
            return _BROKEN
        if isinstance(seen, openai.APIStatusError):
            return f"the model's server refused the request ({seen.status_code})"
        if isinstance(seen, openai.APIConnectionError):
            return _UNREACHABLE
        if isinstance(seen, IncompleteOutputException):
            return _CUT_OFF
    return _UNREADABLE


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
