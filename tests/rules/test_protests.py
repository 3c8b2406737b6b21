"""Protests: what the fields say, which reports are one record, and texts that report none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import Protest
from service.extract import Options, extract
from service.read import read_text
from service.words import load_words

_ONLY = frozenset({"protests"})


def protests(text: str, published: str | None = None) -> list[Protest]:
    """The protests that the whole program finds in the text."""
    found: list[Protest] = extract(read_text(text, published=published), Options(records=_ONLY)).protests
    return found


def only(text: str) -> Protest:
    """The one protest in the text."""
    found = protests(text)
    assert len(found) == 1, [[e.text for e in p.evidence] for p in found]
    return found[0]


def test_a_wave_of_protest_in_one_country_is_one_record_with_all_that_is_said_of_it() -> None:
    found = only(
        "Thousands of people marched through Lisbon on Sunday against a new housing law. The protests, now in their "
        "fourth day, have also reached Porto, where protesters blocked roads. They are demanding that the law be "
        "withdrawn. Riot police used tear gas to disperse the crowds and arrested dozens of people."
    )
    assert found.forms == ["march", "demonstration", "road_block"]
    assert {"Lisbon", "Porto"} <= {p.name for p in found.places}
    assert found.against is not None
    assert "housing law" in found.against.name
    assert [d.text for d in found.demands] == ["the law be withdrawn"]
    assert {"tear_gas", "dispersal", "arrests"} <= set(found.response)
    assert found.participants[0].low == 2000


def test_protests_in_two_countries_are_two_records() -> None:
    found = protests("Farmers blocked roads in Poland on Friday. In Spain, miners marched through Madrid over pay.")
    assert [p.forms for p in found] == [["road_block"], ["march"]]


def test_a_hunger_strike_and_a_planned_boycott_are_records_of_their_own() -> None:
    found = protests(
        "Demonstrations continued in Lisbon. The opposition says it will boycott the vote. "
        "One of its deputies has been on hunger strike since Monday."
    )
    assert [(p.forms, p.factuality) for p in found] == [
        (["demonstration"], "reported"),
        (["boycott"], "planned"),
        (["hunger_strike"], "reported"),
    ]


def test_one_person_alone_may_be_on_hunger_strike_and_is_named() -> None:
    found = only("The youngest of the miners is Ana Kovac. She began a hunger strike on Sunday.")
    assert [a.name for a in found.actors] == ["Ana Kovac"]


def test_last_years_protests_are_kept_apart_from_the_news() -> None:
    found = protests(
        "Nurses rallied in Porto on Monday over pay. The mass protests of last year brought down the health minister."
    )
    assert len(found) == 2


@pytest.mark.parametrize(
    ("text", "factuality"),
    [
        ("The union has announced a two-day strike by nurses for next month.", "planned"),
        ("The opposition leader called for protests against the ruling.", "demanded"),
        ("Teachers will march on Saturday against the cuts.", "planned"),
        ("Farmers have sworn to keep up their protests in Velm.", "reported"),
        ("Protesters tried to storm the town hall.", "reported"),
    ],
)
def test_what_happened_is_told_from_what_is_planned_or_asked_for(text: str, factuality: str) -> None:
    assert only(text).factuality == factuality


def test_captions_in_lower_case_are_read_too() -> None:
    found = only(">> thousands of people took to the streets of london tonight to protest against the war")
    assert found.participants[0].low == 2000
    assert [p.name for p in found.places] == ["london"]


def test_a_capital_that_the_recogniser_misheard_is_still_the_place() -> None:
    assert [p.name for p in only("Hundreds protested in the capital to Velmira on Monday.").places] == ["Velmira"]


def test_a_protest_without_a_place_or_a_figure_leaves_gaps_that_point_to_it() -> None:
    answer = extract(read_text("Protests broke out after the verdict."), Options(records=_ONLY))
    fields = {g.field for g in answer.report.gaps if g.record == answer.protests[0].id}
    assert {"places", "participants", "actors"} <= fields


def test_a_doubtful_word_with_no_protest_near_is_a_gap_and_no_record() -> None:
    answer = extract(read_text("Hundreds gathered in the square at noon."), Options(records=_ONLY))
    assert answer.protests == []
    assert [g.reason for g in answer.report.gaps] == ["word that may report a protest"]


def test_every_field_that_is_set_is_named_by_an_evidence() -> None:
    found = only("Some 400 miners marched through Lisbon for two days, demanding safer pits. Police fired tear gas.")
    named = {f for e in found.evidence for f in e.fields}
    assert {"forms", "places", "participants", "actors", "demands", "duration", "response"} <= named


@pytest.mark.parametrize(
    ("text", "against"),
    [
        ("The ruling sparked protests in Velm.", "ruling"),
        ("Riots that followed the death of a cyclist went on in Velm.", "death of a cyclist"),
        ("Protests broke out in Velm after parliament passed the water law.", "water law"),
        ("Protesters opposed to the new dam met in Velm.", "new dam"),
        ("Hundreds took to the streets of Velm to denounce the mayor.", "mayor"),
        ("Protests in two cities over the fatal stabbing of a nurse.", "stabbing"),
        ("Farmers blocked roads in Ecuador in protest at fuel prices.", "fuel prices"),
        ("Protesters angered by a cartoon marched in Velm.", "cartoon"),
        ("Protests broke out in Velm after a court upheld the sentence.", "sentence"),
        ("Anti-mining activists held a march in Velm.", "mining"),
        ("Thousands of anti-coup demonstrators rallied in Velm.", "coup"),
    ],
)
def test_the_cause_is_read_from_what_sparked_what_is_opposed_and_what_came_before(text: str, against: str) -> None:
    found = only(text)
    assert found.against is not None
    assert against in found.against.name


def test_what_marks_an_old_picture_is_no_part_of_a_name() -> None:
    found = only("FILE - Port bakers march against a tax in Lisbon, May 4, 2019.")
    assert [a.name for a in found.actors] == ["Port bakers"]


def test_those_who_protest_are_no_cause() -> None:
    assert only("Protesters rallied in Velm after police arrested rioters.").against is None


def test_a_place_in_the_sentence_before_holds_for_the_protest() -> None:
    found = only("We go to the Portuguese capital Lisbon. Thousands marched against the tax.")
    assert [p.name for p in found.places] == ["Lisbon"]


def test_a_dateline_places_the_protest_under_it() -> None:
    """Where the news names no place, and where its country is that of the dateline."""
    assert [p.name for p in only("PORTO, Portugal - Dockers marched against the tax.").places] == ["PORTO"]
    assert [p.name for p in only("LONDON - Thousands of Kenyans marched across Kenya.").places] == ["Kenya"]


def test_a_hunger_strike_to_protest_is_one_protest() -> None:
    found = only("Three bloggers in Velm began a hunger strike to protest against their detention.")
    assert found.forms == ["hunger_strike"]


def test_whole_days_told_in_hours_are_days() -> None:
    lengths = [only(f"Unions in Lisbon began a {hours}-hour general strike.").duration for hours in (48, 36)]
    assert [length.iso for length in lengths if length is not None] == ["P2D", "PT36H"]


def test_the_city_beside_a_building_is_a_place_of_the_protest_too() -> None:
    found = only("There were scuffles in Lisbon when dockers marched on the High Court.")
    assert [p.name for p in found.places] == ["Lisbon", "High Court"]


def test_without_a_town_the_country_is_the_place_if_the_report_names_it() -> None:
    found = only("While Senegal waits for the vote, protesters fought the police on Monday.")
    assert [(p.name, p.kind) for p in found.places] == [("Senegal", "country")]
    assert only("People in Senegal wait for the vote. Protesters fought the police on Monday.").places == []


def test_an_old_picture_is_a_protest_of_its_own_with_the_place_before_its_date() -> None:
    found = protests(
        "Farmers blocked roads in Porto on Friday.\nFILE - Nurses hold placards during a protest against the cuts, "
        "in Coimbra, Portugal, March 3, 2016.\nFarmers block a road in Porto, Portugal, Sept. 5, 2017."
    )
    assert [[p.name for p in r.places] for r in found] == [["Porto"], ["Coimbra"]]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (
            "Angry supporters of the mayor stormed and looted the Senate and the Supreme Court.",
            ["Senate", "Supreme Court"],
        ),
        ("Police in the Portuguese capital fired tear gas at protesters.", ["Portuguese capital"]),
        ("Protests went on in Lisbon and through the southern part of Spain.", ["Lisbon", "southern part of Spain"]),
        ("Protests spread to several towns, including the mayor's hometown of Velmor.", ["Velmor"]),
        ("Protesters marched in Lisbon. No protests were reported in Porto.", ["Lisbon"]),
        ("Protesters in Kenosha, Wisconsin, were met by men from a Wisconsin militia.", ["Kenosha"]),
    ],
)
def test_places_are_read_as_news_names_them(text: str, places: list[str]) -> None:
    named = [p.name for r in protests(text) for p in r.places]
    assert named == places


def test_the_state_after_a_town_is_no_second_place() -> None:
    found = only("Protesters marched against the law in Denver, Colorado, on Monday.")
    assert [p.name for p in found.places] == ["Denver"]


def test_what_is_asked_for_gives_no_place() -> None:
    found = only("Protesters in Lisbon called for a ceasefire in Sudan.")
    assert [p.name for p in found.places] == ["Lisbon"]


def test_protests_in_several_countries_are_a_record_each() -> None:
    found = protests("There were protests in Jordan, in Lebanon and Iraq as well.")
    assert [[p.country for p in r.places] for r in found] == [["JO"], ["LB"], ["IQ"]]
    assert len({r.id for r in found}) == 3


def test_a_crowd_counted_in_the_next_sentence_is_the_protests_own() -> None:
    found = only("This is the protest against the law in Lisbon. Some 400 people here, singing and clapping.")
    assert [q.low for q in found.participants] == [400]
    assert (
        only("This is the protest against the law in Lisbon. Some 400 people died here in the war.").participants == []
    )


def test_people_described_as_protesters_report_no_protest() -> None:
    assert protests("Two injured protesters crossed the border to see a doctor.") == []


def test_hunger_strikers_among_the_demonstrators_are_of_their_protest() -> None:
    found = only("The demonstrators, of whom six are on hunger strike, met in Lisbon.")
    assert "hunger_strike" in found.forms


def test_each_item_of_a_list_of_demands_is_one() -> None:
    found = only("Protests went on in Lisbon. Protesters' demands include a new vote and the release of two miners.")
    assert [d.text for d in found.demands] == ["a new vote", "the release of two miners"]


def test_a_doubtful_rally_beside_a_plain_protest_adds_no_form() -> None:
    found = only("Protesters marched in Lisbon. The minister spoke at a rally.")
    assert "rally" not in found.forms


NOTHING_TO_REPORT = [
    "The striker struck twice as United marched on to the final, and the fans were in riotous mood.",
    "Shares rallied for a third day as investors bet on lower rates, and the dollar struck a two-year high.",
    "A storm will gather over the coast tonight, with lightning strikes and heavy rain on the streets of the capital.",
    "Doctors struck a balance between the risks of the drug and its benefits in a trial of 400 patients.",
    "In the spring the army marched on the city and stormed its walls; the occupation lasted nine years.",
    "Demand for flats is rising, and buyers turned out in numbers at the auction.",
    "Scientists demonstrated a method for reading the ages of old trees from their rings.",
    "The singer gathered her band for a rally of old hits before crowds of fans in the park.",
    "Missiles struck a military base; the air strikes killed eleven soldiers, the army said.",
    "The candidate told a campaign rally that taxes would fall, and then flew to his next stop.",
    "Everyone has the right to protest, the judge wrote, and the law protects it.",
    "Snow blocked the road over the pass, and two hundred cars were stuck until dawn.",
    "The driver won the rally by eleven seconds after a puncture on the last stage.",
    "Birds gather on the lake in March before they turn north.",
    "The chef gave a demonstration of his knife skills to a crowd at the food fair.",
    "The museum's new hall is a riot of colour, and visitors walked out smiling.",
    "The batter worked the count to two strikes before he sent the ball over the fence.",
    "Prices at the pump rose, and the cost of hunger in the region was put at nine million.",
    "She stood in for the host, and viewers turned on the programme in record numbers.",
    "Protestant and Catholic leaders held a service together in the cathedral.",
    "The surgeon blocked the artery, and the patient walked on the third day.",
    "The company occupied the top floors of the building until its lease ran out.",
    "Troops stormed the hideout before dawn and freed four hostages.",
    "The prosecutor said that the evidence demonstrated intent.",
    "The map shows the towns where strikes like these take place.",
    "A lightning strike set fire to a barn, and neighbours gathered to help.",
]


@pytest.mark.parametrize("text", NOTHING_TO_REPORT)
def test_other_subjects_give_no_protest(text: str) -> None:
    """Sport, markets, weather, medicine, history and war speak the same words."""
    assert [[e.text for e in p.evidence] for p in protests(text)] == []


_GATE = sorted({w.strip("*") for w in load_words("rules/protests")["gate"]})
_WORD = st.sampled_from([*_GATE, "the", "of", "in", "to", "for", "against", ",", ".", "we", "4,000", "no"])


@settings(max_examples=40, deadline=None)
@given(st.lists(_WORD, max_size=25).map(" ".join))
def test_any_words_in_any_order_give_an_answer_whose_evidence_is_the_text(text: str) -> None:
    if not text.strip():
        return
    transcript = read_text(text)
    for protest in extract(transcript, Options(records=_ONLY)).protests:
        for evidence in protest.evidence:
            assert transcript.text[evidence.start : evidence.end] == evidence.text


@pytest.mark.parametrize(
    ("text", "demands"),
    [
        ("Protesters marched in Lisbon. Their demands include scrapping the tax, and a date for a vote.", 2),
        ("Nurses marched in Lisbon and will stay until the mayor steps down.", 1),
        ("Nurses marched in Lisbon until rain drove them home.", 0),
    ],
)
def test_demands_are_read_in_all_their_wordings(text: str, demands: int) -> None:
    assert len(only(text).demands) == demands


def test_what_is_to_be_scrapped_or_who_is_to_go_is_what_the_protest_is_against() -> None:
    against = only("Protesters in Lisbon demanded that the government scrap the water tax.").against
    assert against is not None
    assert against.name == "water tax"
    against = only("Protesters in Lisbon called for the resignation of the mayor.").against
    assert against is not None
    assert against.name == "the mayor"


@pytest.mark.parametrize(
    ("text", "against"),
    [
        ("Parliament passed the water law, sparking protests in Lisbon.", "water law"),
        ("Fuel protests went on in Lisbon.", "Fuel"),
        ("Nurses held demonstrations in Lisbon about the closure.", "closure"),
    ],
)
def test_the_cause_is_read_from_opponents_aims_and_the_words_before_a_protest(text: str, against: str) -> None:
    found = only(text)
    assert found.against is not None
    assert against in found.against.name


def test_friends_and_foes_together_are_against_nobody() -> None:
    assert only("Pro- and anti-Marnian demonstrators fought in Lisbon.").against is None


def test_violence_told_beside_a_protest_makes_a_riot_of_it() -> None:
    assert "riot" in only("Thousands marched in Lisbon. Violence broke out after dark.").forms
    assert "riot" not in only("Thousands marched in Lisbon. An office was set up for their lawyers.").forms


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("A crowd set fire to a police post in Dorn and hurled stones at buses.", ["riot"]),
        ("Youths pelted police with bottles in Dorn.", ["riot"]),
        ("Two boys threw stones at a bus near Dorn.", []),
        ("A bin was set ablaze in Dorn.", []),
    ],
)
def test_a_crowd_that_burns_and_throws_is_a_riot_by_itself(text: str, forms: list[str]) -> None:
    assert [f for p in protests(text) for f in p.forms] == forms


def test_a_union_and_the_speakers_ask_for_those_who_protest() -> None:
    found = only("Nurses marched in Dorn on Monday. Their union says the wards are full. They want a pay rise.")
    assert [d.text for d in found.demands] == ["a pay rise"]


def test_who_is_arrested_for_protesting_is_arrested_over_the_protest() -> None:
    assert only("The poet Ana Kovac was detained for protesting in Lisbon.").response == ["arrests"]


def test_they_who_are_dispersed_are_the_protesters() -> None:
    assert "dispersal" in only("Students protested in Lisbon. After an hour they were dispersed by police.").response


def test_a_protest_lodged_is_an_objection() -> None:
    assert protests("The ambassador lodged a protest over the border.") == []


def test_gaps_point_to_sentences_and_not_to_all_that_lies_between() -> None:
    """Of a protest told of at both ends of a text no gap is longer than a sentence."""
    middle = "The harbour was quiet and the boats lay still. " * 20
    text = f"Protests broke out in Lisbon. {middle}The protests went on. Police and soldiers were seen."
    answer = extract(read_text(text), Options(records=_ONLY))
    found = [g for g in answer.report.gaps if g.record == answer.protests[0].id]
    assert {"participants", "against", "response"} <= {g.field for g in found}
    assert all(g.end - g.start < 60 for g in found)


def test_what_no_word_speaks_of_is_no_gap() -> None:
    answer = extract(read_text("Protests broke out in Lisbon."), Options(records=_ONLY))
    assert {g.field for g in answer.report.gaps} - {None} == {"participants", "against", "actors"}


def test_chants_at_a_march_make_no_demonstration_of_it() -> None:
    assert only("Miners marched through Lisbon, chanting slogans.").forms == ["march"]
    assert only("Miners chanted slogans outside the ministry in Lisbon.").forms == ["demonstration"]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Thousands rally in Velm to back the mayor", "rally"),
        ("Villagers dumped milk in Velm in protest over the price.", "demonstration"),
        ("In Velm, a sit-in outside the barracks was dispersed by soldiers.", "sit_in"),
        ("Drivers brought Velm to a standstill with a go-slow against the toll.", "strike"),
        ("Nurses to walk off the job on Monday", "strike"),
        ("Students have occupied the main hall of the university in Lisbon.", "occupation"),
        ("Activists have set up a camp at the mouth of the mine.", "occupation"),
        ("Police banned a march planned by miners in Lisbon.", "march"),
        ("Teachers formed a human chain round the ministry.", "demonstration"),
        (">> hundreds of people are marching in the streets of lisbon tonight", "march"),
    ],
)
def test_protests_are_seen_in_the_wordings_of_news(text: str, form: str) -> None:
    assert form in only(text).forms


@pytest.mark.parametrize(
    "text",
    [
        "The minister resigned in protest at the cuts.",
        "Three members left the board in protest over the merger.",
        "Thousands of people were on the streets of Lisbon to celebrate the cup.",
        "Climbers set up a camp at the foot of the peak.",
        "Families pitched tents beside the lake.",
    ],
)
def test_leaving_feasting_and_camping_are_no_protest(text: str) -> None:
    assert protests(text) == []


def test_a_strike_with_a_length_is_one_of_work() -> None:
    assert only("The strike, now in its second week, has closed schools in Lisbon.").forms == ["strike"]
    assert protests("After the strike on the depot the town mourned for three days.") == []


def test_who_is_called_on_to_go_is_what_the_protest_is_against() -> None:
    against = only("Thousands of people rallied in Lisbon calling on the mayor to resign.").against
    assert against is not None
    assert "mayor" in against.name


@pytest.mark.parametrize(
    ("text", "form", "low"),
    [
        ("Dozens of cleaners picketed the clinic in Velm on Monday.", "strike", 24),
        ("Some 70 people took part in a vigil in Velm on Monday evening.", "vigil", 70),
        ("No fewer than 900 tenants marched in Velm.", "march", 900),
        ("More than 60 people turned up for the demonstration in Velm.", "demonstration", 61),
        ("Only four people showed up to protest in Velm.", "demonstration", 4),
        ("Around 2.5m took part in the general strike in Marnia, unions said.", "strike", 2_500_000),
        ("Some 30 of the 800 marchers were hurt in Velm.", "march", 800),
        ("In October 2017 hundreds of printers protested in Velm.", "demonstration", 200),
    ],
)
def test_plain_wordings_report_a_protest_with_its_figure(text: str, form: str, low: int) -> None:
    found = only(text)
    assert form in found.forms
    assert [q.low for q in found.participants] == [low]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Striking bus drivers went back to their depots in Velm on Monday.", "strike"),
        ("Police in Velm fought with protesting pensioners.", "demonstration"),
        ("Growers marched 60 miles to Velm to demand cheaper water.", "march"),
    ],
)
def test_people_are_called_by_what_they_do_and_a_march_has_a_length(text: str, form: str) -> None:
    found = only(text)
    assert form in found.forms
    assert found.participants == []


@pytest.mark.parametrize(
    "text",
    [
        "The strike was averted when the owners of the mill agreed to talks.",
        "The union called off the march in Velm.",
        "Demonstrators could be fined under the draft.",
        "The gallery bought nine striking pictures of bus drivers.",
        "Forty parents took part in a demonstration of first aid.",
        "No more protests were reported in Velm.",
        "Miners may stage a demonstration in Velm next month.",
        "The mayor feared that protests would break out in Velm.",
    ],
)
def test_what_was_called_off_or_may_be_is_no_protest(text: str) -> None:
    assert protests(text) == []


@pytest.mark.parametrize(
    ("text", "factuality"),
    [
        ("The march in Velm takes place on Friday.", "planned"),
        ("The strike starts on Friday in Velm.", "planned"),
        ("The rally was not banned, and the union said it would go ahead in Velm.", "planned"),
        ("Miners could block the bridge in Velm on Friday.", "hypothetical"),
        ("There should be a one-day strike in Velm, the union leader said.", "demanded"),
        ("Tram drivers in Velm are being balloted about a walkout.", "planned"),
        ("The strike started on Friday in Velm.", "reported"),
    ],
)
def test_a_day_in_the_present_tense_points_ahead(text: str, factuality: str) -> None:
    assert only(text).factuality == factuality


@pytest.mark.parametrize(
    ("text", "started"),
    [
        ("Thousands marched in Velm on Saturday.", "2021-05-01"),
        ("A rally against the toll was held in Velm on 4 April 2021.", "2021-04-04"),
        ("On Monday some 500 growers gathered in Velm to protest against the toll.", "2021-05-03"),
        ("The strike begins on Monday in Velm.", "2021-05-10"),
        ("In 1977, thousands of people marched in Velm.", "1977"),
        ("Protests against the toll of 4 April went on in Velm.", None),
        ("The protests in Velm ended on Saturday.", None),
        ("Growers marched in Velm over the result of the vote on Saturday.", None),
        ("Thousands marched in Velm on Saturday for a ninth day.", None),
    ],
)
def test_the_day_of_a_protest_is_the_one_it_is_told_with(text: str, started: str | None) -> None:
    found = protests(text, published="2021-05-06")
    assert [p.started.edtf if p.started else None for p in found] == [started]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("The protest moved to Ostrel Square.", ["Ostrel Square"]),
        ("The marchers went from the Ostrel church to the Velmor district.", ["Ostrel church", "Velmor district"]),
        ("Thousands blocked the bridges of Lisbon.", ["Lisbon"]),
        ("Thousands gathered in the capital, Dorn, on Friday to protest against the film.", ["Dorn"]),
        ("The marchers sang about the Ostrel church.", []),
    ],
)
def test_places_have_the_word_for_what_they_are(text: str, places: list[str]) -> None:
    assert [p.name for p in only(text).places] == places


@pytest.mark.parametrize(
    ("text", "demands"),
    [
        (
            "Protesters in Velm demanded the release of two clerks and an end to the raids.",
            ["the release of two clerks", "an end to the raids"],
        ),
        ("Protesters in Velm demanded better pay and hours.", ["better pay and hours"]),
        (
            "Growers have been protesting in Velm, with demands ranging from cheaper water to longer leases.",
            ["cheaper water", "longer leases"],
        ),
        (
            "Miners have been protesting at the gates of the fort for their leader's release.",
            ["their leader's release"],
        ),
        ("The march was held in Velm, not for gain.", []),
        ("Protesters marched in Velm. They insist that there is no leader.", []),
        ("Miners marched in Velm. We demand a new inquiry.", ["a new inquiry"]),
        ("Miners marched in Velm, calling for the mayor to step down.", ["the mayor to step down"]),
    ],
)
def test_each_demand_is_one_and_no_more_than_what_is_asked(text: str, demands: list[str]) -> None:
    assert [d.text for d in only(text).demands] == demands


@pytest.mark.parametrize(
    ("text", "response"),
    [
        ("Police may arrest the marchers if they return to Velm.", []),
        ("Nurses marched in Velm despite a government ban.", ["ban"]),
        ("Nurses marched in Velm. Lawyers want the detained protesters freed.", ["arrests"]),
        ("Nurses marched in Velm. There was no word of possible arrests.", []),
        ("Nurses marched in Velm. Police were sent to crack down.", ["crackdown"]),
        ("Police used tear\u00a0gas on the protesters in Velm.", ["tear_gas"]),
    ],
)
def test_a_response_is_one_that_was_made(text: str, response: list[str]) -> None:
    assert only(text).response == response


def test_what_other_sentences_tell_is_marked_as_carried() -> None:
    found = only("We go to the Portuguese capital Lisbon. Thousands marched against the tax.")
    assert found.carried == ["places"]
    plain = only("Thousands marched against the tax in Lisbon.")
    assert plain.carried == []
    assert found.confidence < plain.confidence


@pytest.mark.parametrize(
    ("text", "records"),
    [
        ("Nurses also protested in Malta and Cyprus against the cuts.", 2),
        ("Thousands marched in a rally in Lisbon on Friday.", 1),
        ("Hundreds marched in Lisbon on Friday, two weeks after the vote. The rally was peaceful.", 1),
    ],
)
def test_one_word_told_of_two_countries_or_times_is_two_protests(text: str, records: int) -> None:
    assert len(protests(text)) == records
