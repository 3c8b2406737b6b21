"""``onrecord evaluate``: the table, the JSON, what is told beside, and what is said of gold that cannot be used."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.conftest import Onrecord
from tests.expected import EXAMPLES

TEXT = "Police in Valletta arrested 14 dockers. Ida Holt said the port would stay shut."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    gold = {
        "detentions": [{"count": [14, 14], "authority": ["army"], "stage": "arrested", "quotes": ["arrested 14 dockers"]}],
        "statements": [{"speaker": ["Ida Holt"], "kind": "indirect", "content": ["the port would stay shut"]}],
    }  # fmt: skip
    (tmp_path / "quay.txt").write_text(TEXT)
    (tmp_path / "quay.gold.json").write_text(json.dumps(gold))
    return tmp_path


def test_the_table_has_records_fields_and_facts_of_every_type(onrecord: Onrecord, folder: Path) -> None:
    ended = onrecord("evaluate", folder)
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in ended.out.decode().splitlines() if "│" in line]
    assert ended.status == 0
    assert ["detentions", "records", "1.000", "1.000", "1.000", "1", "1", "1", ""] in rows
    assert ["", "authority", "0.000", "0.000", "0.000", "0", "1", "1", ""] in rows
    assert ["statements", "records", "1.000", "1.000", "1.000", "1", "1", "1", ""] in rows
    assert "1 text; mean F1" in ended.out.decode()


def test_json_holds_the_same_and_only_what_was_asked_for(onrecord: Onrecord, folder: Path) -> None:
    told = json.loads(onrecord("evaluate", folder, "--format", "json").out)
    assert told["types"]["detentions"]["records"] == {
        "precision": 1.0, "recall": 1.0, "f1": 1.0, "right": 1, "found": 1, "gold": 1,
    }  # fmt: skip
    assert told["types"]["detentions"]["by_field"]["authority"]["f1"] == 0.0
    assert told.keys() == {"texts", "mean_facts_f1", "types", "intervals"}
    assert told["types"].keys() == {"detentions", "statements"}  # what neither gold nor the answers have is left out
    assert told["intervals"].keys() == {"detentions", "statements", "mean"}
    mean = (told["types"]["detentions"]["facts"]["f1"] + told["types"]["statements"]["facts"]["f1"]) / 2
    assert told["mean_facts_f1"] == pytest.approx(mean, abs=0.001)
    more = ("--misses", "5", "--gaps", "--reliability")
    told = json.loads(onrecord("evaluate", folder, "--format", "json", *more).out)
    assert told["misses"][0]["missed"] == [["authority", "army"]]
    assert told["gaps"]["detentions"]["missed"] == 1
    assert sum(band["records"] for band in told["reliability"]["all"]) == 2


def test_misses_are_told_up_to_the_number_asked_for(onrecord: Onrecord, folder: Path) -> None:
    (folder / "quay.gold.json").write_text("{}")
    out = onrecord("evaluate", folder, "--misses", "1").out.decode()
    assert "quay detentions: false: “Police in Valletta arrested 14 dockers”" in out
    assert "quay statements" not in out
    assert "quay statements" in onrecord("evaluate", folder, "--misses", "2").out.decode()


def test_gaps_and_reliability_are_tables_of_their_own(onrecord: Onrecord, folder: Path) -> None:
    out = onrecord("evaluate", folder, "--gaps", "--reliability").out.decode()
    assert "What is missed, and gaps" in out
    assert "Reliability" in out


def test_malformed_gold_ends_the_command_with_every_fault(onrecord: Onrecord, folder: Path) -> None:
    (folder / "quay.gold.json").write_text('{"protests": [{"forms": ["parade"], "quotes": []}]}')
    ended = onrecord("evaluate", folder)
    assert ended.status == 1
    assert ended.out == b""
    assert "onrecord: quay.gold.json: protests[0].forms[0]: " in ended.err
    assert "onrecord: quay.gold.json: protests[0].quotes: " in ended.err


def test_unknown_fields_are_named_and_passed_over(onrecord: Onrecord, folder: Path) -> None:
    (folder / "quay.gold.json").write_text('{"reader": "IH"}')
    ended = onrecord("evaluate", folder)
    assert ended.status == 0
    assert "passed over: reader" in ended.err


def test_a_folder_without_gold_or_none_at_all_is_a_wrong_command(onrecord: Onrecord, tmp_path: Path) -> None:
    assert onrecord("evaluate", tmp_path).status == 2
    assert "NAME.gold.json" in onrecord("evaluate", tmp_path).err
    assert onrecord("evaluate", tmp_path / "nowhere").status == 2


def test_only_the_types_asked_for_are_compared(onrecord: Onrecord, folder: Path) -> None:
    told = json.loads(onrecord("evaluate", folder, "--records", "statements", "--format", "json", "--misses", "9").out)
    assert told["types"].keys() == {"statements"}
    assert (told["mean_facts_f1"], told["misses"]) == (1.0, [])


def test_a_comparison_of_two_runs_names_what_was_gained_and_lost(onrecord: Onrecord, folder: Path) -> None:
    """Against the run itself nothing changed; records, values and false records are gained and lost in both directions."""
    before, after = folder / "before.jsonl", folder / "after.jsonl"
    assert onrecord("extract", folder / "quay.txt", folder / "quay.txt", "-o", after).status == 0
    lines = after.read_text().splitlines()[:1]
    after.write_text(lines[0] + "\n")
    answer = json.loads(lines[0])
    [arrest] = answer["extraction"]["detentions"]
    arrest["counts"] = []
    answer["extraction"]["statements"] = []
    before.write_text(json.dumps(answer) + "\n")
    same = onrecord("evaluate", folder, "--answers", after, "--against", after).out.decode()
    assert "0 facts gained, 0 lost" in same
    gains = onrecord("evaluate", folder, "--against", before).out.decode()
    assert "+ quay detentions: value count 14 to 14: “arrested 14 dockers”" in gains
    assert "+ quay statements: record: “the port would stay shut”" in gains
    assert "\n- " not in gains
    losses = onrecord("evaluate", folder, "--answers", before, "--against", after, "--format", "json").out
    told = json.loads(losses)["against"]
    assert told["gained"] == []
    assert {(c["record_type"], c["what"]) for c in told["lost"]} == {
        ("detentions", "value"), ("statements", "record"), ("statements", "value"),
    }  # fmt: skip
    assert told["types"]["statements"]["before"] > told["types"]["statements"]["after"] == 0
    false = {**answer["extraction"], "detentions": [arrest, {**arrest, "id": "detention_0000000000000000"}]}
    before.write_text(json.dumps({"id": "quay", "extraction": false}) + "\n")
    gone = onrecord("evaluate", folder, "--against", before, "--records", "detentions").out.decode()
    assert "+ quay detentions: false record (gone): “Police in Valletta arrested 14 dockers”" in gone


def test_answers_that_are_of_other_texts_are_refused(onrecord: Onrecord, folder: Path) -> None:
    answers = folder / "answers.jsonl"
    for content, said in (
        ("", "no answer to quay"),
        ("{", "answers.jsonl:1: it is no answer"),
        ('{"id": 1}', "no answer to quay"),
    ):
        answers.write_text(content)
        ended = onrecord("evaluate", folder, "--answers", answers)
        assert (ended.status, said in ended.err) == (1, True), ended.err
    (folder / "other.txt").write_text("It rained.")
    onrecord("extract", folder / "other.txt", folder / "other.txt", "-o", answers)
    answers.write_text(answers.read_text().replace("other.txt", "quay.txt"))
    assert "another text" in onrecord("evaluate", folder, "--answers", answers).err


def test_a_draft_is_gold_that_the_rules_agree_with(onrecord: Onrecord, tmp_path: Path) -> None:
    """Of every example: it is read as gold without a fault, and evaluating against it finds all of it."""
    names = [path for path in EXAMPLES if path.suffix in (".txt", ".vtt", ".srt")]
    for path in names:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    drafted = onrecord("gold", tmp_path)
    assert (drafted.status, drafted.err.count("correct it by the text")) == (0, len(names))
    assert not any(
        re.search(r"\d\.0\b", path.read_text()) for path in tmp_path.glob("*.gold.json")
    )  # 14, as people write it
    told = json.loads(onrecord("evaluate", tmp_path, "--format", "json").out)
    assert told["mean_facts_f1"] >= 0.99  # a figure of several, each with who gives it, is one in gold
    assert {values["records"]["f1"] for values in told["types"].values()} == {1.0}
    again = onrecord("gold", tmp_path / names[0].name)
    assert (again.status, "there is gold already" in again.err) == (1, True)
