"""Where an event was: its countries, regions and towns, from its places or, where it has none, from its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from schemas import Place
from service.language.gazetteer import capitals, country_names
from service.language.lookup import fold
from service.language.places import PlaceMention, find_demonyms, find_places

_CAPITAL = "capital"
_CURRENCIES = ("$", "£", "€")
_IN_THE_CAPITAL = re.compile(r"\b(?:in|through|into|of|to) the capital\b")


@dataclass(frozen=True, slots=True)
class Where:
    """Folded names of places. What is a site (a square, a ministry) tells no two towns apart, but may tell that they are one."""

    countries: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    towns: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()
    is_own: bool = True

    @property
    def words(self) -> frozenset[str]:
        """The words of all these names."""
        return frozenset(
            word for names in (self.regions, self.towns, self.sites) for name in names for word in name.split()
        )


def where(places: Sequence[Place], said: str, beside: Sequence[str] = ()) -> Where:
    """The record's own places; what it lacks comes from its words, and else from the nearest beside it that name a place."""
    found = _where(places, said)
    if found.towns or found.regions or found.countries:
        return found
    nearest = next((near for words in beside if (near := _where((), words)).countries), found)
    return Where(nearest.countries, nearest.regions, nearest.towns, found.sites, is_own=False)


def mentioned(sentences: Sequence[str]) -> Where:
    """All places that the sentences name, whatever happened there."""
    found = [_mentioned(sentence) for sentence in sentences]
    return Where(
        frozenset().union(*(one.countries for one in found)),
        frozenset().union(*(one.regions for one in found)),
        frozenset().union(*(one.towns for one in found)),
    )


@lru_cache(maxsize=4_096)  # a sentence stands round each of the records near it
def _mentioned(words: str) -> Where:
    mentions = _places(words)
    countries = frozenset(m.country for m in (*mentions, *find_demonyms(words)) if m.country)
    regions, towns = (frozenset(fold(m.name) for m in mentions if m.kind == kind) for kind in ("region", "city"))
    if len(countries) == 1 and _IN_THE_CAPITAL.search(words):
        towns |= {seat for country in countries if (seat := _seats().get(country))}
    return Where(countries, regions, towns)


def _where(places: Sequence[Place], said: str) -> Where:
    named = {kind: frozenset(_name(p) for p in places if p.kind == kind) for kind in ("region", "city", "site")}
    countries = frozenset(p.country for p in places if p.country)
    mentions = _places(said)
    if not named["city"]:
        inside = [m for m in mentions if m.kind == "city" and (not countries or m.country in countries)]
        named["city"] = frozenset(fold(m.name) for m in inside)
        countries = countries or frozenset(m.country for m in inside if m.country)
    if not countries:
        countries = frozenset(m.country for m in (*mentions, *find_demonyms(said)) if m.country)
    if not named["city"] and len(countries) == 1 and _IN_THE_CAPITAL.search(said):
        named["city"] = frozenset(_seats()[country] for country in countries if country in _seats())
    return Where(countries, named["region"], named["city"], named["site"])


def _places(words: str) -> list[PlaceMention]:
    """The places named; a country that stands before its currency is none."""
    return [place for place in find_places(words) if not words.startswith(_CURRENCIES, place.end)]


def _name(place: Place) -> str:
    """The folded name; of `the Polish capital` that of the town."""
    name = fold(place.name)
    if place.kind == "city" and place.country and _CAPITAL in name.split():
        return _seats().get(place.country, name)
    return name


@cache
def _seats() -> dict[str, str]:
    """The folded name of each country's capital; of several names one that is no country's."""
    states = {fold(name) for name in country_names().values()}
    seats: dict[str, str] = {}
    for name, country in capitals().items():
        if country not in seats or seats[country] in states:
            seats[country] = name
    return seats
