"""Detentions: what the fields say, which reports are one record, and texts that report none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import Place
from tests.rules.detained import detentions, only


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Soldiers detained six fishermen.", "detained"),
        ("Gunmen kidnapped the bishop's niece.", "detained"),
        ("The surgeon was taken into custody.", "detained"),
        ("The singer Mara Voss remains under house arrest.", "detained"),
        ("Police arrested six fishermen.", "arrested"),
        ("Two men arrested after bakery fire", "arrested"),
        ("Prosecutors charged the banker with fraud.", "charged"),
        ("The banker pleaded guilty to fraud.", "prosecuted"),
        ("Six fishermen were put on trial in Tarn.", "prosecuted"),
        ("A judge sentenced the banker to two years in prison.", "sentenced"),
        ("The banker was given a nine-year prison sentence.", "sentenced"),
        ("The rebels freed eleven hostages on Sunday.", "released"),
        ("The student leaders were released on bail.", "released"),
    ],
)
def test_stage_is_what_the_words_report(text: str, stage: str) -> None:
    assert only(text).stage == stage


def test_a_record_takes_the_furthest_stage_and_joins_what_follows() -> None:
    record = only(
        "Police in Novara arrested Carla Renzi on Monday for painting slogans on the town hall. "
        "She was charged with vandalism the next day. After a week in prison, Renzi was released."
    )
    assert record.stage == "released"
    assert [a.name for a in record.detainees] == ["Carla Renzi"]
    assert record.authority is not None
    assert record.authority.name == "Police"
    assert record.place == Place(name="Novara", kind="city", country="IT")
    assert record.reason == "painting slogans on the town hall"
    assert record.charges == ["vandalism"]
    assert len(record.evidence) == 3


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Dozens of strikers were detained.", 24, 99),
        ("More than 200 marchers were arrested.", 201, None),
        ("Officers made 432 arrests.", 432, 432),
        ("Dozens of dockers arrested in port blockade", 24, 99),
        ("The detention of twelve teachers angered parents.", 12, 12),
        ("Police in Tarn arrested a party leader and dozens of marchers.", 24, 99),
    ],
)
def test_counts_are_read_from_the_people_or_the_noun(text: str, low: float, high: float | None) -> None:
    assert [(q.low, q.high) for q in only(text).counts] == [(low, high)]


def test_several_is_no_figure() -> None:
    assert only("Several people were arrested in Tarn.").counts == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ten cooks were arrested on suspicion of poisoning the mayor.", "poisoning the mayor"),
        ("Dozens were detained after trying to storm the customs house.", "trying to storm the customs house"),
        ("The clerk was jailed for selling passports.", "selling passports"),
        ("A man was arrested in connection with the death of a tourist.", "the death of a tourist"),
        ("The twins were arrested over the theft of a tram.", "the theft of a tram"),
    ],
)
def test_reason_is_in_the_words_of_the_text(text: str, words: str) -> None:
    assert only(text).reason == words


def test_a_length_of_time_is_no_reason() -> None:
    assert only("The nurse was held for three days by the militia.").reason is None


@pytest.mark.parametrize(
    ("text", "charge"),
    [
        ("The former mayor pleaded guilty Monday to fraud.", "fraud"),
        ("The banker was convicted in 2019 of smuggling gold.", "smuggling gold"),
        ("Ten sailors were arrested on a range of charges.", None),
        ("The two clerks were arrested on July 3 and face one count of forgery.", "forgery"),
    ],
)
def test_a_charge_is_read_over_what_stands_between(text: str, charge: str | None) -> None:
    assert only(text).charges == ([charge] if charge is not None else [])


@pytest.mark.parametrize(
    ("text", "factuality"),
    [
        ("Police did not detain the two marchers.", "denied"),
        ("A judge dismissed charges against the two marchers.", "reported"),
        ("It comes at a time when two cooks are on trial.", "reported"),
        ("There were raids and arrests of marchers.", "reported"),
        ("Ministers called for raids and arrests of the marchers.", "demanded"),
        ("The general will be arrested on Friday, the ministry said.", "planned"),
        ("Two cooks were allegedly detained by the militia.", "alleged"),
        ("The opposition says that thirty of its members have been detained.", "alleged"),
        ("Police said that thirty marchers had been detained.", "reported"),
        ("Two cooks were detained by the militia.", "reported"),
    ],
)
def test_factuality(text: str, factuality: str) -> None:
    assert only(text).factuality == factuality


@pytest.mark.parametrize(
    "text",
    [
        "Marchers could be arrested if they cross the bridge.",
        "When somebody is arrested, a lawyer must be called.",
        "He fled abroad to avoid arrest.",
        "Jailing her would be a mistake.",
        "Misrule shows in a spate of kidnappings and robberies.",
    ],
)
def test_what_is_only_imagined_is_no_record(text: str) -> None:
    assert detentions(text) == []


@pytest.mark.parametrize(
    "demand", ["Lawyers demanded", "Dockers rallied in Porto for", "Nurses demonstrated for", "Their main demand is"]
)
@pytest.mark.parametrize("held", ["sailors", "prisoners"])
def test_release_that_is_only_demanded_says_that_they_are_held(demand: str, held: str) -> None:
    record = only(f"{demand} the release of the two {held}.")
    assert (record.stage, record.factuality, record.place) == ("detained", "reported", None)


def test_an_arrest_of_last_year_is_of_the_same_case() -> None:
    assert len(detentions("The poet Leo Marsh went on trial. Marsh was arrested last year for spying.")) == 1
    assert len(detentions("The poet Leo Marsh went on trial. The baker Ida Holt was arrested last year.")) == 2


def test_different_people_are_different_records() -> None:
    found = detentions("In Tarn, police arrested 17 cooks. In Calvora, a court sentenced Mara Voss to a year in jail.")
    assert [r.stage for r in found] == ["arrested", "sentenced"]


def test_the_two_men_are_the_men_arrested_before() -> None:
    record = only("Police arrested two men at the harbour. The two men were later charged with arson.")
    assert record.stage == "charged"
    assert [(q.low, q.high) for q in record.counts] == [(2, 2)]


def test_a_description_is_joined_with_the_name_that_follows() -> None:
    record = only("A local poet was arrested in Tarn. Mara Voss, 34, was detained at her flat.")
    assert [a.name for a in record.detainees] == ["Mara Voss"]


def test_lower_case_captions_are_read_as_well() -> None:
    record = only("the police arrested forty dockers at the gate while another crowd looked on.")
    assert record.authority is not None
    assert [(q.low, q.high) for q in record.counts] == [(40, 40)]


NEGATIVES = [
    "A woman with a scarf over her face grabbed a gas canister and flung it back at police.",
    "The photograph captured the mood of a whole generation and won the prize.",
    "The committee held a meeting on Tuesday and will hold another in May.",
    "The airline charges five pounds for a bag and booked record profits.",
    "The studio released a statement about the film, which it will release in autumn.",
    "Ministers promised a reform of jail terms and of the bail system.",
    "The goalkeeper caught the ball and released it quickly to the winger.",
    "Rain is expected over the hills while fog will be trapped in the valleys.",
    "Shares in the lender fell after it was rated too big to bail out.",
    "The drug arrested the growth of the tumour in most trials.",
    "The charge of the light infantry decided the battle two centuries ago.",
    "The battery must be charged for two hours before the first flight.",
    "Her sentences are long, and the first sentence of the novel is famous.",
    "The trial of the new vaccine will involve two thousand volunteers.",
    "The town seized the opportunity to rebuild its harbour.",
    "Interest rates held steady and the central bank freed up capital.",
    "The referee booked two defenders and the crowd booed.",
    "The museum holds a collection of prison letters from the last century.",
    "Water was released from the dam to cool the river.",
    "The choir was held in high esteem and held the audience spellbound.",
    "Carbon is captured underground and stored in old wells.",
    "The horse picked up speed and led from the second bend.",
    "The nurse picked up her children from school.",
    "A cardiac arrest can strike without warning, doctors say.",
    "Voters were free to choose and the count was held in the gym.",
    "The chef was convinced that salt releases the flavour.",
]


@pytest.mark.parametrize("text", NEGATIVES)
def test_texts_about_other_subjects_report_none(text: str) -> None:
    assert detentions(text) == []


WORDS = "police arrested detained two men , . who were held for the of in prison she 40 not if charges to".split()  # noqa: SIM905


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1))
def test_evidence_is_in_the_text_and_the_answer_does_not_vary(words: list[str]) -> None:
    text = " ".join(words)
    found = detentions(text)
    assert found == detentions(text)
    assert all(text[e.start : e.end] == e.text for record in found for e in record.evidence)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Police arrested two dockers during protests against the new dam.", None),
        ("Forty people have been arrested since the riots began.", None),
        ("Two dockers were arrested while trying to climb the crane.", "trying to climb the crane"),
        ("Two dockers were arrested while walking home from the harbour.", None),
        ("Two dockers were arrested as they drove to the harbour.", None),
        ("Two dockers were arrested after he and others had climbed the crane.", "climbed the crane"),
        ("Two dockers were arrested after returning to the harbour.", None),
        ("The clerk was arrested in March, a week after the mayor stood down.", None),
        ("The clerk was arrested a day after she burned the files.", "she burned the files"),
        ("Police arrested two dockers 20 minutes after the robbery.", None),
        ("Police arrested two dockers after the robbery.", "the robbery"),
        ("Police arrested Carla Renzi, who wants to open a bakery.", None),
        ("Police arrested dozens of clerks who had refused to leave the hall.", "refused to leave the hall"),
        ("Police freed dozens of clerks wearing blue shirts.", None),
        ("The banker was jailed for two years in a case related to forged coins.", "forged coins"),
        ("The banker was arrested in a court case.", None),
        ("Police arrested those who defied the curfew in Tarn.", "defied the curfew"),
        ("A woman protesting the new dam was detained by officers.", "protesting the new dam"),
        ("The harbour pilot was released on Monday after six weeks.", None),
        ("Police arrested a man who lives near the harbour.", None),
    ],
)
def test_a_reason_is_what_the_people_did_and_not_when_or_who_they_are(text: str, reason: str | None) -> None:
    found = only(text).reason
    assert found is None if reason is None else found is not None and reason in found


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Police held the clerk at the Central County Jail for two weeks.", "Central County Jail"),
        ("Kenya jailed 27 teachers last November.", "Kenya"),
        ("As crowds filled the squares in Lisbon, six men were arrested.", "Lisbon"),
        ("Police detained two dockers during protests in Lisbon, Portugal.", "Lisbon"),
        ("Two dockers from Lisbon were arrested by officers.", None),
        ("Dockers rallied in Lisbon for the release of their two leaders.", None),
        ("After the release of their two leaders in Lisbon, dockers cheered.", "Lisbon"),
    ],
)
def test_a_place_is_a_site_a_city_of_the_sentence_or_the_country_that_does_it(text: str, place: str | None) -> None:
    found = only(text).place
    assert (found.name if found is not None else None) == place


@pytest.mark.parametrize(
    ("text", "authority"),
    [
        ("After scuffles with police at the gates, a number of dockers were detained.", "police"),
        ("Two dockers were kidnapped on Monday, and police searched the gates.", None),
        ("Two dockers were arrested on Monday, and police searched the gates.", "police"),
        ("Two soldiers were arrested on Monday, and the gates were searched.", None),
        ("There were scuffles with police at the gates. They were detained in the end, six dockers.", "police"),
        ("Six dockers were detained in the end. The police dragged them to a van.", "police"),
        ("Six dockers were detained in the end. The police dragged two cars away.", None),
        ("A court heard the case for a week. The banker was led away.", None),
        ("Lawyers for the banker told the court that she had been found guilty of fraud.", "court"),
        ("Telmark police say a bus driver has been charged with arson.", "Telmark police"),
        ("A bus driver who studies the police has been charged with arson.", None),
    ],
)
def test_police_and_courts_beside_a_detention_are_its_authority(text: str, authority: str | None) -> None:
    found = detentions(text)
    assert [d.authority.name if d.authority else None for d in found[:1]] in ([authority], [])


def test_several_groups_are_counted_together() -> None:
    record = only("Police arrested 25 dockers, 12 clerks and an engineer.")
    assert [(q.low, q.high) for q in record.counts] == [(38, 38)]


def test_a_pronoun_may_stand_before_its_name() -> None:
    record = only("Police arrested Carla Renzi at the gates. After her release, Renzi left the country.")
    assert record.stage == "released"


def test_most_of_them_and_the_convicted_are_the_people_just_spoken_of() -> None:
    record = only(
        "A court in Lisbon put 12 dockers on trial. Most were found guilty of rioting. "
        "The convicted dockers were taken to prison. Those sentenced included Carla Renzi."
    )
    assert "Carla Renzi" in [a.name for a in record.detainees]


@pytest.mark.parametrize(
    "text",
    [
        "The new law gives guards the power to make arrests.",
        "The report speaks of a high chance of being jailed.",
    ],
)
def test_powers_and_chances_report_no_detention(text: str) -> None:
    assert not [d for d in detentions(text) if d.factuality == "reported"]


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("The poet was imprisoned in the spring.", "detained"),
        ("The poet was imprisoned for six years.", "sentenced"),
        ("Forty people remain on death row.", "sentenced"),
        ("A court handed down prison sentences of two years to a group of dockers.", "sentenced"),
    ],
)
def test_terms_tell_a_sentence_from_being_held(text: str, stage: str) -> None:
    assert only(text).stage == stage


@pytest.mark.parametrize(
    "text",
    [
        "Police announced that they had arrested six dockers.",
        "The ministry announced the arrest of six dockers.",
    ],
)
def test_what_is_announced_as_done_is_reported(text: str) -> None:
    assert only(text).factuality == "reported"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Two poets were detained in Vantry Cross.", "Vantry Cross"),
        ("Police arrested three bakers in Port Ellin on Sunday.", "Port Ellin"),
        ("Jailed since the Dorn Spring, two poets were arrested again in the Dorn Spring protests.", None),
        ("Three bakers were arrested in July.", None),
    ],
)
def test_two_capitalised_words_after_in_are_a_place_and_no_person(text: str, name: str | None) -> None:
    found = detentions(text)[0].place
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Police in Valletta said that on Friday they had detained ten dockers.", "2027-08-06"),
        ("Police in Valletta arrested ten dockers on Friday, a spokesman said on Sunday.", "2027-08-06"),
    ],
)
def test_the_day_is_the_arrests_and_not_that_of_saying_so(text: str, day: str | None) -> None:
    found = only(text, published="2027-08-09")
    assert (found.when and found.when.edtf) == day


def test_things_seized_beside_people_are_not_counted_among_them() -> None:
    found = only("The coastguard detained 22 fishermen and three trawlers off Malta.")
    assert [d.name for d in found.detainees] == ["22 fishermen"]
    assert [q.low for q in found.counts] == [22]


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("The photographer Ito Sato was detained for two hours at the border, then allowed to go.", "released"),
        ("Two monks were detained overnight before being allowed to go home.", "released"),
        ("The singer Mara Voss was held for six hours by police, then let go.", "released"),
        ("Ben Oduya was detained and not allowed to go.", "detained"),
        ("Ben Oduya was detained, and his driver was allowed to go.", "detained"),
        ("Ben Oduya was detained on Monday, and the trains were allowed to leave.", "detained"),
    ],
)
def test_whoever_is_allowed_to_go_is_released(text: str, stage: str) -> None:
    assert detentions(text)[0].stage == stage
