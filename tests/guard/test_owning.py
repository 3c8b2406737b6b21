"""Whose a value is: another person's fate, an earlier year's figure, what came of it, and what an authority asks are no match."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.guardbench.judges import drops
from benchmarks.guardbench.pairs import Claim

TWO_FATES = "A court jailed the chemist Otto Lind for fraud. His sister, Mara Lind, walked free."


def stands(record_type: str, passage: str, /, **values: Any) -> bool:
    return not drops(Claim(record_type, passage, None, {"quotes": [passage], **values}))


def named(name: str, kind: str = "person") -> dict[str, str]:
    return {"name": name, "kind": kind}


@pytest.mark.parametrize(
    ("stage", "who", "stood"),
    [("sentenced", "Otto Lind", True), ("sentenced", "Mara Lind", False), ("released", "Mara Lind", True)],
)
def test_one_persons_fate_is_not_anothers(stage: str, who: str, stood: bool) -> None:
    assert stands("detention", TWO_FATES, stage=stage, detainees=[named(who)]) == stood


@pytest.mark.parametrize(("who", "stood"), [("Ivo Brand", True), ("Weavers", False)])
def test_who_holds_somebody_was_not_let_go(who: str, stood: bool) -> None:
    passage = "Weavers held the foreman, Ivo Brand, overnight. He was released at dawn."
    assert stands("detention", passage, stage="released", detainees=[named(who, "unknown")]) == stood


@pytest.mark.parametrize(("count", "stood"), [("six", True), ("40", False)])
def test_a_figure_of_last_year_is_not_this_years(count: str, stood: bool) -> None:
    passage = "Police arrested six people at the fair on Friday. Last year 40 were arrested there."
    assert stands("detention", passage, stage="arrested", counts=[{"text": count}], when={"text": "Friday"}) == stood


@pytest.mark.parametrize(("share", "stood"), [("62 per cent", True), ("70 per cent", False)])
def test_what_turnout_was_is_not_what_it_is(share: str, stood: bool) -> None:
    passage = "Turnout in the vote was 62 per cent, down from 70 per cent."
    assert stands("election", passage, turnout={"text": share}) == stood


@pytest.mark.parametrize(("count", "stood"), [("nine", True), ("300", False)])
def test_things_that_were_seized_are_no_detainees(count: str, stood: bool) -> None:
    passage = "Police arrested nine smugglers and seized 300 crates."
    assert stands("detention", passage, stage="arrested", counts=[{"text": count}]) == stood


@pytest.mark.parametrize(("reason", "stood"), [("for smuggling", True), ("late wages", False)])
def test_what_came_of_an_arrest_is_no_reason(reason: str, stood: bool) -> None:
    passage = "The pilot's arrest for smuggling led to a strike over late wages."
    assert stands("detention", passage, stage="arrested", reason=reason) == stood


@pytest.mark.parametrize(("charge", "stood"), [("smuggling tea", True), ("hiding a witness", False)])
def test_what_somebody_was_cleared_of_is_no_charge(charge: str, stood: bool) -> None:
    passage = "The pilot was jailed for smuggling tea; he was cleared of hiding a witness."
    assert stands("detention", passage, stage="sentenced", charges=[charge]) == stood


@pytest.mark.parametrize(("demand", "stood"), [("a new school", True), ("that they pay for the road", False)])
def test_what_the_governor_asks_is_no_demand_of_the_protest(demand: str, stood: bool) -> None:
    passage = "Parents held a sit-in to demand a new school, and the governor demanded that they pay for the road."
    assert stands("protest", passage, forms=["sit_in"], demands=[{"text": demand, "quotes": [passage]}]) == stood


@pytest.mark.parametrize(("figure", "field", "stood"), [("52 per cent", "vote_share", True), ("800", "votes", False)])
def test_by_how_many_somebody_won_is_no_result(figure: str, field: str, stood: bool) -> None:
    passage = "Rosa Keel beat Jan Marr by 800 votes in the election, with 52 per cent in all."
    result = {"contestant": named("Rosa Keel"), field: {"text": figure}}
    assert stands("election", passage, results=[result]) == stood


@pytest.mark.parametrize(("share", "stood"), [("38 per cent", True), ("70 per cent", False)])
def test_how_much_is_counted_is_no_result(share: str, stood: bool) -> None:
    passage = "With 70 per cent of the votes counted, the Reed Party had 38 per cent."
    assert (
        stands("election", passage, results=[{"contestant": named("Reed Party"), "vote_share": {"text": share}}])
        == stood
    )


@pytest.mark.parametrize(
    ("passage", "who", "outcome", "stood"),
    [
        ("Rosa Keel said she had won the election.", "Rosa Keel", "claims_victory", True),
        ("Rosa Keel said she had won the election.", "Rosa Keel", "won", False),
        ("The mayoral race went to Rosa Keel; Jan Marr came third.", "Rosa Keel", "won", True),
        ("The mayoral race went to Rosa Keel; Jan Marr came third.", "Jan Marr", "won", False),
        ("Voters turned down the toll plan in a referendum.", "toll plan", "lost", True),
        ("Voters turned down the toll plan in a referendum.", "toll plan", "won", False),
    ],
)
def test_outcomes_are_read_from_rank_and_from_who_says_it(passage: str, who: str, outcome: str, stood: bool) -> None:
    assert stands("election", passage, results=[{"contestant": named(who, "unknown"), "outcome": outcome}]) == stood


@pytest.mark.parametrize(
    ("passage", "stood"),
    [
        ("The court threw out the vote in Tarn.", True),
        ("The court rejected a petition to annul the vote in Tarn.", False),
        ("The court is considering whether to annul the vote in Tarn.", False),
    ],
)
def test_what_is_only_asked_for_is_not_annulled(passage: str, stood: bool) -> None:
    assert stands("election", passage, status="annulled") == stood


@pytest.mark.parametrize(
    ("passage", "stood"),
    [
        ("Tanners went on strike on Monday.", True),
        ("Tanners will go on strike unless they are paid.", False),
        ("Tanners would hold a strike on Monday.", False),
        ("Strike at the tannery: the mayor wants the tanners back.", True),
    ],
)
def test_a_noun_stands_as_the_verb_that_performs_it(passage: str, stood: bool) -> None:
    assert stands("protest", passage, forms=["strike"]) == stood


@pytest.mark.parametrize(
    ("passage", "content", "stood"),
    [
        ("Ann Rook said the mill could open only if the wheel was mended.", "the mill could open", False),
        ("Ann Rook said it was too early to say that the mill would open.", "the mill would open", False),
        ("Ann Rook said there was little evidence that the mill had burned.", "the mill had burned", False),
        ("Ann Rook said the mill would open if the wheel held.", "the mill would open if the wheel held", True),
    ],
)
def test_a_condition_and_want_of_grounds_are_part_of_what_is_said(passage: str, content: str, stood: bool) -> None:
    claim = {"speaker": named("Ann Rook"), "kind": "indirect", "cue": "said", "content": [content]}
    assert stands("statement", passage, **claim) == stood


@pytest.mark.parametrize(("who", "stood"), [("Vera Dahl", True), ("Nils Dahl", False)])
def test_behind_according_to_stands_who_says_it(who: str, stood: bool) -> None:
    passage = "Nils Dahl, according to his lawyer, Vera Dahl, was asleep."
    claim = {"speaker": named(who), "kind": "indirect", "cue": "according to", "content": ["was asleep"]}
    assert stands("statement", passage, **claim) == stood


@pytest.mark.parametrize(
    ("passage", "place", "stood"),
    [
        ("In Tarn, officers arrested two men at a sit-in near the mill in Vesk.", "Tarn", True),
        ("The sit-in began at Tarn Hall but moved to Vesk House.", "Vesk House", True),
        ("The sit-in began at Tarn Hall and it has spread to Vesk House.", "Vesk House", True),
        ("The sit-in was held at Tarn Hall while traders met at Vesk House.", "Vesk House", False),
    ],
)
def test_where_a_sentence_is_set_holds_for_all_of_it(passage: str, place: str, stood: bool) -> None:
    assert stands("protest", passage, forms=["sit_in"], places=[named(place, "city")]) == stood


@pytest.mark.parametrize(("who", "stood"), [("Ann Rook", True), ("Bo Rook", False)])
def test_whoever_has_just_spoken_adds_something(who: str, stood: bool) -> None:
    passage = (
        'According to the agency, the warden, Ann Rook, said the weir must face "cuts", adding Bo Rook will leave.'
    )
    claim = {"speaker": named(who), "kind": "indirect", "cue": "adding", "content": ["Bo Rook will leave"]}
    assert stands("statement", passage, **claim) == stood


@pytest.mark.parametrize(
    ("passage", "content"),
    [
        ("The steward Ann Rook accused him without evidence of hiding the keys.", "hiding the keys"),
        ("The steward Ann Rook said they will not meet men suspected of theft.", "suspected of theft"),
    ],
)
def test_want_of_evidence_and_what_is_said_by_the_way_take_nothing_back(passage: str, content: str) -> None:
    cue = "accused" if "accused" in passage else "said"
    assert stands("statement", passage, speaker=named("Ann Rook"), kind="indirect", cue=cue, content=[content])


@pytest.mark.parametrize(("who", "stood"), [("walkers", True), ("Drivers", False)])
def test_who_throws_things_at_protesters_is_none_of_them(who: str, stood: bool) -> None:
    passage = "Drivers threw eggs at walkers who had blocked the bridge."
    assert stands("protest", passage, forms=["road_block"], actors=[named(who, "group")]) == stood


@pytest.mark.parametrize(("by", "stood"), [("Stewards", True), ("police", False)])
def test_a_figure_is_given_by_whom_the_words_have_give_it(by: str, stood: bool) -> None:
    passage = "Stewards put the crowd at the rally at 9,000; the police spoke of 4,000."
    figure = {"text": "9,000", "by": by}
    assert stands("protest", passage, forms=["rally"], participants=[figure]) == stood


@pytest.mark.parametrize(("by", "stood"), [("losers", True), ("Monitors", False)])
def test_who_calls_a_vote_fair_does_not_allege_what_others_do(by: str, stood: bool) -> None:
    passage = "Monitors said the election was fair, whereas the losers spoke of bribed voters."
    allegation = {"kind": "vote_buying", "by": named(by, "group"), "quotes": [passage]}
    assert stands("election", passage, allegations=[allegation]) == stood


@pytest.mark.parametrize(("who", "stood"), [("Ada Lund", True), ("Nils Holm", False)])
def test_a_pronoun_goes_on_with_whom_the_sentence_before_is_about(who: str, stood: bool) -> None:
    passage = 'The author Ada Lund praised the printer Nils Holm. "It took nine years," she said.'
    claim = {"speaker": named(who), "kind": "direct", "cue": "said", "content": ["It took nine years"]}
    assert stands("statement", passage, **claim) == stood


@pytest.mark.parametrize(("passage", "stood"), [("has told", True), ("is expected to tell", False)])
def test_what_somebody_is_expected_to_say_is_not_said(passage: str, stood: bool) -> None:
    told = f"The mayor, Rosa Keel, {passage} the council that the bridge is safe."
    assert (
        stands("statement", told, speaker=named("Rosa Keel"), kind="indirect", content=["the bridge is safe"]) == stood
    )


@pytest.mark.parametrize(
    ("passage", "stood"),
    [
        ("Troops have arrested the chieftain.", True),
        ("Troops have yet to arrest the chieftain.", False),
        ("The arrests were made when they came out of the hall.", True),
    ],
)
def test_yet_to_arrest_is_not_arrested_and_to_come_out_is_not_to_be_freed(passage: str, stood: bool) -> None:
    assert stands("detention", passage, stage="arrested") == stood


@pytest.mark.parametrize(("count", "stood"), [("17", True), ("120", False)])
def test_officers_of_a_raid_are_not_those_arrested(count: str, stood: bool) -> None:
    passage = "The raid, in which 120 officers took part, ended with 17 arrests."
    assert stands("detention", passage, stage="arrested", counts=[{"text": count}]) == stood


@pytest.mark.parametrize(("who", "stood"), [("Ivo Brand", True), ("Mara Brand", True), ("Otto Lind", False)])
def test_what_the_verb_is_left_out_for_is_told_as_well(who: str, stood: bool) -> None:
    passage = "Ivo Brand was sentenced to a year for the fire, and Mara Brand to a month. The cook, Otto Lind, wept."
    assert stands("detention", passage, stage="sentenced", detainees=[named(who)]) == stood


@pytest.mark.parametrize(("count", "stood"), [("30", True), ("nine", False)])
def test_a_part_of_those_held_is_not_all_of_them(count: str, stood: bool) -> None:
    passage = "Police arrested 30 people, among them nine nurses."
    assert stands("detention", passage, stage="arrested", counts=[{"text": count}]) == stood


@pytest.mark.parametrize(("share", "stood"), [("31 per cent", True), ("44 per cent", False)])
def test_parties_are_told_apart_by_more_than_that_they_are_parties(share: str, stood: bool) -> None:
    passage = "The Reed Party won 44 per cent of the vote, the Moss Party 31 per cent."
    assert (
        stands("election", passage, results=[{"contestant": named("Moss Party"), "vote_share": {"text": share}}])
        == stood
    )


@pytest.mark.parametrize(
    ("passage", "stood"), [("Police held the man.", True), ("Police warned the man rather than hold him.", False)]
)
def test_rather_than_hold_is_not_held(passage: str, stood: bool) -> None:
    assert stands("detention", passage, stage="detained") == stood


def test_an_if_within_what_is_said_takes_nothing_back() -> None:
    passage = '"We shall open the mill if the price of flax doubles," said its owner, Gil Roth.'
    said = "We shall open the mill if the price of flax doubles"
    assert stands("statement", passage, speaker=named("Gil Roth"), kind="direct", cue="said", content=[said])
