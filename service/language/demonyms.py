"""Adjectives and peoples (`Serbian`, `Serbs`, `Scottish`) and the country they point to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from service.language.gazetteer import PlaceKind, country_names, gazetteer
from service.language.lookup import Match, PhraseIndex, fold
from service.language.mention import PlaceMention
from service.words import load_words

_INVARIABLE = ("s", "z", "sh", "ch", "x", "ese", "men")
_LANGUAGE = re.compile(r"\b(?:in|into|speaks?|spoke|speaking)\s{1,2}$", re.IGNORECASE)
_CLAUSE_END = re.compile(r"\s*(?:[.,;:!?)\"”]|$|(?:and|or|that|to|but|on)\b)")
_NEXT_WORD = re.compile(r"\s{1,2}(\w+)")


@dataclass(frozen=True, slots=True)
class _People:
    """What a demonym points to; ``name`` is empty for a phrase that points nowhere (`Latin American`)."""

    name: str
    kind: PlaceKind
    country: str | None


_NOBODY = _People("", "country", None)


def find_demonyms(text: str, *, cased: bool = True) -> list[PlaceMention]:
    """The demonyms in ``text``, in order, with the common name of the country or region. Languages are left out.

    With ``cased=False`` those that are ordinary words (`polish`) count only before an office (`polish government`).
    """
    return [
        PlaceMention(match.start, match.end, match.value.name, match.value.kind, match.value.country, demonym=True)
        for match in _index().matches(text, cased=cased)
        if match.value.name and not _is_language(text, match) and (cased or _counts_uncased(text, match))
    ]


def _is_language(text: str, match: Match[_People]) -> bool:
    """`in French.`, `speaking Russian to reporters`."""
    before = _LANGUAGE.search(text, max(0, match.start - 12), match.start)
    return before is not None and _CLAUSE_END.match(text, match.end) is not None


def _counts_uncased(text: str, match: Match[_People]) -> bool:
    lists = load_words("language/demonyms")
    if match.key not in lists["words"]:
        return True
    following = _NEXT_WORD.match(text, match.end)
    return following is not None and following[1] in lists["offices"]


@cache
def _index() -> PhraseIndex[_People]:
    lists = load_words("language/demonyms")
    entries = dict(_entries(lists))
    entries.update((fold(phrase), _NOBODY) for phrase in lists["blocked"])
    # Place names that begin with a demonym ("Dominican Republic") are no demonyms.
    places = gazetteer().keys_beginning_with({key for key in entries if " " not in key})
    return PhraseIndex({**dict.fromkeys(places, _NOBODY), **entries})


def _entries(lists: dict[str, Any]) -> Iterator[tuple[str, _People]]:
    for code, forms in lists["countries"].items():
        people = _People(country_names()[code], "country", code)
        yield from ((fold(form), people) for form in _with_plurals(forms))
    for region, forms in lists["regions"].items():
        entry = gazetteer().get(region)
        country = entry.countries[0] if entry and entry.countries else None
        people = _People(region, "region", country)
        yield from ((fold(form), people) for form in _with_plurals(forms))


def _with_plurals(forms: Iterable[str]) -> Iterator[str]:
    for form in forms:
        yield form
        if not form.endswith(_INVARIABLE):
            yield f"{form}s"
