"""The outermost layer: every request gets an id, a line in the log, its metrics and trace, and a browser's headers."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Iterable

import structlog
from litestar.config.cors import CORSConfig
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send
from structlog.typing import FilteringBoundLogger

from service.http.versions import HEADER, SAID
from service.telemetry import metrics
from service.telemetry.log import log
from service.telemetry.trace import Traces

_ID = re.compile(rb"[A-Za-z0-9_.-]{8,64}")
_POLICY = b"default-src 'none'; frame-ancestors 'none'; base-uri 'none'"
# What a page brings itself, such as its own policy, stands.
_UNLESS_GIVEN = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"content-security-policy", _POLICY),
    SAID,
)
# Asked every few seconds by whoever watches: written down where they fail.
_PROBES = frozenset({"/health/live", "/health/ready"})
_EXPOSED = ["ETag", "Cache-Status", "Server-Timing", "X-Request-ID", "Retry-After", HEADER]

Headers = list[tuple[bytes, bytes]]


def cors_config(origins: str) -> CORSConfig | None:
    """Which pages of other origins may call; None for none."""
    allowed = [origin.strip() for origin in origins.split(",") if origin.strip()]
    if not allowed:
        return None
    return CORSConfig(
        allow_origins=allowed,
        allow_methods=["GET", "POST"],
        allow_headers=[
            "Authorization",
            "X-API-Key",
            "Content-Type",
            "If-None-Match",
            "Cache-Control",
            "Idempotency-Key",
            HEADER,
        ],
        expose_headers=_EXPOSED,
    )


class Door:
    """Wraps everything else."""

    def __init__(self, app: ASGIApp, traces: Traces, cors: CORSConfig | None) -> None:
        self._app = app
        self._traces = traces
        self._cors = cors
        self._log = log.bind()  # bound once: where requests are not logged, that costs nothing

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        passing = _Passing(scope, send, self._cors)
        structlog.contextvars.bind_contextvars(request_id=passing.id)
        try:
            if passing.is_preflight:
                await passing.answer_preflight()
            elif self._traces.on:
                await self._traced(passing, scope, receive)
            else:
                await self._app(scope, receive, passing.send)
        finally:
            passing.tell(scope, self._log)

    async def _traced(self, passing: _Passing, scope: HTTPScope, receive: Receive) -> None:
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        with self._traces.request(f"{scope['method']} {scope['path']}", headers) as span:
            await self._app(scope, receive, passing.send)
            if span is not None:
                span.set_attributes({"http.response.status_code": passing.status, "onrecord.request_id": passing.id})


class _Passing:
    """One request on its way through the door."""

    def __init__(self, scope: HTTPScope, send: Send, cors: CORSConfig | None) -> None:
        self._began = time.perf_counter()
        self._send = send
        self._cors = cors
        self._scope = scope
        self.status = 0
        self.cache = ""
        self.bytes = 0
        given, self._origin, self.is_preflight = b"", "", False
        for name, value in scope["headers"]:
            if name == b"x-request-id":
                given = value
            elif name == b"origin" and cors is not None:
                self._origin = value.decode("latin-1")
            elif name == b"access-control-request-method":
                self.is_preflight = cors is not None and scope["method"] == "OPTIONS"
        self.id = given.decode() if _ID.fullmatch(given) else secrets.token_hex(8)

    async def send(self, message: Message) -> None:
        """Pass on what is answered, with the headers that every answer has."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message["headers"] = [*message["headers"], *self._more(message["headers"])]
        elif message["type"] == "http.response.body":
            self.bytes += len(message["body"])
        await self._send(message)

    def _more(self, headers: Iterable[tuple[bytes, bytes]]) -> Headers:
        given = dict(headers)
        self.cache = given.get(b"cache-status", b"").decode("latin-1")
        more = [header for header in _UNLESS_GIVEN if header[0] not in given]
        more.append((b"x-request-id", self.id.encode()))
        if self._cors is not None and self._allowed(self._cors):
            more += _raw({**self._cors.simple_headers, "Access-Control-Allow-Origin": self._origin, "Vary": "Origin"})
        return more

    def _allowed(self, cors: CORSConfig) -> bool:
        return bool(self._origin) and (
            cors.is_allow_all_origins or bool(cors.allowed_origins_regex.fullmatch(self._origin))
        )

    async def answer_preflight(self) -> None:
        """May that page send that request? The browser asks before it does."""
        assert self._cors is not None
        headers = _raw(self._cors.preflight_headers) if self._allowed(self._cors) else []
        await self.send({"type": "http.response.start", "status": 204, "headers": headers})
        await self.send({"type": "http.response.body", "body": b"", "more_body": False})

    def tell(self, scope: HTTPScope, log: FilteringBoundLogger) -> None:
        """Count the request, and write it down."""
        seconds = time.perf_counter() - self._began
        route = str(scope.get("path_template") or "other")
        metrics.answered(route, scope["method"] if route != "other" else "other", self.status, seconds)
        write = log.debug if route in _PROBES and self.status < 400 else log.info
        write(
            "request",
            method=scope["method"],
            path=scope["path"],
            status=self.status,
            ms=round(seconds * 1000, 1),
            bytes=self.bytes,
            cache=self.cache,
            caller=scope["state"].get("caller"),
        )


def _raw(headers: dict[str, str]) -> Headers:
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]
