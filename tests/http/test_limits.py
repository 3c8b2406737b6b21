"""Size and time have limits, each with a problem that names it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from service.errors import TooLarge
from service.http.app import create_app
from service.http.asked import ClientGone, Patience, read_body
from service.http.errors import BodyTimeout
from service.settings import Settings
from tests.http.raw import scope_of

JSON = {"content-type": "application/json"}


@pytest.fixture(scope="module")
def small() -> Iterator[TestClient[Litestar]]:
    settings = Settings(extract_processes=1, max_characters=100, max_segments=3, body_timeout_s=0.2)
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        yield client


@pytest.mark.parametrize(
    ("body", "pointer", "expected"),
    [
        ({"text": "a" * 101}, "/text", "at most 100 characters"),
        ({"segments": [{"text": "a"}] * 4}, "/segments", "at most 3 segments"),
    ],
)
def test_a_transcript_over_the_limit_is_refused(small, body, pointer, expected):
    answer = small.post("/v1/extractions", content=json.dumps(body), headers=JSON)
    assert answer.status_code == 413
    assert answer.json()["errors"][0] | {"detail": ""} == {"pointer": pointer, "detail": "", "expected": expected}


def test_a_transcript_of_just_the_limit_is_taken(small):
    assert small.post("/v1/extractions", content=json.dumps({"text": "a" * 100}), headers=JSON).status_code == 200
    body = json.dumps({"segments": [{"text": "a"}] * 3})
    assert small.post("/v1/extractions", content=body, headers=JSON).status_code == 200


@pytest.mark.parametrize("nested", ["[" * 50_000, '{"segments":' + "[" * 300 + "]" * 300 + "}", '{"a":' * 5_000])
def test_json_may_not_nest_without_end(client, nested):
    answer = client.post("/v1/extractions", content=nested, headers=JSON)
    assert (answer.status_code, answer.json()["type"]) == (400, "/problems/not-json")


async def asked(app: Litestar, *messages: dict[str, object]) -> dict[str, object]:
    """The start of the answer to a body that comes in these parts, and then no more."""
    sent: list[dict[str, object]] = []
    coming = list(messages)

    async def receive() -> dict[str, object]:
        if coming:
            return coming.pop(0)
        await asyncio.Event().wait()
        raise AssertionError

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    scope = scope_of("POST", "/v1/extractions", ("content-type", "text/plain"))
    await app(scope, receive, send)
    return sent[0] if sent else {}


def test_a_body_that_does_not_come_is_a_408(small):
    """No connection is held for ever by one who sends a byte and waits."""
    part = {"type": "http.request", "body": b"a", "more_body": True}
    assert asyncio.run(asked(small.app, part, part))["status"] == 408


def test_a_caller_that_hangs_up_gets_no_answer_and_does_no_harm(small):
    part = {"type": "http.request", "body": b"a", "more_body": True}
    assert asyncio.run(asked(small.app, part, {"type": "http.disconnect"})) == {}


def test_patience_is_for_the_whole_body_or_for_each_line_of_a_stream():
    """A stream may take its time as long as lines come in; a byte now and then is no line, and a body has to be there."""

    async def read(*given: bytes, streams: bool) -> bytes:
        parts = list(given)

        async def receive() -> dict[str, object]:
            await asyncio.sleep(0.1)
            return {"type": "http.request", "body": parts.pop(0), "more_body": bool(parts)}

        return await read_body(Patience(receive, 0.25, streams=streams), 100)

    assert asyncio.run(read(b"a\n", b"b\n", b"c\n", streams=True)) == b"a\nb\nc\n"
    for end, streams in ((b"", True), (b"", False), (b"\n", False)):
        with pytest.raises(BodyTimeout):
            asyncio.run(read(*(part + end for part in (b"a", b"b", b"c")), streams=streams))


def test_a_body_of_more_bytes_is_not_read_to_its_end():
    left = [b"a" * 60] * 5

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": left.pop(), "more_body": True}

    with pytest.raises(TooLarge):
        asyncio.run(read_body(receive, 100))
    assert len(left) == 3


def test_nothing_is_made_of_half_a_body():
    async def gone() -> dict[str, object]:
        return {"type": "http.disconnect"}

    with pytest.raises(ClientGone):
        asyncio.run(read_body(gone, 100))
