"""Plain wordings of news that no large heap of texts need have, and that a reader expects to be read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from schemas import Extraction
from service.extract import extract
from service.read import read_text


def _outcomes(found: Extraction) -> dict[str, Any]:
    (election,) = found.elections
    shares = ((r, r.vote_share and r.vote_share.low) for r in election.results)
    return {r.contestant.name: share or r.outcome for r, share in shares}


def _forms(found: Extraction) -> list[str]:
    return [form for protest in found.protests for form in protest.forms]


def _places(found: Extraction) -> list[str]:
    return [place.name for protest in found.protests for place in protest.places]


def _against(found: Extraction) -> list[str | None]:
    return [protest.against and protest.against.name for protest in found.protests]


def _charges(found: Extraction) -> list[str]:
    return [charge for detention in found.detentions for charge in detention.charges]


def _votes(found: Extraction) -> dict[str, float | None]:
    (election,) = found.elections
    return {r.contestant.name: r.votes and r.votes.low for r in election.results}


def _votes_held(found: Extraction) -> list[tuple[str, str | None]]:
    return [(vote.status, vote.polling_day and vote.polling_day.edtf) for vote in found.elections]


def _kinds(found: Extraction) -> list[list[str]]:
    return [list(vote.kinds) for vote in found.elections]


def _demands(found: Extraction) -> list[str]:
    return [demand.text for protest in found.protests for demand in protest.demands]


def _sizes(found: Extraction) -> list[tuple[float | None, str | None]]:
    return [(size.low, size.by) for protest in found.protests for size in protest.participants]


PLAIN: list[tuple[str, Callable[[Extraction], Any], Any]] = [
    ("Hundreds of people gathered outside parliament in Lisbon on Monday.", _forms, ["demonstration"]),
    ("Hundreds of people gathered outside a bakery in Lisbon on Monday.", _forms, []),
    ("Miners in Lyon downed tools on Monday.", _forms, ["strike"]),
    ("Miners in Lyon downed three pints on Monday.", _forms, []),
    ("Opponents of the dam marched through Lisbon on Saturday.", _against, ["dam"]),
    ("Builders of the dam marched through Lisbon on Saturday.", _against, [None]),
    ("The editor was sentenced to ten years on charges including espionage.", _charges, ["espionage"]),
    (
        "Ann Rossi and Ivo Baric took 54 percent and 44 percent respectively in Malta's presidential election.",
        _outcomes,
        {"Ann Rossi": 54, "Ivo Baric": 44},
    ),
    (
        "Ann Rossi will face Ivo Baric in a run-off after neither won a majority in Malta's presidential election.",
        _outcomes,
        {"Ann Rossi": "runoff", "Ivo Baric": "runoff"},
    ),
    ("Riot police in Lima used water cannon on crowds of youths.", _forms, ["demonstration"]),
    ("Thousands rallied in Lyon in the wake of a ruling on tolls.", _against, ["ruling on tolls"]),
    ("Nurses in Lima carried banners reading “No more cuts” and “We are tired”.", _demands, ["No more cuts"]),
    (
        "A rally in Lyon against the tax ended quietly. Organisers counted 50,000, police 20,000.",
        _sizes,
        [(50000, "Organisers"), (20000, "police")],
    ),
    ("Voters in Dorn County approved Measure B, 5,204 to 3,911.", _votes, {"Measure B": 5204, "against": 3911}),
    ("The council approved the measure, 112 to 91.", _votes_held, []),
    (
        "Villagers voted 812 to 403 against the merger in a referendum on Sunday.",
        _votes,
        {"against": 812, "in favour": 403},
    ),
    (
        "In Malta's referendum, 240,000 people voted Yes and 120,000 voted No.",
        _outcomes,
        {"Yes": "won", "No": None},
    ),
    ("Mali's presidential election was put off from 3 May to 4 July.", _votes_held, [("postponed", "XXXX-07-04")]),
    (
        "The court in Malta annulled the presidential election held in May. A new vote will be held on 2 July.",
        _votes_held,
        [("annulled", "XXXX-05"), ("scheduled", "XXXX-07-02")],
    ),
    ("Labour won the Oakwood ward by-election on Thursday.", _kinds, [["by_election", "local"]]),
    ("Malta held its first elections since the war of 1998 on Sunday.", _votes_held, [("held", None)]),
    ("Police held 30 residents of Gaberra on Friday after protests over water.", _places, ["Gaberra"]),
    ("He filmed a protest in the largest city, Yangon (Rangoon), on Friday.", _places, ["Yangon"]),
    ("Villagers in Lima protested over bad roads.", _against, ["bad roads"]),
    ("The king was met with protests in Porto on Friday.", _against, ["The king"]),
    ("Hundreds marched in Porto in response to the mayor's plan.", _against, ["mayor's plan"]),
    ("The vote in Mali, a referendum boycotted by the opposition, is over.", _against, ["referendum"]),
    (
        "Ann Rossi was declared winner of the mayoral race in Dorn with 5,123 votes; Ivo Baric got 4,011.",
        _votes,
        {"Ann Rossi": 5123, "Ivo Baric": 4011},
    ),
    ("Labour held Selby in a by-election on Thursday.", _outcomes, {"Labour": "won"}),
    ("Police used water cannon against a demonstration of retirees in Lisbon on Tuesday.", _forms, ["demonstration"]),
    ("A demonstration of strength by the navy ended on Friday.", _forms, []),
    ("The teachers' blockade in the district of Tarsk was lifted on Friday.", _forms, ["road_block"]),
    ("Village teachers have put up two blockades near Tarsk.", _forms, ["road_block"]),
    ("Saturday's march from Oldgate to the river was the largest so far.", _forms, ["march"]),
    ("The occupation of the arts faculty in Lisbon is in its second night.", _forms, ["occupation"]),
    ("The army's occupation of the station lasted two days.", _forms, []),
    ("Students occupied the dean's corridor in Lisbon for four days.", _forms, ["occupation"]),
    ("Thousands of garment workers took to the highway at Tarsk over unpaid wages.", _forms, ["road_block"]),
    ("Workers at the Dray plant put down their tools on Tuesday night.", _forms, ["strike"]),
    ("Teachers at two schools struck for three days over pay.", _forms, ["strike"]),
    ("The union struck a deal with the company on Tuesday.", _forms, []),
]


@pytest.mark.parametrize(("text", "value", "told"), PLAIN, ids=[text[:40] for text, _, _ in PLAIN])
def test_a_plain_wording_is_read(text: str, value: Callable[[Extraction], Any], told: Any) -> None:
    assert value(extract(read_text(text))) == told
