"""Which of several places of one name is meant: what the words round it, its sentence and the text say of countries."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeVar

from service.language.gazetteer import Entry
from service.language.lookup import fold
from service.language.mention import PlaceMention
from service.words import load_words

_STOP = re.compile(r"(?<![A-Z])(?<!\b[A-Z][a-z])[.!?][\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])|\n\s*\n")
_OPENS = re.compile(r"[\s\"“]*(?:back |here )?in (?:the )?$", re.IGNORECASE)
_REACH = 300  # characters between an authority and the place that it acts in


@dataclass(frozen=True, slots=True)
class Found:
    """A mention with what else its name could mean, until the whole text has been read."""

    mention: PlaceMention
    key: str
    entry: Entry
    settled: bool


@dataclass(frozen=True, slots=True)
class _Home:
    """A word for a country's own police or soldiers, who act at home: ``local`` is False of soldiers, who may be abroad."""

    start: int
    country: str
    local: bool


M = TypeVar("M", PlaceMention, _Home)


def _start(mark: PlaceMention | _Home) -> int:
    return mark.start


def is_open(item: Found) -> bool:
    """Whether the rest of the text may change the country that is meant."""
    return not item.settled and (item.key in twins() or item.mention.kind != "country")


@cache
def twins() -> dict[str, dict[str, str]]:
    """Countries that share their name with a region of another, by their folded name."""
    return {fold(twin["name"]): twin for twin in load_words("language/places")["twins"]}


def settle(text: str, found: Sequence[Found], peoples: Sequence[PlaceMention]) -> list[PlaceMention]:
    """The mentions, each with the country that the text bears out; ``peoples`` are the demonyms in it."""
    context = _Context(text, found, peoples)
    return [context.settled(item) if is_open(item) else item.mention for item in found]


class _Context:
    """What a text says of countries: all that it names, the authorities that are at home, and where its sentences end."""

    def __init__(self, text: str, found: Sequence[Found], peoples: Sequence[PlaceMention]) -> None:
        self.text = text
        self.peoples = peoples
        self.stops = [match.end() for match in _STOP.finditer(text)]
        areas = [i.mention for i in found if i.key not in twins() and i.mention.kind != "city"]
        self.homes = sorted(_homes(text, [*peoples, *areas]), key=_start)
        self.named = {m.country for m in (*peoples, *areas)}
        self.within = {item.mention.country for item in found if item.mention.kind != "country"}
        self.areas = sorted(areas, key=_start)
        self.spoken_of = Counter(area.country for area in areas)
        cities = {i.mention.country for i in found if len(i.entry.countries) == 1 and i.mention.kind == "city"}
        self.told = self.named | cities
        opened = {area.country for area in areas if self._opens(area.start)}
        self.set_in = cities | opened | {home.country for home in self.homes}

    def settled(self, item: Found) -> PlaceMention:
        """The mention in the country that is meant."""
        if twin := twins().get(item.key):
            abroad = twin["region_of"] in self.within and not (self.named | self.within) & set(twin["near"])
            return replace(item.mention, kind="region", country=twin["region_of"]) if abroad else item.mention
        country = self._said_of(item.mention)
        if country is None and item.entry.kind == "city" and len(item.entry.countries) > 1:
            country = self._of_its_police(item) or (self._firm(item) if item.entry.firm else self._rival(item))
        return replace(item.mention, country=country) if country else item.mention

    def _said_of(self, place: PlaceMention) -> str | None:
        """``the Velmish port city of X``: the country that the words right before the name give it."""
        at = bisect_right(self.peoples, place.start, key=lambda people: people.start) - 1
        if at < 0 or place.kind != "city" or place.start - self.peoples[at].end > _REACH:
            return None
        joint = _said().fullmatch(self.text, self.peoples[at].end, place.start)
        return self.peoples[at].country if joint else None

    def _of_its_police(self, item: Found) -> str | None:
        """``Velmish police arrested ten men in X``: the country of an authority in its sentence that has a place of that name."""
        if item.entry.firm and item.entry.countries[0] in self.told:
            return None
        near = {home.country: home.local for home in self._beside(self.homes, item.mention.start)}
        meant = [code for code, local in near.items() if code in _choices(item.entry, local=local)]
        return meant[0] if len(meant) == 1 else None

    def _beside(self, marks: Sequence[M], at: int) -> list[M]:
        """Those of ``marks``, which are in order, that stand in the sentence of ``at`` and near it."""
        first = bisect_left(marks, at - _REACH, key=_start)
        last = bisect_right(marks, at + _REACH, key=_start)
        return [mark for mark in marks[first:last] if self._is_beside(mark.start, at)]

    def _is_beside(self, one: int, other: int) -> bool:
        return bisect_right(self.stops, one) == bisect_right(self.stops, other)

    def _rival(self, item: Found) -> str:
        """Of namesakes of like size, the one whose country the text names."""
        rivals = item.entry.countries[: item.entry.rivals]
        return next((code for code in rivals if code in self.named), rivals[0])

    def _firm(self, item: Found) -> str | None:
        """Of a capital, or a city that the news knows, a namesake of like size whose country is all that the text tells of."""
        meant = self._grounds(item, item.entry.countries[: item.entry.rivals])
        return meant[0] if len(meant) == 1 and not (self.told & set(item.entry.countries)) - set(meant) else None

    def _grounds(self, item: Found, countries: Sequence[str]) -> list[str]:
        """Those that the text is set in: of authorities, of other cities, and those named, but for one in passing."""
        passing = Counter(area.country for area in self._beside(self.areas, item.mention.start))
        return [code for code in countries if code in self.set_in or self.spoken_of[code] > passing[code]]

    def _opens(self, start: int) -> bool:
        """``In Velmia, ...``: what its sentence is set in."""
        at = bisect_right(self.stops, start) - 1
        return _OPENS.fullmatch(self.text, self.stops[at] if at >= 0 else 0, start) is not None


def _choices(entry: Entry, *, local: bool) -> tuple[str, ...]:
    """The countries of a name that an authority may be at home in: soldiers only where the place is large for its name."""
    return entry.countries if local else entry.countries[: entry.rivals]


def _homes(text: str, mentions: Iterable[PlaceMention]) -> Iterator[_Home]:
    """The authorities among the words for countries: ``Velmish riot police``, ``the US army``."""
    for mention in mentions:
        authority = _authority().match(text, mention.end)
        if authority is not None and mention.country is not None:
            yield _Home(mention.start, mention.country, local=authority["local"] is not None)


@cache
def _authority() -> re.Pattern[str]:
    words = load_words("language/places")["home"]
    local, abroad = "|".join(words["local"]), "|".join(words["soldiers"])
    return re.compile(rf"(?:[’']s)?\s(?:[a-z-]{{2,15}}\s){{0,2}}?(?:(?P<local>{local})|{abroad})\b", re.IGNORECASE)


@cache
def _said() -> re.Pattern[str]:
    nouns = "|".join(load_words("language/places")["home"]["places"])
    return re.compile(
        rf"\s(?:[a-z-]{{2,15}}\s){{0,2}}?(?:{nouns})(?:\s(?:{nouns}))?(?:\sof|,)?\s(?:[a-z-]+\s)?", re.IGNORECASE
    )
