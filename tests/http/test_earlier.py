"""Answers for who is pinned to an earlier version: they hold what that version has and nothing else, wherever they come from.

Held against the schemas that were released, closed, by a validator that is none of ours.
"""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from cachetools import LRUCache
from jsonschema import Draft202012Validator
from litestar.testing import TestClient

from schemas import SCHEMA_VERSION
from service.contract import source
from service.contract.earlier import as_of
from service.http import spoken
from service.http.app import create_app
from service.jobs.queue import client as redis_client
from service.jobs.store import JobStore
from service.requests.lines import write_line
from service.settings import Settings
from tests.conftest import ROOT
from tests.valkey import valkey

EARLIER = [number for number in source.versions() if number != SCHEMA_VERSION]
LINES = "application/x-ndjson"
# Two stories, records of three types, a gap: all that may hold later fields.
TEXT = (
    "Good evening. Police in Halvik arrested 14 dockers on Friday, the mayor said.\n\n"
    'ANNA ROSSI: Hundreds marched in Norrby against the cuts. "We will not be silenced," said Mira Tolen.\n'
)
ASKED = {"text": TEXT, "options": {"text": True}}


def closed(schema: Any) -> Any:
    """The schema with no room for fields that it does not name."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    made = {name: closed(part) for name, part in schema.items()}
    return {"additionalProperties": False, **made} if isinstance(made.get("properties"), dict) else made


def faults(version: str, value: Any) -> list[str]:
    schema = closed(source.version(version)["extraction.schema.json"])
    return [error.json_path for error in Draft202012Validator(schema).iter_errors(value)]


def pinned(version: str, **headers: str) -> dict[str, str]:
    return {"onrecord-version": version, **headers}


def post(client, version: str | None = None, **headers: str):
    return client.post("/v1/extractions", json=ASKED, headers=pinned(version, **headers) if version else headers)


def test_every_minor_version_is_known_by_its_schemas():
    assert [f"{SCHEMA_VERSION.partition('.')[0]}.{minor}" for minor in range(len(EARLIER))] == EARLIER


@pytest.mark.parametrize("version", EARLIER)
@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.expected.json")), ids=lambda path: path.name)
def test_every_example(version, path):
    """The newest form has what the earlier one lacks, or this would show nothing."""
    newest = json.loads(path.read_bytes())
    assert faults(version, {**newest, "schema_version": version})
    assert faults(version, as_of(version, newest)) == []


@pytest.mark.parametrize("version", EARLIER)
def test_an_answer_from_the_rules_and_one_from_the_cache(client, version):
    newest = post(client)
    for store in ("no-store", "max-age=1"):
        answer = post(client, version, **{"cache-control": store})
        assert answer.headers["onrecord-version"] == answer.json()["schema_version"] == version
        assert faults(version, answer.json()) == []
        assert answer.json() == as_of(version, newest.json())
    assert "hit" in answer.headers["cache-status"]
    assert post(client).content == newest.content
    assert post(client, SCHEMA_VERSION).content == newest.content


@pytest.mark.parametrize("version", EARLIER)
def test_an_etag_is_of_one_version(client, version):
    newest, answer = post(client), post(client, version)
    own, other = answer.headers["etag"], newest.headers["etag"]
    assert own != other
    unchanged = post(client, version, **{"if-none-match": f'"other", {own}'})
    assert (unchanged.status_code, unchanged.content, unchanged.headers["etag"]) == (304, b"", own)
    assert post(client, version, **{"if-none-match": "*"}).status_code == 304
    assert post(client, version, **{"if-none-match": other}).content == answer.content
    assert post(client, **{"if-none-match": own}).content == newest.content


@pytest.mark.parametrize("version", EARLIER)
def test_a_hit_is_changed_once_and_what_is_not_stored_is_not_kept(version, client, monkeypatch):
    changed = []
    monkeypatch.setattr(spoken, "as_of", lambda *given: changed.append(given) or as_of(*given))
    monkeypatch.setattr(spoken, "_KEPT", LRUCache(100_000, getsizeof=len))
    for _ in range(2):
        post(client, version, **{"cache-control": "no-store"})
    assert (len(changed), len(spoken._KEPT)) == (2, 0)
    post(client)
    first, second = (post(client, version) for _ in range(2))
    assert "hit" in first.headers["cache-status"]
    assert (len(changed), first.content) == (3, second.content)
    assert faults(version, second.json()) == []


@pytest.mark.parametrize("version", EARLIER)
def test_a_long_answer(client, version):
    long = {"text": " ".join(f"Police in Halvik arrested {n} dockers on Friday." for n in range(2, 250))}
    answer = client.post("/v1/extractions", json=long, headers=pinned(version))
    assert len(answer.content) > 65_536
    assert faults(version, answer.json()) == []


@pytest.mark.parametrize("version", EARLIER)
def test_a_stream(client, version):
    """Line by line; problems, and ids of any kind, as they are."""
    odd = ',"extraction":{"'
    lines = [{"id": odd, **ASKED}, {"id": 2, "text": ""}, {"text": "It rained."}]
    sent = "\n".join(map(json.dumps, lines)).encode()
    newest, answer = (
        client.post("/v1/extractions/stream", content=sent, headers={"content-type": LINES, **more})
        for more in ({}, pinned(version))
    )
    assert answer.headers["onrecord-version"] == version
    first, second, third = map(json.loads, answer.text.splitlines())
    assert [first["id"], second["id"], third["id"]] == [odd, 2, None]
    assert faults(version, first["extraction"]) == faults(version, third["extraction"]) == []
    assert answer.text.splitlines()[1] == newest.text.splitlines()[1]


@pytest.mark.parametrize("version", EARLIER)
def test_results_of_a_job(client, version):
    """The request for results says which version they are to have: a job is done once for all of them."""
    body = post(client).content
    with valkey() as server, TestClient(create_app(Settings(extract_processes=1, redis_url=server.url))) as taking:
        job = taking.post("/v1/jobs", json={"transcripts": [ASKED] * 2}).json()

        async def finish() -> None:
            redis = redis_client(server.url)
            for index in range(2):
                await JobStore(redis, 60).add(job["id"], index, write_line(index, body), problem=False)
            await redis.aclose()

        asyncio.run(finish())
        newest = taking.get(job["results"])
        page = taking.get(job["results"], headers=pinned(version))
    assert newest.content == b"".join(write_line(index, body) for index in range(2))
    assert page.headers["onrecord-version"] == version
    assert [faults(version, json.loads(line)["extraction"]) for line in page.text.splitlines()] == [[], []]


@pytest.mark.parametrize("version", EARLIER)
def test_a_problem_and_what_is_no_extraction_say_what_they_are(client, version):
    refused = client.post("/v1/extractions", json={"text": ""}, headers=pinned(version))
    assert (refused.status_code, refused.headers["onrecord-version"]) == (422, version)
    assert client.get("/v1/schemas/extraction", headers=pinned(version)).headers["onrecord-version"] == SCHEMA_VERSION
