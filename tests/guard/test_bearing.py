"""Values of the contract's lists of words that a model may propose have words by which the guard believes them."""

from __future__ import annotations

from typing import get_args

import pytest

from benchmarks.guardbench.judges import drops
from benchmarks.guardbench.pairs import Claim
from schemas.detention import Stage
from schemas.protest import ProtestForm, Response
from service.guard.bearing import knows


@pytest.mark.parametrize(
    ("path", "values"),
    [("protest.forms", ProtestForm), ("protest.response", Response), ("detention.stage", Stage)],
)
def test_each_value_has_words_that_bear_it_out(path: str, values: object) -> None:
    assert [value for value in get_args(values) if value != "other" and not knows(f"{path}.{value}")] == []


@pytest.mark.parametrize(
    ("passage", "stood"),
    [("Neighbours laid flowers at the gate for the drowned miller.", True), ("Neighbours sold flowers at the gate.", False)],
)  # fmt: skip
def test_a_broad_word_bears_only_beside_others(passage: str, stood: bool) -> None:
    claim = Claim("protest", passage, None, {"quotes": [passage], "forms": ["vigil"]})
    assert bool(drops(claim)) != stood
