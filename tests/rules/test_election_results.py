"""Who won, who lost and with how much, in the many ways that news says it."""

from __future__ import annotations

import pytest

from schemas import Election
from service.extract import Options, extract
from service.read import read_text

ELECTIONS = Options(records=frozenset({"elections"}))


def election(text: str) -> Election:
    """The one election that the pipeline finds in the text."""
    (found,) = extract(read_text(text), ELECTIONS).elections
    return found


# A passage, and each contestant's outcome.
OUTCOMES: list[tuple[str, dict[str, str]]] = [
    ("Voters in Estonia have handed the Harbour Party a narrow victory in parliamentary elections.", {"Harbour Party": "won"}),
    ("Maria Lund cruised to a second term as governor of Alaska on Tuesday, trouncing her challenger Bill Tate.",
     {"Maria Lund": "won", "Bill Tate": "lost"}),
    ("Labour took the seat from the Conservatives in the Selby by-election.", {"Labour": "won", "Conservatives": "lost"}),
    ("Omar Sall was re-elected with 58 per cent of votes in the first round, the electoral commission of Senegal said.",
     {"Omar Sall": "won"}),
    ("Namibia has elected its first female president, Netta Haidongo.", {"Netta Haidongo": "won"}),
    ("George Wiles has lost Liberia's presidential run-off to Joseph Kesse.", {"George Wiles": "lost", "Joseph Kesse": "won"}),
    ("New Zealand's prime minister, Ruth Hale, admitted defeat after Saturday's election.", {"Ruth Hale": "conceded"}),
    ("Mr Alves has phoned his rival Rui Matos to concede the presidential election in Angola.", {"Alves": "conceded"}),
    ("The president was unseated by a former television host, Dario Vega, in Ecuador's run-off.",
     {"president": "lost", "Dario Vega": "won"}),
    ("Colombia's presidential election is heading for a run-off between Gustavo Rey and Rodolfo Cruz.",
     {"Gustavo Rey": "runoff", "Rodolfo Cruz": "runoff"}),
    ("Tom Okello has declared himself the winner of Kenya's presidential election.", {"Tom Okello": "claims_victory"}),
    ("Venezuela's election was on Sunday. Pilar Diaz wrote on her page, “We have won this election.”", {"Pilar Diaz": "claims_victory"}),
    ("The Harbour Party topped the poll in Austria's parliamentary election.", {"Harbour Party": "won"}),
    ("The mayor of Bergen, Siri Moe, held off a challenge from Nils Dahl in the mayoral election.",
     {"Siri Moe": "won", "Nils Dahl": "lost"}),
    ("The News Agency called the race for Dana Whitlock in Ohio's gubernatorial election.", {"Dana Whitlock": "won"}),
    ("Ray Cordero ran unsuccessfully for the Senate in the 2018 election in Ohio.", {"Ray Cordero": "lost"}),
    ("The ruling party suffered a crushing defeat in Botswana's general election.", {"ruling party": "lost"}),
    ("Kofi Mensa was sworn in as president on Friday after Ghana's election.", {"Kofi Mensa": "won"}),
    ("Ann Rossi has been proclaimed president of Malta after judges counted the votes. She garnered 81,000 votes.", {"Ann Rossi": "won"}),
    ("The government was voted out of office in Sunday's election in Malta.", {"government": "lost"}),
    ("Opinion polls say that Ann Rossi has won the debates before Malta's presidential election on Sunday.", {}),
    ("Our panel of Ann Rossi and Bill Tate take an overview of the 2022 election campaign in Malta.", {}),
    ("Malta's presidential election is on Sunday, the first one after a student uprising ousted Ann Rossi.", {}),
    ("Ann Rossi lost the 2016 presidential election to Ivo Baric, she told reporters in Malta.", {"Ann Rossi": "lost", "Ivo Baric": "won"}),
    ("Ann Rossi conceded defeat in Malta's general election and resigned from her post as the rival Reform Party secured a landslide "
     "victory.", {"Ann Rossi": "conceded", "Reform Party": "won"}),
    ("Luis Soler, a centrist, will battle ruling party candidate Juan Arias in an April run-off in Costa Rica's presidential election.",
     {"Luis Soler": "runoff", "Juan Arias": "runoff"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "outcomes"), OUTCOMES, ids=[row[0][:50] for row in OUTCOMES])
def test_each_contestant_has_the_outcome_that_the_text_gives(text: str, outcomes: dict[str, str]) -> None:
    """Winner and loser are told apart, however the sentence puts it, and nobody else gets an outcome."""
    told = {r.contestant.name.removeprefix("The ").removeprefix("the "): r.outcome for r in election(text).results}
    assert told == outcomes


# A passage, and each contestant's share, votes or seats.
FIGURES: list[tuple[str, dict[str, float]]] = [
    ("The Harbour Party and the Reform Party secured 19 seats each in Malta's parliamentary election.",
     {"Harbour Party": 19, "Reform Party": 19}),
    ("The Harbour Party and the Reform Party secured 19 seats in Malta's parliamentary election.", {"Harbour Party": 19}),
    ("Final results from 98% of polling stations in Malta's election are out: Greens 14.4%.", {"Greens": 14.4}),
    ("Malta's presidential election is over.\n\nAnn Rossi took 66% to Ivo Baric's 34%.", {"Ann Rossi": 66, "Ivo Baric": 34}),
    ("Ann Rossi leads Ivo Baric by 51% to 48% in Malta's election.", {"Ann Rossi": 51, "Ivo Baric": 48}),
    ("The opposition PNR got 30 seats in Malta's parliamentary election.", {"PNR": 30}),
    ("Preliminary results of Malta's presidential election showed Ann Rossi at 58.3 percent and Ivo Baric at 39.1 percent.",
     {"Ann Rossi": 58.3, "Ivo Baric": 39.1}),
    ("The governing Harbour Party's share of the vote fell to 40 per cent in Malta's general election.", {"Harbour Party": 40}),
    ("With most ballots counted in Malta's election, Ann Rossi was leading with 48.2 per cent, followed by Ivo Baric on 35.",
     {"Ann Rossi": 48.2, "Ivo Baric": 35}),
    ("Ivan Dostal has won Slovakia's presidential election, beating Petra Hlavac with 53 per cent of the vote.", {"Ivan Dostal": 53}),
    ("The Unity party took 175 of the 300 seats in Latvia's parliamentary election, and the Harbour Party got 108.",
     {"Unity": 175, "Harbour Party": 108}),
    ("Rui Matos garnered 814,000 votes, compared with 793,000 for Ana Alves, in Angola's presidential run-off.",
     {"Rui Matos": 814000, "Ana Alves": 793000}),
    ("Final figures in Malta's election gave the Harbour Party 34 of the 65 seats, the Reform Party 29 and independents 2.",
     {"Harbour Party": 34, "Reform Party": 29, "independents": 2}),
    ("The Harbour Party won 34 of the 65 seats in Malta's election. The Reform Party ended up with 29, far from a majority.",
     {"Harbour Party": 34, "Reform Party": 29}),
    ("The Harbour Party won Malta's election. The Reform Party took 29 journalists to court.", {}),
    ("The Harbour Party failed to win the 33 seats that it needed in Malta's parliamentary election.", {}),
    ("With ninety percent of the vote in, Ann Rossi leads Ohio's primary fifty four to forty four.", {"Ann Rossi": 54}),
    ("Ann Rossi is leading with 61 percent in results from 98 of 156 constituencies in Malta's election.", {"Ann Rossi": 61}),
    ("Ann Rossi had 58.7% with most precincts reporting in Ohio's primary.", {"Ann Rossi": 58.7}),
    ("Malta has held its election. Progressive Malta got 27.8 per cent of the vote.", {"Progressive Malta": 27.8}),
    ("Alexander Stahl won Finland's presidential election with 51.6 percent to Pekka Haavi's 48.4.",
     {"Alexander Stahl": 51.6, "Pekka Haavi": 48.4}),
    ("Dan Marsh won Tuesday's by-election in Ohio. With all votes counted, Marsh has 51 percent of the vote, compared to Kate Lind with "
     "49 percent.", {"Dan Marsh": 51, "Kate Lind": 49}),
    ("The Unity party was said by the commission to have won 45 of the parliament's 63 seats in Malta's election.", {"Unity": 45}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "figures"), FIGURES, ids=[row[0][:50] for row in FIGURES])
def test_each_figure_is_that_of_its_contestant(text: str, figures: dict[str, float]) -> None:
    """A share, a count of votes or of seats goes to the contestant that it stands with."""
    results = election(text).results
    told = {r.contestant.name: q.low for r in results if (q := r.vote_share or r.votes or r.seats) is not None}
    assert {name.removesuffix(" party"): low for name, low in told.items()} == figures


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Malta's presidential election was held on Sunday. They won with 52 per cent.", "outcome, not clear whose"),
        ("Ann Rossi won the primary in Ohio on Tuesday. The primary in Utah drew more voters.",
         "a vote in another place, perhaps another election"),
        ("The presidential election", "election named, nothing found that is said of it"),
    ],
    ids=["whose", "where", "what"],
)  # fmt: skip
def test_what_the_rules_cannot_settle_they_say(text: str, reason: str) -> None:
    """A result of nobody known, a vote elsewhere and a bare name are gaps, each with the words in question."""
    gaps = extract(read_text(text), ELECTIONS).report.gaps
    found = next(gap for gap in gaps if gap.reason == reason)
    assert 0 <= found.start < found.end <= len(text)


def test_a_vote_put_off_keeps_only_its_new_day() -> None:
    """The day that no longer holds is no polling day."""
    day = election("Malta has postponed its presidential election until June 7.").polling_day
    assert day is not None
    assert day.edtf == "XXXX-06-07"
    assert election("Malta has postponed the presidential election of May 3 because of floods.").polling_day is None


def test_primaries_of_two_states_are_two() -> None:
    """Each state's own vote has its own record, place and day."""
    text = (
        "In Iowa, caucuses were held on February 3, and in New Hampshire, a primary election was held on February 11."
    )
    found = extract(read_text(text), ELECTIONS).elections
    days = {e.place.name: e.polling_day.edtf for e in found if e.place is not None and e.polling_day is not None}
    assert days == {"Iowa": "XXXX-02-03", "New Hampshire": "XXXX-02-11"}


@pytest.mark.parametrize(
    ("text", "ahead"),
    [
        ("Omar Said won 41% and Lina Haddad 38% in Tunisia’s presidential election and go into a second round on May 12.",
         {"Omar Said", "Lina Haddad"}),
        ("Petra Novak won 33.5% and Milan Hajek 30.1% in Slovakia’s presidential election and will face each other in a second round.",
         {"Petra Novak", "Milan Hajek"}),
        ("Ines Prado got 40.2 percent and Luis Ferro 37.8 percent in Peru’s presidential election. Both candidates go through to a runoff.",
         {"Ines Prado", "Luis Ferro"}),
        ("Petra Novak won 33.5%, Milan Hajek 30.1% and Ota Kral 12% in Slovakia’s presidential election. Novak and Hajek go into a second "
         "round on April 6.", {"Petra Novak", "Milan Hajek"}),
        ("Petra Novak won 53.5% and Milan Hajek 40.1% in Slovakia’s presidential election, so that there is no second round.", set()),
    ],
)  # fmt: skip
def test_all_who_are_said_to_go_on_go_on(text: str, ahead: set[str]) -> None:
    told = extract(read_text(text), ELECTIONS).elections
    assert {r.contestant.name for e in told for r in e.results if r.outcome == "runoff"} == ahead


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("The measure passed 51-49 in a referendum in Slovenia on Sunday.", {"measure": 51, "against": 49}),
        ("Voters in Estonia backed the change 62 to 38 percent in a referendum.", {"change": 62, "against": 38}),
        ("The measure was rejected 55-45 in a referendum in Latvia on Sunday.", {"rejected": 55, "measure": 45}),
        ("The measure passed with 51 percent in a referendum in Slovenia 49 years later.", {"measure": 51}),
    ],
)
def test_a_score_tells_both_shares(text: str, shares: dict[str, float]) -> None:
    assert {r.contestant.name: r.vote_share.low for r in election(text).results if r.vote_share} == shares


def test_an_earlier_vote_told_of_somebody_is_not_the_one_ahead() -> None:
    """What is told in `who was elected in 2018` is of 2018; the vote on Sunday has neither its year nor its share."""
    for told in ("who was elected in 2018 with 62 percent", "who won 62 percent of the vote in the 2018 election"):
        text = f"President Ann Rossi, {told}, faces Ivo Baric in Malta's presidential election on Sunday."
        earlier, coming = extract(read_text(text), ELECTIONS).elections
        assert (earlier.status, earlier.polling_day and earlier.polling_day.edtf) == ("held", "2018")
        assert (coming.status, [r for r in coming.results if r.vote_share]) == ("scheduled", [])


@pytest.mark.parametrize(
    "text",
    [
        "The council passed the levy 7 to 2 on Tuesday after a long debate in Boise.",
        "The Senate passed the amendment 62 to 38, and voters never had a say.",
        "The levy should pass if voters turn out, the mayor of Boise said.",
    ],
)
def test_a_body_that_votes_on_a_measure_holds_no_referendum(text: str) -> None:
    assert not [found for found in extract(read_text(text), ELECTIONS).elections if found.results]


# What is needed, or by how much somebody won, is nobody's.
NOBODYS: list[tuple[str, dict[str, tuple[str | None, float | None]]]] = [
    ("Ann Rossi won Malta's presidential election by less than 1% of the vote.", {"Ann Rossi": ("won", None)}),
    ("The Harbour Party fell short in Malta's election of the 33 seats it needs to govern alone.", {"Harbour Party": ("lost", None)}),
    ("The coalition insisted that it had got 70 percent of the vote, rejecting the count in Malta's election.", {"coalition": (None, 70)}),
    ("Elena Quispe got 38.6 per cent of the vote in Peru's election compared to her closest opponent Hugo Salas's 35.4 per cent.",
     {"Elena Quispe": (None, 38.6), "Hugo Salas": (None, 35.4)}),
    ("Elena Quispe won 39.2% in round one of Peru's election, against 35.4% for 69-year-old Hugo Salas.",
     {"Elena Quispe": (None, 39.2), "Hugo Salas": (None, 35.4)}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), NOBODYS, ids=[row[0][:40] for row in NOBODYS])
def test_a_figure_is_his_who_has_it(text: str, told: dict[str, tuple[str | None, float | None]]) -> None:
    shown = {r.contestant.name: (r.outcome, (f := r.votes or r.vote_share) and f.low) for r in election(text).results}
    assert {name.removeprefix("The ").removeprefix("the "): r for name, r in shown.items()} == told
