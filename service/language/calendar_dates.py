"""The forms that a calendar date takes: `Sunday, December the 17th`, `14-16 May 2024`, `late May`, `in 2023`."""

from __future__ import annotations

from dataclasses import dataclass, replace

from service.language.edtf import Day, Direction
from service.language.numbers import read_integer
from service.language.tokens import Phrases, Tokens
from service.words import load_words

_WORDS = load_words("language/dates")
_MONTHS: dict[str, int] = _WORDS["months"]
_SHORT: dict[str, int] = _WORDS["months_short"]
_ANY_MONTH = _SHORT | _MONTHS
_AMBIGUOUS = frozenset(_WORDS["ambiguous"]["months"])
_ALSO_WORDS = frozenset(_WORDS["ambiguous"]["words"])
_OPENS_A_MONTH = frozenset(_WORDS["ambiguous"]["opens_a_month"]) - frozenset(_WORDS["ambiguous"]["not_a_month_after"])
_AFTER_DAY = frozenset(_WORDS["after_day"]["words"])
_WEEKDAYS = _WORDS["weekdays"] | _WORDS["weekdays_short"]
_DIRECTIONS: dict[str, Direction] = _WORDS["directions"]
_ORDINALS: dict[str, int] = _WORDS["ordinals"]
_SUFFIXES = frozenset({"st", "nd", "rd", "th"})
_SEASONS: dict[str, int] = _WORDS["seasons"]
_PARTS = Phrases.of(_WORDS["parts"]["words"], True)
_YEAR_BEFORE = frozenset(_WORDS["years"]["before"])
_YEAR_AFTER = frozenset(_WORDS["years"]["after"])
_YEAR_OWNERS = frozenset(_WORDS["years"]["owners"])
_COUNTED = frozenset(_WORDS["years"]["counted"])
_YEAR_JOINS = frozenset(_WORDS["years"]["joins"])
_HOLIDAYS: Phrases[str] = Phrases(_WORDS["holidays"])
# What a date can begin with, and with what after an article.
_NAMED_OR_PART = (_HOLIDAYS.words_at(0) | _PARTS.words_at(0)) - {"the"}
_DAY_WORDS = _ORDINALS.keys() | {"twenty", "thirty"}
FIRST_WORDS = _ANY_MONTH.keys() | _WEEKDAYS.keys() | _DIRECTIONS.keys() | _SEASONS.keys() | _DAY_WORDS | _NAMED_OR_PART
AFTER_ARTICLE = _DAY_WORDS | _PARTS.words_at(1)
_YEARS_ON = {"last": -1, "this": 0, "next": 1}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A date over the tokens ``first`` to ``last`` (half-open), to ``end`` where it is an interval.

    ``years_on``: `last year` after the date is -1. ``direction``: `next May` is 1. ``pattern``: EDTF that no Day holds.
    """

    first: int
    last: int
    begin: Day
    end: Day | None = None
    years_on: int | None = None
    direction: Direction = 0
    pattern: str | None = None


def read_calendar_date(tokens: Tokens, i: int, cased: bool) -> list[Stretch]:
    """The date or dates that begin at token ``i``; ``cased`` says whether capitals mean anything in this text."""
    named = _HOLIDAYS.at(tokens, i)
    if named:
        month, day = named[0].split("-")
        return [_with_years(tokens, Stretch(i, named[1], Day(None, int(month), int(day))))]
    start = _after_weekday(tokens, i)
    stretches = _month_first(tokens, start, cased) or _day_first(tokens, start, cased)
    if not stretches and start == i:
        single = _month(tokens, i, cased) or _season(tokens, i) or _decade(tokens, i) or _year(tokens, i)
        stretches = [single] if single else []
    if not stretches:
        return []
    stretches = [replace(stretches[0], first=i), *stretches[1:]]
    return [_joined(tokens, stretches[0], cased)] if len(stretches) == 1 else stretches


def _joined(tokens: Tokens, stretch: Stretch, cased: bool) -> Stretch:
    """`May 14 to May 16, 2023`: with the date that follows, one interval; its year counts for both."""
    between = tokens[stretch.first - 1].text == "between"
    if stretch.end or tokens[stretch.last].text not in _YEAR_JOINS | ({"and"} if between else set()):
        return stretch
    at = stretch.last + 1
    following = (_month_first(tokens, at, cased) or _day_first(tokens, at, cased)) if stretch.begin.day else []
    single = _month(tokens, at, cased) if stretch.begin.month and not stretch.begin.day else None
    if stretch.begin.month is None and (year := _plain_year(tokens, at)) and year > (stretch.begin.year or 0):
        single = Stretch(at, at + 1, Day(year))
    other = following[0] if len(following) == 1 else single
    if other is None or other.end:
        return stretch
    begin = stretch.begin if stretch.begin.year else stretch.begin._replace(year=other.begin.year)
    return replace(stretch, last=other.last, begin=begin, end=other.begin, years_on=other.years_on)


def _after_weekday(tokens: Tokens, i: int) -> int:
    """The index after `Sunday,` or `Sun.,`; ``i`` itself without."""
    if tokens[i].text not in _WEEKDAYS:
        return i
    at = i + 1
    while tokens[at].text in (".", ",") and at < i + 3:
        at += 1
    return at + (tokens[at].text == "the" and tokens[at + 1].text not in _ANY_MONTH)


def _month_first(tokens: Tokens, i: int, cased: bool) -> list[Stretch]:
    """`December 17`, `Dec. 17 and 18`, `December the 30th, 2023`, `May 14-16`."""
    month = _ANY_MONTH.get(tokens[i].text)
    if month is None or (cased and _is_other_word(tokens, i)):
        return []
    at = i + 1 + (tokens[i + 1].text == "." and tokens[i].text in _SHORT)
    at += tokens[at].text == "the"
    days, end, last = _days(tokens, at)
    year, after = _year_after(tokens, last) if days else (None, last)
    plain = year is not None or tokens[last - 1].kind != "digits" or _may_follow_a_day(tokens, last)
    doubtful = tokens[i].text in _ALSO_WORDS and not cased
    if not days or (not plain and (doubtful or tokens[i - 1].text == "in" or len(days) > 1)):
        return []
    return _stretches(tokens, (i, after), days, end, (year, month))


def _day_first(tokens: Tokens, i: int, cased: bool) -> list[Stretch]:
    """`17 December 2023`, `the 17th of December`, `14-16 May`."""
    days, end, last = _days(tokens, i + (tokens[i].text == "the"))
    of = tokens[last].text == "of"
    month = _ANY_MONTH.get(tokens[last + of].text)
    if not days or month is None or (cased and _is_other_word(tokens, last + of)):
        return []
    after = last + of + 1 + (tokens[last + of].text in _SHORT and tokens[last + of + 1].text == ".")
    year, closing = _year_after(tokens, after)
    return _stretches(tokens, (i, closing), days, end, (year, month))


def _stretches(
    tokens: Tokens, place: tuple[int, int], days: list[tuple[int, int]], end: int | None, of: tuple[int | None, int]
) -> list[Stretch]:
    """A stretch a day: the first runs from the beginning, the last to the end, of the words."""
    first, last = place
    found = [(Day(*of, day), at) for day, at in days]
    if not all(day.is_real() for day, _ in found):
        return []
    until = Day(*of, end) if end else None
    starts = [first, *(at for _, at in found[1:])]
    ends = [*(_day_end(tokens, at) for _, at in found[:-1]), last]
    out = [Stretch(a, b, day, until) for a, b, (day, _) in zip(starts, ends, found, strict=True)]
    return [*out[:-1], _with_years(tokens, out[-1])] if of[0] is None else out


def _days(tokens: Tokens, i: int) -> tuple[list[tuple[int, int]], int | None, int]:
    """Days of a month with their token, the last day of a range, and the index after them."""
    day = _day(tokens, i)
    if day is None:
        return [], None, i
    days, last = [(day, i)], _day_end(tokens, i)
    if tokens[last].text in ("-", "to", "through", "until") and (end := _next_day(tokens, last + 1)) and end > day:
        return days, end, _day_end(tokens, last + 1)
    while len(days) < 31 and tokens[last].text in (",", "and", "&", "or"):
        at = last + 1 + (tokens[last + 1].text == "the")
        following = _next_day(tokens, at)
        closing = tokens[last].text != ","
        if following is None or not (closing or tokens[_day_end(tokens, at)].text in (",", "and")):
            break
        days.append((following, at))
        last = _day_end(tokens, at)
        if closing:
            break
    return days, None, last


def _next_day(tokens: Tokens, i: int) -> int | None:
    """A further day, unless a noun follows it: in `December 17 and 18 people` there is none."""
    day = _day(tokens, i)
    after = _day_end(tokens, i)
    return day if day and (tokens[after].text in _ANY_MONTH or _may_follow_a_day(tokens, after)) else None


def _day(tokens: Tokens, i: int) -> int | None:
    """1 to 31 in digits (`17`, `17th`) or as an ordinal word."""
    token = tokens[i]
    if token.kind == "digits":
        clean = len(token.text) <= 2 and not (tokens.glued(i) and tokens[i - 1].text not in "-'\"(")
        after = tokens[i + 1].text if tokens.glued(i + 1) else ""
        clean = clean and (
            after in _SUFFIXES or ((tokens[i + 1].kind != "word" or not after) and after not in tuple(":%/"))
        )
        return int(token.text) if clean and 1 <= int(token.text) <= 31 else None
    value = _ORDINALS.get(token.text)
    if value is None and token.text in ("twenty", "thirty"):
        unit = _ORDINALS.get(tokens[i + 1 + (tokens[i + 1].text == "-")].text, 10)
        value = {"twenty": 20, "thirty": 30}[token.text] + unit if unit < 10 else None
    return value if value and value <= 31 else None


def _day_end(tokens: Tokens, i: int) -> int:
    """The index after the day at token ``i``."""
    if tokens[i].kind == "digits":
        return i + 1 + (tokens[i + 1].text in _SUFFIXES and tokens.glued(i + 1))
    return i + 1 if tokens[i].text in _ORDINALS else i + 2 + (tokens[i + 1].text == "-")


def _may_follow_a_day(tokens: Tokens, i: int) -> bool:
    return tokens[i].kind not in ("word", "digits") or tokens[i].text in _AFTER_DAY or tokens.capital(i)


def _month(tokens: Tokens, i: int, cased: bool) -> Stretch | None:
    """`December`, `May 2024`, `late March`, `next May`, alone or with a year."""
    part = _PARTS.at(tokens, i)
    at = part[1] if part else i
    at += tokens[at].text in ("in", "-") and part is not None
    way = 0 if part else _DIRECTIONS.get(tokens[i].text, 0)
    at += way != 0
    name = tokens[at].text
    month = _ANY_MONTH.get(name)
    if month is None:
        return None
    dot = at + 1 + (name in _SHORT and tokens[at + 1].text == ".")
    year, last = _year_after(tokens, dot + (tokens[dot].text == "of"))
    if year is not None:
        return Stretch(i, last, Day(year, month))
    if cased and _is_other_word(tokens, at):
        return None
    opened = at > i or tokens[i - 1].text in _OPENS_A_MONTH or _owns_a_vote(tokens, at)
    if name in _SHORT or (name in _AMBIGUOUS and not (opened and (cased or name not in _ALSO_WORDS))):
        return None
    return _with_years(tokens, Stretch(i, at + 1, Day(None, month), direction=way))


def _owns_a_vote(tokens: Tokens, at: int) -> bool:
    """`August's election`, `April's presidential run-off`: a month, whatever else the word may mean."""
    if tokens[at + 1].text in _YEAR_AFTER and tokens.capital(at) and not tokens.capital(at - 1):
        return True  # "won May elections"
    after = at + 1 + (tokens[at + 1].text in ("'", "’"))
    if after == at + 1 or tokens[after].text != "s":
        return False
    return any(tokens[after + k].text in _YEAR_AFTER for k in (1, 2))


def _is_other_word(tokens: Tokens, i: int) -> bool:
    """Whether the month at token ``i`` is written like the ordinary word: `may`, `march`."""
    return tokens[i].text in _AMBIGUOUS and not tokens.capital(i)


def _season(tokens: Tokens, i: int) -> Stretch | None:
    """`the summer of 2023`, `spring 2024`; without a year a season is no date."""
    season = _SEASONS.get(tokens[i].text)
    at = i + 1 + (tokens[i + 1].text == "of")
    year = _plain_year(tokens, at) if season else None
    return Stretch(i, at + 1, Day(year, season)) if year else None


def _decade(tokens: Tokens, i: int) -> Stretch | None:
    """`the 1990s`: 199X."""
    text = tokens[i].text
    decade = len(text) == 4 and text.isascii() and text.isdecimal() and text.endswith("0") and 1500 <= int(text) < 2100
    if (
        not decade
        or tokens[i + 1].text != "s"
        or not tokens.glued(i + 1)
        or (tokens.glued(i + 2) and tokens[i + 2].kind == "word")
    ):
        return None
    pattern = f"{text[:2]}XX" if text.endswith("00") else f"{text[:3]}X"
    return Stretch(i, i + 2, Day(int(text)), pattern=pattern)


def _year(tokens: Tokens, i: int) -> Stretch | None:
    """A year after a word that asks for one (`in 2023`), or before one that has one (`the 2020 election`)."""
    year = _plain_year(tokens, i)
    if year is None:
        return None
    before, after = tokens[i - 1].text, tokens[i + 1]
    noun = _may_be_counted(tokens, i + 1, rounded=year % 100 == 0)
    asked = before in _YEAR_BEFORE and not noun and not (before == "of" and year % 100 == 0)
    asked = asked and (before != "(" or after.text == ")")
    listed = before in ("and", "or", ",") and _plain_year(tokens, i - 2) is not None and not noun
    described = year % 100 > 0 and (before in _YEAR_OWNERS or after.text in _YEAR_AFTER)
    return Stretch(i, i + 1, Day(year)) if asked or listed or described else None


def _may_be_counted(tokens: Tokens, i: int, *, rounded: bool) -> bool:
    """Whether the word may be what the number counts: `in 2023 villages`, `in 2000 of them`, but not `in 2023 saw`."""
    word = tokens[i]
    if word.kind != "word" or word.text in _AFTER_DAY | _YEAR_AFTER or tokens.capital(i):
        return False
    return rounded or word.text.endswith("s") or word.text in _COUNTED


def _year_after(tokens: Tokens, i: int) -> tuple[int | None, int]:
    """The year that follows a day or month, with or without a comma, in digits or spoken; and the index after it."""
    at = i + (tokens[i].text == ",")
    year = _plain_year(tokens, at)
    if year:
        return year, at + 1
    spoken = read_integer(tokens, at) if tokens[at].kind == "word" and at == i else None
    return spoken if spoken and 1900 <= spoken[0] <= 2100 else (None, i)


def _plain_year(tokens: Tokens, i: int) -> int | None:
    text = tokens[i].text
    if len(text) != 4 or not (text.isascii() and text.isdecimal()):
        return None
    before, after = tokens.glued(i) and tokens[i - 1], tokens.glued(i + 1) and tokens[i + 1]
    clean = not (after and (after.kind == "word" or after.text in "%:/"))
    clean = clean and not (before and (before.kind in ("word", "digits") or before.text in "$€£#/:.@"))
    return int(text) if clean and 1500 <= int(text) < 2200 else None


def _with_years(tokens: Tokens, stretch: Stretch) -> Stretch:
    """`last year` or `of this year` after a date."""
    at = stretch.last + (tokens[stretch.last].text in ("of", ","))
    years_on = _YEARS_ON.get(tokens[at].text)
    if years_on is None or tokens[at + 1].text != "year":
        return stretch
    return replace(stretch, last=at + 2, years_on=years_on)
