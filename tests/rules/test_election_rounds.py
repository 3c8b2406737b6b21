"""Two votes told of together: the rounds of one."""

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
