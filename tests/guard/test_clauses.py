"""A value belongs to its event: what another clause, part or neighbour says is no match."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.guardbench.judges import drops
from benchmarks.guardbench.pairs import Claim

MINERS = "Two guards were hurt when soldiers detained 14 miners in Tarn."
MARCH = "Weavers marched in Tarn while dyers stayed at work in Vesk."


def stands(record_type: str, passage: str, /, **values: Any) -> bool:
    return not drops(Claim(record_type, passage, None, {"quotes": [passage], **values}))


def named(name: str, kind: str = "group") -> dict[str, str]:
    return {"name": name, "kind": kind}


@pytest.mark.parametrize(("count", "stood"), [(("14", 14), True), (("Two", 2), False)])
def test_a_figure_hangs_on_the_verb_of_the_event(count: tuple[str, int], stood: bool) -> None:
    text, value = count
    assert stands("detention", MINERS, stage="detained", counts=[{"text": text, "value": value}]) == stood


@pytest.mark.parametrize(("place", "stood"), [("Tarn", True), ("Vesk", False)])
def test_a_place_of_the_next_clause_is_not_the_events(place: str, stood: bool) -> None:
    assert stands("protest", MARCH, forms=["march"], places=[named(place, "city")]) == stood


@pytest.mark.parametrize(("who", "whom", "stood"), [("soldiers", "miners", True), ("miners", "soldiers", False)])
def test_who_holds_and_who_is_held_are_not_exchanged(who: str, whom: str, stood: bool) -> None:
    claim = {"stage": "detained", "authority": named(who), "detainees": [named(whom)]}
    assert stands("detention", MINERS, **claim) == stood


@pytest.mark.parametrize(("share", "stood"), [("48 per cent", True), ("41 per cent", False)])
def test_a_share_is_that_of_whom_it_is_named_with(share: str, stood: bool) -> None:
    passage = "Nadia Corr won 48 per cent and Paul Essen 41 per cent of the vote in Tarn."
    result = {"contestant": named("Nadia Corr", "person"), "vote_share": {"text": share, "value": float(share[:2])}}
    assert stands("election", passage, results=[result]) == stood


@pytest.mark.parametrize(
    ("by", "denied_by", "stood"), [("Reed party", "Stone party", True), ("Stone party", "Reed party", False)]
)
def test_who_alleges_is_not_who_denies(by: str, denied_by: str, stood: bool) -> None:
    passage = "The Reed party accused the Stone party of fraud in the election. The Stone party denied it."
    allegation = {
        "kind": "fraud",
        "by": named(by, "party"),
        "denied_by": [named(denied_by, "party")],
        "quotes": [passage],
    }
    assert stands("election", passage, allegations=[allegation]) == stood


@pytest.mark.parametrize(("place", "stood"), [("Tarn", True), ("Vesk", False)])
def test_a_value_may_stand_in_the_nearest_sentence_that_has_one(place: str, stood: bool) -> None:
    passage = "A fair was held in Vesk. Crowds gathered in Tarn at dawn. Police moved in and arrested eight of them."
    quotes = ["Police moved in and arrested eight of them."]
    assert stands("detention", passage, stage="arrested", place=named(place, "city"), quotes=quotes) == stood


RALLY = "Guards fired forty rounds at a rally of 3,000 reapers in Tarn."


@pytest.mark.parametrize(("figure", "stood"), [("3,000", True), ("forty", False)])
def test_a_figure_that_hangs_on_the_noun_of_the_event_is_its_own(figure: str, stood: bool) -> None:
    assert stands("protest", RALLY, forms=["rally"], participants=[{"text": figure}]) == stood


@pytest.mark.parametrize(("who", "stood"), [("Jan Reck", True), ("Olaf Reck", False)])
def test_who_is_named_beside_those_arrested_was_not_arrested(who: str, stood: bool) -> None:
    passage = "Bailiffs arrested Jan Reck, the brother of the miller Olaf Reck."
    assert stands("detention", passage, stage="arrested", detainees=[named(who, "person")]) == stood


@pytest.mark.parametrize(("place", "stood"), [("Tarn", True), ("Vesk", False)])
def test_a_place_of_another_sentence_is_not_the_events_where_its_clause_has_one(place: str, stood: bool) -> None:
    passage = "Bailiffs arrested two reapers in Tarn. A day before, sailors had sold their boat in Vesk."
    assert stands("detention", passage, stage="arrested", place=named(place, "city")) == stood


@pytest.mark.parametrize(
    ("passage", "who", "cue", "said"),
    [
        ("The weir is safe, assures the former miller Olaf Reck.", "Olaf Reck", "assures", "The weir is safe"),
        ("The weir is shut, the radio reported, citing the harbour guard.", "harbour guard", "reported", "The weir is shut"),
        ("The weir is shut, according to a letter that leaked.", "a letter that leaked", "according to", "The weir is shut"),
        ("The weir was shut, according to their lawyer, Ann Reck.", "Ann Reck", "according to", "The weir was shut"),
    ],
)  # fmt: skip
def test_the_speaker_may_stand_behind_the_verb(passage: str, who: str, cue: str, said: str) -> None:
    claim = {"kind": "indirect", "cue": cue, "content": [said]}
    assert stands("statement", passage, speaker=named(who, "person"), **claim)
    assert not stands("statement", f"{passage} Ida Berg left.", speaker=named("Ida Berg", "person"), **claim)


@pytest.mark.parametrize(("who", "stood"), [("Jan Reck", True), ("Greta Sund", False)])
def test_who_lives_where_they_came_was_not_arrested(who: str, stood: bool) -> None:
    passage = "Bailiffs arrested Jan Reck at the home of his aunt, Greta Sund."
    assert stands("detention", passage, stage="arrested", detainees=[named(who, "person")]) == stood


@pytest.mark.parametrize(("who", "stood"), [("Bailiffs", True), ("reapers", False)])
def test_who_did_something_else_to_them_did_not_arrest(who: str, stood: bool) -> None:
    passage = "Bailiffs, who had been mocked by the reapers, arrested nine of them."
    assert stands("detention", passage, stage="arrested", authority=named(who)) == stood


@pytest.mark.parametrize(("place", "stood"), [("Tarn", True), ("Vesk", False)])
def test_where_people_come_from_is_not_where_they_are_held(place: str, stood: bool) -> None:
    passage = "Two reapers from Vesk were arrested in Tarn."
    assert stands("detention", passage, stage="arrested", place=named(place, "city")) == stood


@pytest.mark.parametrize(("charge", "stood"), [("theft", True), ("blackmail", False)])
def test_what_another_is_charged_with_is_no_charge_of_theirs(charge: str, stood: bool) -> None:
    passage = "Jan Reck was charged with theft. A porter, Olaf Sund, was charged with blackmail."
    claim = {"stage": "charged", "detainees": [named("Jan Reck", "person")], "charges": [charge]}
    assert stands("detention", passage, **claim) == stood


@pytest.mark.parametrize(("preposition", "stood"), [("against", True), ("in favour of", False)])
def test_what_they_are_for_they_are_not_against(preposition: str, stood: bool) -> None:
    passage = f"Reapers rallied {preposition} the corn levy in Tarn."
    assert stands("protest", passage, forms=["rally"], against=named("the corn levy", "unknown")) == stood


@pytest.mark.parametrize(("form", "place", "stood"), [("march", "Tarn", True), ("vigil", "Vesk", False)])
def test_what_police_did_at_one_protest_they_did_not_do_at_another(form: str, place: str, stood: bool) -> None:
    passage = "Police fired tear gas at a march of reapers in Tarn. In Vesk a vigil passed off quietly."
    claim = {"forms": [form], "places": [named(place, "city")], "response": ["tear_gas"]}
    assert stands("protest", passage, **claim) == stood


@pytest.mark.parametrize(("length", "stood"), [("nine days", True), ("two months", False)])
def test_how_long_a_truce_lasted_is_not_how_long_the_strike_did(length: str, stood: bool) -> None:
    passage = "Their strike lasted nine days after a truce of two months."
    assert stands("protest", passage, forms=["strike"], duration={"text": length}) == stood


@pytest.mark.parametrize(("day", "stood"), [("Sunday", True), ("Wednesday", False)])
def test_the_day_of_the_results_is_not_polling_day(day: str, stood: bool) -> None:
    passage = "Tarn goes to the polls on Sunday, and results are due on Wednesday."
    assert stands("election", passage, status="scheduled", polling_day={"text": day}) == stood


@pytest.mark.parametrize(("share", "stood"), [("33 per cent", True), ("70 per cent", False)])
def test_what_a_party_won_is_no_turnout(share: str, stood: bool) -> None:
    passage = "Only 33 per cent of voters went to the polls in Tarn, where the Reed party won 70 per cent."
    assert stands("election", passage, turnout={"text": share, "value": float(share[:2])}) == stood


@pytest.mark.parametrize(("share", "stood"), [("55 per cent", True), ("9 per cent", False)])
def test_by_how_much_a_share_grew_is_no_share(share: str, stood: bool) -> None:
    passage = "Nadia Corr won 55 per cent of the vote, up 9 per cent on last time."
    value = float(share.split()[0])
    result = {"contestant": named("Nadia Corr", "person"), "vote_share": {"text": share, "value": value}}
    assert stands("election", passage, results=[result]) == stood


@pytest.mark.parametrize(("outcome", "stood"), [("lost", True), ("won", False)])
def test_who_concedes_has_lost(outcome: str, stood: bool) -> None:
    passage = "The Reed party has conceded defeat in Tarn."
    assert (
        stands("election", passage, results=[{"contestant": named("Reed party", "party"), "outcome": outcome}]) == stood
    )
