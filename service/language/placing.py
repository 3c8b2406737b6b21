"""Does a name mean a place where it stands? Ordinary words and people's names do only where the context says so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import Any

from service.language.gazetteer import Entry
from service.language.lookup import Match
from service.words import load_words

_TOKEN = re.compile(r"\w+|[^\w\s]")
_AFTER = re.compile(r"[^\S\n]{0,3}(\w+|[^\w\s])?")
_REACH = 60  # characters looked at before a name: four or five words


class Placed(IntEnum):
    """How firmly the words before a name make it a place: not at all, as in `from X`, as in `in X`."""

    NO = 0
    WEAKLY = 1
    FIRMLY = 2


@dataclass(frozen=True, slots=True)
class _Words:
    """The word lists of ``places.toml`` that bear on this question, as sets."""

    words: frozenset[str]
    people: frozenset[str]
    strong: frozenset[str]
    weak: frozenset[str]
    directions: frozenset[str]
    nouns: frozenset[str]
    openers: frozenset[str]
    large: int
    large_uncased: int
    famous: int


@cache
def _lists() -> _Words:
    data: dict[str, Any] = load_words("language/places")
    careful, placing, cities = data["careful"], data["placing"], data["cities"]
    return _Words(
        words=frozenset(careful["words"]),
        people=frozenset(careful["people"]),
        strong=frozenset(placing["strong"]),
        weak=frozenset(placing["weak"]),
        directions=frozenset(placing["directions"]),
        nouns=frozenset(placing["nouns"]),
        openers=frozenset(placing["openers"]),
        large=cities["large"],
        large_uncased=cities["large_uncased"],
        famous=cities["famous"],
    )


@dataclass(frozen=True, slots=True)
class Setting:
    """The words round a name. ``inside_name``: a capitalised word touches it, as a forename or surname would."""

    placed: Placed
    of: bool
    possessive: bool
    capital_before: bool
    capital_after: bool
    shouted: bool

    @property
    def inside_name(self) -> bool:
        """Whether a name goes on before or behind it."""
        return self.capital_before or self.capital_after


def setting(text: str, start: int, end: int, *, listed: bool) -> Setting:
    """What stands round ``text[start:end]``. ``listed``: the last item of its list was a place (`in Bor and X`)."""
    lists = _lists()
    before = _TOKEN.findall(text, max(0, start - _REACH), start)
    last = before[-1] if before else ""
    after = _AFTER.match(text, end)
    following = (after and after[1]) or ""
    touching = following[:1].isupper() or (following == "-" and text[end + 1 : end + 2].isupper())
    return Setting(
        placed=Placed.FIRMLY if listed else _placed(before),
        of=last.lower() == "of",
        possessive=text[end : end + 2] in {"'s", "’s"},
        capital_before=last == "-" or (last[:1].isupper() and last.lower() not in lists.openers),
        capital_after=touching and following.lower() not in lists.openers,
        shouted=_is_shouted(last) and _is_shouted(following) and text[start:end].isupper(),
    )


def _is_shouted(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _placed(before: list[str]) -> Placed:
    """How firmly the words before a name place it: past directions (`in northern X`) to a preposition or a noun."""
    lists = _lists()
    words = [word.lower() for word in before]
    while words and words[-1] in lists.directions:
        words.pop()
    last, second = ["", "", *words][-1], ["", "", *words][-2]
    if last in lists.strong or last in lists.nouns or (last == "of" and second in lists.nouns):
        return Placed.FIRMLY
    return Placed.WEAKLY if last in lists.weak else Placed.NO


def counts(match: Match[Entry], where: Setting, surface: str, *, cased: bool) -> bool:
    """Whether the name, which stands as ``surface``, means a place there. Shouted text is read like lower-case text."""
    entry = match.value
    if cased and not where.shouted:
        if entry.acronym and not surface.isupper():
            return False
        return _counts_cased(match.key, entry, where) if entry.kind == "city" else _area_counts(match.key, where)
    return _counts_uncased(match.key, entry, where)


def _area_counts(key: str, where: Setting) -> bool:
    """A capitalised country or region: unless it is part of a person's name (`Michael Jordan`)."""
    if key not in _lists().people:
        return True
    return not where.inside_name


def _counts_cased(key: str, entry: Entry, where: Setting) -> bool:
    """A capitalised city: the more its name could be something else, the firmer it must be placed."""
    lists = _lists()
    large = entry.capital or entry.population >= lists.large
    if key in lists.words:
        return large and where.placed == Placed.FIRMLY and not where.inside_name
    if key in lists.people:
        if where.inside_name:
            return False
        if entry.capital:
            return True
        return where.placed >= (Placed.WEAKLY if large else Placed.FIRMLY) and (large or not where.possessive)
    if where.capital_before and not entry.capital and entry.population < lists.famous:
        return False  # a surname: `Anna Durango`
    return large or (where.placed >= Placed.WEAKLY and not where.capital_after)


def _counts_uncased(key: str, entry: Entry, where: Setting) -> bool:
    """A name in lower case: what is not an ordinary word; countries that are one where placed (`in turkey`)."""
    lists = _lists()
    doubtful = key in lists.words or key in lists.people
    if entry.kind == "city":
        if key in lists.words or not (entry.capital or entry.population >= lists.large_uncased):
            return False
        return not doubtful or where.placed > Placed.NO
    if entry.acronym:
        return not doubtful
    return not doubtful or where.placed > Placed.NO or (entry.kind == "country" and (where.of or where.possessive))
