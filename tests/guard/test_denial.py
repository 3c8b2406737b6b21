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
        ("Reports that customs men arrested the skipper turned out to be a hoax.", False),
        ("Reports that customs men arrested the skipper turned out to be right.", True),
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


@pytest.mark.parametrize(
    ("passage", "stood"),
    [
        ("The bailiff found Jan Reck guilty, and he got four years.", True),
        ("The bailiff found Jan Reck not guilty, four years after the fire.", False),
    ],
)
def test_years_are_a_sentence_only_where_somebody_gets_them(passage: str, stood: bool) -> None:
    assert stands("detention", passage, stage="sentenced") == stood


@pytest.mark.parametrize(("votes", "stood"), [("ballots were bought", True), ("no ballots were bought", False)])
def test_what_is_said_not_to_have_been_is_no_allegation(votes: str, stood: bool) -> None:
    assert stands("election", f"The Reed party says {votes} in Tarn.", allegations=[{"kind": "vote_buying"}]) == stood


@pytest.mark.parametrize(
    ("passage", "stood"),
    [
        ("Lena Ostrand did not leave before adding that the dam was safe.", True),
        ("Lena Ostrand left without adding that the dam was safe.", False),
    ],
)
def test_what_is_said_before_somebody_leaves_is_said(passage: str, stood: bool) -> None:
    speaker = {"name": "Lena Ostrand", "kind": "person"}
    content = ["the dam was safe"]
    assert stands("statement", passage, speaker=speaker, kind="indirect", cue="adding", content=content) == stood


@pytest.mark.parametrize("reason", ["watering the rum", "selling the rum"])
def test_that_nobody_goes_to_jail_for_it_does_not_take_back_what_it_was_for(reason: str) -> None:
    passage = "Jan Reck will not go to jail for watering the rum, though he was charged with it."
    assert stands("detention", passage, stage="charged", reason=reason) == (reason == "watering the rum")


@pytest.mark.parametrize(
    ("passage", "stood"),
    [
        ("Customs men held the skipper overnight, and the cells were full.", True),
        ("Customs men would have held the skipper overnight had the cells not been flooded.", False),
        ("The consul had the skipper Nils Varg locked up.", True),
        ("The consul wants the skipper Nils Varg locked up.", False),
    ],
)
def test_what_would_have_been_or_is_wanted_was_not_done(passage: str, stood: bool) -> None:
    """Whatever stands about: cells alone hold nobody."""
    assert stands("detention", passage, stage="detained") == stood


@pytest.mark.parametrize(("marched", "stood"), [("marched", True), ("would have marched", False)])
def test_a_march_that_would_have_been_is_none(marched: str, stood: bool) -> None:
    passage = f"Bell ringers {marched} to the town hall in Tarn on Monday, but for the storm they came late."
    assert stands("protest", passage, forms=["march"]) == stood
