"""What a change of the contract means: forty changes judged as was told beforehand, with place, reason and version."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from schemas import SCHEMA_VERSION
from service.contract.check import Verdict, judge
from service.contract.published import export
from service.contract.source import Contract
from service.http.published import documents
from tests.conftest import ROOT, Onrecord
from tests.contract.changes import CHANGES, Change, Documents, field, parts

NOW = documents()


def verdict(before: Documents, after: Documents) -> Verdict:
    return judge(Contract("before", before), Contract("after", after))


def test_the_list_is_half_and_half() -> None:
    assert len(CHANGES) == 40
    assert sum(change.breaking for change in CHANGES) == 20


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.name)
def test_a_change_is_judged_right_and_its_place_and_reason_named(change: Change) -> None:
    """The pointer of every finding leads to a schema of either version."""
    after = change.of(NOW)
    found = verdict(NOW, after)
    for finding in found.findings:
        name, _, pointer = finding.where.partition("#")
        assert leads(after.get(name), pointer) or leads(NOW.get(name), pointer), finding
    assert found.is_breaking == change.breaking, found.findings
    grave = "breaking" if change.breaking else "compatible"
    if not change.said:
        assert (found.bump, found.findings) == ("patch", ())
        return
    assert found.called_for == ("2.0" if change.breaking else "1.2")
    assert [f for f in found.findings if f.level == grave and change.where in f.where and change.said in f.reason], (
        found.findings
    )


def leads(value: object, pointer: str) -> bool:
    for step in pointer.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        try:
            value = value[int(key)] if isinstance(value, list) else value[key]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            return False
    return value is not None


def test_nothing_changed() -> None:
    found = verdict(NOW, documents())
    assert (found.findings, found.bump, found.called_for) == ((), "none", SCHEMA_VERSION)


def test_a_part_that_stands_in_many_documents_is_found_once() -> None:
    """An actor is in every record type, in the extraction and in the OpenAPI document."""
    change = field("Actor", "kind", lambda part: part["enum"].append("robot"))
    after = Change("", True, change, "", "").of(NOW)
    assert len(list(parts(after, "Actor"))) > 4
    assert len(verdict(NOW, after).findings) == 1


def earlier(tmp_path: Path) -> Path:
    """A folder with a contract from which the present one would be a breaking change."""
    export(tmp_path / "v1", documents())
    path = tmp_path / "v1" / "request.schema.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    schema["properties"]["mood"] = {"type": "string"}
    path.write_text(json.dumps(schema), encoding="utf-8")
    return tmp_path / "v1"


def test_the_command_in_three_formats(tmp_path: Path, onrecord: Onrecord) -> None:
    folder = earlier(tmp_path)
    ended = onrecord("schemas", "check", "--against", folder)
    assert ended.status == 1
    first, last = ended.out.decode().splitlines()
    assert first.startswith("breaking: request.schema.json#/properties/mood: the field `mood` is no longer accepted")
    assert last.endswith("1 breaking, 0 compatible; calls for a major version: 2.0")
    told = json.loads(onrecord("schemas", "check", "--against", folder, "--format", "json").out)
    assert (told["bump"], told["called_for"], told["findings"][0]["pointer"]) == ("major", "2.0", "/properties/mood")
    annotation = onrecord("schemas", "check", "--against", folder, "--format", "github").out.decode().splitlines()[0]
    assert re.match(r"::error file=schemas/v1/request\.schema\.json,title=breaking change::request", annotation)
    one_file = onrecord("schemas", "check", "--against", folder / "request.schema.json")
    assert one_file.status == 1
    assert one_file.out.decode().splitlines()[0] == first
    assert "1 breaking, 0 compatible" in one_file.out.decode()


def test_against_what_is_published(onrecord: Onrecord) -> None:
    assert onrecord("schemas", "check").status == 0
    assert onrecord("schemas", "check", "--against", ROOT / "schemas" / "v1").status == 0


def test_against_a_commit(tmp_path: Path, onrecord: Onrecord, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the repository that one stands in, wherever in it."""
    folder = earlier(tmp_path / "schemas")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "An earlier contract")
    git(tmp_path, "tag", "v1.0")
    export(folder, documents())
    monkeypatch.chdir(folder)
    assert onrecord("schemas", "check", "--against", "v1.0").status == 1
    assert onrecord("schemas", "check", "--against", folder).status == 0


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=a", "-c", "user.email=a@b.invalid"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("no-such-thing", "no such folder, file or commit"),
        ("--help-me", "no such folder"),
        (str(ROOT / "docs"), "no s"),
    ],
)
def test_what_holds_no_contract_is_told(named: str, said: str, onrecord: Onrecord) -> None:
    ended = onrecord("schemas", "check", f"--against={named}")
    assert ended.status == 2
    assert said in ended.err


def test_a_file_that_holds_no_schema_is_told(tmp_path: Path, onrecord: Onrecord) -> None:
    for number, content in enumerate(("{", '{"properties": {"a": {"$ref": "#/$defs/None"}}}')):
        path = tmp_path / f"{number}" / "request.schema.json"
        path.parent.mkdir()
        path.write_text(content)
        assert onrecord("schemas", "check", "--against", path).status == 2


def test_released_versions_are_kept_and_the_newest_is_what_a_change_is_held_against(
    tmp_path: Path, onrecord: Onrecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    """1.10 is newer than 1.9; data may still be held against either."""
    for number in ("1.9", "1.10"):
        export(tmp_path / number, documents())
    earlier(tmp_path / "x").rename(tmp_path / "1.2")
    (tmp_path / "x").rmdir()
    monkeypatch.setattr("service.contract.source._RELEASED", tmp_path)
    assert onrecord("schemas", "check").out.decode().startswith("against released 1.10: no difference")
    for number in ("1.2", "1.9", "1.10"):
        assert (
            onrecord("schemas", "validate", ROOT / "examples" / "strike.expected.json", "--version", number).status == 0
        )
