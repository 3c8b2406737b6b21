"""Dates in words and digits, as EDTF level 1: `December 17` is XXXX-12-17, and 2023-12-17 once publication is known.

This module finds them; the forms of a calendar date are in ``calendar_dates``, what counts from the day of publication
is in ``relative_dates``, and the notation and arithmetic in ``edtf``. The words stand in ``words/dates.toml``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from service.language import calendar_dates, relative_dates
from service.language.calendar_dates import Stretch, read_calendar_date
from service.language.edtf import Day, interval, read_published, with_year
from service.language.relative_dates import read_relative_date
from service.language.tense import direction
from service.language.tokens import Tokens, tokenize

_NUMERIC = re.compile(
    r"(?<![\w/.,-])(?:(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?=T\d|[^\w-]|$)"
    r"|(?P<a>\d{1,2})(?P<mark>[/.-])(?P<b>\d{1,2})(?P=mark)(?P<last>\d{4})(?![\w/]))"
)


_FIRST_WORDS = calendar_dates.FIRST_WORDS | relative_dates.FIRST_WORDS
_AFTER_ARTICLE = calendar_dates.AFTER_ARTICLE | relative_dates.AFTER_ARTICLE


@dataclass(frozen=True, slots=True)
class Moment:
    """A date at ``text[start:end]``; ``edtf`` is None where the words alone do not fix it (`last Sunday`)."""

    start: int
    end: int
    edtf: str | None = None


def find_dates(text: str, published: str | None = None) -> list[Moment]:
    """The dates of ``text``, in order, without overlaps and without prepositions.

    With ``published`` (ISO 8601; year, or year and month, will do) a date without a year takes the year that puts it
    nearest to publication, and relative ones are resolved: a weekday is the nearest one in the past unless the words
    around it look ahead (``tense``). `May 14-16` is an interval where the year is known, else its first day;
    `December 17 and 18` are two moments. In `17/12/2023` the day must be plain; `03/04/2023` is only a day of 2023.
    """
    return list(_found(text, published))


@lru_cache(maxsize=4)
def _found(text: str, published: str | None) -> tuple[Moment, ...]:
    """The dates of the last few texts are kept: figures are told apart from them."""
    numeric = list(_numeric_dates(text))
    tokens = tokenize(text)
    beginnings = tokens.candidates(_FIRST_WORDS, _AFTER_ARTICLE)
    if not beginnings:
        return tuple(numeric)
    anchor, cased = read_published(published), tokens.has_case()
    found, following = list(numeric), 0
    for i in beginnings:
        if i >= following and not _inside(numeric, tokens[i].start):
            moments, following = _read(tokens, i, anchor, cased)
            found += moments
    return tuple(sorted(found, key=lambda moment: moment.start))


def _inside(numeric: list[Moment], position: int) -> bool:
    """Whether a date in digits covers ``position``."""
    at = bisect_right(numeric, position, key=lambda moment: moment.start) - 1
    return at >= 0 and position < numeric[at].end


def _read(tokens: Tokens, i: int, anchor: Day | None, cased: bool) -> tuple[list[Moment], int]:
    if stretches := read_calendar_date(tokens, i, cased):
        return [_settle(tokens, stretch, anchor) for stretch in stretches], stretches[-1].last
    if relative := read_relative_date(tokens, i, anchor):
        edtf, last = relative
        return [Moment(tokens[i].start, tokens[last - 1].end, edtf)], last
    return [], i


def _settle(tokens: Tokens, stretch: Stretch, anchor: Day | None) -> Moment:
    begin, end = stretch.begin, stretch.end
    if anchor and anchor.year and begin.year is None:
        if stretch.years_on is not None:
            begin = begin._replace(year=anchor.year + stretch.years_on)
        else:
            begin = with_year(begin, anchor, stretch.direction or direction(tokens, stretch.first, stretch.last))
        if end and begin.year:
            end = end._replace(year=begin.year + (end[1:] < begin[1:]))
    begin = begin if begin.is_real() else stretch.begin
    edtf = interval(begin, end) if end and end.is_real() else begin.edtf()
    return Moment(tokens[stretch.first].start, tokens[stretch.last - 1].end, stretch.pattern or edtf)


def _numeric_dates(text: str) -> Iterator[Moment]:
    for match in _NUMERIC.finditer(text):
        edtf = _iso(match) if match["year"] else _day_and_month(int(match["a"]), int(match["b"]), int(match["last"]))
        if edtf:
            yield Moment(match.start(), match.end(), edtf)


def _iso(match: re.Match[str]) -> str | None:
    day = Day(int(match["year"]), int(match["month"]), int(match["day"]))
    return day.edtf() if 1 <= (day.month or 0) <= 12 and (day.year or 0) > 0 and day.is_real() else None


def _day_and_month(a: int, b: int, year: int) -> str | None:
    readings = {
        Day(year, month, day) for day, month in ((a, b), (b, a)) if 1 <= month <= 12 and 1 <= day <= 31 and year
    }
    real = {reading.edtf() for reading in readings if reading.is_real()}
    if len(real) > 1:
        return f"{year:04d}-XX-XX"
    return real.pop() if real else None
