"""Elections in the many ways that news tells of them: short passages with what must come out of each."""

from __future__ import annotations

import pytest

from schemas import Election
from service.extract import Options, extract
from service.read import read_text

ELECTIONS = Options(records=frozenset({"elections"}))


def elections(text: str) -> list[Election]:
    """The elections that the pipeline finds in the text."""
    found: list[Election] = extract(read_text(text), ELECTIONS).elections
    return found


# A passage, and the country, kinds and stage of its one election.
NEWS: list[tuple[str, str, list[str], str]] = [
    # votes that a verb names
    ("Poles go to the polls on Sunday to elect a new parliament.", "PL", ["parliamentary"], "scheduled"),
    ("The people of Sierra Leone have been voting for a new president. Polling stations opened late in Freetown.",
     "SL", ["presidential"], "ongoing"),
    ("Ecuador goes to the polls this Sunday to choose a president, days after a candidate was shot dead.",
     "EC", ["presidential"], "scheduled"),
    ("Mexico has elected its first woman president. Claudia Serrano won between 58 and 60 per cent.",
     "MX", ["presidential"], "held"),
    ("Voters in Ireland have overwhelmingly rejected two changes to the constitution.", "IE", ["referendum"], "held"),
    ("Voters in Ohio rejected a proposal on Tuesday that would have made it harder to change the state constitution.",
     "US", ["referendum"], "held"),
    ("Tens of millions of Indonesians are heading to the polls to choose a new president, a new parliament and local "
     "councillors.", "ID", ["presidential", "parliamentary", "local"], "scheduled"),
    # the tense alone tells the stage, parties alone the country
    ("Democrats took control of the House of Representatives in Tuesday's midterm elections, while Republicans kept the Senate.",
     "US", ["parliamentary"], "held"),
    ("On Tuesday Iowa's Democrats hold their caucuses, the first test of a long nominating season.",
     "US", ["primary"], "scheduled"),
    ("Narendra Mehta's BJP has lost its majority in the Lok Sabha. The alliance led by his party won 293 of the 543 seats.",
     "IN", ["parliamentary"], "held"),
    ("Labour has won a landslide. Sir Alan Prior will be the next prime minister, with a majority of 170 in the House of "
     "Commons.", "GB", ["parliamentary"], "held"),
    # undone, put off, disputed
    ("The military rulers of Mali have put off a presidential vote that had been due in February.",
     "ML", ["presidential"], "postponed"),
    ("Opposition parties in Pakistan say the vote was rigged. The results have been delayed by more than a day.",
     "PK", ["general"], "held"),
    ("Somalia's electoral body announced on Monday the postponement of the parliamentary election until November 20.",
     "SO", ["parliamentary"], "postponed"),
    ("Haiti's president announced that the presidential run-off planned for Sunday would be delayed to January 24.",
     "HT", ["presidential"], "postponed"),
    ("Haiti holds a presidential run-off on January 24. Officials said that it would be delayed if the storm came.",
     "HT", ["presidential"], "scheduled"),
    # under way
    ("The parliamentary election in Armenia is being held under the eye of 400 observers. Polling stations close at 8 pm.",
     "AM", ["parliamentary"], "ongoing"),
    ("As Iceland votes in its closest general election for a generation, the polls give no party a clear lead.",
     "IS", ["general"], "ongoing"),
    ("Welcome to election night. The polls are still open in the west, and we will not know for hours who the next president of "
     "the United States will be.", "US", ["presidential"], "ongoing"),
    ("Iceland votes in a general election on Saturday.", "IS", ["general"], "scheduled"),
    ("Egyptians have started casting their ballots in the first parliamentary elections since Omar Sabri was toppled in a popular "
     "uprising.", "EG", ["parliamentary"], "ongoing"),
    ("The levy was the issue of Tuesday's county election in Ohio: 42.5% voted in favor, while 57.5% voted against.",
     "US", ["referendum"], "held"),
    ("Nigeria's presidential election, which was due to be held on Saturday, has been postponed by a week, officials said hours before "
     "polls were due to open.", "NG", ["presidential"], "postponed"),
    ("The ruling party led in Azerbaijan's parliamentary election on Monday, but the opposition vowed to fight to overturn what it called "
     "fraudulent results.", "AZ", ["parliamentary"], "held"),
    ("Following the first round of Finland's presidential election, Alexander Stahl will face off against Pekka Haavi, who stood "
     "on his own ticket, two weeks from now.", "FI", ["presidential"], "held"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "country", "kinds", "status"), NEWS, ids=[row[0][:50] for row in NEWS])
def test_news_of_a_vote_is_one_record(text: str, country: str, kinds: list[str], status: str) -> None:
    """One passage about one vote gives one record with who votes, for what, and how far it has come."""
    (found,) = elections(text)
    assert found.place is not None
    assert (found.place.country, sorted(found.kinds), found.status) == (country, sorted(kinds), status)


POLITICS_WITHOUT_A_VOTE = [
    "Republicans and Democrats in the Senate reached a deal on the budget late on Thursday. The White House welcomed it.",
    "A new poll finds that most Americans drink coffee every day. The survey of 1,000 adults has a margin of error of three points.",
    "President Whitlock met her Republican critics at the White House. She said the race for a vaccine was on.",
    "The company is leading the race for the contract. Its rivals, two French firms, are trailing.",
    "The candidates for the job of head coach were interviewed on Tuesday. The front-runner is Pat Riley.",
    "The film is a front-runner for the best picture Oscar; its nominees were announced on Tuesday in Los Angeles.",
    "Former President Bill Harlan has written a novel. His wife, once a presidential candidate, wrote the foreword.",
    "The minister said democracy depends on free elections and an independent press.",
    "Lawmakers in Sri Lanka will elect a new president by secret ballot on Wednesday after the previous one fled the country.",
    "Members of the union must be citizens before they may vote in federal elections or serve on a jury in Ohio.",
    "A mosque in Ohio was attacked in the months after President Harlan's election, said a report by a university.",
    "A September survey found 61 percent of voters in Ohio in favour of stricter rules for trucks.",
]


@pytest.mark.parametrize("text", POLITICS_WITHOUT_A_VOTE, ids=lambda text: text[:50])
def test_politics_without_a_vote_gives_none(text: str) -> None:
    """Candidates, polls, races and parties are everywhere in the news; without a vote of the people they are no election."""
    assert elections(text) == []


def test_a_run_off_names_both_who_stand() -> None:
    """The one who faces and the one who is faced both go to the run-off."""
    (found,) = elections(NEWS[-1][0])
    assert {r.contestant.name for r in found.results if r.outcome == "runoff"} == {"Alexander Stahl", "Pekka Haavi"}


def test_seats_gained_are_no_seats_won() -> None:
    """Of a gain and a total, the total is the result."""
    (found,) = elections(
        "In Austria's parliamentary election the Greens gained 14 seats, and the Liberals won 61 seats."
    )
    seats = {r.contestant.name: r.seats.low for r in found.results if r.seats}
    assert list(seats.values()) == [61]


def test_the_year_and_the_day_of_a_vote_make_one_date() -> None:
    """``the 2020 election on November 3`` is a full date."""
    (found,) = elections("The 2020 presidential election in Malta on November 3 was won by Ann Rossi.")
    assert found.polling_day is not None
    assert found.polling_day.edtf == "2020-11-03"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Kerr won the election in Velm with 51 percent.", ("Velm", None)),
        ("Ora Fell won the by-election in Brackwater on Thursday.", ("Brackwater", None)),
        ("Latvia's new president won the election in May with 51 percent.", ("Latvia", "LV")),
        ("The D.R.  Congo elects a president on December 20.", ("D.R. Congo", "CD")),
    ],
)
def test_a_place_that_no_list_knows_votes_as_well(text: str, place: tuple[str, str | None]) -> None:
    (found,) = elections(text)
    assert found.place is not None
    assert (found.place.name, found.place.country) == place


TWO_ROUNDS = [
    "Neither front-runner in Malta's presidential election passed the 50 per cent mark, so Ann Rossi, who got 38 per cent, and"
    " Ivo Baric, who got 29, go through to a second round on May 12.",
]


@pytest.mark.parametrize("text", TWO_ROUNDS)
def test_a_run_off_with_a_day_is_a_vote_beside_the_first_round(text: str) -> None:
    """Both rounds are of one kind and place; the shares, and who goes on, are the first round's, whichever is named first."""
    first, second = sorted(elections(text), key=lambda e: e.status)
    assert (first.status, second.status) == ("held", "scheduled")
    assert second.polling_day is not None
    assert second.polling_day.edtf == "XXXX-05-12"
    assert [(r.vote_share and r.vote_share.low, r.outcome) for r in first.results] == [(38, "runoff"), (29, "runoff")]
    assert second.results == []
    assert {e.kinds[0] for e in (first, second)} == {"presidential"}
    assert {e.place.country for e in (first, second) if e.place} == {"MT"}


def test_a_run_off_without_a_day_is_no_second_vote() -> None:
    (found,) = elections("Malta's presidential election goes to a second round: Ann Rossi will face Ivo Baric in it.")
    assert {r.outcome for r in found.results} == {"runoff"}


def test_a_vote_of_a_year_that_a_clause_looks_back_to_is_another() -> None:
    """What the clause does not tell stays with the vote in the news."""
    news, then = elections(
        "Malta's presidential election was held on Sunday. Turnout was 40 percent, down from 49 percent in 2021, when Ivo"
        " Baric was elected."
    )
    assert news.polling_day is None or news.polling_day.edtf is None
    assert (news.turnout and news.turnout.low, [r.outcome for r in news.results]) == (40, [])
    assert (then.polling_day and then.polling_day.edtf, [r.contestant.name for r in then.results]) == (
        "2021",
        ["Ivo Baric"],
    )


@pytest.mark.parametrize(
    ("text", "outcomes"),
    [
        ("In Malta's referendum, 55 per cent were against the change and 45 per cent in favour.", ["won", None]),
        (
            "In an opinion poll before Malta's referendum, 55 per cent were against the change and 45 per cent in favour.",
            [None, None],
        ),
    ],
)
def test_the_side_with_more_than_half_has_won_a_referendum(text: str, outcomes: list[str | None]) -> None:
    """Of votes counted, where nothing else tells the outcome, and not of an opinion poll."""
    (found,) = elections(text)
    assert [r.outcome for r in found.results] == outcomes


def test_a_result_from_another_country_is_another_vote() -> None:
    """No vote takes a result from a sentence that is about another country."""
    text = "Labour has won a by-election in Dublin. Malta's next president, Ann Rossi, won on Sunday with 58 per cent of the vote."
    found = extract(read_text(text), ELECTIONS).elections
    assert [[r.contestant.name for r in e.results] for e in found] == [["Labour"], ["Ann Rossi"]]
    assert [e.place.country for e in found if e.place] == ["IE", "MT"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Primaries in Ohio and caucuses in Iowa select the nominee for the presidential election in the United States.", "scheduled"),
        ("Ann Rossi dropped out of the presidential race in Malta after the presidential debate.", "scheduled"),
    ],
)  # fmt: skip
def test_a_stage_is_that_of_the_vote_under_its_words(text: str, status: str) -> None:
    """`nominee for` speaks of the vote that it governs, not of whatever vote is named nearest to it."""
    found = extract(read_text(text), ELECTIONS).elections
    assert [e.status for e in found if e.kinds == ["presidential"]] == [status]


def test_the_vote_before_this_one_is_of_its_kind() -> None:
    """`the previous ballot` with a year is a record of its own; without one it is but a word."""
    text = "Malta voted No in Sunday's referendum. In the previous ballot in October 2020 the Yes campaign got 46.7 percent."
    assert [(e.kinds, e.polling_day and e.polling_day.edtf) for e in elections(text)] == [
        (["referendum"], None),
        (["referendum"], "2020-10"),
    ]
    assert len(elections(text.replace(" in October 2020", ""))) == 1


def test_a_vote_that_is_annulled_was_not_held_for_its_results() -> None:
    """Results that no longer stand leave it annulled; a ruling that is only asked for does not annul it."""
    text = "Malta's top court has annulled the presidential election, which Ann Rossi had won with 52 per cent of the vote."
    assert [e.status for e in elections(text)] == ["annulled"]
    text = (
        "Ann Rossi won Malta's presidential election with 52 per cent of the vote; her rival wants judges to annul it."
    )
    assert [e.status for e in elections(text)] == ["held"]
