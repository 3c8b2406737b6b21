"""Figures by hand on invented gold, and the same figures as the scorer that ONRECORD_EVAL brings."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.figures import eval_folder
from schemas import Gap
from service.evaluate.agreement import close, same_name, words_of
from service.evaluate.evaluation import Evaluation, compare
from service.evaluate.gold import GoldText, read_gold
from service.evaluate.reliability import bands
from service.evaluate.slots import field_of, found_slots
from service.extract import extract

TEXT = "Police in Valletta arrested 14 dockers. Ida Holt said the port would stay shut. Guards freed Bo Lund in Sliema."


@pytest.fixture
def gold(tmp_path: Path) -> GoldText:
    records = {
        "detentions": [
            {
                "detainees": ["14 dockers"],
                "count": [14, 14],
                "authority": ["army"],
                "place": "Valletta",
                "stage": "arrested",
                "quotes": ["Police in Valletta arrested 14 dockers"],
            },
            {"named": ["Al Moss"], "quotes": ["the port would stay shut"]},
        ],
        "statements": [{"speaker": ["Holt"], "kind": "direct", "content": ["port would stay shut"]}],
    }
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "a.gold.json").write_text(json.dumps(records))
    (text,) = read_gold(tmp_path)
    return text


def evaluated(gold: GoldText, *gaps: Gap) -> Evaluation:
    """The evaluation of that text alone, with these gaps in place of those that the rules leave."""
    found = extract(gold.transcript)
    report = found.report.model_copy(update={"gaps": list(gaps)})
    return Evaluation([compare(gold, found.model_copy(update={"report": report}))])


def test_records_and_fields_are_counted(gold: GoldText) -> None:
    """Of two gold detentions one is found, with three of four values; a second one found is false."""
    scored = evaluated(gold).scores()["detentions"]
    assert (scored.records.right, scored.records.found, scored.records.gold) == (1, 2, 2)
    right = {name: (s.right, s.found, s.gold) for name, s in scored.by_field.items()}
    assert right == {
        "authority": (0, 2, 1), "count": (1, 1, 1), "named": (0, 1, 1), "place": (1, 2, 1), "stage": (1, 2, 1),
    }  # fmt: skip
    assert (scored.facts.right, scored.facts.found, scored.facts.gold) == (4, 10, 7)
    assert scored.facts.f1 == pytest.approx(2 * 0.4 * (4 / 7) / (0.4 + 4 / 7))


def test_misses_say_what_is_not_found_what_is_false_and_which_values_differ(gold: GoldText) -> None:
    told = {(m.record_type, m.what): m for m in evaluated(gold).misses()}
    assert set(told) == {
        ("detentions", "not found"), ("detentions", "false"), ("detentions", "fields"), ("statements", "fields"),
    }  # fmt: skip
    assert told["detentions", "not found"].words == ["the port would stay shut"]
    assert told["detentions", "fields"].missed == [("authority", "army")]
    assert told["detentions", "fields"].spurious == [("authority", "Police")]
    assert told["statements", "fields"].missed == [("kind", "direct")]


def test_what_is_missed_counts_as_inside_a_gap_of_its_type_that_touches_it_or_names_its_record(gold: GoldText) -> None:
    """Missed: a record, a value of the detention found, a value of the statement."""
    at = TEXT.index("port")
    record = extract(gold.transcript).detentions[0].id

    def gap(kind: str, record: str | None = None) -> Gap:
        return Gap(record_type=kind, start=at, end=at + 4, reason="?", record=record)

    def inside(*gaps: Gap) -> tuple[int, int]:
        share = evaluated(gold, *gaps).gaps()["all"]
        return share.missed, share.inside

    assert inside() == (3, 0)
    assert inside(gap("detention")) == (3, 1)
    assert inside(gap("statement")) == (3, 1)
    assert inside(gap("protest")) == (3, 0)
    assert inside(gap("detention", record)) == (3, 2)
    every = evaluated(gold, gap("detention"), gap("statement")).gaps()
    assert (every["all"].characters, every["all"].of_characters) == (4, len(TEXT))
    assert every["detentions"].covered == pytest.approx(4 / len(TEXT))


def test_reliability_puts_records_into_bands_of_their_confidence() -> None:
    found = bands([(0.5, False), (0.55, True), (0.9, True), (1.0, True)])
    assert [(b.low, b.records, b.right, b.share) for b in found] == [(0.5, 2, 1, 0.5), (0.9, 2, 2, 1.0)]
    assert found[0].confidence == pytest.approx(0.525)


def test_all_records_are_in_the_reliability_table(gold: GoldText) -> None:
    table = evaluated(gold).reliability()
    assert sum(b.records for b in table["all"]) == 3
    assert sum(b.right for b in table["all"]) == 2


def test_values_are_in_the_reliability_table_by_their_own_confidence(gold: GoldText) -> None:
    """Those of false records as wrong ones; what has no confidence of its own is not there."""
    evaluation = evaluated(gold)
    values = evaluation.reliability()["values"]
    told = [
        record for p in ("protests", "detentions", "statements") for record in getattr(evaluation.texts[0].found, p)
    ]
    assert sum(b.records for b in values) == sum(
        field_of(slot, record) in record.confidences for record in told for slot in found_slots(record)
    )
    assert 0 < sum(b.right for b in values) < sum(b.records for b in values)


@given(st.text(max_size=30), st.text(max_size=30))
def test_agreement_of_names_knows_no_order_and_every_name_with_words_agrees_with_itself(a: str, b: str) -> None:
    assert same_name(a, b) == same_name(b, a)
    assert same_name(a, a) == bool(words_of(a))


@given(st.floats(0, 1e9), st.floats(0, 1e9))
def test_figures_agree_within_two_per_cent(a: float, b: float) -> None:
    assert close(a, b) == close(b, a)
    assert close(a, a)
    assert not close(a, None)
    assert close(None, None)


FOLDER = eval_folder()


SETS = sorted({path.parent.name for path in FOLDER.glob("*/*.gold.json")}) if FOLDER else []


@pytest.mark.skipif(FOLDER is None, reason="ONRECORD_EVAL names no folder with gold (score.py) in it")
@pytest.mark.parametrize("name", SETS)
def test_figures_are_those_of_the_scorer(name: str, tmp_path: Path) -> None:
    """On all gold of ONRECORD_EVAL, every figure is the one that its score.py gives for the same extractions."""
    assert FOLDER is not None
    texts = read_gold(FOLDER / name)
    found = {text.name: extract(text.transcript) for text in texts}
    lines = (json.dumps({"id": name, "extraction": e.model_dump(mode="json")}) for name, e in found.items())
    (tmp_path / "found.jsonl").write_text("\n".join(lines))
    command = [sys.executable, FOLDER / "score.py", "facts", FOLDER / name, tmp_path / "found.jsonl", "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    evaluation = Evaluation([compare(text, found[text.name]) for text in texts])
    assert evaluation.mean_f1() == pytest.approx(
        theirs.pop("mean_facts_f1"), abs=0.001
    )  # theirs is a mean of rounded figures
    ours: dict[str, Any] = {
        plural: {
            name: {
                "p": round(s.precision, 3), "r": round(s.recall, 3), "f1": round(s.f1, 3), "gold": s.gold, "predicted": s.found,
            }
            for name, s in (("records", scored.records), ("fields", scored.fields), ("facts", scored.facts))
        }
        for plural, scored in evaluation.scores().items()
    }  # fmt: skip
    assert ours == theirs


def test_gold_without_texts_to_compare_gives_zeros_and_no_division_by_zero() -> None:
    empty = Evaluation()
    assert empty.mean_f1() == 0.0
    assert empty.gaps()["all"].share == 0.0
    assert empty.reliability()["all"] == []
