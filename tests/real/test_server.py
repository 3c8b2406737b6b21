"""The service as it is run: uvicorn in a process of its own, over a socket."""

from __future__ import annotations

import os
import signal
import socket
import time
from pathlib import Path

import httpx
import pytest

from benchmarks.attacked.stage import Stage
from service.extract import extract
from service.read import read_text
from tests.real.conftest import processes_under

WORDS = 'Police arrested 14 protesters in Halvik. "We will win," said Mira Tolen, leader of the Civic Union.'


def extractors(pid: int) -> list[int]:
    """The processes that extract."""
    return Stage("", pid).extractors()


def expected() -> bytes:
    return extract(read_text(WORDS)).model_dump_json().encode()


def test_it_answers_over_a_socket(server):
    """JSON and raw body, with the bytes of the answer."""
    _, url = server
    assert httpx.post(f"{url}/v1/extractions", json={"text": WORDS}).content == expected()
    raw = httpx.post(f"{url}/v1/extractions", content=WORDS, headers={"content-type": "text/plain"})
    assert raw.content == expected()
    again = httpx.post(f"{url}/v1/extractions", json={"text": WORDS}, headers={"if-none-match": raw.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "request_line",
    [
        b"/v1/extractions?title=%ff",
        b"/v1/extractions?title=%zz%",
        b"/v1/extractions?%00=\xff",
        b"/%ff%00",
        b"/v1/schemas/%c3%28",
    ],
)
def test_odd_addresses_are_the_callers_fault(server, request_line):
    """Percent signs that encode nothing, and bytes that no address may hold: answered, and never with a 5xx."""
    _, url = server
    head = b"POST %b HTTP/1.1\r\nhost: a\r\ncontent-type: text/plain\r\ncontent-length: 1\r\nconnection: close\r\n\r\na"
    with socket.create_connection(("127.0.0.1", httpx.URL(url).port)) as connection:
        connection.sendall(head % request_line)
        status = connection.makefile("rb").readline().split()[1]
    assert status.startswith((b"2", b"4"))


def test_of_a_head_only_the_head_is_sent(server):
    """Of pages, files in several parts, errors: what comes next on the connection is the next answer."""
    _, url = server
    paths = ["/health/live", "/assets/swagger-ui-bundle.js", "/v1/schemas/none", "/v1/extractions"]
    with httpx.Client(base_url=url) as client:
        heads = [client.head(path) for path in paths]
        gets = [client.get(path) for path in paths]
    assert [answer.status_code for answer in heads] == [answer.status_code for answer in gets] == [200, 200, 404, 405]
    assert not any(answer.content for answer in heads)
    assert [a.headers["content-length"] for a in heads] == [str(len(answer.content)) for answer in gets]


def test_large_bodies_are_refused(server):
    """Whether their length is told beforehand or not."""
    _, url = server
    headers = {"content-type": "text/plain"}
    told = httpx.post(f"{url}/v1/extractions", content=b"a" * 2_000_000, headers=headers)
    assert told.status_code == 413
    untold = httpx.post(f"{url}/v1/extractions", content=iter([b"a" * 700_000] * 3), headers=headers)
    assert untold.status_code == 413
    assert untold.headers["content-type"] == "application/problem+json"


def test_a_killed_extraction_process_is_replaced(server):
    """The next request is answered all the same."""
    process, url = server
    for pid in extractors(process.pid):
        os.kill(pid, signal.SIGKILL)
    anew = {"cache-control": "no-cache"}
    assert httpx.post(f"{url}/v1/extractions", json={"text": WORDS}, headers=anew, timeout=60).content == expected()


def test_the_process_that_others_are_forked_from_is_replaced(server):
    """What it had forked is replaced with it, and the next request is answered all the same."""
    process, url = server
    for pid in Stage("", process.pid).forkers():
        os.kill(pid, signal.SIGKILL)
    anew = {"cache-control": "no-cache"}
    assert httpx.post(f"{url}/v1/extractions", json={"text": WORDS}, headers=anew, timeout=60).content == expected()


def test_sigterm_ends_it_cleanly(server):
    """With status 0, and no process is left behind. (This is the last test of the module.)"""
    process, _ = server
    family = processes_under(process.pid)
    assert extractors(process.pid)
    process.terminate()
    assert process.wait(60) == 0
    assert gone(family)


def gone(family: list[int]) -> bool:
    """Whether they all end; those that only help others do so once they see that these have ended."""
    for _ in range(100):
        if not any(Path(f"/proc/{pid}/cmdline").exists() for pid in family):
            return True
        time.sleep(0.1)
    return False
