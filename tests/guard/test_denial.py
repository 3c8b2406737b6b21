"""What takes an event back, what leaves it, and half of what was said: each by a sentence and by its neighbour."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.guardbench.judges import drops
from benchmarks.guardbench.pairs import Claim

ARREST = {"stage": "arrested"}


def stands(record_type: str, passage: str, /, **values: Any) -> bool:
    return not drops(Claim(record_type, passage, None, {"quotes": [passage], **values}))


@pytest.mark.parametrize(
    ("passage", "stood"),
    [
        ("Customs men arrested the skipper in Tarn.", True),
        ("At no point did customs men arrest the skipper in Tarn.", False),
        ("The consul scoffed at reports that the skipper was arrested in Tarn.", False),
        ("The consul confirmed reports that the skipper was arrested in Tarn.", True),
        ("Customs men stopped short of arresting the skipper.", False),
        ("Not only did customs men arrest the skipper, they took his boat.", True),
        ("It is not known why customs men arrested the skipper.", True),
        ("Customs men arrested no skipper.", False),
    ],
)
def test_an_arrest_that_is_taken_back(passage: str, stood: bool) -> None:
    assert stands("detention", passage, **ARREST) == stood


@pytest.mark.parametrize(
    ("passage", "stood"),
    [
        ("No one was hurt at the rally in Tarn.", True),
        ("There was no rally in Tarn.", False),
        ("The planned rally in Tarn fizzled out before it began.", False),
        ("The rally in Tarn never materialised.", False),
    ],
)
def test_a_denial_holds_for_what_it_denies(passage: str, stood: bool) -> None:
    assert stands("protest", passage, forms=["rally"]) == stood


@pytest.mark.parametrize(
    ("passage", "status", "stood"),
    [
        ("Tarn will elect a mayor in May.", "held", False),
        ("Tarn will elect a mayor in May.", "scheduled", True),
        ("Tarn elected a mayor in May.", "scheduled", False),
        ("No mayoral election was held in Tarn.", "held", False),
    ],
)
def test_the_stage_of_a_vote_goes_by_tense(passage: str, status: str, stood: bool) -> None:
    assert stands("election", passage, status=status) == stood


@pytest.mark.parametrize(
    ("content", "stood"), [("she did not believe the dam was safe", True), ("the dam was safe", False)]
)
def test_half_of_what_was_said_is_not_it(content: str, stood: bool) -> None:
    passage = "Lena Ostrand said she did not believe the dam was safe."
    speaker = {"name": "Lena Ostrand", "kind": "person"}
    assert stands("statement", passage, speaker=speaker, kind="indirect", cue="said", content=[content]) == stood


@pytest.mark.parametrize(("act", "stood"), [("deny", True), ("reject", True), ("promise", False)])
def test_to_deny_and_to_reject_go_together(act: str, stood: bool) -> None:
    passage = "Lena Ostrand rejected the claim that she had sold the dam."
    speaker = {"name": "Lena Ostrand", "kind": "person"}
    content = ["she had sold the dam"]
    assert (
        stands("statement", passage, speaker=speaker, kind="indirect", cue="rejected", act=act, content=content)
        == stood
    )
