"""``POST /v1/validations``: the same answers as ``onrecord schemas validate``."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from schemas import RECORD_TYPES, json_schema

RECORDS = [json_schema.build(entry.name)["examples"][0] for entry in RECORD_TYPES]
BAD = {**RECORDS[2], "stage": "deported"}


def validate(client, content, media_type="application/json", query=""):
    body = content if isinstance(content, bytes) else json.dumps(content)
    return client.post(f"/v1/validations{query}", content=body, headers={"content-type": media_type})


def lines(*values) -> bytes:
    return "\n".join(map(json.dumps, values)).encode()


@pytest.mark.parametrize(("values", "turns"), [(1, 0), (400, 1)])
def test_what_takes_long_to_judge_waits_its_turn(client, monkeypatch, values, turns):
    """Where extractions do: in a thread it would keep waiting whatever is read in one, whoever sent it."""
    extractors = client.app.dependencies["service"].dependency().answering.extractors
    run, taken = extractors.run, []
    monkeypatch.setattr(extractors, "run", lambda *given, **named: (taken.append(named), run(*given, **named))[1])
    wrong = [{"start": 0, "end": 1}] * values
    answer = validate(client, {"value": {"id": "statement_0123456789abcdef", "content": wrong}, "kind": "statement"})
    assert not answer.json()["valid"]
    assert [named["caller"] for named in taken] == ["testclient"] * turns


def test_valid_records(client):
    """One, a list, and a value a line."""
    for answer, checked in (
        (validate(client, {"value": RECORDS[0]}), 1),
        (validate(client, {"value": RECORDS}), len(RECORDS)),
        (validate(client, lines(*RECORDS), "application/x-ndjson"), len(RECORDS)),
    ):
        assert answer.status_code == 200
        assert answer.json() == {"valid": True, "checked": checked, "problems": []}


def test_the_answer_is_that_of_the_command(client, onrecord, tmp_path):
    """But for the file, which HTTP has none of."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines(RECORDS[0], BAD, {"id": 1}))
    told = json.loads(onrecord("schemas", "validate", path, "--format", "json").out)
    answer = validate(client, path.read_bytes(), "application/x-ndjson").json()
    Draft202012Validator(json_schema.build("validation")).validate(answer)
    assert [problem["line"] for problem in answer["problems"]] == [2, 3]
    assert answer == {**told, "problems": [{**problem, "file": None} for problem in told["problems"]]}


def test_evidence_is_looked_up_in_the_transcript(client):
    """The text is sent beside the value."""
    words = RECORDS[2]["evidence"][0]
    text = " " * words["start"] + words["text"]
    assert validate(client, {"value": RECORDS[2], "transcript": text}).json()["valid"]
    [problem] = validate(client, {"value": RECORDS[2], "transcript": text[1:]}).json()["problems"]
    assert problem["pointer"] == "/evidence/0/text"


def test_whoever_has_very_many_problems_is_told_the_first_thousand(client):
    """And nobody waits for the rest to be found."""
    for answer in (
        validate(client, {"value": [1] * 30_000}),
        validate(client, lines(*[1] * 30_000), "application/x-ndjson"),
        validate(client, {"value": [{**RECORDS[2], "counts": [1] * 30_000}]}),
    ):
        assert len(answer.json()["problems"]) == 1000
        assert not answer.json()["valid"]


def test_options(client):
    """What it is meant to be, and fields of later versions; in the body, or for lines in the query."""
    assert not validate(client, {"value": RECORDS[0], "kind": "protest"}).json()["valid"]
    later = {**RECORDS[0], "later": 1}
    assert not validate(client, {"value": later, "version": "1.0"}).json()["valid"]
    assert validate(client, {"value": later, "unknown_fields": True}).json()["valid"]
    assert validate(client, lines(later), "application/x-ndjson", "?unknown_fields=true&version=1.0").json()["valid"]


@pytest.mark.parametrize(
    ("content", "media_type", "query", "status"),
    [
        (b"{", "application/json", "", 400),
        ({}, "application/json", "", 422),
        ({"value": 1, "kind": "war"}, "application/json", "", 422),
        ({"value": 1, "version": "0.9"}, "application/json", "", 422),
        ({"value": 1, "version": "schemas/v1"}, "application/json", "", 422),
        (b"{}", "text/plain", "", 415),
        (b"{}", "application/x-ndjson", "?deep=1", 422),
        (b"{}", "application/x-ndjson", "?kind=war", 422),
    ],
)
def test_what_cannot_be_asked_is_a_problem(client, content, media_type, query, status):
    """With the field and what was expected; a version is a number, never a path."""
    answer = validate(client, content, media_type, query)
    assert answer.status_code == status
    Draft202012Validator(json_schema.build("problem")).validate(answer.json())
