"""A model that answers from gold has to show in the figures; skipped where ONRECORD_EVAL names no gold.

It says whether what a model has to see is shown to it, and whether what it says gets through the guard into the records.
"""

from __future__ import annotations

import pytest

from benchmarks.figures import eval_folder
from service.evaluate.gold import read_gold
from tests.ask.perfect import measured

CLOSED = 0.65  # of what the rules alone lack to 1
LOST = 0.047  # of the right values that the model gives, at most


def test_answers_from_gold_raise_the_figures() -> None:
    """By as much as is asked for, and each type; and next to nothing of what is right is lost."""
    folder = eval_folder()
    if folder is None or not (folder / "facts").is_dir():
        pytest.skip("ONRECORD_EVAL names no folder with score.py and facts/ in it")
    found = measured(read_gold(folder / "facts"))
    assert found.closed() >= CLOSED
    assert found.lost.total() <= LOST * found.given
    before, after = found.alone.scores(), found.asked.scores()
    assert all(after[plural].facts.f1 > before[plural].facts.f1 for plural in before)
