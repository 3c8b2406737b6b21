"""The guard over the minimal pairs of GuardBench: what is true passes, its false twin does not, for the right reason."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.guardbench.judges import drops
from benchmarks.guardbench.pairs import TWINS, pairs

PAIRS = pairs()
PROMISED = 0.97


def test_there_are_pairs_of_every_kind() -> None:
    """At least 500, and several of each way in which a claim can be false."""
    kinds = Counter(pair.twin for pair in PAIRS)
    assert len(PAIRS) >= 500
    assert set(kinds) == set(TWINS)
    assert min(kinds.values()) >= 8


def test_true_claims_pass_and_false_twins_do_not() -> None:
    passed = sum(not drops(pair.true) for pair in PAIRS)
    dropped = sum(bool(drops(pair.false)) for pair in PAIRS)
    assert passed >= PROMISED * len(PAIRS)
    assert dropped >= PROMISED * len(PAIRS)


@pytest.mark.parametrize(
    ("twin", "reason"),
    [
        ("digit", "figure disagrees"),
        ("date", "date disagrees"),
        ("name", "name not in the words"),
        ("speaker", "somebody else says it"),
        ("leaked", "copied from the prompt"),
    ],
)
def test_a_false_twin_goes_for_what_is_false_in_it(twin: str, reason: str) -> None:
    """The reason that most twins of a kind are dropped for says what is wrong with them."""
    told = Counter(drop.reason for pair in PAIRS if pair.twin == twin for drop in drops(pair.false))
    assert told.most_common(1)[0][0] == reason
