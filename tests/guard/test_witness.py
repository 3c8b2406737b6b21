"""The rules' reading as a witness: whom they name in a part of an event, and whose figures they read, is nobody else's."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.guardbench.judges import drops
from benchmarks.guardbench.pairs import Claim


def stands(record_type: str, passage: str, /, **values: Any) -> bool:
    return not drops(Claim(record_type, passage, None, {"quotes": [passage], **values}))


def named(name: str, kind: str = "person") -> dict[str, str]:
    return {"name": name, "kind": kind}


@pytest.mark.parametrize(("who", "stood"), [("Osk Berent", True), ("Lena Vahl", False)])
def test_a_bystander_is_not_held(who: str, stood: bool) -> None:
    passage = (
        "Constables arrested the fiddler Osk Berent on the quay. Lena Vahl, who sells chestnuts there, filmed them."
    )
    assert stands("detention", passage, stage="detained", detainees=[named(who)]) == stood


@pytest.mark.parametrize(("who", "stood"), [("Ada Moor", True), ("Ivo Kern", False)])
def test_who_acts_for_somebody_held_is_not_held(who: str, stood: bool) -> None:
    passage = "Her lawyer, Ivo Kern, spoke to the jailed pilot Ada Moor on Sunday."
    assert stands("detention", passage, stage="detained", detainees=[named(who)]) == stood


@pytest.mark.parametrize(("count", "stood"), [("seven", True), ("90", False)])
def test_a_figure_of_others_is_no_count(count: str, stood: bool) -> None:
    passage = "The tower was built for 90. Guards arrested seven pickpockets at the fair."
    assert stands("detention", passage, stage="arrested", counts=[{"text": count}]) == stood


@pytest.mark.parametrize(("who", "stood"), [("river police", True), ("customs office", False)])
def test_who_gives_a_hint_does_not_arrest(who: str, stood: bool) -> None:
    passage = "On a hint from the customs office, river police boarded a barge and arrested the bargeman."
    assert stands("detention", passage, stage="arrested", authority=named(who, "government")) == stood


@pytest.mark.parametrize(("who", "stood"), [("Weavers' Guild", True), ("Rosa Imhof", False)])
def test_who_speaks_of_a_march_does_not_march(who: str, stood: bool) -> None:
    passage = "Members of the Weavers' Guild marched through Tarn. The bridge was closed, said its keeper, Rosa Imhof."
    assert stands("protest", passage, forms=["march"], actors=[named(who, "unknown")]) == stood


@pytest.mark.parametrize(("share", "stood"), [("47.2 percent", True), ("44.9", False)])
def test_a_rivals_share_is_not_the_contestants(share: str, stood: bool) -> None:
    passage = "In the run-off for the presidency Ida Reck had 47.2 percent to Olaf Berg's 44.9."
    result = {"contestant": named("Ida Reck"), "vote_share": {"text": share}}
    assert stands("election", passage, results=[result]) == stood


def test_photographs_that_are_released_free_nobody() -> None:
    passage = "Police released photographs of Udo Frey, who was arrested on Sunday."
    assert not stands("detention", passage, stage="released", detainees=[named("Udo Frey")])
    assert stands("detention", passage, stage="arrested", detainees=[named("Udo Frey")])


@pytest.mark.parametrize(("target", "stood"), [("Brightwater", True), ("Norlan", False)])
def test_who_is_accused_is_the_target(target: str, stood: bool) -> None:
    passage = "Hulda Pry accused Brightwater of cheating its divers. Norlan, she said, paid them."
    claim = {"speaker": named("Hulda Pry"), "cue": "accused", "kind": "indirect", "act": "accuse"}
    content = ["cheating its divers"]
    assert stands("statement", passage, **claim, content=content, target=named(target, "organization")) == stood
