"""Requests that were answered before: bytes in, bytes out, in front of all routing, parsing and checking."""

from __future__ import annotations

import time

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

from service.cache import Answers, Kept, Keys, Outcome
from service.errors import OnrecordError
from service.http.asked import Asked, ClientGone, again, read_body
from service.http.cached import cache_status, has, quoted
from service.http.problems import send_problem
from service.telemetry import metrics

PATH = "/v1/extractions"


class Hits:
    """Answers ``POST /v1/extractions`` from the cache, and hands on what is not in it with its body read."""

    def __init__(self, app: ASGIApp, answers: Answers, keys: Keys, max_body_bytes: int) -> None:
        self._app = app
        self._answers = answers
        self._keys = keys
        self._max_body_bytes = max_body_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or scope["path_template"] != PATH:
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        try:
            asked = Asked(await read_body(receive, self._max_body_bytes), scope["state"]["fields"])
        except OnrecordError as error:
            await send_problem(send, error)
            return
        except ClientGone:
            return
        outcome = await self._find(asked)
        if outcome is not None:
            metrics.looked_up(outcome.hit, outcome.collapsed, outcome.detail)
            await _answer(send, asked, outcome, time.perf_counter() - began)
            return
        scope["state"]["asked"] = asked
        await self._app(scope, again(asked.body, receive), send)

    async def _find(self, asked: Asked) -> Outcome | None:
        fields = asked.fields
        if asked.no_store or fields.encoded:
            return None
        asked.alias = alias = self._keys.request(fields.headers.get(b"content-type", b""), fields.query, asked.body)
        if asked.anew:
            return None
        if (kept := self._answers.near(alias)) is not None:
            return Outcome(kept, hit=True, detail="memory")
        found = await self._answers.find(alias)
        if isinstance(found, str):
            asked.fault = found
            return None
        return found


async def _answer(send: Send, asked: Asked, outcome: Outcome, seconds: float) -> None:
    kept: Kept = outcome.kept
    etag = quoted(kept.etag)
    unchanged = bool(asked.if_none_match) and has(asked.if_none_match, etag)
    headers = [
        (b"content-type", b"application/json"),
        (b"etag", etag.encode()),
        (b"cache-status", cache_status(outcome).encode()),
        (b"server-timing", b"cache;dur=%.1f" % (seconds * 1000)),
    ]
    if not unchanged:
        headers.append((b"content-length", b"%d" % len(kept.body)))
    await send({"type": "http.response.start", "status": 304 if unchanged else 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if unchanged else kept.body, "more_body": False})
