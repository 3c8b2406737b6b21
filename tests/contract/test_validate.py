"""``onrecord schemas validate``: what is wrong with data, by file, line and pointer, and what was expected."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from schemas import RECORD_TYPES, SCHEMA_VERSION, Extraction, json_schema
from service.contract.data.judge import Judge
from service.contract.data.places import line_of
from service.contract.published import export, schemas
from tests.conftest import ROOT, Onrecord

STRIKE = ROOT / "examples" / "strike.expected.json"
RECORDS = [json_schema.build(entry.name)["examples"][0] for entry in RECORD_TYPES]
JUDGE = Judge(schemas())


def written(folder: Path, *values: object) -> Path:
    path = folder / "data.jsonl"
    path.write_text("".join(f"{json.dumps(value, ensure_ascii=False)}\n" for value in values), encoding="utf-8")
    return path


def test_answers_of_extract_are_valid(example: Path, tmp_path: Path, onrecord: Onrecord) -> None:
    """And their evidence stands in the transcript; one as a file, or many as lines."""
    answer = tmp_path / "answer.json"
    answer.write_bytes(onrecord("extract", example).out)
    assert onrecord("schemas", "validate", answer, "--transcript", example).status == 0
    lines = tmp_path / "answers.jsonl"
    lines.write_bytes(onrecord("extract", example, example).out)
    ended = onrecord("schemas", "validate", lines, "--transcript", example)
    assert (ended.status, ended.out.decode()) == (0, f"{lines}: 2 checked, 0 problems\n")


def test_records_of_each_type_are_valid_as_lines_and_as_a_list(tmp_path: Path, onrecord: Onrecord) -> None:
    assert onrecord("schemas", "validate", written(tmp_path, *RECORDS)).status == 0
    listed = tmp_path / "list.json"
    listed.write_text(json.dumps(RECORDS))
    assert onrecord("schemas", "validate", listed).out.decode() == f"{listed}: {len(RECORDS)} checked, 0 problems\n"


Spoil = Callable[[dict[str, Any]], object]
SPOILT: list[tuple[Spoil, str, str]] = [
    (lambda r: r.pop("stage"), "/stage: missing", "expected a value here"),
    (lambda r: r.update(stage="deported"), '/stage: "deported"', "expected one of: detained, arrested"),
    (lambda r: r.update(mood="grim"), "/mood: unknown field", "expected one of: id, story, evidence"),
    (lambda r: r.update(place="Port Ellin"), '/place: "Port Ellin"', "expected an object or null"),
    (lambda r: r["authority"].update(kind="boss"), '/authority/kind: "boss"', "expected one of: person"),
    (lambda r: r.update(confidence=1.5), "/confidence: 1.5", "expected at most 1"),
    (lambda r: r.update(charges=None), "/charges: null", "expected a list"),
    (lambda r: r["evidence"][0].update(start="0"), '/evidence/0/start: "0"', "expected a whole number"),
    (lambda r: r["evidence"][0].update(end=200), "/evidence/0/end: end - start is 45", "expected 206"),
    (lambda r: r["counts"][0].update(low=13), "/counts/0/low: 13 is above high", "expected at most 12"),
    (lambda r: r.update(id="detention_1"), '/id: "detention_1"', "expected text like ^detention_"),
    (lambda r: r.update(id="war_0123456789abcdef"), "neither a record nor an extraction", "begins with election_"),
]


@pytest.mark.parametrize(("spoil", "told", "expected"), SPOILT, ids=[told for _, told, _ in SPOILT])
def test_each_fault_is_told_with_its_line_place_and_what_was_expected(
    spoil: Spoil, told: str, expected: str, tmp_path: Path, onrecord: Onrecord
) -> None:
    [good] = [copy.deepcopy(record) for record in RECORDS if record["id"].startswith("detention")]
    bad = copy.deepcopy(good)
    spoil(bad)
    path = written(tmp_path, good, bad, good)
    ended = onrecord("schemas", "validate", path)
    assert ended.status == 1
    line, summary = ended.out.decode().splitlines()
    assert line.startswith(f"{path}:2: ")
    assert told in line
    assert expected in line
    assert summary == f"{path}: 3 checked, 1 problem"


def test_lines_that_are_no_json_and_empty_lines(tmp_path: Path, onrecord: Onrecord) -> None:
    path = tmp_path / "a.ndjson"
    path.write_bytes(b'\xef\xbb\xbf{"a"\n\n' + json.dumps(RECORDS[0]).encode() + b"\n[]\n\xff\n")
    told = onrecord("schemas", "validate", path).out.decode().splitlines()
    assert [line.split(": ")[0].rpartition(":")[2] for line in told[:-1]] == ["1", "5"]
    assert all("not JSON" in line for line in told[:-1])


def test_the_line_of_a_document_that_runs_over_many(tmp_path: Path, onrecord: Onrecord) -> None:
    value = json.loads(STRIKE.read_text(encoding="utf-8"))
    value["statements"][1]["kind"] = "sung"
    path = tmp_path / "answer.json"
    path.write_text(text := json.dumps(value, indent=2), encoding="utf-8")
    [number] = [i for i, line in enumerate(text.splitlines(), 1) if "sung" in line]
    assert f"{path}:{number}: /statements/1/kind" in onrecord("schemas", "validate", path).out.decode()


JSON = st.recursive(
    st.none() | st.integers(-9, 9) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab/~", max_size=2), inner, max_size=3),
    max_leaves=12,
)


@settings(max_examples=100, deadline=None)
@given(JSON, st.sampled_from([None, 1]))
def test_every_place_in_a_document_has_its_line(value: Any, indent: int | None) -> None:
    """With a marked value in each place in turn, the line is the one with the mark."""
    for pointer, marked in marked_places(value):
        text = json.dumps(marked, indent=indent)
        assert "mark!" in text.splitlines()[line_of(text, pointer) - 1]


def marked_places(value: Any) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = [("", "mark!")]
    steps = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else []
    for step in steps:
        name = str(step).replace("~", "~0").replace("/", "~1")
        for pointer, inner in marked_places(value[step]):
            changed = copy.copy(value)
            changed[step] = inner
            found.append((f"/{name}{pointer}", changed))
    return found


def test_evidence_that_does_not_stand_in_the_transcript(tmp_path: Path, onrecord: Onrecord) -> None:
    value = json.loads(STRIKE.read_text(encoding="utf-8"))
    words = value["protests"][0]["evidence"][0]
    words["start"], words["end"] = words["start"] + 1, words["end"] + 1
    path = written(tmp_path, value)
    assert onrecord("schemas", "validate", path).status == 0
    ended = onrecord("schemas", "validate", path, "--transcript", ROOT / "examples" / "strike.vtt")
    assert ended.status == 1
    assert "/protests/0/evidence/0/text: there stands" in ended.out.decode()
    other = onrecord("schemas", "validate", STRIKE, "--transcript", ROOT / "examples" / "broadcast.txt")
    assert "/transcript/sha256: another transcript" in other.out.decode()


def test_each_extraction_finds_its_own_of_many_transcripts(tmp_path: Path, onrecord: Onrecord) -> None:
    asked = written(tmp_path, *({"id": n, "text": f"Police arrested {n} men in Oslo."} for n in range(20, 24)))
    answers = tmp_path / "out.jsonl"
    onrecord("extract", asked, "-o", answers, "--processes", "1")
    assert onrecord("schemas", "validate", answers, "--transcript", asked).status == 0
    answers.write_text(answers.read_text().replace("arrested 22", "arrested 99"))
    told = onrecord("schemas", "validate", answers, "--transcript", asked).out.decode().splitlines()
    assert all(line.startswith(f"{answers}:3: /extraction/") for line in told[:-1])
    assert len(told) > 1


def test_an_older_version_and_fields_that_it_does_not_know(tmp_path: Path, onrecord: Onrecord) -> None:
    """Against a folder: data with the new field is valid for readers of the old version, and none of that version."""
    export(tmp_path / "old", schemas())
    path = tmp_path / "old" / "detention.schema.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    del schema["properties"]["charges"]
    schema["required"].remove("charges")
    path.write_text(json.dumps(schema), encoding="utf-8")
    data = written(tmp_path, RECORDS[2])
    command = ("schemas", "validate", data, "--version", tmp_path / "old")
    assert "/charges: unknown field" in onrecord(*command).out.decode()
    assert onrecord(*command, "--unknown-fields").status == 0
    assert onrecord("schemas", "validate", data, "--version", SCHEMA_VERSION).status == 0
    assert onrecord("schemas", "validate", data, "--version", "0.9").status == 2


def test_formats_for_programs_and_for_ci(tmp_path: Path, onrecord: Onrecord) -> None:
    path = written(tmp_path, {**RECORDS[0], "status": "lost"})
    told = json.loads(onrecord("schemas", "validate", path, "--format", "json").out)
    Draft202012Validator(json_schema.build("validation")).validate(told)
    assert (told["valid"], told["checked"], told["problems"][0]["pointer"]) == (False, 1, "/status")
    annotation = onrecord("schemas", "validate", path, "--format", "github").out.decode()
    assert annotation.startswith(f"::error file={path},line=1,title=not valid::")


def test_lines_on_standard_input(onrecord: Onrecord) -> None:
    ended = onrecord("schemas", "validate", "-", stdin=json.dumps(RECORDS[1]).encode())
    assert (ended.status, ended.out) == (0, b"-: 1 checked, 0 problems\n")


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_what_is_valid_here_is_valid_for_the_models(data: st.DataObject) -> None:
    """One value of an answer replaced by another: valid by the schemas and their sense, or refused by the models, too."""
    value = json.loads(STRIKE.read_text(encoding="utf-8"))
    places = [pointer for pointer, _ in marked_places(value)][1:]
    pointer = data.draw(st.sampled_from(places))
    *way, last = pointer.split("/")[1:]
    target = value
    for step in way:
        target = target[int(step)] if isinstance(target, list) else target[step]
    new = data.draw(st.sampled_from([None, "", "direct", "city", 0, -1, 7, 1.5, [], {}, True, [None]]))
    target[int(last) if isinstance(target, list) else last] = new
    try:
        Extraction.model_validate_json(json.dumps(value))
        by_models = True
    except ValidationError:
        by_models = False
    assert (not list(JUDGE.faults(value))) == by_models, pointer


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="what memory was used is told by Linux alone")
def test_many_lines_take_no_more_memory_than_few(tmp_path: Path) -> None:
    line = json.dumps(RECORDS[2]) + "\n"
    peaks = []
    for count in (1_000, 60_000):
        path = tmp_path / f"{count}.jsonl"
        path.write_text(line * count)
        code = (
            f"import sys; sys.path.insert(0, {str(ROOT)!r})\nfrom service.cli import main\n"
            "try: main(sys.argv[1:])\n"
            "finally: print(*(line for line in open('/proc/self/status') if line.startswith('VmHWM')), file=sys.stderr)"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, "schemas", "validate", str(path)], capture_output=True, text=True, check=True
        )
        assert f"{count:,} checked, 0 problems" in done.stdout
        peaks.append(int(done.stderr.split()[-2]))
    assert peaks[1] < peaks[0] + 20_000  # kilobytes; the larger file has 50,000
