"""Webhooks are signed, and go to no address that is not public."""

from __future__ import annotations

import asyncio
import http.server
import threading
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
    ],
)  # fmt: skip
def test_addresses_that_are_not_public_are_not_told(url: str) -> None:
    with pytest.raises(WebhookRefused):
        STRICT.check(url)


def test_public_addresses_are_taken() -> None:
    STRICT.check("https://news.example/done?x=1")
    STRICT.check("https://93.184.216.34:8443/")
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

    def do_POST(self) -> None:
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


def test_redirections_are_not_followed(receiver: str) -> None:
    """They would lead around the look at the address."""
    Receiver.statuses = [302]
    attempt = asyncio.run(Webhooks(SECRET, frozenset({"localhost"})).send(Job("j", "", 1, receiver)))
    assert (attempt["delivered"], attempt["status"]) == (False, 302)


def test_nobody_there_is_an_attempt_that_failed() -> None:
    attempt = asyncio.run(Webhooks(SECRET, frozenset({"127.0.0.1"})).send(Job("j", "", 1, "http://127.0.0.1:1/")))
    assert attempt["delivered"] is False
