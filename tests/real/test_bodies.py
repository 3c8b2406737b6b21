"""Bodies of all kinds of brokenness: never a 5xx, never slow, and memory stays flat.

A few hundred of them by default; ONRECORD_BODIES=10000 (make bodies) for the full run.
"""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.real.conftest import processes_under, serving

BODIES = int(os.environ.get("ONRECORD_BODIES", "300"))
SECONDS = 2.0
MORE_BYTES = 200_000_000
JSON, PLAIN, VTT, SRT = "application/json", "text/plain", "text/vtt", "application/x-subrip"
LINES = "application/x-ndjson"
Body = tuple[str, str, bytes]

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from([10**400, "\ud800", "\x00", ""]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
fields = st.sampled_from(
    ["text", "segments", "vtt", "srt", "title", "source", "language", "published", "options", "id", "records", "model"]
)
requests = st.dictionaries(fields, values | st.just({"records": ["protests"]}), max_size=5)
times = st.sampled_from(["00:00:01.000", "00:01,5", "99:99:99.999", "-1", "00:00:00,000", "::", "1e9", "²:00:00.000"])
cues = st.lists(
    st.tuples(times, st.sampled_from([" --> ", "->", " --> \n", ""]), times, st.text(max_size=40)), max_size=6
).map(lambda made: "\n\n".join(f"{n}\n{a}{arrow}{b}\n{text}" for n, (a, arrow, b, text) in enumerate(made)))


def dumped(value: object) -> bytes:
    return json.dumps(value).encode()


def nested(depth: int) -> bytes:
    return b'{"segments":' + b"[" * depth + b"]" * depth + b"}"


whole = requests.map(dumped)
cut = st.tuples(whole, st.integers(0, 200)).map(lambda made: made[0][: made[1]])
escaped = st.sampled_from(
    [b'{"text":"\\ud800"}', b'{"text":"\\u0000 said"}', b'{"text":"\xff\xfe"}', b'{"id":"\\udfff","text":"a"}']
)
bodies: st.SearchStrategy[Body] = st.one_of(
    st.tuples(st.just("/v1/extractions"), st.sampled_from([JSON, LINES, ""]),
              whole | cut | escaped | values.map(dumped) | st.binary() | st.integers(0, 3000).map(nested)),
    st.tuples(st.just("/v1/extractions"), st.just(PLAIN), st.text().map(lambda t: t.encode("utf-8", "replace")) | st.binary()),
    st.tuples(st.just("/v1/extractions"), st.sampled_from([VTT, SRT]),
              cues.map(lambda made: f"WEBVTT\n\n{made}".encode()) | cues.map(str.encode) | st.binary()),
    st.tuples(st.just("/v1/extractions/stream"), st.just(LINES), st.lists(whole | cut | escaped, max_size=4).map(b"\n".join)),
)  # fmt: skip
MIB = 1_048_576
LARGE = [
    *[("/v1/extractions", kind, character * (MIB // len(character)))
      for kind in (PLAIN, VTT, SRT) for character in (b"a", b" ", b"\n", b">", "é".encode(), b"\"", b"a ", b"A. ")],
    ("/v1/extractions", JSON, b'{"text":"' + b"a" * (MIB - 12) + b'"}'),
    ("/v1/extractions", JSON, b"[" * MIB),
    ("/v1/extractions", JSON, b'{"text":' + b"9" * (MIB - 10) + b"}"),
    ("/v1/extractions", JSON, b'{"segments":[' + b'{"text":"a"},' * 60_000 + b'{"text":"a"}]}'),
]  # fmt: skip


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    with serving(log_level="error", cache_memory_bytes="1000000") as running:
        yield running


@pytest.fixture(scope="module")
def client(server: tuple[subprocess.Popen[bytes], str]) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server[1], timeout=60) as made:
        yield made


def sent(client: httpx.Client, body: Body) -> float:
    """Seconds until the answer, which is no 5xx."""
    path, media_type, content = body
    began = time.monotonic()
    answer = client.post(path, content=content, headers={"content-type": media_type})
    assert answer.status_code < 500, answer.text
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
    return time.monotonic() - began


def memory(process: subprocess.Popen[bytes]) -> int:
    """Bytes that the server and its processes hold."""
    total = 0
    for pid in [process.pid, *processes_under(process.pid)]:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        total += pages * os.sysconf("SC_PAGE_SIZE")
    return total


@pytest.mark.parametrize("body", LARGE, ids=lambda body: f"{body[1]} {body[2][:12]!r}")
def test_a_mebibyte_of_one_thing_is_answered_in_time(client: httpx.Client, body: Body) -> None:
    """Once more where the machine was busy: what is slow by itself is slow every time."""
    assert min(sent(client, body) for _ in range(2)) < SECONDS or sent(client, body) < SECONDS


def test_no_body_breaks_the_service(server: tuple[subprocess.Popen[bytes], str], client: httpx.Client) -> None:
    """Whatever is sent: an answer, soon, and no memory that is not given back."""

    @settings(max_examples=BODIES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(bodies)
    def send(body: Body) -> None:
        assert sent(client, body) < SECONDS or sent(client, body) < SECONDS

    for body in LARGE:
        sent(client, body)
    before = memory(server[0])
    send()
    assert memory(server[0]) - before < MORE_BYTES
