"""How well the rules do on real texts with gold, in the folder that ONRECORD_EVAL names; skipped without it.

The figures asked for are floors: what the rules reach is in the README.
"""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.figures import eval_folder, measure
from schemas import RECORD_TYPES
from service.cli.evaluate import evaluate
from service.evaluate.gold import read_gold

FOLDER = eval_folder()

pytestmark = pytest.mark.skipif(FOLDER is None, reason="ONRECORD_EVAL names no folder with gold (score.py) in it")


@pytest.fixture(scope="module")
def figures() -> dict[str, dict[str, Any]]:
    assert FOLDER is not None
    return measure(FOLDER)


def test_statements_are_found_and_their_named_speakers_are_right(figures: dict[str, dict[str, Any]]) -> None:
    assert figures["statements"]["statements"]["f1"] >= 0.70
    assert figures["statements"]["named_speaker_right"] >= 0.90


def test_sentences_that_report_an_arrest_are_found(figures: dict[str, dict[str, Any]]) -> None:
    assert figures["arrests"]["detention"]["f1"] >= 0.82


def test_records_and_their_fields_are_found(figures: dict[str, dict[str, Any]]) -> None:
    """On average, and each type by itself."""
    assert figures["facts"]["mean_facts_f1"] >= 0.72
    assert all(figures["facts"][entry.plural]["facts"]["f1"] >= 0.60 for entry in RECORD_TYPES)


def test_half_of_what_the_rules_miss_lies_inside_a_gap() -> None:
    """So that who looks at the gaps, a person or a model, finds most of the rest; and gaps are few words."""
    assert FOLDER is not None
    evaluated = evaluate(read_gold(FOLDER / "facts"), "off", None)
    assert evaluated.problems == 0
    gaps = evaluated.evaluation.gaps()["all"]
    assert gaps.share >= 0.5
    assert gaps.covered <= 1 / 3
