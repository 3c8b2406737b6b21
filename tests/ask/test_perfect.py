"""A model that answers from gold has to show in the figures; skipped where ONRECORD_EVAL names no gold.

It says whether the gaps are at the right places, and whether what fills them gets through the guard into the records.
"""

from __future__ import annotations

import pytest

from benchmarks.figures import eval_folder
from service.evaluate.gold import read_gold
from tests.ask.perfect import measured

GAIN = 0.10  # in the mean F1 of the facts, over the rules alone


def test_answers_from_gold_raise_the_figures() -> None:
    """On average by as much as is asked for, and each type."""
    folder = eval_folder()
    if folder is None or not (folder / "facts").is_dir():
        pytest.skip("ONRECORD_EVAL names no folder with score.py and facts/ in it")
    alone, asked = measured(read_gold(folder / "facts"))
    assert asked.mean_f1() >= alone.mean_f1() + GAIN
    before, after = alone.scores(), asked.scores()
    assert all(after[plural].facts.f1 > before[plural].facts.f1 for plural in before)
