"""How well the rules do on real texts with gold, in the folder that ONRECORD_EVAL names; skipped without it.

The figures asked for are floors: what the rules reach is in the README.
"""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.figures import eval_folder, measure

FOLDER = eval_folder()

pytestmark = pytest.mark.skipif(FOLDER is None, reason="ONRECORD_EVAL names no folder with gold (score.py) in it")


@pytest.fixture(scope="module")
def figures() -> dict[str, dict[str, Any]]:
    assert FOLDER is not None
    return measure(FOLDER)


def test_statements_are_found_and_their_named_speakers_are_right(figures: dict[str, dict[str, Any]]) -> None:
    assert figures["statements"]["statements"]["f1"] >= 0.58
    assert figures["statements"]["named_speaker_right"] >= 0.82


def test_sentences_that_report_an_arrest_are_found(figures: dict[str, dict[str, Any]]) -> None:
    assert figures["arrests"]["detention"]["f1"] >= 0.70


def test_records_and_their_fields_are_found(figures: dict[str, dict[str, Any]]) -> None:
    assert figures["facts"]["mean_facts_f1"] >= 0.50
