"""``POST /v1/extractions/stream``: a line in, a line out, in order; the lines that the command line writes."""

from __future__ import annotations

import asyncio
import contextlib
import json
from types import SimpleNamespace

import pytest

from service.http import stream as under_test

STREAM = {"content-type": "application/x-ndjson"}
GOOD = '{"id": "a", "text": "Police arrested 14 dockers in Halvik."}'
LINES = [
    GOOD,
    "{",
    "",
    '{"id": "b", "text": ""}',
    '{"id": 3, "vtt": "WEBVTT\\n\\n00:01.000 --> 00:02.000\\nIt rained."}',
    "[1]",
    '{"id": "c", "text": "x", "options": {"records": ["goals"]}}',
    '{"text": "No id.", "column": 1}',
]


def stream(client, content):
    return client.post("/v1/extractions/stream", content=content, headers=STREAM)


def test_the_lines_are_those_of_the_command_line(client, onrecord, tmp_path):
    """Good ones and bad ones, in order, byte for byte; a bad line never breaks the stream."""
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join(LINES))
    answer = stream(client, path.read_bytes())
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/x-ndjson")
    assert answer.content == onrecord("extract", path).out


def test_order_holds_for_many(client):
    """More lines than are worked on at once, long ones before short ones."""
    texts = ["It rained. " * (200 if n % 7 == 0 else 1) + str(n) for n in range(60)]
    lines = "\n".join(json.dumps({"id": n, "text": text}) for n, text in enumerate(texts))
    assert [json.loads(line)["id"] for line in stream(client, lines).content.splitlines()] == list(range(60))


def test_a_line_has_a_limit_and_a_stream_has_none(client):
    """What is too long is passed over, whatever it is cut into; the lines around it are answered."""
    long = json.dumps({"id": "long", "text": "a" * 150_000})
    body = "\n".join([GOOD, long, *[GOOD] * 4, long]).encode()

    def parts():
        for start in range(0, len(body), 1000):
            yield body[start : start + 1000]

    found = [json.loads(line) for line in stream(client, parts()).content.splitlines()]
    assert [line["id"] for line in found] == ["a", None, "a", "a", "a", "a", None]
    assert found[1]["problem"]["type"] == "/problems/too-large"


def test_a_byte_order_mark_and_windows_line_ends_are_no_part_of_a_line(client):
    plain = stream(client, GOOD + "\n" + GOOD).content
    assert stream(client, b"\xef\xbb\xbf" + (GOOD + "\r\n" + GOOD + "\r\n").encode()).content == plain


def test_the_same_line_twice_is_extracted_once(client):
    """Streams share the cache with all other calls."""
    text = "Police arrested 15 dockers in Norrby."
    stream(client, json.dumps({"text": text}))
    again = client.post("/v1/extractions", json={"text": text})
    assert again.headers["cache-status"] == "onrecord; hit; detail=memory"


def test_a_caller_may_ask_that_nothing_of_a_stream_is_kept(client):
    text = "Police arrested 16 dockers in Norrby."
    sent = {**STREAM, "cache-control": "no-store"}
    client.post("/v1/extractions/stream", content=json.dumps({"text": text}), headers=sent)
    again = client.post("/v1/extractions", json={"text": text})
    assert again.headers["cache-status"] == "onrecord; fwd=uri-miss; stored"


def test_thousands_of_lines_in_one_packet_hold_up_nobody():
    """Even those that are empty: other callers have their turn between them."""

    async def sent():
        yield b"\n" * 10_000

    async def turns_of_another() -> int:
        turns = 0

        async def another() -> None:
            nonlocal turns
            while True:
                turns += 1
                await asyncio.sleep(0)

        at_it = asyncio.create_task(another())
        count = 0
        async for _ in under_test._lines(SimpleNamespace(stream=sent), 1_000):
            count += 1
        at_it.cancel()
        assert count == 10_000
        return turns

    assert asyncio.run(turns_of_another()) >= 50


def test_few_lines_are_in_memory():
    """Of a stream that is answered more slowly than it is sent; and of a line that is too long, nothing."""
    read = 0

    async def sent():
        nonlocal read
        for read in range(1, 1_000):
            yield read, b"{}"

    async def answers(*_: object) -> None:
        await asyncio.Event().wait()

    async def begin() -> None:
        extractors = SimpleNamespace(read=answers)
        answering = SimpleNamespace(extractors=extractors, limits=None)
        settings = SimpleNamespace(extract_processes=2, request_timeout_s=30)
        service = SimpleNamespace(answering=answering, settings=settings)
        answered = under_test._answers(sent(), service, under_test.Wish())
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(anext(answered), 0.05)

    asyncio.run(begin())
    assert read == 2 * under_test._WAITING_PER_PROCESS
    line = under_test._Line(100)
    for _ in range(50):
        line.add(b"a" * 10)
    assert not line._held


@pytest.mark.parametrize("media_type", ["application/json", "text/plain", ""])
def test_only_lines_of_json_are_read(client, media_type):
    answer = client.post("/v1/extractions/stream", content=GOOD, headers={"content-type": media_type})
    assert answer.status_code == 415
