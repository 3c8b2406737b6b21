"""Several races in one report, and results in lists."""

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
RACES: list[tuple[str, tuple[str, ...], list[tuple[str, Results]]]] = [
    ("DENVER - Incumbent mayor Paul Reyes won a second term on Tuesday, beating Dana Cole 58 percent to 42 percent.\n\nBOSTON - City "
     "councillor Maria Lopes was elected mayor, defeating former police chief Tom Brady.", ("mayoral",),
     [("DENVER", {"Paul Reyes": ("won", 58), "Dana Cole": ("lost", 42)}),
      ("BOSTON", {"Maria Lopes": ("won", None), "Tom Brady": ("lost", None)})]),
    ("In the Hillside ward by-election, caused by the death of a Labour councillor, the Greens won with 812 votes to Labour's 640. In "
     "Oakwood ward the Conservatives held their seat with 1,204 votes, ahead of the Liberal Democrats on 977.", ("by_election", "local"),
     [("Hillside ward", {"Greens": ("won", 812), "Labour": (None, 640)}),
      ("Oakwood ward", {"Conservatives": ("won", 1204), "Liberal Democrats": (None, 977)})]),
    ("Republicans won the governor's races in Ohio and Texas on Tuesday. In Ohio, Mike Stone defeated Democrat Ann Perry, 55% "
     "to 44%. In Texas, Governor Carl Hayes was re-elected with 58% of the vote.", ("regional",),
     [("Ohio", {"Republicans": ("won", None)}), ("Ohio", {"Mike Stone": ("won", 55), "Ann Perry": ("lost", 44)}),
      ("Texas", {"Carl Hayes": ("won", 58)})]),
    ("Votes were cast in two by-elections on Thursday.\n\nThe Lib Dems gained a seat in Northfield ward.\n\nVoting was: LD 1,307, C 251, Lab "
     "60.\n\nLabour held Marsh End ward with ease.\n\nVoting was: Lab 542, C 478. Turnout 30%.", ("by_election",),
     [("Northfield ward", {"LD": ("won", 1307), "C": (None, 251), "Lab": (None, 60)}),
      ("Marsh End ward", {"Lab": ("won", 542), "C": (None, 478)})]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kinds", "races"), RACES, ids=[row[0][:40] for row in RACES])
def test_each_race_with_results_of_its_own_is_a_record(
    text: str, kinds: tuple[str, ...], races: list[tuple[str, Results]]
) -> None:
    """Wards, districts, towns of a dateline and states that open a sentence tell them apart."""
    found = elections(text)
    assert [(e.place and e.place.name, results(e)) for e in found] == races
    assert {tuple(e.kinds) for e in found} == {kinds}


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
    assert (national.kinds, ward.kinds, headed.kinds) == (
        ["presidential"],
        ["by_election", "local"],
        ["mayoral"],
    )


# Lists of results, which no verb holds together, and what each contestant has in them.
TALLIES: list[tuple[str, dict[str, float]]] = [
    ("With half of the results declared in Malta's presidential election, these lead:\n"
     "- Harbour Party candidate Ann Rossi leads with 66,113 votes (43.2%).\n- Ivo Baric with 64,687 (42.1%).\n"
     "- Carla Zammit (R21) is third with 9,722 (6.7%)\n", {"Ann Rossi": 66113, "Ivo Baric": 64687, "Carla Zammit": 9722}),
    ("Results of Malta's presidential election so far:\n\nAnn Rossi, HP: 66,113 votes\nIvo Baric, RP: 64,687 votes\nTurnout: 68.2%\n",
     {"Ann Rossi": 66113, "Ivo Baric": 64687}),
    ("Seats in the new parliament after Sunday's election in Malta:\n\nGreens: 31 seats\nLiberal Union: 28 seats\nTotal: 59 seats\n",
     {"Greens": 31, "Liberal Union": 28}),
    ("1. Ann Rossi - 52.1%\n2. Ivo Baric - 40.3%\n\nThese are the results of Sunday's mayoral election in Valletta.",
     {"Ann Rossi": 52.1, "Ivo Baric": 40.3}),
    ("Result of the Selby by-election: A. Carter (Lab) 12,004; B. Holt (Con) 9,881; C. Dean (LD) 3,020; Lab hold.",
     {"A. Carter": 12004, "B. Holt": 9881, "C. Dean": 3020}),
    ("Those who stand in Sunday's election in Malta:\n\nAnn Rossi, 45\nIvo Baric, 61\n", {}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "figures"), TALLIES, ids=[row[0][:50] for row in TALLIES])
def test_lists_of_results_are_read(text: str, figures: dict[str, float]) -> None:
    """Each line gives its contestant the figure; the turnout, a total and ages are nobody's."""
    told = {r.contestant.name: r.votes or r.seats or r.vote_share for r in elections(text)[0].results}
    assert {name: figure.low for name, figure in told.items() if figure} == figures


def test_a_line_of_a_list_has_its_party() -> None:
    [found] = elections("Result of the Selby by-election: A. Carter (Lab) 12,004; B. Holt (Con) 9,881.")
    assert [r.contestant.affiliation for r in found.results] == ["Lab", "Con"]
