"""Bodies and parties tell the country that a text does not name."""

from __future__ import annotations

import pytest

from service.language.gazetteer import country_names
from service.language.institutions import find_institutions
from service.words import load_words


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("The White House blamed Republicans.", ["US", "US"]),
        ("Labour would not say who in Downing Street knew.", ["GB", "GB"]),
        ("The BJP lost its majority in the Lok Sabha.", ["IN", "IN"]),
        ("The Democratic field is crowded, the Social Democratic one and the Democratic Republic's are not.", ["US"]),
        ("Hard labour in a white house by the number of the bus.", []),
    ],
)
def test_bodies_name_their_country(text: str, countries: list[str]) -> None:
    """Names count as they are written, ordinary words do not."""
    found = find_institutions(text)
    assert [body.country for body in found] == countries
    assert all(text[b.start].isupper() for b in found)


def test_captions_in_lower_case_are_read_but_their_ordinary_words_are_none() -> None:
    """Without capitals the white house is found, labour and a police that somebody met are not."""
    found = find_institutions("they met police at the white house about labour laws", cased=False)
    assert [body.country for body in found] == ["US"]


def test_every_country_of_the_list_exists() -> None:
    """A code mistyped in the word list would give a country that is none."""
    assert set(load_words("language/institutions")["countries"]) <= set(country_names())
