"""``GET /v1/schemas``: JSON Schemas 2020-12 that hold on any host and that our answers keep."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from schemas import RECORD_TYPES, json_schema
from service.http import examples

NAMES = [
    *(entry.name for entry in RECORD_TYPES),
    "extraction",
    "request",
    "problem",
    "validation_request",
    "validation",
    "record",
]


def test_the_list_follows_the_registry(client):
    """A record type that is added to the registry has its schema listed."""
    listed = client.get("/v1/schemas").json()
    assert [entry["name"] for entry in listed] == NAMES
    assert all(client.get(entry["href"]).json()["title"] == entry["title"] for entry in listed)


@pytest.mark.parametrize("name", NAMES)
def test_each_is_a_schema_without_a_host(client, name):
    """Valid 2020-12, with a relative ``$id`` that is its address."""
    response = client.get(f"/v1/schemas/{name}")
    schema = response.json()
    Draft202012Validator.check_schema(schema)
    assert response.headers["content-type"] == "application/schema+json"
    assert schema["$schema"] == json_schema.DIALECT
    assert schema["$id"] == f"/v1/schemas/{name}"


def test_an_answer_keeps_its_schema(client):
    """What is answered validates; what is not an answer does not."""
    validator = Draft202012Validator(client.get("/v1/schemas/extraction").json())
    answer = client.post("/v1/extractions", json=examples.request()).json()
    validator.validate(answer)
    with pytest.raises(ValidationError):
        validator.validate({**answer, "protests": None})


@pytest.mark.parametrize(
    ("body", "is_valid"),
    [
        ({"text": "a"}, True),
        ({"text": "a", "vtt": None}, True),
        ({"segments": [{"text": "a"}], "options": {"records": ["protests"]}}, True),
        ({}, False),
        ({"text": None}, False),
        ({"text": "a", "vtt": "b"}, False),
        ({"text": "a", "options": {"records": ["goals"]}}, False),
    ],
)
def test_the_request_schema_says_what_the_service_does(client, body, is_valid):
    """Exactly the requests that the schema allows are taken."""
    validator = Draft202012Validator(client.get("/v1/schemas/request").json())
    assert validator.is_valid(body) == is_valid
    assert (
        client.post(
            "/v1/extractions", content=json.dumps(body), headers={"content-type": "application/json"}
        ).status_code
        == 200
    ) == is_valid


def test_problems_keep_their_schema(client):
    """Problem details have a schema as well."""
    validator = Draft202012Validator(client.get("/v1/schemas/problem").json())
    validator.validate(client.post("/v1/extractions", json={"text": 1}).json())
