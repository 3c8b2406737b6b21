"""``onrecord evaluate``: the table, the JSON, what is told beside, and what is said of gold that cannot be used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Onrecord

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
    assert ["detentions", "records", "1.000", "1.000", "1.000", "1", "1", "1"] in rows
    assert ["", "authority", "0.000", "0.000", "0.000", "0", "1", "1"] in rows
    assert ["statements", "records", "1.000", "1.000", "1.000", "1", "1", "1"] in rows
    assert "1 text; mean F1" in ended.out.decode()


def test_json_holds_the_same_and_only_what_was_asked_for(onrecord: Onrecord, folder: Path) -> None:
    told = json.loads(onrecord("evaluate", folder, "--format", "json").out)
    assert told["types"]["detentions"]["records"] == {
        "precision": 1.0, "recall": 1.0, "f1": 1.0, "right": 1, "found": 1, "gold": 1,
    }  # fmt: skip
    assert told["types"]["detentions"]["by_field"]["authority"]["f1"] == 0.0
    assert told.keys() == {"texts", "mean_facts_f1", "types"}
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
