"""The schema check: what we promise is JSON Schema 2020-12, and what we answer keeps the promise."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from schemas import json_schema
from tests.conftest import Onrecord


def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(json_schema.build(name))


@pytest.mark.parametrize("name", json_schema.NAMES)
def test_a_schema_is_valid_json_schema_2020_12(name: str) -> None:
    schema = json_schema.build(name)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("name", json_schema.NAMES)
def test_a_schema_says_what_each_of_its_fields_is(name: str) -> None:
    schema = json_schema.build(name)
    bare = [
        f"{where}.{field}"
        for where, part in {name: schema, **schema.get("$defs", {})}.items()
        for field, described in part.get("properties", {}).items()
        if not {"description", "$ref", "const"} & described.keys()
    ]
    assert bare == []


def test_every_answer_validates(example: Path, onrecord: Onrecord) -> None:
    validator("extraction").validate(json.loads(onrecord("extract", example).out))


def test_every_problem_validates(onrecord: Onrecord) -> None:
    lines = b'{"id": 1, "text": ""}\nno json\n{"id": 2, "vtt": "WEBVTT", "options": {"records": ["wars"]}}\n'
    answers = onrecord("extract", "--kind", "jsonl", "-", stdin=lines).out.splitlines()
    assert len(answers) == 3
    for answer in answers:
        validator("problem").validate(json.loads(answer)["problem"])


def test_an_answer_that_breaks_the_promise_is_told(onrecord: Onrecord) -> None:
    """The check can fail: a missing field and a wrong type are each found."""
    answer = json.loads(onrecord("extract", "-", stdin=b"Police arrested two men.").out)
    assert validator("extraction").is_valid(answer)
    for broken in (
        {k: v for k, v in answer.items() if k != "report"},
        {**answer, "protests": {}},
    ):
        assert not validator("extraction").is_valid(broken)
