"""What stands where a model's server should, byte for byte: each gives an answer or a fault in words, in time, and in few calls."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from service.ask.client import Client
from service.ask.questions import Question
from service.ask.reply import Reply

SECONDS = 3.0
_MESSAGE = {"role": "assistant", "content": json.dumps({"edits": []})}
_MADE = {"id": "1", "object": "chat.completion", "created": 1, "model": "m",
         "choices": [{"index": 0, "finish_reason": "stop", "message": _MESSAGE}]}  # fmt: skip
GOOD = json.dumps(_MADE).encode()


def edited(times: int) -> bytes:
    """An answer of so many edits."""
    content = json.dumps({"edits": [{"do": "join", "ids": ["d1", "d2"]}] * times})
    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": content}}
    return json.dumps({**_MADE, "choices": [choice]}).encode()


_STREAMED = b'data: {"id":"1","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"{"}}]}\n\ndata: [DONE]\n\n'


def said(body: bytes, *headers: str, status: str = "200 OK", length: int | None = None) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}", *headers]
    typed = any(h.lower().startswith("content-type") for h in headers)
    lines += [] if typed else ["Content-Type: application/json"]
    return "\r\n".join([*lines, "", ""]).encode() + body


UNREACHABLE, BUSY, UNREADABLE = "cannot be reached", "too many requests", "could not be read"
# What is sent, whether it is sent again and again without end, and a word of the fault (None where it is an answer).
QUIRKS: dict[str, tuple[bytes, bool, str | None]] = {
    "well": (said(GOOD), False, None),
    "the type is wrong": (said(GOOD, "Content-Type: text/html"), False, None),
    "no type": (said(GOOD, "Content-Type:"), False, None),
    "an answer in chunks of a byte": (
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
        + b"".join(b"1\r\n%c\r\n" % byte for byte in GOOD) + b"0\r\n\r\n", False, None,
    ),
    "a page": (said(b"<html>Sign in</html>", "Content-Type: text/html"), False, UNREADABLE),
    "a page that says it is JSON": (said(b"<html>Sign in</html>"), False, UNREADABLE),
    "nothing": (said(b""), False, UNREADABLE),
    "no choices": (said(b'{"choices": []}'), False, UNREADABLE),
    "null": (said(b"null"), False, UNREADABLE),
    "a list": (said(b"[]"), False, UNREADABLE),
    "choices that are none": (said(b'{"choices": 7}'), False, UNREADABLE),
    "no message": (said(b'{"choices": [{}]}'), False, UNREADABLE),
    "an error with 200": (said(b'{"error": {"message": "no such model"}}'), False, UNREADABLE),
    "not UTF-8": (said(b'{"choices": "\xff\xfe"}'), False, UNREADABLE),
    "a stream though none was asked for": (said(_STREAMED, "Content-Type: text/event-stream"), False, UNREADABLE),
    "a stream without end": (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n" + _STREAMED * 2_000, True, "longer than it was allowed",
    ),
    "an edit for each 8 tokens": (said(edited(62)), False, None),
    "one more": (said(edited(63)), False, "longer than it was allowed"),
    "no length, then closed": (b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n" + GOOD, False, None),
    "closed in the middle": (said(GOOD[:40], length=len(GOOD)), False, UNREACHABLE),
    "more than its length": (said(GOOD + b"HTTP/1.1 500 No\r\n\r\n", length=len(GOOD)), False, None),
    "headers without end": (b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 8_000, True, UNREACHABLE),
    "a header without end": (b"HTTP/1.1 200 OK\r\nX-A: " + b"b" * 60_000, True, UNREACHABLE),
    "go on, without end": (b"HTTP/1.1 100 Continue\r\n\r\n" * 1_000, True, "in time"),
    "chunks of no length": (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", False, UNREACHABLE,
    ),
    "two lengths": (said(GOOD, "Content-Length: 5"), False, UNREACHABLE),
    "another protocol": (b"SSH-2.0-OpenSSH_9.6\r\n", False, UNREACHABLE),
    "nothing at all": (b"", False, UNREACHABLE),
    "busy": (said(b"{}", status="429 Too Many Requests"), False, BUSY),
    **{
        f"busy until {after[:12]!r}": (said(b"{}", f"Retry-After: {after}", status="429 Too Many Requests"), False, BUSY)
        for after in ("0", "-5", "1e9", "999999999999999", "soon", "Fri, 31 Dec 9999 23:59:59 GMT", "\xe9")
    },
    "busy, in a page": (said(b"<html>" * 2_000, "Content-Type: text/html", status="429 Too Many Requests"), False, BUSY),
    "a status of its own": (said(b"{}", status="299 Well"), False, UNREADABLE),
    "a status above all": (said(b"{}", status="999 No"), False, "failed"),
    "gone": (said(b"", status="410 Gone"), False, "refused the request (410)"),
    "no content": (b"HTTP/1.1 204 No Content\r\n\r\n", False, UNREADABLE),
    "elsewhere": (said(b"", "Location: http://192.0.2.1/", status="308 Permanent Redirect"), False, "refused the request (308)"),
}  # fmt: skip


@contextmanager
def saying(data: bytes, endless: bool) -> Iterator[tuple[str, list[float]]]:
    """The base URL of what says ``data`` to each request, and hangs up; and when requests came."""
    asked: list[float] = []
    listening = socket.create_server(("127.0.0.1", 0))

    def answer(client: socket.socket) -> None:
        with contextlib.suppress(OSError), client:
            client.recv(1 << 20)
            asked.append(time.monotonic())
            client.sendall(data)
            until = time.monotonic() + 3 * SECONDS
            while endless and time.monotonic() < until:
                client.sendall(data[-60_000:])

    def take() -> None:
        with contextlib.suppress(OSError):
            while True:
                threading.Thread(target=answer, args=(listening.accept()[0],), daemon=True).start()

    threading.Thread(target=take, daemon=True).start()
    with listening:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/v1", asked


async def ask(url: str) -> Reply:
    return await Client(url, "m", "", "json", 500).ask(Question((), (), "It rained."), time.monotonic() + SECONDS)


@pytest.mark.parametrize("quirk", QUIRKS)
def test_each_is_an_answer_or_a_fault_in_words(quirk: str) -> None:
    data, endless, fault = QUIRKS[quirk]
    with saying(data, endless) as (url, asked):
        reply = asyncio.run(ask(url))
        assert len(asked) == reply.calls <= 3
    assert (reply.fault is None) is (fault is None), reply.fault
    if fault is not None and reply.fault is not None:
        assert fault in reply.fault
