"""Several races in one report, votes on measures told as counts, and lists of votes."""

from __future__ import annotations

import pytest

from schemas import Election
from service.extract import Options, extract
from service.read import read_text

ELECTIONS = Options(records=frozenset({"elections"}))
Results = dict[str, tuple[str | None, float | None]]


def elections(text: str) -> list[Election]:
    """The elections that the pipeline finds in the text."""
    found: list[Election] = extract(read_text(text), ELECTIONS).elections
    return found


def results(election: Election) -> Results:
    """Each contestant's outcome, and the votes or the share."""
    figures = ((r, r.votes or r.vote_share) for r in election.results)
    return {r.contestant.name: (r.outcome, figure and figure.low) for r, figure in figures}


# A report of several races: the kind of all, and each place with what it has.
RACES: list[tuple[str, str, list[tuple[str, Results]]]] = [
    ("DENVER - Incumbent mayor Paul Reyes won a second term on Tuesday, beating Dana Cole 58 percent to 42 percent.\n\nBOSTON - City "
     "councillor Maria Lopes was elected mayor, defeating former police chief Tom Brady.", "mayoral",
     [("DENVER", {"Paul Reyes": ("won", 58), "Dana Cole": ("lost", 42)}),
      ("BOSTON", {"Maria Lopes": ("won", None), "Tom Brady": ("lost", None)})]),
    ("In the Hillside ward by-election, caused by the death of a Labour councillor, the Greens won with 812 votes to Labour's 640. In "
     "Oakwood ward the Conservatives held their seat with 1,204 votes, ahead of the Liberal Democrats on 977.", "by_election",
     [("Hillside ward", {"Greens": ("won", 812), "Labour": (None, 640)}),
      ("Oakwood ward", {"Conservatives": ("won", 1204), "Liberal Democrats": (None, 977)})]),
    ("Voters in the Pine Ridge school district approved a two-year levy on Tuesday, 612 to 398. In the Elk Valley school district the "
     "bond failed, with 1,204 votes against and 987 in favor.", "referendum",
     [("Pine Ridge school district", {"yes": ("won", 612), "no": (None, 398)}),
      ("Elk Valley school district", {"no": ("won", 1204), "yes": ("lost", 987)})]),
    ("Republicans won the governor's races in Ohio and Texas on Tuesday. In Ohio, Mike Stone defeated Democrat Ann Perry, 55% "
     "to 44%. In Texas, Governor Carl Hayes was re-elected with 58% of the vote.", "regional",
     [("Ohio", {"Republicans": ("won", None)}), ("Ohio", {"Mike Stone": ("won", 55), "Ann Perry": ("lost", 44)}),
      ("Texas", {"Carl Hayes": ("won", 58)})]),
    ("Votes were cast in two by-elections on Thursday.\n\nThe Lib Dems gained a seat in Northfield ward.\n\nVoting was: LD 1,307, C 251, Lab "
     "60.\n\nLabour held Marsh End ward with ease.\n\nVoting was: Lab 542, C 478. Turnout 30%.", "by_election",
     [("Northfield ward", {"LD": (None, 1307), "C": (None, 251), "Lab": (None, 60)}),
      ("Marsh End ward", {"Lab": (None, 542), "C": (None, 478)})]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "races"), RACES, ids=[row[0][:40] for row in RACES])
def test_each_race_with_results_of_its_own_is_a_record(text: str, kind: str, races: list[tuple[str, Results]]) -> None:
    """Wards, districts, towns of a dateline and states that open a sentence tell them apart."""
    found = elections(text)
    assert [(e.place and e.place.name, results(e)) for e in found] == races
    assert {tuple(e.kinds) for e in found} == {(kind,)}


def test_one_race_told_of_in_several_places_stays_one() -> None:
    """A national vote is no race of a town, and a ward without results of its own none either."""
    [national] = elections(
        "In Lilongwe, Ann Rossi won Malawi's presidential election with 51 percent. In Blantyre, Ivo Baric lost by far."
    )
    [ward] = elections(
        "The Greens won the Oakwood ward by-election with 812 votes. They hope to stand in Hillside ward next year."
    )
    [headed] = elections(
        "SALEM - Paul Reyes won Tuesday's mayoral election with 5,810 votes.\n\nIn Oakwood ward Dana Cole got 1,420 votes."
    )
    assert (national.kinds, ward.kinds, headed.kinds) == (["presidential"], ["by_election"], ["mayoral"])


# A measure, its place, and what each side has.
MEASURES: list[tuple[str, str, Results]] = [
    ("Measure B, a half-cent sales tax, passed 5,204 to 3,911 in Tuesday's election in Yolo County, California.", "US",
     {"yes": ("won", 5204), "no": (None, 3911)}),
    ("The library levy in Medina County, Ohio, failed on Tuesday by a vote of 8,120 to 7,450.", "US",
     {"no": ("won", 8120), "yes": ("lost", 7450)}),
    ("Voters rejected the school bond in Tuesday's election in Boise, with 1,420 yes votes to 2,233 no votes.", "US",
     {"yes": ("lost", 1420), "no": ("won", 2233)}),
    ("Residents of Boise voted against the library bond on Tuesday, 1,420 in favor and 2,233 opposed.", "US",
     {"yes": ("lost", 1420), "no": ("won", 2233)}),
    ("Of the valid ballots in Malta's referendum, 131,732 voted the 'Yes', while 49,412 people voted 'No'.", "MT",
     {"yes": (None, 131732), "no": (None, 49412)}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "country", "sides"), MEASURES, ids=[row[0][:40] for row in MEASURES])
def test_a_measure_has_the_votes_of_both_sides(text: str, country: str, sides: Results) -> None:
    """Of a score the larger count is the side's that won; the vote is on the measure, wherever and whenever it was."""
    (found,) = elections(text)
    assert (found.kinds, found.status, found.place and found.place.country) == (["referendum"], "held", country)
    assert results(found) == sides


@pytest.mark.parametrize(
    "text",
    [
        "The council passed the levy 7 to 2 on Tuesday after a long debate in Boise.",
        "The Senate passed the amendment 62 to 38, and voters never had a say.",
        "The levy should pass if voters turn out, the mayor of Boise said.",
    ],
)
def test_a_body_that_votes_on_a_measure_holds_no_referendum(text: str) -> None:
    assert not [election for election in elections(text) if election.results]


# What is needed, or by how much somebody won, is nobody's.
NOBODYS: list[tuple[str, Results]] = [
    ("Ann Rossi won Malta's presidential election by less than 1% of the vote.", {"Ann Rossi": ("won", None)}),
    ("The Harbour Party fell short in Malta's election of the 33 seats it needs to govern alone.", {"Harbour Party": ("lost", None)}),
    ("The coalition insisted that it had got 70 percent of the vote, rejecting the count in Malta's election.", {"coalition": (None, 70)}),
    ("Elena Quispe got 38.6 per cent of the vote in Peru's election compared to her closest opponent Hugo Salas's 35.4 per cent.",
     {"Elena Quispe": (None, 38.6), "Hugo Salas": (None, 35.4)}),
    ("Elena Quispe won 39.2% in the first round of Peru's election, against 35.4% for 69-year-old Hugo Salas.",
     {"Elena Quispe": (None, 39.2), "Hugo Salas": (None, 35.4)}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), NOBODYS, ids=[row[0][:40] for row in NOBODYS])
def test_a_figure_is_his_who_has_it(text: str, told: Results) -> None:
    (found,) = elections(text)
    assert {name.removeprefix("The ").removeprefix("the "): r for name, r in results(found).items()} == told
