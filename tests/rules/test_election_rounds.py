"""Two votes told of together: the rounds of one, and one that was annulled with the one in its place."""

from __future__ import annotations

import pytest

from schemas import Election
from service.extract import Options, extract
from service.read import read_text

ELECTIONS = Options(records=frozenset({"elections"}))
Told = tuple[str, str | None, dict[str, tuple[str | None, float | None]]]


def told(election: Election) -> Told:
    """The stage, the day, and each contestant's outcome and share."""
    shares = {r.contestant.name: (r.outcome, r.vote_share and r.vote_share.low) for r in election.results}
    return election.status, election.polling_day and election.polling_day.edtf, shares


# A passage about a vote in two rounds, and what each record says.
ROUNDS: list[tuple[str, list[Told]]] = [
    ("Voters in Senegal will return to the polls on 14 April after no candidate won the presidential election outright. Awa Diop, "
     "a former finance minister, finished ahead with 41% on Sunday, while Moussa Kane came second with 33%. The two will meet in "
     "the second round.",
     [("held", None, {"Awa Diop": ("runoff", 41), "Moussa Kane": ("runoff", 33)}), ("scheduled", "XXXX-04-14", {})]),
    ("Peru is heading for a presidential runoff. Elena Quispe took 28 percent of the vote in Sunday's first round and Hugo Salas 19 "
     "percent, the electoral office said. The runoff will take place on June 7.",
     [("held", None, {"Elena Quispe": ("runoff", 28), "Hugo Salas": ("runoff", 19)}), ("scheduled", "XXXX-06-07", {})]),
    ("Tight race in Slovakia. Jana Kovac will face Peter Horvath in a run-off on April 6 after neither won half of the votes. Kovac "
     "got 38.1 percent on Saturday, Horvath 35.4.",
     [("held", None, {"Jana Kovac": ("runoff", 38.1), "Peter Horvath": ("runoff", 35.4)}), ("scheduled", "XXXX-04-06", {})]),
    ("With almost all ballots counted, no candidate has secured enough votes to avoid a second round later this month in Ghana's "
     "presidential election. Kojo Asante leads with 47 per cent, ahead of Yaw Boakye with 42.",
     [("held", None, {"Kojo Asante": ("runoff", 47), "Yaw Boakye": ("runoff", 42)}), ("scheduled", None, {})]),
    # the second is over, the first looked back on
    ("Ivan Petrescu has won the presidential election in Romania, taking 54 percent in Sunday's run-off. Petrescu won the first "
     "round with 33 percent, against 31 for Dana Ionescu.",
     [("held", None, {"Ivan Petrescu": ("won", 54)}), ("held", None, {"Ivan Petrescu": ("runoff", 33), "Dana Ionescu": ("runoff", 31)})]),
    # what is told is of one round
    ("Ivan Petrescu won Romania's presidential run-off on Sunday with 54 percent of the vote.",
     [("held", None, {"Ivan Petrescu": ("won", 54)})]),
    ("Romania's presidential run-off will be held on May 18. A poll gave Ivan Petrescu 54 percent and Dana Ionescu 46.",
     [("scheduled", "XXXX-05-18", {"Ivan Petrescu": (None, 54), "Dana Ionescu": (None, 46)})]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "records"), ROUNDS, ids=[row[0][:40] for row in ROUNDS])
def test_each_round_of_which_something_is_told_is_a_record_of_its_own(text: str, records: list[Told]) -> None:
    """The figures are the first round's, the day to come the second's; both are of one kind and place."""
    found: list[Election] = extract(read_text(text), ELECTIONS).elections
    assert [told(election) for election in found] == records
    assert {(tuple(e.kinds), e.place and e.place.country) for e in found} == {
        (("presidential",), found[0].place.country)
    }  # type: ignore[union-attr]


# A passage about a vote that was undone, and the stage and day of each record.
ANNULLED: list[tuple[str, list[tuple[str, str | None]]]] = [
    ("Kenya's Supreme Court annulled the presidential election on Friday and ordered a new vote within 60 days. President Daniel "
     "Kimani had been declared the winner of the 8 August poll with 54% of the vote.", [("annulled", "XXXX-08-08"), ("scheduled", None)]),
    ("The constitutional court in Georgia declared last month's parliamentary election void. A new election must be held within "
     "three months, the court ruled.", [("annulled", None), ("scheduled", None)]),
    ("Bolivia will hold fresh elections on May 3 after last October's vote was annulled over fraud.",
     [("annulled", "XXXX-10"), ("scheduled", "XXXX-05-03")]),
    ("Judges threw out the result of the mayoral election in Nova Gora, in which Petar Ilic beat Mila Savic by 41 votes, and called "
     "for a repeat vote in June.", [("annulled", None), ("scheduled", "XXXX-06")]),
    ("Kenya's Supreme Court annulled the presidential election on Friday. The opposition hopes for a new one.", [("annulled", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "records"), ANNULLED, ids=[row[0][:40] for row in ANNULLED])
def test_the_vote_in_place_of_one_annulled_is_a_record_of_its_own(
    text: str, records: list[tuple[str, str | None]]
) -> None:
    """What is ordered or has a day is to come; what was won before stays with the vote that was annulled."""
    found: list[Election] = extract(read_text(text), ELECTIONS).elections
    assert [told(election)[:2] for election in found] == records
    assert all(not e.results for e in found if e.status == "scheduled")
