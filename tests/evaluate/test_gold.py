"""Reading gold: what is told of gold that is malformed, and what is taken."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from service.evaluate.gold import BadGold, read_gold

TEXT = "Police arrested Ida Holt in Velm. “We stay,” she said."
DETENTION = {"named": ["Ida Holt"], "stage": "arrested", "quotes": ["Police arrested Ida Holt"]}
DOCS = Path(__file__).parents[2] / "docs" / "evaluating.md"


def write(folder: Path, gold: Any, name: str = "a") -> None:
    (folder / f"{name}.txt").write_text(TEXT)
    (folder / f"{name}.gold.json").write_text(gold if isinstance(gold, str) else json.dumps(gold))


def faults(folder: Path) -> list[str]:
    with pytest.raises(BadGold) as caught:
        read_gold(folder)
    return caught.value.faults


@pytest.mark.parametrize(
    ("gold", "said"),
    [
        ("{", ["a.gold.json: the file: ", "JSON"]),
        ([], ["a.gold.json: the file: "]),
        ({"detentions": [{"stage": "arrested"}]}, ["a.gold.json: detentions[0].quotes: ", "required"]),
        ({"detentions": [DETENTION | {"stage": "nicked"}]}, ["detentions[0].stage: ", "'arrested'"]),
        ({"detentions": [DETENTION | {"count": [1]}]}, ["detentions[0].count"]),
        ({"detentions": [DETENTION | {"count": [20, 4]}]}, ["detentions[0].count: [20, 4] is upside down", "at most"]),
        ({"detentions": [DETENTION | {"country": "UK"}]}, ["detentions[0].country: 'UK' is no country", "ISO 3166-1"]),
        ({"elections": [{"quotes": ["Velm"], "polling_day": "May 5"}]}, ["polling_day: 'May 5' is no date", "EDTF"]),
        ({"detentions": [DETENTION | {"count": ["one", 2]}]}, ["detentions[0].count[0]: ", "number"]),
        ({"detentions": [DETENTION, DETENTION | {"quotes": []}]}, ["detentions[1].quotes: ", "at least 1"]),
        ({"detentions": [DETENTION | {"quotes": ["Police nicked"]}]}, ["detentions[0].quotes[0]: not in the text"]),
        ({"detentions": [DETENTION | {"quotes": [[7, 999]]}]}, ["detentions[0].quotes[0]: [7, 999]", "[start, end]"]),
        (
            {"detentions": [DETENTION | {"quotes": [7]}]},
            ["detentions[0].quotes[0]: expected words of the text, or [start, end]"],
        ),
        ({"detentions": [DETENTION | {"quotes": [["7", 9, 1]]}]}, ["detentions[0].quotes[0]: expected words"]),
        ({"statements": [{"content": ["We stay"], "kind": "spoken"}]}, ["statements[0].kind: ", "'direct'"]),
        ({"elections": [{"quotes": ["Velm"], "results": [{"votes": 3}]}]}, ["elections[0].results[0].contestant: "]),
    ],
)
def test_a_fault_names_the_file_the_field_and_what_was_expected(tmp_path: Path, gold: Any, said: list[str]) -> None:
    write(tmp_path, gold)
    (fault,) = faults(tmp_path)
    assert fault.startswith("a.gold.json: ")
    assert [part for part in said if part not in fault] == []


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    write(tmp_path, {"detentions": [{"stage": 3}]}, "a")
    write(tmp_path, "{", "b")
    write(tmp_path, {"detentions": [DETENTION]}, "c")
    (tmp_path / "d.gold.json").write_text("{}")
    told = faults(tmp_path)
    assert [fault.split(":")[0] for fault in told] == ["a.gold.json", "a.gold.json", "b.gold.json", "d.gold.json"]
    assert "expected d.txt" in told[-1]


def test_faults_of_form_and_of_place_are_told_together(tmp_path: Path) -> None:
    """Of one file, with its text."""
    write(
        tmp_path, {"detentions": [DETENTION | {"stage": "nicked", "quotes": ["Police nicked"]}, {"quotes": [[7, 999]]}]}
    )
    told = faults(tmp_path)
    assert [fault.split(": ")[1] for fault in told] == [
        "detentions[0].stage", "detentions[0].quotes[0]", "detentions[1].quotes[0]",
    ]  # fmt: skip
    (tmp_path / "a.txt").write_text(" ")
    assert [fault.split(": ")[0] for fault in faults(tmp_path)] == ["a.txt", "a.gold.json"]


def test_passages_may_be_words_or_offsets_and_other_fields_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path, {"detentions": [DETENTION | {"quotes": [[0, 24], "in Velm"], "note": "?"}], "reader": "IH"})
    (text,) = read_gold(tmp_path)
    (detention,) = text.records["detentions"]
    assert detention.passages == [(0, 24), "in Velm"]
    assert text.passed_over == {"note", "reader"}
    assert text.records["statements"] == []


def test_the_gold_in_the_documentation_is_gold(tmp_path: Path) -> None:
    """The form shown to users is read as it stands, with every field known."""
    shown = re.search(r"(?<=<!-- gold -->\n```json\n).*?(?=```)", DOCS.read_text(), re.DOTALL)
    assert shown
    gold = json.loads(shown[0])
    words = [w for records in gold.values() for r in records for w in r.get("quotes") or r["content"]]
    (tmp_path / "a.txt").write_text(". ".join(words))
    (tmp_path / "a.gold.json").write_text(shown[0])
    (text,) = read_gold(tmp_path)
    assert {plural: len(records) for plural, records in text.records.items() if records} == dict.fromkeys(gold, 1)
    assert text.passed_over == set()
