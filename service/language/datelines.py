"""Datelines: where, and perhaps when and by whom, a report was filed, at the head of a line: ``PARIS, May 3 (Wire) —``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from service.language.places import find_places

_HOUSE = r" ?\([A-Z][^()\n]{1,19}\)"
_CAPITALS, _PLAIN = r"(?P<town>[A-Z][A-Z.'’ -]{2,30})", r"(?P<town>[A-Z][\w.'’ -]{2,30})"
_SHORT = r"(?P<town>[A-Z][\w.'’-]{2,15}(?: [A-Z][\w.'’-]{2,15}){0,2})"
_MORE = r"(?:, (?:[A-Z]|\d)[^\n—–,:()-]{1,24})"
_DATE = r"(?:, [^\n—–,:()-]{0,20}\d[^\n—–,:()-]{0,12})"
_DASH = r" ?(?:—|–|--?|_) -?"
_BEGINS = r"(?=[\"“‘']?(?:[A-Z]\w*[a-z]|[AI] |\d))"
_SURE = tuple(
    re.compile(r"\s*" + form + _BEGINS)
    for form in (
        rf"{_CAPITALS}(?:, [^\n—–-]{{2,25}}){{0,2}}(?:{_HOUSE})?{_DASH}",
        rf"\((?P<town>[A-Z][^()\n]{{2,40}})\){_DASH}",
        rf"{_PLAIN}(?:{_MORE}{{1,2}}(?:{_HOUSE})?|{_HOUSE}){_DASH}",
        rf"{_CAPITALS}{_MORE}{{1,2}}{_HOUSE}:? ",  # "PARIS, Tex. (KPAR): Police", "PARIS, May 3 (WIRE) Police"
    )
)
# Those that other words may look like (`Note: ...`, `The Union (CGT) called`): what heads the line has to be a known town.
_DOUBTFUL = tuple(
    re.compile(r"\s*" + form + _BEGINS)
    for form in (
        rf"{_SHORT}(?:{_MORE}{{0,2}}{_HOUSE}|{_MORE}?{_DATE})?: ",  # "Paris:", "Paris, Tex. (KPAR):", "Paris, 3 May 2031:"
        rf"{_SHORT} (?:—|–|--?) ",  # "Paris — "
    )
)
_KNOWN = frozenset({"city", "region"})
_LOOK = 90  # characters in which a name is looked up


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline over ``text[start:end]``, space before and behind it included; its town is ``text[town:town_end]``."""

    start: int
    end: int
    town: int
    town_end: int


def dateline_at(text: str, start: int, end: int) -> Dateline | None:
    """The dateline that heads the line from ``start`` on, None if none does."""
    for form in _SURE:
        if found := form.match(text, start, end):
            return _of(found)
    for form in _DOUBTFUL:
        if (found := form.match(text, start, end)) and _is_town(text, found):
            return _of(found)
    return None


def _of(found: re.Match[str]) -> Dateline:
    first = found.start("town")
    return Dateline(*found.span(), first, first + len(found["town"].rstrip()))


def _is_town(text: str, found: re.Match[str]) -> bool:
    """Whether the whole name is one of a place, and of nothing else that it may be."""
    first, last = found.span("town")
    places = find_places(text[first : first + _LOOK])
    return any(p.start == 0 and p.end == last - first and p.kind in _KNOWN for p in places)
