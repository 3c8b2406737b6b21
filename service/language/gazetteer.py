"""The map of the world as a lookup: countries, regions, capitals and cities, each name with what it may mean."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Literal, NamedTuple

from service.language.lookup import PhraseIndex, fold
from service.words import load_words, world

PlaceKind = Literal["country", "region", "city"]

# A capital of a smaller country than this does not take its name from a larger city elsewhere (Hamilton, Plymouth).
_CAPITAL_COUNTS_FROM = 300_000
# A namesake this much smaller than the largest city of its name is meant only where its country is named beside it.
_RIVAL_SHARE = 0.1


class Entry(NamedTuple):
    """What a name may mean. ``kind`` is None for a longer name that holds a place's name (`Bank of England`).

    ``countries`` are ISO alpha-2 codes, the likeliest first; the first ``rivals`` are of like size. ``population``
    is that of the largest city (0 for others). An ``acronym`` counts only in capitals. ``firm``: the first country is meant
    unless the text is set in another.
    """

    kind: PlaceKind | None
    countries: tuple[str, ...] = ()
    rivals: int = 1
    population: int = 0
    capital: bool = False
    acronym: bool = False
    firm: bool = False


@cache
def gazetteer() -> PhraseIndex[Entry]:
    """All names; built once a process at the first call. Later layers overrule earlier ones."""
    words = load_words("language/places")
    entries = _cities()
    entries.update(_regions(words))
    for key, entry in _capitals(words):
        if entry.population >= _CAPITAL_COUNTS_FROM or key not in entries:
            entries[key] = _firm(entry, entries.get(key))
    entries.update(_known_cities(words, entries))
    entries.update(_country_names(words))
    entries.update((fold(phrase), Entry(None)) for phrase in words["blocked"]["phrases"])
    for key, entry in _saints(entries):
        entries.setdefault(key, entry)
    return PhraseIndex(entries)


@cache
def country_names() -> dict[str, str]:
    """The common English name of every country, by ISO alpha-2 code."""
    return {row.code: _without_article(row.name) for row in _countries()}


@cache
def capitals() -> dict[str, str]:
    """The country (ISO alpha-2) that each seat of government stands for, by the folded name of the seat."""
    words = load_words("language/places")
    return {key: entry.countries[0] for key, entry in _capitals(words)}


@cache
def _countries() -> list[world.Country]:
    retired = load_words("language/places")["countries"]["retired"]
    return [row for row in world.countries() if row.code not in retired]


def _without_article(name: str) -> str:
    return name.removeprefix("The ")


def _cities() -> dict[str, Entry]:
    namesakes: dict[str, list[world.City]] = {}
    for row in world.cities():
        namesakes.setdefault(fold(row.name), []).append(row)
    return {key: _city(rows) for key, rows in namesakes.items() if len(key) > 1}


def _city(rows: list[world.City]) -> Entry:
    if len(rows) == 1:
        return Entry("city", (rows[0].country,), population=rows[0].population)
    rows.sort(key=lambda row: (-row.population, row.country))
    largest = rows[0].population
    countries = tuple(dict.fromkeys(row.country for row in rows))
    rivals = {row.country for row in rows if row.population >= largest * _RIVAL_SHARE}
    return Entry("city", countries, rivals=len(rivals), population=largest)


def _regions(words: dict[str, Any]) -> Iterator[tuple[str, Entry]]:
    for state in world.us_states():
        yield fold(state), Entry("region", ("US",))
    for code, names in words["regions"].items():
        countries = () if code == "XX" else (code,)
        for name in names:
            yield fold(name), Entry("region", countries)


def _capitals(words: dict[str, Any]) -> Iterator[tuple[str, Entry]]:
    for row in sorted(_countries(), key=lambda row: row.population):
        for name in [row.capital, *words["capitals"].get(row.code, ())]:
            if key := fold(name):
                yield key, Entry("city", (row.code,), population=row.population, capital=True)


def _known_cities(words: dict[str, Any], entries: dict[str, Entry]) -> Iterator[tuple[str, Entry]]:
    """Cities that count as large; other places of the name stay possible where their country is named beside it."""
    size = words["cities"]["large_uncased"]
    for code, names in words["cities"]["known"].items():
        for name in names:
            key = fold(name)
            other = entries.get(key)
            if other is None or not other.capital:
                population = max(size, other.population if other else 0)
                yield key, _firm(Entry("city", (code,), population=population), other)


def _firm(entry: Entry, other: Entry | None) -> Entry:
    """The entry, whose country is the likeliest, with those of its namesakes."""
    rest = other.countries if other and other.kind == "city" else ()
    rivals = dict.fromkeys((*entry.countries, *rest[: other.rivals if other else 0]))
    countries = tuple(dict.fromkeys((*rivals, *rest)))
    return entry._replace(countries=countries, rivals=len(rivals), firm=True)


def _country_names(words: dict[str, Any]) -> Iterator[tuple[str, Entry]]:
    for row in _countries():
        yield fold(_without_article(row.name)), Entry("country", (row.code,))
    for code, names in words["countries"]["names"].items():
        for name in names:
            yield fold(name), Entry("country", (code,), acronym=name.isupper() and name.isalpha())


def _saints(entries: dict[str, Entry]) -> Iterator[tuple[str, Entry]]:
    """``St`` for ``Saint`` and the other way round."""
    for key, entry in list(entries.items()):
        if key.startswith("saint "):
            yield f"st {key[6:]}", entry
        elif key.startswith("st "):
            yield f"saint {key[3:]}", entry
