"""The places of GeoNames that we know: tables below geonames/, which ``make geonames`` writes (README.md there)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

_TABLES = Path(__file__).parent / "geonames"


class City(NamedTuple):
    """A city of 15,000 people or more. ``country`` is an ISO 3166-1 alpha-2 code."""

    name: str
    country: str
    population: int


class Country(NamedTuple):
    """A country; ``code`` is that of ISO 3166-1 (alpha-2). ``capital`` is empty where there is none."""

    code: str
    name: str
    capital: str
    population: int


def cities() -> Iterator[City]:
    """All cities, of each name in each country the largest."""
    for name, country, population in _rows("cities"):
        yield City(name, country, int(population))


@cache
def countries() -> tuple[Country, ...]:
    """All countries, retired codes among them."""
    return tuple(Country(code, name, capital, int(people)) for code, name, capital, people in _rows("countries"))


def us_states() -> Iterator[str]:
    """The names of the United States' states."""
    return (name for (name,) in _rows("states"))


def _rows(table: str) -> Iterator[list[str]]:
    _, *lines = (_TABLES / f"{table}.tsv").read_text("utf-8").splitlines()
    return (line.split("\t") for line in lines)
