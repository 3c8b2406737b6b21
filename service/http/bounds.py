"""How much of the service one caller may have at once: requests in work, streams, and answers that it does not read."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPResponseStartEvent, Message, Receive, Scope, Send

from service.http.errors import TooManyRequests
from service.http.needs import KIND, NEEDS, Kind
from service.http.problems import RETRY_AFTER_S, send_problem
from service.telemetry import metrics

_BATCHES = 2  # bodies of jobs that a caller may have in memory here
_WAITING_A_PLACE = 4
_WAIT_S = 30.0
_UNREAD_BYTES = 134_217_728
_PART_BYTES = 65_536
_RETRY = {"Retry-After": str(RETRY_AFTER_S)}


@dataclass(slots=True)
class _Places:
    """What a caller has at work; ``waiting`` are its requests for which there is no place yet."""

    most: int
    busy: int = 0
    waiting: deque[asyncio.Future[None]] = field(default_factory=deque)
    unread: int = 0

    async def enter(self) -> None:
        """TooManyRequests where there is no place, and too many wait for one or it does not come in time."""
        if self.busy < self.most:
            self.busy += 1
            return
        if len(self.waiting) >= _WAITING_A_PLACE * self.most:
            raise TooManyRequests(f"{self.busy} in work, {len(self.waiting)} wait", expected="fewer at once")
        place = asyncio.get_running_loop().create_future()
        self.waiting.append(place)
        try:
            async with asyncio.timeout(_WAIT_S):  # wait_for would let in who hung up this moment (Python 3.11)
                await asyncio.shield(place)
        except TimeoutError:
            self._withdraw(place)
            raise TooManyRequests(f"{self.busy} in work, none ended in time", expected="fewer at once") from None
        except BaseException:
            self._withdraw(place)
            raise

    def _withdraw(self, place: asyncio.Future[None]) -> None:
        if place.done():
            self.leave()  # it came too late
        else:
            self.waiting.remove(place)

    def leave(self) -> None:
        """To whoever waits longest."""
        if self.waiting:
            self.waiting.popleft().set_result(None)
        else:
            self.busy -= 1


class Bounds:
    """Lets requests that need a key through to ``app``, so many of a caller at once; the others of it wait."""

    def __init__(self, app: ASGIApp, requests: int, streams: int) -> None:
        self._app = app
        self._most: dict[Kind, int] = {"request": requests, "stream": streams, "batch": _BATCHES}
        self._callers: dict[tuple[str, Kind], _Places] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or scope["state"][NEEDS] is None:
            await self._app(scope, receive, _Sending(send, None) if scope["type"] == ScopeType.HTTP else send)
            return
        try:
            await self._let_in(scope, receive, send)
        except TooManyRequests as refusal:
            metrics.REFUSED.labels(refusal.slug).inc()
            await send_problem(send, refusal, _RETRY)

    async def _let_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        key = (scope["state"]["caller"], scope["state"][KIND])
        places = self._callers.get(key)
        if places is None:
            places = self._callers[key] = _Places(self._most[key[1]])
        if key[1] == "stream" and places.busy >= places.most:
            raise TooManyRequests(f"{places.busy} streams are open", expected=f"at most {places.most} streams at once")
        await places.enter()
        try:
            await self._app(scope, receive, _Sending(send, places))
        finally:
            places.leave()
            if not places.busy:
                self._callers.pop(key, None)


class _Sending:
    """Sends an answer in parts, each once there is room for it, and none to who leaves too much unread already."""

    def __init__(self, send: Send, places: _Places | None) -> None:
        self._send = send
        self._places = places
        self._start: HTTPResponseStartEvent | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
        elif message["type"] == "http.response.body" and self._places is not None:
            await self._counted(self._places, message["body"], message["more_body"])
        elif message["type"] == "http.response.body":
            await self._parts(message["body"], message["more_body"])

    async def _counted(self, places: _Places, body: bytes, more: bool) -> None:
        if self._start is not None and len(body) > _PART_BYTES and places.unread + len(body) > _UNREAD_BYTES:
            raise TooManyRequests(f"{places.unread} bytes of earlier answers are not read", expected="to read them")
        places.unread += len(body)
        try:
            await self._parts(body, more)
        finally:
            places.unread -= len(body)

    async def _parts(self, body: bytes, more: bool) -> None:
        if self._start is not None:
            start, self._start = self._start, None
            await self._send(start)
        if len(body) <= _PART_BYTES:
            await self._send({"type": "http.response.body", "body": body, "more_body": more})
            return
        whole: Any = memoryview(body)  # what thousands of slow readers wait for lies in memory once
        for at in range(0, len(body), _PART_BYTES):
            part, goes_on = whole[at : at + _PART_BYTES], more or at + _PART_BYTES < len(body)
            await self._send({"type": "http.response.body", "body": part, "more_body": goes_on})
