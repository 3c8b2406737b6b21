"""Detentions in the many wordings of news: stages, names, reasons, places, and what is left open."""

from __future__ import annotations

import pytest

from tests.rules.detained import answer_to, detentions, only


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("The publisher was jailed in the spring.", "detained"),
        ("The publisher was jailed for fraud.", "sentenced"),
        ("The ringleader got 15 years in jail.", "sentenced"),
        ("The banker faces six years in prison.", "charged"),
        ("The minister granted the baker a full pardon.", "released"),
        ("A judge denied the banker bail.", "detained"),
        ("Charges were filed against two officers.", "charged"),
        ("The kidnapped teacher has regained her freedom.", "released"),
        ("Hugo Brandt secured bail on Monday.", "released"),
        ("Hugo Brandt walked out of jail on Monday.", "released"),
        ("Hugo Brandt was convicted of fraud. He gets bail before his sentencing in May.", "released"),
        ("The sentencing of Hugo Brandt to six years in prison drew protests.", "sentenced"),
    ],
)
def test_stage_in_further_wordings(text: str, stage: str) -> None:
    assert only(text).stage == stage


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Those sentenced included the actor Leo Marsh and a former dean, Carla Renzi.", ["Leo Marsh", "Carla Renzi"]),
        ("Among those arrested in the raid was the baker Leo Marsh, 23.", ["Leo Marsh"]),
        ("The two bakers, Leo Marsh and Carla Renzi, were detained in Lisbon.", ["Leo Marsh", "Carla Renzi"]),
        ("The arrest on Friday of the deputy mayor, Leo Marsh, sparked protests.", ["Leo Marsh"]),
    ],
)
def test_names_are_found_wherever_they_stand(text: str, names: list[str]) -> None:
    found = [a.name for d in detentions(text) for a in d.detainees if a.kind == "person"]
    assert set(names) <= set(found)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Leo Marsh, Carla Renzi and Hugo Brandt were released.", ["Leo Marsh", "Carla Renzi", "Hugo Brandt"]),
        ("The rector, Leo Marsh, and his aide, Carla Renzi, were detained.", ["Leo Marsh", "Carla Renzi"]),
        ("Mr Marsh, Mr Hills and Ms Renzi were arrested in Lisbon.", ["Marsh", "Hills", "Renzi"]),
        ("Leo Hills and Hugo Brandt were arrested in Lisbon.", ["Leo Hills", "Hugo Brandt"]),
        ("The rector, a former singer, was detained.", ["The rector"]),
    ],
)
def test_of_a_list_nobody_is_lost_and_nobody_added(text: str, names: list[str]) -> None:
    assert [a.name for a in only(text).detainees] == names


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Two clerks were hurt and 120 arrested in Lisbon.", [120]),
        ("Police kettled about 90 dockers and released them after three hours.", [90]),
        ("Pirates are holding 19 sailors off the coast.", [19]),
    ],
)
def test_counts_in_further_wordings(text: str, count: list[int]) -> None:
    assert [q.low for q in only(text).counts] == count


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("The lawyers' guild called on the court to release the poet Leo Marsh.", [("detained", "reported")]),
        ("The minister asked that the dean be arrested.", [("arrested", "demanded")]),
        ("Rumours that the dean had been arrested were false.", [("arrested", "denied")]),
        ("There were reports that the dean had been arrested, but they were denied.", [("arrested", "denied")]),
        ("Reports that the dean had been arrested reached the port.", [("arrested", "reported")]),
        ("Not a single official has been arrested so far.", []),
        ("One official has been arrested so far.", [("arrested", "reported")]),
        ("Anyone who speaks up risks arrest.", []),
        ("Police will make arrests if the crowd stays.", []),
        ("Riots followed when the government arrested two bakers.", [("arrested", "reported")]),
        ("Riot police charged the protesters on the bridge.", []),
        ("Riot police charged three protesters with assault.", [("charged", "reported")]),
        ("A judge granted bail to the baker Leo Marsh.", [("released", "reported")]),
        ("Leo Marsh was released on Sunday and re-arrested two hours later.", [("arrested", "reported")]),
        ("Leo Marsh was arrested on Sunday and released two hours later.", [("released", "reported")]),
        ("The measures helped to arrest the fast worsening situation in the port.", []),
    ],
)
def test_what_is_wished_denied_or_possible_is_not_told_as_done(text: str, standing: list[tuple[str, str]]) -> None:
    assert [(d.stage, d.factuality) for d in detentions(text) if d.factuality != "hypothetical"] == standing


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The rector has been under house arrest since March.", None),
        ("Thirty dockers were arrested at a rally in Lisbon.", None),
        ("Thirty dockers were arrested during a rally in Lisbon.", None),
    ],
)
def test_a_day_or_a_place_is_no_reason(text: str, reason: str | None) -> None:
    assert only(text).reason == reason


@pytest.mark.parametrize(
    ("text", "place", "carried"),
    [
        ("Hundreds of dockers marched in Lisbon on Friday. Six clerks were arrested.", "Lisbon", ["place"]),
        ("LISBON (Wire) — The port was calm. Six clerks were arrested on Friday.", "LISBON", ["place"]),
        ("Dockers marched in Lisbon and in Madrid. Six clerks were arrested.", None, []),
        ("Six clerks were arrested in Lisbon.", "Lisbon", []),
        ("Dockers marched in Lisbon. More than 200 people have been arrested this year.", None, []),
        ("Dockers marched in Lisbon. The poet Leo Marsh was arrested last year.", None, []),
    ],
)
def test_a_place_that_the_clause_lacks_is_the_scenes(text: str, place: str | None, carried: list[str]) -> None:
    record = only(text)
    assert (record.place.name if record.place is not None else None) == place
    assert record.carried == carried
    assert not carried or any(text[e.start : e.end] == place and "place" in e.fields for e in record.evidence)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The poet Ida Holt was arrested in Lisbon. Prosecutors accuse her of spying.", "spying"),
        ("The poet Ida Holt has spent a year behind bars. Ms Holt is accused of spying, prosecutors say.", "spying"),
        ("Six clerks were arrested in Lisbon. They are accused of theft, prosecutors say.", "theft"),
        ("Six clerks were arrested in Lisbon. He is accused of theft, prosecutors say.", None),
        ("The poet Ida Holt was arrested in Lisbon. The mayor Leo Marsh is accused of theft, prosecutors say.", None),
        ("The poet Ida Holt was arrested for theft. Prosecutors accuse her of spying, too.", "theft"),
    ],
)
def test_what_they_are_accused_of_in_the_next_sentence_is_the_reason(text: str, reason: str | None) -> None:
    record = only(text)
    assert record.reason == reason
    assert record.carried.count("reason") == (reason is not None and "for theft" not in text)


def test_what_befell_some_is_not_told_of_all() -> None:
    record = only("Nine bakers were arrested in Lisbon. Some have got bail.")
    assert record.stage == "arrested"


def test_whoever_made_the_arrest_before_made_the_next_one() -> None:
    first, second = detentions("Customs officers arrested two bakers. A clerk was detained an hour later.")
    assert first.authority is not None
    assert first.authority == second.authority
    assert (first.carried, second.carried) == ([], ["authority"])
    assert second.confidence < first.confidence


def test_police_who_speak_beside_an_arrest_did_not_make_it() -> None:
    assert only("Police said the road was closed. A clerk was detained by guards of the bank.").authority is not None
    assert only("Police said the road was closed. A clerk was detained at home.").authority is None


def test_names_in_captions_without_capitals() -> None:
    record = only("police in lisbon arrested michael marsh on friday. marsh was later charged with arson.")
    assert [a.name for a in record.detainees] == ["michael marsh"]
    assert record.stage == "charged"


def test_captions_all_in_capitals_are_read_like_others() -> None:
    found = detentions(
        "REBELS TOOK FOUR NURSES HOSTAGE IN LISBON ON MONDAY. POLICE ARRESTED THE BAKER MICHAEL MARSH, 30."
    )
    assert [[a.name for a in d.detainees] for d in found] == [["FOUR NURSES"], ["MICHAEL MARSH"]]
    assert [d.authority and d.authority.name for d in found] == ["REBELS", "POLICE"]


def test_a_pronoun_is_rather_who_is_held_than_who_speaks() -> None:
    record = only(
        "Leo Marsh was arrested on Monday. His lawyer Hugo Brandt said he had been beaten. He was released later."
    )
    assert [a.name for a in record.detainees] == ["Leo Marsh"]
    assert record.stage == "released"


def test_whose_case_goes_on_alone_gets_a_record() -> None:
    found = detentions(
        "Police arrested Carla Renzi and Leo Marsh on Monday. Marsh was charged with arson. Renzi was released."
    )
    assert {(tuple(a.name for a in d.detainees), d.stage) for d in found} == {
        (("Carla Renzi",), "released"),
        (("Leo Marsh",), "charged"),
    }


def test_another_man_is_a_new_man() -> None:
    assert len(detentions("Police arrested a man on Monday. Another man was arrested on Tuesday.")) == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("As a result of the unrest in the port, twenty people were arrested.", "the unrest in the port"),
        ("Four people were arrested in an investigation into the theft of a tram.", "the theft of a tram"),
        ("The poet was imprisoned because of his politics.", "his politics"),
        ("A jury convicted the banker of fraud.", "fraud"),
        ("The banker was found guilty of hiding a fortune.", "hiding a fortune"),
        ("Six dockers were arrested under the assembly law.", "the assembly law"),
    ],
)
def test_reasons_in_further_wordings(text: str, words: str) -> None:
    record = only(text)
    assert words in [record.reason, *record.charges]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Leo Marsh was released from a Wisconsin jail on Friday.", "Wisconsin"),
        ("Six people were arrested at rallies about the war in Gaza.", None),
        ("After his release, Leo Marsh opened a shop in Lisbon.", None),
    ],
)
def test_a_place_is_where_it_happened(text: str, place: str | None) -> None:
    found = only(text).place
    assert (found.name if found is not None else None) == place


def test_impeachment_holds_nobody() -> None:
    assert detentions("The Senate acquitted the president of both charges.") == []


def test_what_a_record_lacks_is_said_in_a_gap() -> None:
    answer = answer_to("A man was arrested in Lisbon on Friday.")
    assert {gap.field for gap in answer.report.gaps} == {"detainees", "authority", "reason"}
    assert {gap.record for gap in answer.report.gaps} == {answer.detentions[0].id}


def test_a_word_for_a_detention_that_no_rule_reads_is_a_gap() -> None:
    text = "The weather is mild. The prisons were said to be full to the roof."
    answer = answer_to(text)
    assert answer.detentions == []
    assert [text[gap.start : gap.end] for gap in answer.report.gaps] == ["The prisons were said to be full to the roof"]


@pytest.mark.parametrize(
    ("text", "factuality"),
    [
        ("Protesters called for the arrest of the former mayor, Leo Marsh.", ["demanded"]),
        ("We do not support the arrest of the former mayor.", []),
        ("The envoy feared the arrest of the former mayor.", []),
    ],
)
def test_an_arrest_called_for_is_demanded_and_one_feared_is_none(text: str, factuality: list[str]) -> None:
    assert [d.factuality for d in detentions(text)] == factuality


def test_whose_release_a_president_calls_for_is_not_his_own() -> None:
    record = only("The writer Leo Marsh was arrested in Lisbon. President Hugo Brandt called for his release.")
    assert [a.name for a in record.detainees] == ["Leo Marsh"]
    assert record.stage == "arrested"


def test_waves_of_arrest_are_arrests_of_people_not_named() -> None:
    assert only("The authorities have carried out waves of arrest.").stage == "arrested"


@pytest.mark.parametrize(
    ("text", "happened"),
    [
        ("he once again demanded the arrest of traders like leo marsh and carla renzi under the act", False),
        ("he has once again welcomed the arrest of traders like leo marsh and carla renzi under the act", True),
        ("Their main demand is that they release Leo Marsh and Carla Renzi from jail.", False),
        ("Not a single trader from the old port or its many markets was arrested, said Leo Marsh.", False),
        ("Leo Marsh will go on trial in Lisbon.", True),
        ("Leo Marsh will be arrested in Lisbon.", False),
    ],
)
def test_what_is_wanted_or_denied_is_told_from_what_was_done(text: str, happened: bool) -> None:
    done = [d.stage for d in detentions(text) if d.factuality == "reported" and d.stage != "detained"]
    assert bool(done) is happened


def test_a_town_that_no_list_knows_is_the_place() -> None:
    """Police in a town, and a town in another clause of the sentence."""
    for text in ("Police in Belmora arrested 14 dockers.", "Police met marchers in Belmora, and 21 men were held."):
        place = only(text).place
        assert place is not None
        assert place.name == "Belmora"


@pytest.mark.parametrize(
    "text",
    [
        "The three dockers were released because of pressure from the army.",
        "Five hostages were released for a ransom of $5 million.",
        "The mayor was freed over a lack of evidence.",
    ],
)
def test_why_somebody_is_let_go_is_not_why_they_were_held(text: str) -> None:
    assert only(text).reason is None


def test_what_one_of_them_is_charged_with_is_told_of_that_one() -> None:
    all_, one = detentions("Eight men were arrested for rioting, one of them being charged with assaulting an officer.")
    assert (all_.stage, all_.reason, all_.charges) == ("arrested", "rioting", [])
    assert (one.stage, one.charges) == ("charged", ["assaulting an officer"])


def test_a_judge_by_name_is_the_authority() -> None:
    record = only("Judge Ana Vega sentenced Hugo Brandt to six years in prison for fraud.")
    assert record.authority is not None
    assert record.authority.name == "Ana Vega"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("She was convicted of spreading false news and sent to prison for seven years.", "spreading false news"),
        (
            "The four were convicted of conspiracy to commit robbery and have been jailed.",
            "conspiracy to commit robbery",
        ),
        ("He was convicted of theft and fraud.", "theft and fraud"),
        (
            "He was convicted of running a ring that stole cars and sold them.",
            "running a ring that stole cars and sold them",
        ),
    ],
)
def test_a_charge_ends_where_something_else_is_told(text: str, words: str) -> None:
    assert [c for d in detentions(f"Carla Renzi left. {text}") for c in d.charges] == [words]


def test_who_holds_hostages_holds_them() -> None:
    record = only("Students stormed the hall, held two clerks hostage for a day and forced the college to close.")
    assert record.authority is not None
    assert record.authority.name == "Students"


def test_of_a_body_and_people_found_guilty_the_people_are_told_of() -> None:
    assert only("The News Lamp and its two editors were found guilty of sedition.").stage == "prosecuted"


def test_a_jail_term_in_all_is_no_reason() -> None:
    assert only("The gang were jailed for a total of 62 years.").reason is None


def test_somebody_elses_surname_and_a_month_are_no_places() -> None:
    assert only("The arrest was told of by Robert London, and two clerks were held.").place is None
    assert only("Two clerks were jailed for a year in Sept.").place is None


@pytest.mark.parametrize(
    "text",
    [
        "The death of Mila Brandt in police custody led to protests.",
        "The unrest was sparked by Mila Brandt's death in custody.",
    ],
)
def test_who_died_in_custody_was_held(text: str) -> None:
    assert [a.name for a in only(text).detainees] == ["Mila Brandt"]


def test_people_sent_to_court_are_charged_in_the_clause_after() -> None:
    record = only("Some thirty sailors have been sent to the courts, charged with arms possession.")
    assert (record.stage, record.charges) == ("charged", ["arms possession"])


def test_two_words_without_an_article_are_a_name_where_capitals_tell_nothing() -> None:
    assert only("police in lisbon arrested grabriela tornago on friday.").detainees[0].kind == "person"
    assert only("police in lisbon arrested student leaders on friday.").detainees[0].kind == "group"


def test_a_description_does_not_begin_within_a_quotation() -> None:
    record = only("According to the guild, “at least 40” bakers remain in custody in Lisbon.")
    assert [a.name for a in record.detainees] == ["bakers"]
    assert [q.low for q in record.counts] == [40]
