"""Detentions: names that the story gives only after it has told that people are held."""

from __future__ import annotations

import pytest

from tests.rules.detained import detentions, only


@pytest.mark.parametrize(
    "text",
    [
        "Police in Dorn arrested two men on Monday. Officers want to question the pair - Hugo Brandt and Leo Marsh - again.",
        "Two men were arrested at the port. The men, Hugo Brandt, 34, and Leo Marsh, 29, are to appear in court.",
        "Gunmen kidnapped two engineers in Lisbon. The hostages were identified as Hugo Brandt and Leo Marsh.",
        "Police arrested two students on Monday. They were named as Hugo Brandt and Leo Marsh.",
        "Soldiers detained two journalists in Lisbon. Those held are Hugo Brandt and Leo Marsh, their union said.",
        "Five activists were detained on Monday. They include the poet Hugo Brandt and the singer Leo Marsh.",
        "Police arrested two men in Lisbon. Their names are: Hugo Brandt and Leo Marsh.",
        "Police arrested two sailors on Monday. The mayor identified the sailors as Hugo Brandt, 34; and Leo Marsh, 29.",
        "Two men were held. They, as reported earlier, were identified as Hugo Brandt, 34; and a man named Leo Marsh.",
        "Two editors were held. They were Hugo Brandt, head of the Dorn Echo newspaper and its shop; and Leo Marsh.",
        "Two men were arrested. The two were: Mr Hugo Brandt (33), Mill Crescent, Dorn; and Mr Leo Marsh, Pine Road.",
        "Police in Lisbon have arrested two men. They are:\nHugo Brandt\nLeo Marsh\n\nBoth are bakers.",
        "Those detained are:\n- Hugo Brandt, 34, baker\n- Leo Marsh, 41, driver\n",
        "Police have detained these activists:\n1. Hugo Brandt\n2. Leo Marsh\n",
        "Police arrested two men identified as Hugo Brandt and Leo Marsh on Monday.",
    ],
)
def test_who_several_people_are_is_told_in_the_next_sentence(text: str) -> None:
    assert {a.name for a in only(text).detainees if a.kind == "person"} == {"Hugo Brandt", "Leo Marsh"}


@pytest.mark.parametrize(
    "text",
    [
        "A man was arrested on suspicion of murder. Police named the suspect as Hugo Brandt, 43, of Dorn.",
        "A man was arrested on suspicion of murder. The suspect, Hugo Brandt, is a baker.",
        "Police have arrested a suspect in Lisbon. Today we arrested the prime suspect known as Hugo Brandt.",
        "A sailor was kidnapped in May. He was identified in court as the baker Hugo Brandt.",
        "Police in Velm arrested a man identified as Hugo Brandt on Monday.",
        "One of the two robbers, identified by a paper as Hugo Brandt, was arrested on Monday.",
        "Leo Marsh has resigned. His bodyguard, Hugo Brandt, flew to Lisbon on Monday, where he was arrested.",
    ],
)
def test_who_one_person_is(text: str) -> None:
    assert [a.name for a in only(text).detainees] == ["Hugo Brandt"]


def test_a_name_that_the_story_gave_leads_back_to_the_case() -> None:
    record = only(
        "Police arrested a man on Friday. The suspect, Hugo Brandt, is 40. Brandt was charged with arson on Monday."
    )
    assert record.stage == "charged"


@pytest.mark.parametrize(
    "text",
    [
        "A man was arrested on suspicion of murder. The victim, Hugo Brandt, was a baker.",
        "A man was arrested on suspicion of murder. The man, Hugo Brandt said, had come by car.",
        "Two men were arrested on suspicion of murder. The suspect's lawyer, Hugo Brandt, spoke of an error.",
        "Two men were arrested at the port. The men, friends of Hugo Brandt, had come by car.",
        "A man was arrested on suspicion of murder. The woman, Ana Vega, had seen him.",
        "Two men were arrested in Velm. The report was written by:\nHugo Brandt\nAna Vega\n",
    ],
)
def test_the_name_of_somebody_else_is_none_of_theirs(text: str) -> None:
    assert not [a.name for d in detentions(text) for a in d.detainees if a.name in ("Hugo Brandt", "Ana Vega")]


@pytest.mark.parametrize(
    "text",
    [
        "The former manager of the fund, Hugo Brandt, and his deputy Leo Marsh were each sentenced to 15 years in prison.",
        "Charged are Hugo Brandt, 34, of Dorn; and Leo Marsh, 29, of Velm.",
        "Hugo Brandt, 34, of Dorn, and Leo Marsh, 29, who runs a shop, were charged with fraud.",
        "Among those detained were the head of the party, Hugo Brandt, and the editor of its paper, Leo Marsh.",
        "Hugo Brandt of the Herald and Leo Marsh, a baker, were detained for two days.",
    ],
)
def test_all_names_of_a_list_are_theirs(text: str) -> None:
    assert {a.name for a in only(text).detainees if a.kind == "person"} == {"Hugo Brandt", "Leo Marsh"}


def test_a_bank_in_a_list_of_names_is_nobody() -> None:
    found = only("The manager of the Banco Norte, Hugo Brandt, and his deputy Leo Marsh were jailed.")
    assert {a.name for a in found.detainees} == {"Hugo Brandt", "Leo Marsh"}


@pytest.mark.parametrize(
    "text",
    [
        "Police arrested Hugo Brandt and praised Leo Marsh for his help.",
        "Police arrested Hugo Brandt, a friend of Leo Marsh, and searched his flat.",
        "Police arrested Hugo Brandt, Leo Marsh said on Friday.",
        "Leo Marsh, the lawyer for Hugo Brandt and his wife, said that Hugo Brandt was detained.",
        "The jailed editor Hugo Brandt and the singer Leo Marsh have won a prize.",
    ],
)
def test_names_beside_theirs_are_no_list(text: str) -> None:
    assert not [a.name for d in detentions(text) for a in d.detainees if a.name == "Leo Marsh"]


def test_one_of_several_is_named_beside_them() -> None:
    record = only("The poet Hugo Brandt was one of 23 people arrested outside the town hall.")
    assert "Hugo Brandt" in [a.name for a in record.detainees]
    assert [q.low for q in record.counts] == [23]


def test_where_somebody_was_arrested_stands_before_the_clause() -> None:
    record = only("The poet Hugo Brandt is in prison in Madrid. He had fled to Lisbon, where he was arrested.")
    assert record.place is not None
    assert record.place.name == "Lisbon"
