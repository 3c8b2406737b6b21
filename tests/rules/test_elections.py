"""Elections: whole passages, and passages about other things."""

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


DISPUTED = (
    "Varnia's presidential and local elections were held on May 14. Officials said President Pavel Drum took about 58 per cent "
    "of the vote, while Lina Voss of the Civic Union got 37.5 per cent. Ms Voss denounced electoral fraud and said that soldiers "
    "had been told to vote illegally. President Drum insists the election was fair. The electoral commission will hold a "
    "partial re-run on May 28 at 14 of more than 2,000 polling stations."
)


def test_a_disputed_election_is_one_record_with_all_its_parts() -> None:
    """Day, kinds, shares with their contestants, allegations with who makes and who denies them, and the re-run."""
    (election,) = elections(DISPUTED)
    assert election.kinds == ["presidential", "local"]
    assert election.status == "held"
    assert election.polling_day is not None
    assert election.polling_day.edtf == "XXXX-05-14"
    shares = {r.contestant.name: r.vote_share for r in election.results if r.vote_share}
    assert {name: share.low for name, share in shares.items()} == {"Pavel Drum": 58, "Lina Voss": 37.5}
    assert [share.approximate for share in shares.values()] == [True, False]
    assert {a.kind for a in election.allegations} == {"fraud", "illegal_voting"}
    assert all(a.by is not None and a.by.name == "Lina Voss" for a in election.allegations)
    assert all([d.name for d in a.denied_by] == ["Pavel Drum"] for a in election.allegations)
    (rerun,) = election.reruns
    assert (rerun.scope, rerun.status) == ("partial", "scheduled")
    assert rerun.polling_day is not None
    assert rerun.polling_day.edtf == "XXXX-05-28"
    assert rerun.polling_stations is not None
    assert rerun.polling_stations.low == 14
    assert rerun.of_stations is not None
    assert rerun.of_stations.low == 2001


def test_evidence_is_the_text_itself() -> None:
    """Every evidence, of records and of their parts, holds the words at its place."""
    (election,) = elections(DISPUTED)
    every = [*election.evidence, *(e for a in election.allegations for e in a.evidence)]
    assert every
    assert all(DISPUTED[e.start : e.end] == e.text for e in every)


def test_an_earlier_election_is_kept_apart() -> None:
    """The election in the news and the one of years ago are two records, each with its own winner and year."""
    found = elections(
        "Ann Rossi won Malta's presidential election in 2024. In the 2014 election, Ivo Baric beat Carla Zammit."
    )
    years = {
        e.polling_day.edtf: {r.contestant.name for r in e.results if r.outcome == "won"} for e in found if e.polling_day
    }
    assert years["2014"] == {"Ivo Baric"}


def test_elections_in_two_countries_are_two() -> None:
    """Two countries that vote give two records."""
    found = elections(
        "Voters in Finland go to the polls on April 2 in a parliamentary election. "
        "Bulgaria's parliamentary election will be held on the same day."
    )
    assert {e.place.country for e in found if e.place} == {"FI", "BG"}


def test_lower_case_captions_are_read() -> None:
    """Capitals and commas are not needed for the outcome and the shares."""
    (election,) = elections(
        "voters in norway went to the polls on monday in a parliamentary election the labour party won 48 seats"
    )
    assert election.place is not None
    assert election.place.country == "NO"
    assert election.kinds == ["parliamentary"]


def test_what_the_text_leaves_open_is_a_gap() -> None:
    """A held election without a result is asked about."""
    report = extract(read_text("Parliamentary elections were held in Latvia on May 3."), ELECTIONS).report
    assert "results" in {gap.field for gap in report.gaps if gap.record_type == "election"}


def test_an_allegation_without_its_author_is_a_gap() -> None:
    """Who alleges it is asked about where the text does not say."""
    report = extract(read_text("The presidential election in Gabon was rigged."), ELECTIONS).report
    assert "allegation without its author" in {gap.reason for gap in report.gaps}


def test_the_dateline_lends_its_year() -> None:
    """A day and month take their year from the date that stands alone at the top of the text."""
    (election,) = elections(
        "Varnia prepares to vote\n\nMonday, August 3, 2020\n\nVarnia's presidential election will be held on August 9."
    )
    assert election.polling_day is not None
    assert election.polling_day.edtf == "2020-08-09"


OTHER_SUBJECTS = [
    "The Rovers won the cup final 3-1 on Saturday after their striker scored twice in the second half.",
    "She won the election-night quiz at her local pub, and a voucher for two.",
    "The jury took a vote after nine hours and found him not guilty.",
    "Shares rose by 4 per cent on Monday as investors bet on lower interest rates.",
    "The central bank's board voted by five to four to keep rates at 5.25 per cent.",
    "Parliament voted through the budget late on Tuesday by 310 votes to 280.",
    "The prime minister survived a no-confidence vote on Thursday.",
    "Heavy snow is expected in the north, with a 70 per cent chance of storms by Sunday.",
    "Doctors say the trial drug cut relapses by 40 per cent in patients with the primary form of the disease.",
    "The film won four prizes and beat its rivals at the box office in its second week.",
    "Cardinals will gather in Rome to elect a new pope.",
    "The primary school in Elm Street will close its doors in July.",
    "Every seat on the morning train was taken, and passengers complained of fraud at the ticket machines.",
    "The general led his troops to a famous victory at the river in 1642.",
    "He was named player of the season by a poll of supporters.",
    "The company's shareholders re-elected the chairman at the annual meeting.",
    "A survey found that 62 per cent of parents prefer shorter holidays.",
    "The team lost its last two matches and conceded five goals.",
    "Researchers counted 120 seats in the oldest theatre of the region.",
    "The incumbent champion defeated the challenger in straight sets to win the title.",
    "The candidate drug was withdrawn after reports of irregularities in the trial.",
    "Police are investigating a fraud in which pensioners lost 2 million pounds.",
    "The orchestra's players voted to accept the new contract.",
    "The song contest was won by Iceland with 412 points from the juries.",
    "Polls of gardeners say that roses remain the favourite, ahead of tulips.",
]


@pytest.mark.parametrize("text", OTHER_SUBJECTS)
def test_other_subjects_give_no_election(text: str) -> None:
    """Votes of chambers, matches, markets and medicine are no elections."""
    assert elections(text) == []


def test_the_same_text_gives_the_same_bytes() -> None:
    """Order and ids do not depend on the run."""
    first, second = (extract(read_text(DISPUTED), ELECTIONS).model_dump_json() for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    "text",
    [
        "Ida Holt hopes to be elected president of Malta in the May election.",
        "Ida Holt vowed to raise pensions when she wins the general election in Malta.",
        "A vote for the Greens would let the Blues win the general election in Malta, Ida Holt said.",
    ],
)
def test_who_is_to_win_has_not_won(text: str) -> None:
    found = extract(read_text(text), Options(records=frozenset({"elections"}))).elections
    assert [result.outcome for election in found for result in election.results if result.outcome] == []


def test_who_went_on_to_win_has_won() -> None:
    [found] = extract(read_text("Ida Holt went on to be elected president of Malta in the election in May.")).elections
    assert [(result.contestant.name, result.outcome) for result in found.results] == [("Ida Holt", "won")]


def test_one_of_many_is_no_contestant() -> None:
    [found] = elections(
        "Malta held a presidential election on Sunday. A defeated candidate conceded, and Ida Holt won."
    )
    assert [result.contestant.name for result in found.results] == ["Ida Holt"]


@pytest.mark.parametrize(
    "text",
    [
        "Malta votes for a president in October. A poll shows Ida Holt beating Olu Dahl.",
        "The poll put support for the Greens at 31 percent and the Blues at 29 percent; Malta votes in October.",
        "Malta holds its presidential election in June. Some 44 percent of those surveyed backed Ida Holt. Olu Dahl has 31 percent.",
    ],
)
def test_who_is_asked_before_the_vote_decides_nothing(text: str) -> None:
    [found] = elections(text)
    assert found.status == "scheduled"
    assert {(result.outcome, result.basis) for result in found.results} <= {(None, "poll")}


def test_a_line_at_the_top_gives_the_year_of_what_follows() -> None:
    text = (
        "VOTES ABROAD (March-June 2031)\n\nOn March 9, Malta held a parliamentary election. The turnout was 61 percent."
    )
    assert [e.polling_day and e.polling_day.edtf for e in elections(text)] == ["2031-03-09"]


def test_one_who_is_described_and_named_is_one() -> None:
    """A description with the outcome of somebody with a name is no second contestant."""
    [found] = elections(
        "Ann Rossi has conceded defeat in Malta's parliamentary election. The government conceded the election on Sunday."
    )
    assert [r.contestant.name for r in found.results] == ["Ann Rossi"]


def test_a_vote_put_off_is_not_scheduled() -> None:
    [found] = elections(
        "Malta's elections were supposed to take place on Sunday, but were postponed. A date for the election will be set next month."
    )
    assert found.status == "postponed"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Ann Rossi won Sunday's run-off election in Malta with 53 percent of the vote.", [["presidential"]]),
        (
            "Ann Rossi won Malta's presidential election in 2024. In the 2019 election, Ivo Baric beat Carla Zammit.",
            [["presidential"], ["presidential"]],
        ),
        ("President Ann Rossi got 61 percent in Malta's last election.", [["presidential"]]),
    ],
)
def test_the_kind_is_told_by_who_stood_and_by_other_votes(text: str, kinds: list[list[str]]) -> None:
    assert [e.kinds for e in elections(text)] == kinds
