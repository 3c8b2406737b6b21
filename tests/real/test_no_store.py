"""``Cache-Control: no-store`` leaves no trace of a transcript: not in Redis, in logs, in files or in the process's cache."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import httpx
import pytest
import redis

from tests.real.conftest import serving
from tests.valkey import valkey

WORD = "Quillermane"
TEXT = f"Police in {WORD} arrested 14 dock workers on Friday. “We will be back,” said Ida {WORD}, their lawyer."
NO_STORE = {"cache-control": "no-store"}


def sent(url: str, **more: Any) -> list[httpx.Response]:
    """The transcript, through every door that a stranger's text comes in by; and a request that is refused."""
    line = {"content-type": "application/x-ndjson"}
    with httpx.Client(base_url=url, timeout=60, **more) as client:
        return [
            client.post("/v1/extractions", json={"text": TEXT}),
            client.post("/v1/extractions", content=TEXT, headers={"content-type": "text/plain"}),
            client.post("/v1/extractions", json={"text": TEXT, "options": {"records": [WORD]}}),
            client.post("/v1/extractions/stream", content=f'{{"text": "{TEXT}"}}\n'.encode(), headers=line),
            client.post("/v1/validations", json={"value": {"id": WORD}}),
        ]


def test_it_leaves_no_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    log = (tmp_path / "log").open("w+b")
    with valkey() as server, redis.Redis.from_url(server.url) as store:
        settings = {"redis_url": server.url, "log_level": "debug"}
        with serving(log, **settings) as (_, url):
            statuses = [answer.status_code for answer in sent(url, headers=NO_STORE)]
            assert statuses == [200, 200, 422, 200, 200]
            assert store.dbsize() == 0
            asked = httpx.post(f"{url}/v1/extractions", json={"text": TEXT}, headers=NO_STORE, timeout=60)
            assert asked.headers["cache-status"] == "onrecord; fwd=request; detail=no-store"
            first = httpx.post(f"{url}/v1/extractions", json={"text": TEXT}, timeout=60)
            assert "hit" not in first.headers["cache-status"]  # nothing of it was there
            for _ in range(100):  # what is stored goes to Redis behind the answer
                if store.dbsize():
                    break
                time.sleep(0.05)
            assert store.dbsize() > 0  # so that the zero above says something
    log.seek(0)
    written = log.read()
    assert written.count(b"\n") > 10
    assert WORD.encode() not in written
    kept = [path for path in tmp_path.rglob("*") if path.is_file() and path.name != "log"]
    assert [path for path in kept if WORD.encode() in path.read_bytes()] == []
