"""The published files are what the models say, and stand on their own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel

from schemas import RECORD_TYPES, json_schema
from service.contract.published import OPENAPI, SUFFIX, text
from service.http.published import documents
from tests.conftest import ROOT, Onrecord

FOLDER = ROOT / "schemas" / "v1"
RECORDS = {entry.name: entry.model for entry in RECORD_TYPES}


def published(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((FOLDER / f"{name}{SUFFIX}").read_text(encoding="utf-8"))
    return loaded


def test_the_committed_files_are_those_of_the_models() -> None:
    """`make schemas` writes them anew after a change of the models: see with `schemas check` what it means for others."""
    assert {path.name for path in FOLDER.iterdir()} == documents().keys()
    for name, document in documents().items():
        assert (FOLDER / name).read_text(encoding="utf-8") == text(document), f"{name}: run make schemas"


def test_export_writes_the_same_files_and_takes_away_those_that_are_no_more(tmp_path: Path, onrecord: Onrecord) -> None:
    folder = tmp_path / "made" / "here"
    assert onrecord("schemas", "export", folder).status == 0
    (folder / f"war{SUFFIX}").write_text("{}")
    (folder / "notes.txt").write_text("mine")
    assert onrecord("schemas", "export", folder).out.decode().split() == [str(folder / name) for name in documents()]
    written = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert written == {"notes.txt": b"mine", **{path.name: path.read_bytes() for path in FOLDER.iterdir()}}


@pytest.mark.parametrize("name", json_schema.NAMES)
def test_a_schema_can_be_read_without_any_other(name: str) -> None:
    schema = published(name)
    assert schema["$schema"] == json_schema.DIALECT
    assert schema["$id"] == f"/v1/schemas/{name}"
    assert schema["title"]
    assert schema["description"]
    referred = {value for key, value in pairs(schema) if key == "$ref"}
    assert referred <= {f"#/$defs/{title}" for title in schema.get("$defs", {})}


@pytest.mark.parametrize(("name", "model"), RECORDS.items())
def test_a_record_type_has_examples_that_keep_its_schema_and_its_model(name: str, model: type[BaseModel]) -> None:
    schema = published(name)
    assert schema["examples"]
    for example in schema["examples"]:
        Draft202012Validator(schema).validate(example)
        assert model.model_validate(example).model_dump(mode="json") == example


def test_a_record_is_told_apart_by_its_id() -> None:
    """Each record's example is one of the union's kinds and no other; under another's id it is none."""
    union = Draft202012Validator(published("record"))
    examples = [published(name)["examples"][0] for name in RECORDS]
    for example, other in zip(examples, [*examples[1:], examples[0]], strict=True):
        assert union.is_valid(example)
        assert not union.is_valid({**example, "id": other["id"]})


@pytest.mark.parametrize("name", [name for name in json_schema.NAMES if json_schema.direction(name) == "response"])
def test_what_we_send_has_all_fields_and_may_have_more_later(name: str) -> None:
    for part in objects(published(name)):
        assert set(part["required"]) == part["properties"].keys()
        assert part.get("additionalProperties", True)


def test_what_is_asked_is_closed() -> None:
    assert all(part["additionalProperties"] is False for part in objects(published("request")) if "title" in part)


def test_the_version_of_an_answer_may_be_any_of_the_same_major() -> None:
    version = Draft202012Validator(published("extraction")["properties"]["schema_version"])
    assert [version.is_valid(v) for v in ("1.0", "1.7", "2.0", "1", "10.1")] == [True, True, False, False, False]


def test_the_openapi_document_has_the_same_parts() -> None:
    """A part that stands in a schema file and in the OpenAPI document is one and the same there."""
    components = json.loads((FOLDER / OPENAPI).read_text(encoding="utf-8"))["components"]["schemas"]
    for name in json_schema.NAMES:
        for title, part in published(name).get("$defs", {}).items():
            assert json.loads(json.dumps(part).replace("#/$defs/", "#/components/schemas/")) == components[title]


def pairs(value: Any) -> list[tuple[str, Any]]:
    """All keys with their values, however deep."""
    if isinstance(value, list):
        return [pair for part in value for pair in pairs(part)]
    if not isinstance(value, dict):
        return []
    return [*value.items(), *(pair for part in value.values() for pair in pairs(part))]


def objects(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """The schema and its parts that describe objects by their fields."""
    parts = [schema, *schema.get("$defs", {}).values()]
    return [part for part in parts if "properties" in part]
