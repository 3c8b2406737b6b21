"""Calendar dates as EDTF level 1 (ISO 8601-2), and how a publication date fixes what the words leave open."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Literal, NamedTuple

Direction = Literal[-1, 0, 1]  # the date lies before publication, wherever it is nearest, or after it
Unit = Literal["days", "weeks", "fortnights", "months", "years", "decades"]

_DAYS = {"days": 1, "weeks": 7, "fortnights": 14}
_PUBLISHED = re.compile(r"\s*(\d{4})(?:-(\d{2})(?:-(\d{2})(?!\d))?(?!\d))?(?!\d)")


class Day(NamedTuple):
    """A date as far as the words tell it. ``month`` may be a season, 21 (spring) to 24 (winter), without a day."""

    year: int | None
    month: int | None = None
    day: int | None = None

    def is_real(self) -> bool:
        """Whether the calendar has such a date: 29 February does without a year or in a leap year."""
        if self.month is None or self.month > 20:
            return True
        return 1 <= self.month <= 12 and 1 <= (self.day or 1) <= monthrange(self.year or 2000, self.month)[1]

    def edtf(self) -> str:
        """`2023-12-17`, `XXXX-12-17`, `2023-12`, `2023-22` (a season) or `2023`."""
        parts = ["XXXX" if self.year is None else f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    def as_date(self) -> date | None:
        """The day itself where all of it is known."""
        return date(self.year, self.month, self.day) if self.year and self.month and self.day else None


def read_published(text: str | None) -> Day | None:
    """An ISO date or date and time, or only its year or year and month; None for anything else."""
    match = _PUBLISHED.match(text or "")
    if match is None or not 1 <= int(match[1]) <= 9990:
        return None
    day = Day(int(match[1]), *(int(part) if part else None for part in match.groups()[1:]))
    return day if day.is_real() and (day.month or 1) <= 12 else None


def interval(begin: Day, end: Day) -> str:
    """`2023-05-14/2023-05-16`, or the first date alone where a year is unknown or the interval would run backwards.

    Level 1 has no interval with an unspecified year.
    """
    known = begin.year is not None and end.year is not None and begin < end
    return f"{begin.edtf()}/{end.edtf()}" if known else begin.edtf()


def with_year(day: Day, published: Day, direction: Direction) -> Day:
    """``day`` in the year that puts it nearest to publication, on the side of ``direction``; a tie goes to the past.

    Where only the year of publication is known, it is that year.
    """
    if day.year is not None or day.month is None or published.year is None:
        return day
    if published.month is None:
        candidate = day._replace(year=published.year)
        return candidate if candidate.is_real() else day
    around = (published.year + shift for shift in (-1, 0, 1))
    years = [day._replace(year=year) for year in around if MINYEAR <= year <= MAXYEAR]
    near = [candidate for candidate in years if candidate.is_real() and _on_side(candidate, published, direction)]
    return min(near, key=lambda candidate: abs(_distance(candidate, published)), default=day)


def _on_side(day: Day, published: Day, direction: Direction) -> bool:
    shared = min(len([part for part in day if part is not None]), len([part for part in published if part is not None]))
    mine, theirs = tuple(day)[:shared], tuple(published)[:shared]
    return direction == 0 or mine == theirs or (mine > theirs) == (direction > 0)


def _distance(day: Day, published: Day) -> int:
    return _middle(day).toordinal() - _middle(published).toordinal()


def _middle(day: Day) -> date:
    return date(day.year or 1, day.month or 7, day.day or 15)


def weekday(number: int, published: Day, direction: Direction, strict: bool) -> str | None:
    """The nearest such weekday (0 is Monday) before, or after, publication; ``strict``: not on that day itself."""
    today = published.as_date()
    if today is None:
        return None
    step = 1 if direction > 0 else -1
    distance = (number - today.weekday()) * step % 7
    return _shifted(today, step * (7 if strict and distance == 0 else distance))


def day_of_week(number: int, published: Day, weeks: int) -> str | None:
    """That weekday (0 is Monday) of the week that lies ``weeks`` from the one of publication."""
    today = published.as_date()
    return _shifted(today, number - today.weekday() + 7 * weeks) if today else None


def shift(published: Day, unit: Unit, count: int) -> str | None:
    """What lies ``count`` units from publication: a day, an approximate day (`~`), a month or a year."""
    today = published.as_date()
    if unit in ("years", "decades"):
        return _year(published, count * (10 if unit == "decades" else 1))
    if unit == "months":
        return _month(published, count)
    if today is None:
        return None
    days = count * _DAYS[unit]
    shifted = _shifted(today, days)
    return shifted and (shifted if unit == "days" else f"{shifted}~")


def week(published: Day, count: int) -> str | None:
    """The week, Monday to Sunday, that lies ``count`` weeks from publication, as an interval."""
    return _span_of_week(published, count, 0)


def weekend(published: Day, count: int) -> str | None:
    """Saturday and Sunday ``count`` weeks from the week of publication, as an interval."""
    return _span_of_week(published, count, 5)


def _span_of_week(published: Day, count: int, first: int) -> str | None:
    today = published.as_date()
    if today is None:
        return None
    begin, end = (_shifted(today, day - today.weekday() + 7 * count) for day in (first, 6))
    return f"{begin}/{end}" if begin and end else None


def _shifted(day: date, days: int) -> str | None:
    try:
        return (day + timedelta(days=days)).isoformat()
    except OverflowError:
        return None


def _month(published: Day, count: int) -> str | None:
    if published.year is None or published.month is None:
        return None
    months = published.year * 12 + published.month - 1 + count
    return Day(months // 12, months % 12 + 1).edtf() if 12 <= months < 120_000 else None


def _year(published: Day, count: int) -> str | None:
    year = (published.year or 0) + count
    return Day(year).edtf() if 1 <= year <= 9999 else None
