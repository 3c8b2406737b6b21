"""Data is judged by the version that it is of: files of 1.0 and of 1.1 are valid, each by its own."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from schemas import RECORD_TYPES, SCHEMA_VERSION, json_schema
from service.contract import source
from service.contract.data.own_version import OwnVersion
from tests.conftest import ROOT, Onrecord

NEW = json.loads((ROOT / "examples" / "strike.expected.json").read_text(encoding="utf-8"))
NEW_RECORDS = [json_schema.build(entry.name)["examples"][0] for entry in RECORD_TYPES]
OLD_RECORDS = [
    source.version("1.0")[f"{name}.schema.json"]["examples"][0]
    for name in ("election", "protest", "detention", "statement")
]
JUDGE = OwnVersion()


def as_of_1_0(value: Any) -> Any:
    """The answer as 1.0 gave it: without what 1.1 adds."""
    added = {"story", "carried", "confidences", "stories", "form", "segments", "turns", "dry_run"}
    if isinstance(value, list):
        return [as_of_1_0(part) for part in value]
    if not isinstance(value, dict):
        return "1.0" if value == SCHEMA_VERSION else value
    kept = {name: as_of_1_0(part) for name, part in value.items() if name not in added}
    if "sha256" in kept:
        del kept["text"]
    return kept


OLD = as_of_1_0(NEW)


@pytest.mark.parametrize("value", [OLD, NEW, *OLD_RECORDS, *NEW_RECORDS])
def test_each_is_valid_by_its_own_version(value: Any) -> None:
    assert list(JUDGE.faults(value)) == []


def test_files_of_both_versions_side_by_side(tmp_path: Path, onrecord: Onrecord) -> None:
    """Answers, lines of answers, and records without a version, in one run; named, a version holds for all."""
    for name, values in (
        ("old", [OLD, {"id": 1, "extraction": OLD}]),
        ("both", [NEW, OLD, *OLD_RECORDS, *NEW_RECORDS]),
    ):
        (tmp_path / f"{name}.jsonl").write_text("".join(f"{json.dumps(value)}\n" for value in values))
    both = tmp_path / "both.jsonl"
    assert onrecord("schemas", "validate", both, tmp_path / "old.jsonl").status == 0
    assert onrecord("schemas", "validate", tmp_path / "old.jsonl", "--version", "1.0").status == 0
    assert (
        "/report/stories: missing"
        in onrecord("schemas", "validate", tmp_path / "old.jsonl", "--version", "1.1").out.decode()
    )
    assert "/report/stories: unknown field" in onrecord("schemas", "validate", both, "--version", "1.0").out.decode()
    assert onrecord("schemas", "validate", both, "--version", "1.0", "--unknown-fields").status == 0


def test_an_answer_does_not_pass_for_another_version() -> None:
    """1.1 without what it has is no 1.1, and 1.0 with more is no 1.0."""
    assert [f.pointer for f in JUDGE.faults({**OLD, "schema_version": "1.1"})]
    assert [f.pointer for f in JUDGE.faults({**NEW, "schema_version": "1.0"})]


def test_a_record_may_say_its_version() -> None:
    [old, new] = OLD_RECORDS[2], NEW_RECORDS[2]
    assert list(JUDGE.faults({**old, "schema_version": "1.0"})) == []
    assert list(JUDGE.faults({**new, "schema_version": "1.1"})) == []
    assert {f.pointer for f in JUDGE.faults({**old, "schema_version": "1.1"})} == {"/story", "/carried", "/confidences"}
    assert {f.pointer for f in JUDGE.faults({**new, "schema_version": "1.0"})} == {"/story", "/carried", "/confidences"}


def test_faults_of_a_record_are_told_by_the_version_that_it_is_like() -> None:
    for record in (OLD_RECORDS[2], NEW_RECORDS[2]):
        assert [f.pointer for f in JUDGE.faults({**record, "mood": 1})] == ["/mood"]
        assert [f.pointer for f in JUDGE.faults({**record, "stage": "deported"})] == ["/stage"]


def test_a_later_version_is_read_as_its_readers_do() -> None:
    """What is not known passes, what is known is still looked at; another major version is not known."""
    later = copy.deepcopy({**NEW, "schema_version": "1.99", "mood": "grim"})
    assert list(JUDGE.faults(later)) == []
    later["protests"][0]["factuality"] = "sung"
    assert [f.pointer for f in JUDGE.faults(later)] == ["/protests/0/factuality"]
    for other in ("2.0", "0.9", "1", 1.1, None, ["1.0"]):
        assert [(f.pointer, f.expected) for f in JUDGE.faults({**NEW, "schema_version": other})] == [
            ("/schema_version", f"one of: 1.0, {SCHEMA_VERSION}")
        ]


def test_an_answer_with_its_text_is_held_against_it() -> None:
    text = "Police in Oslo arrested 14 dock workers on Friday."
    from service.extract import Options, extract
    from service.read import read_text

    answer = json.loads(extract(read_text(text), Options(text=True)).model_dump_json())
    assert answer["transcript"]["text"] == text
    assert list(JUDGE.faults(answer)) == []
    words = answer["detentions"][0]["evidence"][0]
    words["start"], words["end"] = words["start"] + 1, words["end"] + 1
    assert [f.pointer for f in JUDGE.faults(answer)] == ["/detentions/0/evidence/0/text"]
    answer["transcript"]["text"] += "."
    assert [f.pointer for f in JUDGE.faults(answer)] == ["/transcript/sha256"]
