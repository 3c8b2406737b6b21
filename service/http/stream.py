"""``POST /v1/extractions/stream``: requests a line in, answers a line out, in order, with few of them in memory."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncIterator
from functools import partial
from typing import Any

from litestar import Controller, Request, post
from litestar.di import NamedDependency
from litestar.exceptions import InternalServerException
from litestar.types import ASGIApp, Receive, Scope, Send

from service.answering import Wish
from service.errors import OnrecordError, TooLarge
from service.http.asked import ClientGone
from service.http.errors import BodyTimeout, InternalError
from service.http.needs import opened_by, streaming
from service.http.openapi import PROBLEM, Paths, answer
from service.http.state import Service
from service.http.versions import PARAMETER
from service.requests.lines import BOM, read_line, write_line
from service.telemetry.log import log

MEDIA_TYPE = "application/x-ndjson"
_TYPES = (MEDIA_TYPE, "application/jsonl", "application/ndjson")
_WAITING_PER_PROCESS = 4
_IN_A_ROW = 100  # lines after which others have a turn


class Streams(Controller):
    """For callers without a queue."""

    path = "/v1/extractions/stream"
    opt = opened_by("extract") | streaming()

    # A stream has no end that a limit could be put to: each of its lines has one.
    @post("/", status_code=200, request_max_body_size=None)
    async def stream_extractions(self, request: Request[Any, Any, Any], service: NamedDependency[Service]) -> ASGIApp:
        """An answer a line, in the order of the lines; a bad line gives a problem, and the others go on."""
        request.state.fields.media_type(_TYPES)
        lines = _lines(request, service.settings.max_body_bytes)
        wishes = request.state.fields.cache_wishes
        wish = Wish(anew="no-cache" in wishes, store="no-store" not in wishes, caller=request.state.caller)
        return _sending(_answers(lines, service, wish))


def _sending(lines: AsyncIterator[bytes]) -> ASGIApp:
    """Sends lines as they come. (The framework's own stream would read the body away, to see whether the client is there.)"""

    async def app(_: Scope, __: Receive, send: Send) -> None:
        headers = [(b"content-type", MEDIA_TYPE.encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        with contextlib.suppress(ClientGone):
            async for line in lines:
                await send({"type": "http.response.body", "body": line, "more_body": True})
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    return app


async def _lines(request: Request[Any, Any, Any], limit: int) -> AsyncIterator[tuple[int, bytes | OnrecordError]]:
    """Lines with their numbers; a line over the limit is passed over, and is the error that it is."""
    number, line = 1, _Line(limit)
    try:
        async for part in request.stream():
            *ends, rest = part.split(b"\n")
            for end in ends:
                yield number, line.ended(number, end)
                number, line = number + 1, _Line(limit)
                if number % _IN_A_ROW == 0:
                    await asyncio.sleep(0)
            line.add(rest)
    except BodyTimeout as error:
        yield number, error
        return
    except InternalServerException:
        raise ClientGone from None
    if line.begun:
        yield number, line.ended(number)


class _Line:
    """A line that comes in parts: put together once, at its end, and passed over from where it is over the limit."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._held = bytearray()
        self._size = 0

    @property
    def begun(self) -> bool:
        return self._size > 0

    def add(self, part: bytes) -> None:
        self._size += len(part)
        if self._size > self._limit:
            self._held.clear()
        else:
            self._held += part

    def ended(self, number: int, end: bytes = b"") -> bytes | OnrecordError:
        self.add(end)
        return _too_long(number, self._limit) if self._size > self._limit else bytes(self._held)


def _too_long(number: int, limit: int) -> TooLarge:
    return TooLarge(f"line {number} has more than {limit} bytes", expected=f"at most {limit} bytes a line")


async def _answers(
    lines: AsyncIterator[tuple[int, bytes | OnrecordError]], service: Service, wish: Wish
) -> AsyncIterator[bytes]:
    most = _WAITING_PER_PROCESS * service.settings.extract_processes
    waiting: deque[asyncio.Task[bytes]] = deque()
    try:
        async for number, line in lines:
            if isinstance(line, bytes) and not line.strip():
                continue
            waiting.append(asyncio.create_task(_answer(number, line, service, wish)))
            while waiting and (len(waiting) >= most or waiting[0].done()):
                yield await waiting.popleft()
        while waiting:
            yield await waiting.popleft()
    finally:
        for task in waiting:
            task.cancel()


async def _answer(number: int, raw: bytes | OnrecordError, service: Service, wish: Wish) -> bytes:
    if isinstance(raw, OnrecordError):
        return write_line(None, raw)
    answering, seconds, name = service.answering, service.settings.request_timeout_s, None
    read = partial(read_line, number=number, limits=answering.limits)
    try:
        line = await answering.extractors.read(
            read, raw.removeprefix(BOM) if number == 1 else raw, seconds, wish.caller
        )
        name = line.id
        if isinstance(line.work, OnrecordError):
            return write_line(name, line.work)
        outcome = await answering.answer(*line.work, seconds, wish)
    except OnrecordError as error:
        return write_line(name, error)
    except Exception as error:
        log.error("unexpected error", exc_info=error)
        return write_line(name, InternalError("the line could not be answered"))
    return write_line(name, outcome.kept.body)


_LINE = {
    "schema": {"description": "JSON lines: a request each, with an `id` that its answer repeats."},
    "example": '{"id": "a1", "text": "Police arrested 14 dockers in Halvik."}\n',
}
_ANSWERS = answer(
    "A line each: `id` with `extraction` or with `problem`.", {MEDIA_TYPE: {"schema": {"type": "string"}}}
)

PATHS: Paths = {
    "/v1/extractions/stream": {
        "post": {
            "operationId": "streamExtractions",
            "summary": "Extract from many transcripts, a line each",
            "tags": ["extractions"],
            "parameters": [PARAMETER],
            "requestBody": {"required": True, "content": dict.fromkeys(_TYPES, _LINE)},
            "responses": {
                "200": _ANSWERS,
                **dict.fromkeys(("400", "401", "403", "406", "408", "413", "415", "429", "500", "503"), PROBLEM),
            },
        }
    }
}
