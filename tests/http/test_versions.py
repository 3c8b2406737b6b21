"""Which version of the contract an answer speaks, and which a request may ask for."""

from __future__ import annotations

import pytest

from schemas import SCHEMA_VERSION

MAJOR, MINOR = map(int, SCHEMA_VERSION.split("."))
REQUEST = {"text": "It rained."}


@pytest.mark.parametrize("path", ["/health/live", "/v1/schemas", "/nowhere"])
def test_every_answer_says_it(client, path):
    assert client.get(path).headers["onrecord-version"] == SCHEMA_VERSION


def test_an_answer_from_the_cache_says_it(client):
    for _ in range(2):
        answer = client.post("/v1/extractions", json=REQUEST)
    assert "hit" in answer.headers["cache-status"]
    assert answer.headers["onrecord-version"] == answer.json()["schema_version"]


@pytest.mark.parametrize("asked", [SCHEMA_VERSION, f"{MAJOR}.0"])
def test_a_version_whose_promises_are_kept_is_answered(client, asked):
    assert client.post("/v1/extractions", json=REQUEST, headers={"onrecord-version": asked}).status_code == 200


@pytest.mark.parametrize("asked", [f"{MAJOR}.{MINOR + 1}", f"{MAJOR + 1}.0", "0.9", "1", "latest", ""])
def test_any_other_is_refused(client, asked):
    answer = client.post("/v1/extractions", json=REQUEST, headers={"onrecord-version": asked})
    assert (answer.status_code, answer.json()["type"]) == (406, "/problems/version-not-served")
    assert answer.json()["errors"][0]["expected"] == f"{MAJOR}.0 to {SCHEMA_VERSION}"
