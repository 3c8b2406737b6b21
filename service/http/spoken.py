"""Answers to requests that name an earlier version of the contract: they hold what that version has, and say so."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator

import orjson
from cachetools import LRUCache
from litestar.types import HTTPResponseBodyEvent, Message, Send

from service.contract.earlier import as_of
from service.http.fields import Fields
from service.http.versions import SAID
from service.requests.lines import with_extraction

_ONE, _LINES = "/v1/extractions", frozenset({"/v1/extractions/stream", "/v1/jobs/{job}/results"})
# Routes that answer with extractions.
TEMPLATES = _LINES | {_ONE}
_AT_ONCE = 65_536  # bytes of JSON that hold nobody up
_IF_NONE_MATCH = b"if-none-match"
_KEPT_BYTES = 8_388_608
# What hits were changed into, by their ETags, which name the version: a hit is changed once. Only the event loop touches it.
_KEPT: LRUCache[bytes, bytes] = LRUCache(_KEPT_BYTES, getsizeof=len)


class Earlier:
    """Takes what such a route answers, and sends it as ``version`` has it.

    Answers are kept in the newest version alone; an ETag that is sent here names the version as well.
    """

    def __init__(self, send: Send, version: str, template: str, fields: Fields) -> None:
        self._send = send
        self._version = version
        self._mark = f'-{version}"'.encode()
        self._in_lines = template in _LINES
        self._changes = False
        self._hit = b""  # the ETag of an answer that the cache had
        self._held = b""
        if given := fields.headers.get(_IF_NONE_MATCH):
            fields.headers[_IF_NONE_MATCH] = b", ".join(self._as_kept(given))

    def _as_kept(self, given: bytes) -> Iterator[bytes]:
        """Of the ETags that the caller has answers to, those of this version, as the answers are kept."""
        for tag in map(bytes.strip, given.split(b",")):
            if tag.endswith(self._mark):
                yield tag.removesuffix(self._mark) + b'"'
            elif tag == b"*":
                yield tag

    async def __call__(self, message: Message) -> None:
        """Send the message; of a body what is whole, changed, and the rest with the next."""
        if message["type"] == "http.response.start":
            self._changes = message["status"] == 200
            message["headers"] = sent = list(self._headers(message["headers"]))
            of_hit = not self._in_lines and dict(sent).get(b"cache-status", b"").startswith(b"onrecord; hit")
            self._hit = dict(sent)[b"etag"] if of_hit else b""
        elif message["type"] == "http.response.body" and self._changes:
            message["body"] = await self._body(message)
        await self._send(message)

    def _headers(self, given: Iterable[tuple[bytes, bytes]]) -> Iterator[tuple[bytes, bytes]]:
        for name, value in given:
            if name == b"etag":
                yield name, value.removesuffix(b'"') + self._mark
            elif name != b"content-length" or not self._changes:
                yield name, value
        yield SAID[0], self._version.encode()

    async def _body(self, message: HTTPResponseBodyEvent) -> bytes:
        held, end = self._held + message["body"], None
        if message["more_body"]:
            end = held.rfind(b"\n") + 1 if self._in_lines else 0
        if self._hit and end is None:
            return await self._of_hit(held)
        ready, self._held = held[:end], b"" if end is None else held[end:]
        return await self._of_any(ready)

    async def _of_hit(self, body: bytes) -> bytes:
        changed = _KEPT.get(self._hit)
        if changed is None:
            changed = await self._of_any(body)
            if len(changed) <= _KEPT.maxsize:
                _KEPT[self._hit] = changed
        return changed

    async def _of_any(self, ready: bytes) -> bytes:
        if len(ready) > _AT_ONCE:
            return await asyncio.to_thread(self._changed, ready)
        return self._changed(ready)

    def _changed(self, body: bytes) -> bytes:
        if self._in_lines:
            return b"".join(with_extraction(line, self._as_of) for line in body.splitlines(keepends=True))
        return self._as_of(body) if body else body

    def _as_of(self, extraction: bytes) -> bytes:
        return orjson.dumps(as_of(self._version, orjson.loads(extraction)))
