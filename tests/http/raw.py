"""Requests as the server hands them on, for what no well-behaved client sends."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote


@dataclass
class Reply:
    """What the application answered, and the path template that it went by."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    content: bytes = b""
    template: str = ""

    def json(self) -> Any:
        return json.loads(self.content)


def scope_of(method: str, raw_path: str, *headers: tuple[str, str], query: str = "") -> dict[str, Any]:
    """An ASGI scope with just these headers."""
    return {
        "type": "http", "method": method, "path": unquote(raw_path), "raw_path": raw_path.encode(), "root_path": "",
        "query_string": query.encode(), "headers": [(name.encode(), value.encode()) for name, value in headers],
        "http_version": "1.1", "scheme": "http", "server": ("a", 80), "client": ("127.0.0.1", 1), "state": {},
        "extensions": {}, "asgi": {"version": "3.0"},
    }  # fmt: skip


def call(
    app: Any,
    method: str,
    raw_path: str,
    *headers: tuple[str, str],
    content: bytes = b"",
    query: str = "",
    address: str = "127.0.0.1",
) -> Reply:
    """Send a request past all clients, from that address."""
    reply, scope = Reply(), scope_of(method, raw_path, *headers, query=query) | {"client": (address, 1)}
    sent = [{"type": "http.request", "body": content, "more_body": False}]

    async def receive() -> Any:
        return sent.pop() if sent else await asyncio.Event().wait()

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            reply.status = message["status"]
            reply.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        else:
            reply.content += message["body"]

    asyncio.run(app(scope, receive, send))
    reply.template = scope.get("path_template", "")
    return reply
