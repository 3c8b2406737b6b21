"""Webhooks are signed, and go to no address that is not public."""

from __future__ import annotations

import asyncio
import contextlib
import http.server
import socket
import threading
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from typing import Any

import pytest
from standardwebhooks import Webhook

from service.errors import InvalidRequest
from service.jobs.store import Job
from service.jobs.webhook import WebhookRefused, Webhooks

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
STRICT = Webhooks(SECRET, frozenset())


@pytest.mark.parametrize(
    "url",
    [
        "https://", "https:///x", "ftp://news.example", "news.example", "https://a:b@news.example",
        "https://news.example:99999/", "https://[x/", "https://[c9]/", "https://news.example/\n", "https://news.example/ä", "",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused_at_once(url: str) -> None:
    with pytest.raises(InvalidRequest):
        STRICT.check(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://news.example/done", "https://127.0.0.1/", "https://10.0.0.8/", "https://192.168.1.1/", "https://[::1]/",
        "https://169.254.169.254/latest", "https://[fd00::1]/", "https://[::ffff:a00:1]/", "https://0.0.0.0/",
        "https://[64:ff9b::a00:1]/", "https://[64:ff9b:1::808:808]/", "https://[2002:a00:1::]/", "https://[fec0::1]/",
        "https://[ff0e::1]/", "https://224.0.0.251/", "https://[::ffff:e000:fb]/", "https://[::808:808]/",
        "https://192.88.99.1/", "https://100.64.0.1/", "https://[2001:0:808:808::1]/", "https://[3fff::1]/",
        "https://127.1/", "https://0x7f000001/", "https://2130706433/", "https://0177.0.0.1/", "https://0/",
        "https://[100::1]/", "https://[5f00::1]/", "https://240.0.0.1/", "https://192.0.0.9/",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public_are_not_told(url: str) -> None:
    with pytest.raises(WebhookRefused):
        STRICT.check(url)


def test_public_addresses_are_taken() -> None:
    STRICT.check("https://news.example/done?x=1")
    STRICT.check("https://93.184.216.34:8443/")
    STRICT.check("https://[2606:2800:220:1::1]/")
    STRICT.check("https://[64:ff9b::5db8:d822]/")
    with pytest.raises(WebhookRefused):
        Webhooks("", frozenset()).check("https://news.example/done")


def test_a_name_that_leads_to_a_private_address_is_not_told() -> None:
    """Whatever it is called: what counts is where it leads when it is to be told."""
    attempt = asyncio.run(STRICT.send(Job("j", "", 1, "https://localhost/done")))
    assert (attempt["delivered"], attempt["error"]) == (False, "WebhookRefused")


class Receiver(http.server.BaseHTTPRequestHandler):
    """Takes what it is told, and answers as it is set to."""

    told: list[tuple[bytes, dict[str, str]]]
    statuses: list[int]
    endless: str | None = None
    sent = 0

    def _answer_without_end(self) -> None:
        """In the headers, or as a body of a size that nobody named, all of which could be unpacked to a thousand times more."""
        packed = zlib.compressobj(9, zlib.DEFLATED, 31)
        piece = {"header": b"X-More: 1\r\n", "drip": b"H", "continue": b"HTTP/1.1 100 Continue\r\n\r\n"}.get(
            self.endless
        )
        if self.endless != "drip":
            self.wfile.write(b"" if self.endless == "continue" else b"HTTP/1.1 200 OK\r\n")
        if self.endless == "packed":
            self.wfile.write(b"Content-Encoding: gzip\r\n\r\n")
        with contextlib.suppress(OSError):
            while type(self).sent < 300_000_000:
                sending = piece or packed.compress(b"\0" * 2_000_000)
                self.wfile.write(sending)
                type(self).sent += len(sending) if piece else 2_000_000
                if self.endless == "drip":
                    time.sleep(0.05)

    def do_POST(self) -> None:
        if self.endless is not None:
            self._answer_without_end()
            return
        body = self.rfile.read(int(self.headers["content-length"]))
        self.told.append((body, {name.lower(): value for name, value in self.headers.items()}))
        status = self.statuses.pop(0) if self.statuses else 204
        self.send_response(status)
        if status == 302:
            self.send_header("location", "http://127.0.0.1:1/")
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def receiver() -> Iterator[str]:
    Receiver.told, Receiver.statuses = [], []
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}/done"
        server.shutdown()


def test_what_is_told_is_signed(receiver: str) -> None:
    """As standardwebhooks has it; another secret does not fit."""
    allowing = Webhooks(SECRET, frozenset({"localhost"}))
    attempt = asyncio.run(allowing.send(Job("job-1", "", 3, receiver, done=3, failed=1)))
    assert (attempt["delivered"], attempt["status"]) == (True, 204)
    [(body, headers)] = Receiver.told
    told = Webhook(SECRET).verify(body, headers)
    assert told == {"type": "job.done", "data": {"id": "job-1", "transcripts": 3, "failed": 1}}
    with pytest.raises(Exception, match="signature"):
        Webhook("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").verify(body, headers)


def test_the_call_goes_to_the_address_that_was_looked_at(receiver: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name leads elsewhere the next time; it is not looked up again, neither here nor by a proxy of the environment."""
    looked: list[str] = []

    async def found(_: Any, host: str, port: int, **__: Any) -> list[Any]:
        looked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (f"127.0.0.{len(looked)}", port))]

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", found)
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    told = receiver.replace("localhost", "rebound.example")
    attempt = asyncio.run(Webhooks(SECRET, frozenset({"rebound.example"})).send(Job("j", "", 1, told)))
    assert (attempt["delivered"], looked) == (True, ["rebound.example"])
    [(_, headers)] = Receiver.told
    assert headers["host"] in told


def test_redirections_are_not_followed(receiver: str) -> None:
    """They would lead around the look at the address."""
    Receiver.statuses = [302]
    attempt = asyncio.run(Webhooks(SECRET, frozenset({"localhost"})).send(Job("j", "", 1, receiver)))
    assert (attempt["delivered"], attempt["status"]) == (False, 302)


@pytest.mark.parametrize(
    ("endless", "delivered"), [("packed", True), ("header", False), ("drip", False), ("continue", False)]
)
def test_a_receiver_that_answers_without_end_costs_a_moment(receiver: str, endless: str, delivered: bool) -> None:
    """Neither memory nor more time than an attempt may take; what it was told with the first line counts."""
    Receiver.endless, Receiver.sent = endless, 0
    telling = Webhooks(SECRET, frozenset({"localhost"}), within_s=1.0)
    try:
        tracemalloc.start()
        began = time.monotonic()
        attempt = asyncio.run(telling.send(Job("j", "", 1, receiver)))
        took, (_, peak) = time.monotonic() - began, tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
        Receiver.endless = None
    assert attempt["delivered"] is delivered
    assert took < 10
    assert peak < 30_000_000


def test_nobody_there_is_an_attempt_that_failed() -> None:
    attempt = asyncio.run(Webhooks(SECRET, frozenset({"127.0.0.1"})).send(Job("j", "", 1, "http://127.0.0.1:1/")))
    assert attempt["delivered"] is False
