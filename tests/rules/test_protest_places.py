"""Where protests are: the town of those who protest, of a dateline or of the clause around, and sites by their names."""

from __future__ import annotations

import pytest

from schemas import Protest
from service.extract import Options, extract
from service.read import read_text

_ONLY = frozenset({"protests"})


def places(text: str) -> list[str]:
    """The names of the places of all protests in the text."""
    found: list[Protest] = extract(read_text(text), Options(records=_ONLY)).protests
    assert found, "no protest"
    return [place.name for protest in found for place in protest.places]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Residents of Ostrel blocked a road on Monday over dust from the quarry.", ["Ostrel"]),
        ("Residents of Usk Heath, Harnshire, staged a road blockade over the wells.", ["Usk Heath", "Harnshire"]),
        ("Villagers from Karvanpur staged a protest on Tuesday, demanding a new well.", ["Karvanpur"]),
        ("The Chicago teachers union went on strike on Monday.", ["Chicago"]),
        ("Lisbon's dockers went on strike on Friday.", ["Lisbon"]),
        ("Residents of Ostrel protested in Lisbon on Friday against the dam.", ["Lisbon"]),
        ("Supporters of Ilka Marsh protested on Friday against the verdict.", []),
        ("Members of Free Marnia protested against the law on Friday.", []),
    ],
)
def test_those_who_protest_tell_the_town_where_nothing_else_does(text: str, expected: list[str]) -> None:
    assert places(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("HARNTOWN, Mass. (Wire) -- Hundreds gathered on Monday to protest against the budget.", ["HARNTOWN"]),
        ("DENVER, Colo. — Teachers protested on Friday against a merger of two schools.", ["DENVER"]),
        ("USK (Wire) - Dockers marched on Sunday over pay.", ["USK"]),
        ("UPDATE - Dockers marched on Sunday over pay.", []),
        ("SHAME ON YOU - Dockers marched on Sunday over pay.", []),
    ],
)
def test_datelines_with_a_state_cut_short_or_an_unlisted_town(text: str, expected: list[str]) -> None:
    assert places(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dozens of people protested outside of the Marnia Statehouse on Friday.", ["Marnia Statehouse"]),
        ("Hundreds of people gathered at City Hall for a candlelight vigil on Friday.", ["City Hall"]),
        ("Nurses protested on Friday at the French Embassy in Lisbon.", ["Lisbon", "French Embassy"]),
        (
            "Activists sat on the tarmac, blocking Tarn Avenue and Mill Street in protest.",
            ["Tarn Avenue", "Mill Street"],
        ),
        ("Protesters gathered at the Usk bus stop on Friday to demand cheaper fares.", ["Usk bus stop"]),
        ("Hundreds of protesters poured onto Velm Green in Orlo on Friday.", ["Velm Green", "Orlo"]),
        ("Protesters stormed the Danish Embassy compound in Lisbon.", ["Lisbon", "Danish Embassy compound"]),
        ("Thousands flooded Tarn's Market Square on Friday to protest.", ["Tarn", "Market Square"]),
        ("Hundreds of growers marched down Mill Street to Usk town hall to protest.", ["Mill Street", "Usk town hall"]),
        ("Hundreds of people gathered at the palace to protest on Friday.", []),
        ("Marches against the cuts were held across southern Europe on Sunday.", []),
    ],
)
def test_sites_are_places_by_their_names(text: str, expected: list[str]) -> None:
    assert places(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The towns of Usk and Orlo were shaken by riots on Friday.", ["Usk", "Orlo"]),
        ("The minister flew to Ostrel, where hundreds protested against the dam on Friday.", ["Ostrel"]),
        ("The calm was disturbed only in Mong Tarn when protesters blocked a road.", ["Mong Tarn"]),
        ("The minister flew to Ostrel before hundreds protested against the dam on Friday.", []),
        ("Miners protested in Portugal on Friday. The clashes began close to the town of Usk.", ["Usk"]),
        ("Miners protested in Lisbon on Friday. The clashes began close to the town of Usk.", ["Lisbon"]),
    ],
)
def test_the_clause_around_a_protest_tells_its_place(text: str, expected: list[str]) -> None:
    assert places(text) == expected


def test_a_country_that_is_a_town_stands_beside_its_streets() -> None:
    assert places("Hundreds protested in Hong Kong on Friday and blocked Tarn Road.") == ["Hong Kong", "Tarn Road"]
