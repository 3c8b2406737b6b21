"""Places named in a text: countries, regions and cities with the country they lie in. No model, no parse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import zip_longest

from service.language.demonyms import find_demonyms
from service.language.gazetteer import Entry, PlaceKind, capitals, gazetteer
from service.language.lookup import Match, fold
from service.language.mention import PlaceMention
from service.language.namesakes import Found, is_open, settle, twins
from service.language.placing import counts, setting
from service.words import load_words

__all__ = [
    "SITE_WORDS",
    "PlaceMention",
    "capital_country",
    "country_of",
    "country_within",
    "find_demonyms",
    "find_places",
    "is_place_name",
]

_LIST_JOINT = re.compile(r",?\s+(?:and|or)\s+|,\s+")
_COMMA = re.compile(r",\s{1,2}")
_NEXT_WORD = re.compile(r"\s(\w+)")
_ARTICLE = re.compile(r"the\s+", re.IGNORECASE)
_REMEMBERED = 4096  # names, which a text repeats


def find_places(text: str, *, cased: bool = True) -> list[PlaceMention]:
    """The places named in ``text``, in order, without overlap; ``text[start:end]`` is the bare name (no `'s`).

    ``cased=False`` reads lower-case captions, and takes fewer names there. Adjectives are left to `find_demonyms`.
    """
    found = list(_find(text, cased=cased))
    if not any(is_open(item) for item in found):
        return [item.mention for item in found]
    return settle(text, found, find_demonyms(text, cased=cased))


@lru_cache(maxsize=_REMEMBERED)
def country_of(name: str) -> str | None:
    """The country (ISO alpha-2) that a whole name points to: `Serbia`, `the Serbian capital`, `Belgrade`, `Serbian`."""
    bare = _ARTICLE.sub("", name.strip(), count=1) if _ARTICLE.match(name.strip()) else name
    entry = gazetteer().get(name) or gazetteer().get(bare)
    if entry and entry.kind:
        return entry.countries[0] if entry.countries else None
    return country_within(name)


@lru_cache(maxsize=_REMEMBERED)
def country_within(name: str) -> str | None:
    """The country that a place or people in a phrase points to: `Serbian police chief`, but not `Officer`, which is a town's name too."""
    cased = name != name.lower()
    inside = find_places(name, cased=cased)
    ranked = [item for kind in ("region", "city") for item in inside if item.kind == kind]
    countries = [item for item in inside if item.kind == "country"]
    for mention in [*countries, *find_demonyms(name, cased=cased), *ranked]:
        if mention.country:
            return mention.country
    return None


def capital_country(name: str) -> str | None:
    """The country (ISO alpha-2) whose government sits in the city of that name: `Moscow` -> `RU`."""
    return capitals().get(fold(name)) or capitals().get(fold(_ARTICLE.sub("", name, count=1)))


def is_place_name(name: str) -> PlaceKind | None:
    """What kind of place bears this whole name, if any does; the name may mean other things too (`Nice`)."""
    entry = gazetteer().get(name)
    return entry.kind if entry else None


@cache
def SITE_WORDS() -> frozenset[str]:
    """Nouns for sites within a city, in lower case (`square`, `city hall`)."""
    return frozenset(load_words("language/places")["sites"])


def _find(text: str, *, cased: bool) -> Iterator[Found]:
    matches = list(gazetteer().matches(text, cased=cased))
    last_end = -1
    for match, following in zip_longest(matches, matches[1:]):
        if match.value.kind is None:
            continue
        country = _country_beside(text, match, following)
        listed = last_end >= 0 and bool(_LIST_JOINT.fullmatch(text, last_end, match.start))
        where = setting(text, match.start, match.end, listed=listed)
        beside = country is not None and not where.capital_before  # not `Christopher Columbus, US`
        if beside or counts(match, where, text[match.start : match.end], cased=cased):
            last_end = match.end if match.value.kind == "city" else -1
            yield _found(text, match, country)


def _country_beside(text: str, match: Match[Entry], following: Match[Entry] | None) -> str | None:
    """The country of `Birmingham, Alabama`: named right after the city, and one that has a city of that name."""
    if match.value.kind != "city" or following is None or following.value.kind not in {"country", "region"}:
        return None
    if not text[match.start].isupper() or not _COMMA.fullmatch(text, match.end, following.start):
        return None
    shared = [code for code in _readings(following) if code in match.value.countries]
    return shared[0] if shared else None


def _readings(match: Match[Entry]) -> tuple[str, ...]:
    twin = twins().get(match.key)
    return (*match.value.countries, twin["region_of"]) if twin else match.value.countries


def _found(text: str, match: Match[Entry], country: str | None) -> Found:
    entry = match.value
    name = " ".join(text[match.start : match.end].split())
    kind = entry.kind or "city"
    if kind == "city" and _is_region_noun(text, match.end):
        kind = "region"
    code = country or (entry.countries[0] if entry.countries else None)
    return Found(PlaceMention(match.start, match.end, name, kind, code), match.key, entry, settled=country is not None)


def _is_region_noun(text: str, end: int) -> bool:
    word = _NEXT_WORD.match(text, end)
    return word is not None and word[1].lower() in load_words("language/places")["placing"]["region_nouns"]
