"""Dates that count from the day of publication: `yesterday`, `last Sunday`, `two weeks ago`, `earlier this month`."""

from __future__ import annotations

from collections.abc import Callable

from service.language import edtf, numbers
from service.language.edtf import Day, Direction, Unit
from service.language.numbers import read_integer
from service.language.tense import direction
from service.language.tokens import Phrases, Tokens
from service.words import load_words

_WORDS = load_words("language/dates")
_WEEKDAYS: dict[str, int] = _WORDS["weekdays"]
_DIRECTIONS: dict[str, Direction] = _WORDS["directions"]
_CONTEXT = {name: frozenset(words) for name, words in _WORDS["weekday_context"].items()}
_UNITS: dict[str, Unit] = _WORDS["ago_units"]
_AGO: Phrases[int] = Phrases(dict.fromkeys(_WORDS["ago"]["past"], -1) | dict.fromkeys(_WORDS["ago"]["future"], 1))
_WEEKS: Phrases[int] = Phrases(_WORDS["week_of_day"])
_NOT_TODAY = frozenset(_WORDS["not_today"]["before"])

_Resolve = Callable[[Day], str | None]


def _shifts(table: str, resolve: Callable[[Day, int], str | None]) -> dict[str, _Resolve]:
    return {phrase: lambda day, count=count: resolve(day, count) for phrase, count in _WORDS[table].items()}  # type: ignore[misc]


_PHRASES: Phrases[_Resolve] = Phrases(
    dict.fromkeys(_WORDS["relative_unresolved"]["phrases"], lambda _: None)
    | _shifts("relative_days", lambda day, count: edtf.shift(day, "days", count))
    | _shifts("relative_weeks", edtf.week)
    | _shifts("relative_weekends", edtf.weekend)
    | _shifts("relative_months", lambda day, count: edtf.shift(day, "months", count))
    | _shifts("relative_years", lambda day, count: edtf.shift(day, "years", count))
)

# What a relative date can begin with, and with what after an article.
_POINTERS = _DIRECTIONS.keys() | _CONTEXT["unresolved"]
FIRST_WORDS = (_PHRASES.words_at(0) - {"the"}) | _WEEKDAYS.keys() | _POINTERS | numbers.FIRST_WORDS
AFTER_ARTICLE = _PHRASES.words_at(1) | _POINTERS | _UNITS.keys() | numbers.AFTER_ARTICLE

Found = tuple[str | None, int]


def read_relative_date(tokens: Tokens, i: int, published: Day | None) -> Found | None:
    """EDTF of the relative date at token ``i``, None without a publication date, and the index after it."""
    if found := _PHRASES.at(tokens, i):
        resolve, last = found
        elsewhere = tokens[i - 1].text == "the"  # `the next month` counts from another day, `the last week` from any
        edtf_date = resolve(published) if published and not elsewhere else None
        return None if tokens[i - 1].text in _NOT_TODAY else (edtf_date, last)
    return _weekday(tokens, i, published) or _ago(tokens, i, published)


def _weekday(tokens: Tokens, i: int, published: Day | None) -> Found | None:
    """`Sunday`, `last Sunday`, `this coming Sunday morning`; a weekday in front of a date belongs to that date."""
    at, unresolved = i, False
    way: Direction = 0
    while at < i + 4 and tokens[at].text not in _WEEKDAYS:
        word = tokens[at].text
        if word not in _DIRECTIONS and word not in _CONTEXT["unresolved"] and not (word == "the" and at == i):
            return None
        way, unresolved = _DIRECTIONS.get(word, way), unresolved or word in _CONTEXT["unresolved"]
        at += 1
    number = _WEEKDAYS.get(tokens[at].text)
    if number is None or (tokens[i].text == "the" and not (unresolved or way)) or not _is_a_day(tokens, i, at):
        return None
    last = at + 1 + (tokens[at + 1].text in _CONTEXT["parts_of_day"])
    of_week = _WEEKS.at(tokens, last + (tokens[last].text == "of")) if at == i else None
    if of_week is not None:  # `Tuesday of last week`, `Monday next week`
        return edtf.day_of_week(number, published, of_week[0]) if published else None, of_week[1]
    if unresolved or published is None:
        return None, last
    return edtf.weekday(
        number, published, way or direction(tokens, i, last), strict=tokens[i].text in ("last", "next")
    ), last


def _is_a_day(tokens: Tokens, first: int, at: int) -> bool:
    """Not `Good Friday`, `every Sunday`, `the Sunday Times`; nor the weekday of a calendar date."""
    after = tokens[at + 1]
    return tokens[first - 1].text not in _CONTEXT["not_after"] and not (
        after.text in _CONTEXT["not_before"] and tokens.capital(at + 1) == tokens.capital(at)
    )


def _ago(tokens: Tokens, i: int, published: Day | None) -> Found | None:
    """`two days ago`, `a year ago`, `three weeks from now`."""
    count = (1, i + 1) if tokens[i].text in ("a", "an") else read_integer(tokens, i)
    unit = _UNITS.get(tokens[count[1]].text) if count else None
    found = _AGO.at(tokens, count[1] + 1) if count and unit else None
    if count is None or unit is None or found is None:
        return None
    sign, last = found
    edtf_date = edtf.shift(published, unit, sign * count[0]) if published and count[0] < 10_000 else None
    return edtf_date, last
