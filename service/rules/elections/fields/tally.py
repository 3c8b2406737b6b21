"""Tallies: results in a list, a contestant and a figure an item, with no verb that a parse could hang them on.

- Ann Rossi (Labour): 12,345 votes (43.2%)
By-election result: A. Rossi (Lab) 12,004; B. Ferri (Con) 9,881
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from schemas import Actor, Basis, Quantity, Result
from service.rules.elections.fields.contestants import contestant
from service.rules.elections.fields.figures import quantity_in
from service.rules.elections.fields.results import basis_of
from service.rules.elections.report import FIGURES, Report
from service.rules.elections.view import View
from service.words import load_words

_WORDS = load_words("rules/elections")["tallied"]
_NO_CONTESTANTS = frozenset(_WORDS["no_contestants"])
_SMALL = frozenset({"of", "the", "and", "for", "de", "la"})  # words of names without capitals
_SEATS = frozenset(load_words("rules/elections")["results"]["seat_nouns"])
_VOTES = frozenset(_WORDS["votes"])
_BULLET = re.compile(r"[-–—•*·]\s*|\d{1,2}[.)]\s+")
_LEAD = re.compile(r"[^\n:]{0,200}:\s+")
_NAME = r"(?P<name>[^\W\d_](?:[^\n;:()\d]{1,60}?)?)(?:,? ?\((?P<aside>[^()]{1,40})\)|, (?P<party>[A-Z]{2,6}))?"
_BETWEEN = r"(?:\s*[:–—=]\s*|\s+-\s*|\s+(?:" + "|".join(map(re.escape, _WORDS["between"])) + r")\s+|,?\s+)"
_COUNT = r"\d+(?:[.,]\d+)*"
_FIGURE = (
    rf"(?P<figure>{_COUNT})(?P<unit>\s?%|\s(?:per ?cent|votes?|seats?)\b)?(?:,?\s\(?(?P<share>{_COUNT}\s?%)\.?\)?)?"
)
_ITEM = re.compile(_NAME + _BETWEEN + _FIGURE + r"(?=\s*(?:[;,.]\s|[;.]?\s*\Z|and\s))")
_LINK = re.compile(r"\s*(?:[;,.]\s*)?(?:and\s+)?")
_FEWEST = 2  # items of a tally
_MANY = 1000  # votes that need no unit
_APART = 2  # sentences from one item to the next: "1." may be one
_NEAR = 4  # sentences from the words that speak of an election to its tally


@dataclass(frozen=True, slots=True)
class _Item:
    """One contestant's line: the field of its first figure (None where nothing tells), and its figures."""

    view: View
    start: int
    name_end: int
    end: int
    party: str | None
    field: str | None
    figure: Quantity
    share: Quantity | None


def tallied(seen: Sequence[View], told: Set[int]) -> list[list[Report]]:
    """The results of each list near words for an election (the sentences ``told``), in order."""
    return [reports for run in _runs(seen) if (reports := _of_run(run, seen, told))]


def _of_run(run: Sequence[_Item], seen: Sequence[View], told: Set[int]) -> list[Report]:
    first, last = run[0].view.index, run[-1].view.index
    if len(run) < _FEWEST or told.isdisjoint(range(first - _NEAR, last + _NEAR)):
        return []
    named = (item.field for item in run if item.field and _contestant(item) is not None)
    field = _field_before(seen, first) or next(named, None)
    basis = _basis(seen, first)
    found = (_report(item, item.field or field, basis) for item in run)
    return [report for report in found if report is not None]


def _runs(seen: Sequence[View]) -> Iterator[list[_Item]]:
    """The items of sentences that hold nothing else and follow one another."""
    run: list[_Item] = []
    for view in seen:
        here = _items(view)
        if run and (not here or view.index - run[-1].view.index > _APART):
            yield run
            run = []
        run += here
    if run:
        yield run


def _items(view: View) -> list[_Item]:
    """The items of a sentence that is a list, behind words that lead up to it or without them; none of any other."""
    bullet, lead = _BULLET.match(view.text), _LEAD.match(view.text)
    found, end = _listed(view, bullet.end() if bullet else 0, named=not bullet)
    if found and end == len(view.text):
        return found
    behind, _ = _listed(view, lead.end(), named=True) if lead else ([], 0)
    return behind if len(behind) >= _FEWEST else []


def _listed(view: View, at: int, *, named: bool) -> tuple[list[_Item], int]:
    """The items from there on, and where they end; ``named`` asks for names in capitals, as beside prose."""
    text = view.text
    found: list[_Item] = []
    while at < len(text) and (item := _ITEM.match(text, at)) and not (named and not _is_name(item["name"])):
        found.append(_item(view, item))
        at = _LINK.match(text, item.end()).end()  # type: ignore[union-attr]  # it matches everywhere
    return found, at


def _is_name(words: str) -> bool:
    return all(word[0].isupper() or word in _SMALL for word in words.split())


def _item(view: View, item: re.Match[str]) -> _Item:
    start = view.sentence.start
    unit, figure = (item["unit"] or "").strip(), quantity_in(item["figure"] + (item["unit"] or ""))
    field = "vote_share" if unit in ("%", "percent", "per cent") else f"{unit.rstrip('s')}s" if unit else None
    if field is None and (figure.low or 0) >= _MANY:
        field = "votes"
    share = quantity_in(item["share"]) if item["share"] else None
    party = item["aside"] or item["party"]
    return _Item(view, start + item.start(), start + item.end("name"), start + item.end(), party, field, figure, share)


def _field_before(seen: Sequence[View], first: int) -> str | None:
    """What bare numbers count, by the words that lead up to the list: votes or seats."""
    own = next(view for view in seen if view.index == first)
    if not _VOTES.isdisjoint(own.text.partition(":")[0].lower().split()):
        return "votes"
    lead = [view for view in seen if first - _APART <= view.index <= first]
    return "seats" if any(not _SEATS.isdisjoint(view.words) for view in lead) else None


def _basis(seen: Sequence[View], first: int) -> Basis:
    """What the figures rest on, by the words that lead up to the list."""
    lead = [basis_of(view) for view in seen if first - _APART <= view.index <= first]
    return next((basis for basis in lead if basis != "unknown"), "unknown")


def _report(item: _Item, field: str | None, basis: Basis) -> Report | None:
    who = _contestant(item)
    if who is None or field not in FIGURES:
        return None
    figures = {field: item.figure, **({"vote_share": item.share} if item.share else {})}
    token = item.view.token_at(item.end - 1)
    result = Result(contestant=who, basis=basis).model_copy(update=figures)
    return Report(item.view, token, item.start, item.end, result)


def _contestant(item: _Item) -> Actor | None:
    """Who the item is about: the name as it stands, in its fullest form, or else whom a longer description is of."""
    name = item.view.said(item.start, item.name_end).strip(" ,-–—")
    if not _NO_CONTESTANTS.isdisjoint(name.lower().split()) or not any(map(str.isupper, name)):
        return None
    who = contestant(item.view, item.view.token_at(item.name_end - 1))
    if who is None or (_is_name(name) and len(name.split()) > len(who.name.split())):
        who = Actor(name=name, kind=who.kind if who else "unknown")
    return who.model_copy(update={"affiliation": who.affiliation or item.party})
