"""Detentions: which reports are of one case, told again, and which are of another."""

from __future__ import annotations

import pytest

from tests.rules.detained import detentions, only

_STORY = "Thirty dockers were arrested on Tuesday after the strike at the harbour of Porto, the union says."
_TAIL = "The strike at the harbour of Porto goes on, and the union wants more talks."


@pytest.mark.parametrize(
    ("text", "cases"),
    [
        ("Tarn police detain hundreds at rally\n\nPolice in Tarn detained more than 450 people on Sunday.", 1),
        ("Dozens of dockers arrested in port blockade\n\nOfficers arrested 62 dockers on Friday.", 1),
        ("Dozens of dockers were arrested after a blockade. Police said 32 dockers were held.", 1),
        ("Hundreds of dockers arrested in port blockade\n\nOfficers arrested 62 dockers on Friday.", 2),
        ("Officials say dozens of clerks were abducted and 40 clerks arrested in a month.", 2),
        ("Dozens of monks were freed last spring. In all, 86 monks remain in prison.", 2),
    ],
)
def test_a_round_word_and_the_figure_that_it_stands_for_are_one_case(text: str, cases: int) -> None:
    assert len(detentions(text)) == cases


@pytest.mark.parametrize(
    ("caption", "cases"),
    [
        ("Officers detain a woman at the harbour in Porto, Portugal, March 3, 2019.", 1),
        ("A detained woman waves from a police van in Porto, Portugal, March 3, 2019.", 1),
        ("FILE - Police detain a docker in Porto, Portugal, June 8, 2011.", 2),
        ("Police detain the docker Leo Marsh in Porto, Portugal, March 3, 2019.", 2),
        ("Police detained a docker in Porto last week.", 2),
    ],
)
def test_a_picture_of_one_of_many_is_of_their_case(caption: str, cases: int) -> None:
    assert len(detentions(f"{_STORY}\n{caption} {_TAIL}")) == cases
    assert len(detentions(f"{caption}\n{_STORY} {_TAIL}")) == cases


def test_a_picture_from_elsewhere_is_of_another_case() -> None:
    text = (
        "Thirty dockers were arrested in Porto on Tuesday.\nPolice detain a clerk in Lisbon, Portugal, March 3, 2019."
    )
    assert len(detentions(text)) == 2


_TWO = "Police arrested the baker Leo Marsh on Monday. The clerk Ida Holt was detained a day later."


@pytest.mark.parametrize("others", ["Three suspects were", "The students were", "Two more men were"])
def test_what_befalls_others_is_of_neither(others: str) -> None:
    found = detentions(f"{_TWO} {others} charged with theft.")
    assert [d.stage for d in found] == ["arrested", "detained", "charged"]


@pytest.mark.parametrize(
    ("text", "cases"),
    [
        ("His wife, Ida Holt, says that her husband was held without a warrant.", 1),
        ("His daughter Ida Holt said her father had been held in a cell.", 1),
        ("His brother was arrested in June.", 2),
        ("The singer Ida Holt said her sister was arrested in June.", 2),
    ],
)
def test_a_relative_who_speaks_of_the_one_held_means_him(text: str, cases: int) -> None:
    assert len(detentions(f"The poet Leo Marsh was jailed for two years in May. {text}")) == cases


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (
            "The wife of the jailed banker was arrested in Tarn.",
            [["the jailed banker"], ["The wife of the jailed banker"]],
        ),
        (
            "The driver of the jailed banker Leo Marsh was among six people held in Tarn.",
            [["Leo Marsh"], ["six people", "The driver of the jailed banker"]],
        ),
        (
            "Six members of the Green Party led by Leo Marsh, who were arrested in May, have been released.",
            [["Six members of the Green Party"]],
        ),
    ],
)
def test_who_belongs_to_somebody_held_is_another(text: str, people: list[list[str]]) -> None:
    assert [[a.name for a in d.detainees] for d in detentions(text)] == people


@pytest.mark.parametrize(
    ("text", "cases"),
    [
        ("Police made 14 arrests in Tarn. The union is angry. The 14 arrests came after a march.", 1),
        ("Police made 14 arrests in Tarn. The union is angry. Police made six arrests in Porto.", 2),
    ],
)
def test_the_same_figure_of_arrests_is_one_case(text: str, cases: int) -> None:
    assert len(detentions(text)) == cases


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Vote ends in Tarn. Leo Marsh: Former minister jailed for fraud", "Leo Marsh"),
        ("Vote ends in Tarn. Porto fire: Former minister jailed for fraud", None),
    ],
)
def test_a_headline_or_who_identifies_somebody_gives_the_name(text: str, name: str | None) -> None:
    people = [a.name for d in detentions(text) for a in d.detainees if a.kind == "person" and a.name == "Leo Marsh"]
    assert people == ([name] if name is not None else [])


@pytest.mark.parametrize(
    ("text", "stages"),
    [
        ("The mayor was freed on Monday, but the clerk is still being held.", ["released", "detained"]),
        ("A dean was arrested on Monday and the dean is still being held.", ["arrested"]),
        ("A clerk was arrested on Monday. The Daily Wave condemned the arrest of its reporter.", ["arrested"]),
    ],
)
def test_two_descriptions_in_one_sentence_are_two(text: str, stages: list[str]) -> None:
    assert [d.stage for d in detentions(text)] == stages


def test_they_are_who_was_taken_and_not_who_took_them() -> None:
    found = detentions("Gunmen took 27 students hostage in a nearby town; they have since been freed.")
    assert [[a.name for a in d.detainees] for d in found] == [["27 students"]]


def test_a_crew_is_several_people() -> None:
    text = "Twelve sailors abducted by pirates have been freed. The crew were seized in March when the tanker was attacked."
    assert len(detentions(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Clerk jailed for nine years\n\nA video maker has been sentenced to nine years in prison. Leo Marsh was held in March.",
        "Doctor held over patient deaths\n\nA surgeon in Lisbon has been arrested on suspicion of killing two patients.",
        "Opposition figure freed in Velmia\n\nA critic has been released from jail. Ilya Brandt walked out of prison on Friday.",
        "Teacher jailed over threats\n\nA school inspector was jailed for three years on Monday. Hugo Marsh, 45, had pleaded guilty.",
        "Three held over bank raid\n\nPolice have arrested three men after a robbery at a bank in Lisbon.",
        "Gunmen seize aid worker in Marnia\n\nArmed men have kidnapped a French nurse, officials said.",
    ],
)
def test_a_headline_tells_of_the_case_of_its_story(text: str) -> None:
    only(text)


@pytest.mark.parametrize(
    "text",
    [
        "Two men jailed for fraud\n\nA woman was arrested in Lisbon on Friday.",
        "Teacher jailed over threats\n\nAnother teacher was jailed in May.",
        "Teacher freed in Marnia\n\nA docker was arrested on Friday.",
    ],
)
def test_a_headline_of_others_is_a_case_of_its_own(text: str) -> None:
    assert len(detentions(text)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Two men were jailed on Monday over a raid on a bank. Hugo Brandt, 34, and Leo Marsh, 29, were sentenced in Lisbon.",
        "The two Britons held by the army will be freed. Hugo Brandt and Leo Marsh have been held at Fort Dorn for years.",
        "Police detained dozens of people, including Hugo Brandt and Leo Marsh. Many people have been arrested, she said.",
        "Two dockers were arrested in Lisbon. Police say that the two were released on Friday.",
    ],
)
def test_people_and_as_many_names_are_one_case(text: str) -> None:
    only(text)


def test_three_names_are_not_two_men() -> None:
    assert (
        len(detentions("Two men were jailed on Monday. Hugo Brandt, Leo Marsh and Otto Klee were sentenced in Lisbon."))
        == 2
    )


@pytest.mark.parametrize(
    "text",
    [
        "Leo Brandt was jailed for fraud on Friday. He was detained again for two months in 1995 after signing a letter.",
        "Leo Brandt was jailed for fraud on Friday. Brandt was also arrested in 1989 for painting slogans on a wall.",
    ],
)
def test_another_year_and_matter_is_another_case(text: str) -> None:
    assert len(detentions(text)) == 2


def test_a_further_charge_is_of_the_same_case() -> None:
    text = "Leo Brandt was jailed for fraud on Friday. He was also charged with stealing a boat in 1997."
    assert len(detentions(text)) == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Ten men were arrested in Lisbon after police broke up the march.", None),
        ("Ten men were arrested in Lisbon after police found a rifle in a boat.", "police found a rifle in a boat"),
        ("Two men were arrested in Lisbon in the killing of a clerk.", "the killing of a clerk"),
        ("A reporter was arrested and charged with “spreading rumours”.", "spreading rumours"),
    ],
)
def test_why_they_are_held(text: str, reason: str | None) -> None:
    assert detentions(text)[0].reason == reason
