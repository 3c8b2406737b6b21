"""When an event was, as far as a record and the date of its transcript tell: a stretch of days."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from schemas import When
from service.language.dates import find_dates
from service.language.edtf import read_published

_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?~?")
_NUMBER = r"(\d+(?:\.\d+)?)"
_DURATION = re.compile(rf"P(?:{_NUMBER}Y)?(?:{_NUMBER}M)?(?:{_NUMBER}W)?(?:{_NUMBER}D)?(?:T{_NUMBER}H)?")
_EXACT = 3  # days that a stretch may have to be a date, such as a weekend


@dataclass(frozen=True, slots=True)
class Span:
    """The days from ``first`` to ``last``, as ordinals."""

    first: int
    last: int

    @property
    def is_exact(self) -> bool:
        """Whether it is a day, or as good as one."""
        return self.last - self.first < _EXACT

    def gap(self, other: Span) -> int:
        """The days between the two; 0 where they touch."""
        return max(0, other.first - self.last, self.first - other.last)


def span_of(when: When | None) -> Span | None:
    """The days of a date: one, a month, a year, or those of an interval; None where no year is known."""
    parts = (when.edtf or "").split("/") if when is not None else []
    days = [found for part in parts if (found := _days(part)) is not None]
    return Span(days[0].first, days[-1].last) if days and len(days) == len(parts) else None


def _days(edtf: str) -> Span | None:
    found = _DAY.fullmatch(edtf)
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    if not year or not (1 <= (month or 1) <= 12):
        return None  # a season
    try:
        first = date(year, month or 1, day or 1)
        last = date(year, month or 12, day or monthrange(year, month or 12)[1])
    except ValueError:
        return None
    return Span(first.toordinal(), last.toordinal())


def published_on(published: str | None) -> int | None:
    """The day of publication as an ordinal, where all of it is known."""
    day = read_published(published)
    known = day.as_date() if day is not None else None
    return known.toordinal() if known is not None else None


def length_of(iso: str | None) -> int:
    """The whole days of an ISO 8601 duration."""
    found = _DURATION.fullmatch(iso or "")
    if found is None:
        return 0
    years, months, weeks, days, hours = (float(part or 0) for part in found.groups())
    try:
        return timedelta(days=365 * years + 30 * months + 7 * weeks + days, hours=hours).days
    except OverflowError:
        return 0  # longer than there are days: nobody can have meant it


def day_in(words: str, published: str | None) -> Span | None:
    """The one day that the words name, as of publication; None where they name none, or several."""
    spans = {span for found in find_dates(words, published) if (span := _days(found.edtf or "")) and span.is_exact}
    return spans.pop() if len(spans) == 1 else None
