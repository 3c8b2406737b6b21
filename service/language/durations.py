"""Durations as ISO 8601: `nine days in a row` is P9D, `a two-year sentence` P2Y.

The words stand in ``words/durations.toml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from service.language.numbers import AFTER_ARTICLE, FIRST_WORDS, Number, read_number
from service.language.tokens import Phrases, Tokens, tokenize
from service.words import load_words

_WORDS = load_words("language/durations")
_AROUND = _WORDS["around"]
_UNITS: dict[str, str] = _WORDS["units"]
_HALVES: dict[str, str] = _WORDS["halves"]
_SINGLE: dict[str, str] = {word: word.removesuffix("long") for word in _AROUND["single"]}
_ORDINALS: dict[str, int] = load_words("language/dates")["ordinals"]
_ADJECTIVES = Phrases.of(_AROUND["adjectives"], True)
_TAILS = Phrases.of(_AROUND["tails"], True)
_NOT_BEFORE = Phrases.of(_AROUND["not_before"], True)
_BEFORE_A = Phrases.of(_AROUND["before_a"], True)
_RATES = frozenset(_AROUND["rates"])
_COUNTED_AFTER = Phrases.of(_WORDS["ordinals"]["after"], True)
_COUNTED_BETWEEN = frozenset(_WORDS["ordinals"]["between"])
_COUNTED_BEFORE = Phrases.of(_WORDS["ordinals"]["before"], True)
_FIRST_WORDS = FIRST_WORDS | _UNITS.keys() | _SINGLE.keys() | _ORDINALS.keys()
_AFTER_ARTICLE = AFTER_ARTICLE | _UNITS.keys() | _ADJECTIVES.words_at(0)
_WEEKS = re.compile(r"P(\d+)W")
_HOURS = re.compile(r"PT(\d+)H")
_DAY = 24  # hours
_DESIGNATORS = ("Y", "M", "W", "D", "TH", "TM", "TS")


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A duration at ``text[start:end]``, with its ISO 8601 form."""

    start: int
    end: int
    iso: str


@dataclass(frozen=True, slots=True)
class _Part:
    """An amount of a unit, over tokens up to ``last``."""

    amount: float
    unit: str
    last: int


def find_durations(text: str) -> list[TimeSpan]:
    """The durations of ``text``, in order, without overlaps.

    A range (`two to three weeks`) gives its smaller value; `for days` has no value and is left out, as are points in
    time (`two days ago`), ages and rates. `the ninth day of` counts as nine days.
    """
    tokens = tokenize(text)
    found, following = [], 0
    for i in tokens.candidates(_FIRST_WORDS, _AFTER_ARTICLE):
        if i < following:
            continue
        if read := _read(tokens, i):
            iso, following = read
            found.append(TimeSpan(tokens[i].start, tokens[following - 1].end, iso))
        elif number := read_number(tokens, i):
            following = number.last
    return found


def _read(tokens: Tokens, i: int) -> tuple[str, int] | None:
    return _counted(tokens, i) or _single_word(tokens, i) or _ordinal(tokens, i)


def _counted(tokens: Tokens, i: int) -> tuple[str, int] | None:
    """`three weeks`, `a 24-hour`, `two years and six months`, `a year and a half`."""
    if tokens[i - 1].text == "-" and tokens.glued(i) and tokens.glued(i - 1):
        return None
    part = _part(tokens, i) or _a_unit(tokens, i)
    if part is None:
        return None
    amounts = {part.unit: part.amount}
    while (further := _further(tokens, part)) and further.unit not in amounts:
        part = further
        amounts[part.unit] = part.amount
    if _NOT_BEFORE.at(tokens, part.last) or tokens[i - 1].text in _RATES:
        return None
    return _iso(amounts), _after_tail(tokens, part.last)


def _further(tokens: Tokens, part: _Part) -> _Part | None:
    """A smaller unit after `and` or a comma; `and a half` counts as half of the unit before."""
    if tokens[part.last].text not in ("and", ","):
        return None
    if tuple(tokens[part.last + k].text for k in (0, 1, 2)) == ("and", "a", "half") and part.unit in _HALVES:
        amount, unit = _split(_HALVES[part.unit])
        return _Part(amount, unit, part.last + 3)
    following = _part(tokens, part.last + 1)
    smaller = following and _DESIGNATORS.index(following.unit) > _DESIGNATORS.index(part.unit)
    return following if smaller else None


def _part(tokens: Tokens, i: int) -> _Part | None:
    number = read_number(tokens, i)
    if number is None or number.form in ("vague", "fraction", "share") or number.high > 1_000_000:
        return _half_unit(tokens, i)
    return _with_unit(tokens, number, _after_range(tokens, number))


def _after_range(tokens: Tokens, number: Number) -> int:
    """The index after `to three` in `two to three weeks`."""
    if tokens[number.last].text in ("to", "or", "-"):
        upper = read_number(tokens, number.last + 1)
        if upper and upper.form == number.form and upper.low > number.low:
            return upper.last
    return number.last


def _with_unit(tokens: Tokens, number: Number, at: int) -> _Part | None:
    hyphen = tokens[at].text == "-" and tokens.glued(at)
    adjective = _ADJECTIVES.at(tokens, at + hyphen)
    at = adjective[1] if adjective else at + hyphen
    at += tokens[at].text == "-" and not hyphen
    designator = _UNITS.get(tokens[at].text)
    if designator is None or (tokens[at - 1].text == "one" and tokens[at].text == "day"):  # `one day, all will be well`
        return None
    times, unit = _split(designator)
    return _Part(number.low * times, unit, at + 1)


def _half_unit(tokens: Tokens, i: int) -> _Part | None:
    """`half an hour`, `half a year`, `half a decade`."""
    if tokens[i].text != "half" or tokens[i + 1].text not in ("a", "an"):
        return None
    designator = _UNITS.get(tokens[i + 2].text)
    if designator is None:
        return None
    times, unit = _split(designator)
    amount, unit = _split(_HALVES[unit]) if times == 1 and unit in _HALVES else (times / 2, unit)
    return _Part(amount, unit, i + 3)


def _a_unit(tokens: Tokens, i: int) -> _Part | None:
    """`a fortnight`, `for a week`, `a week of`, `a month-long`: alone, `a day` is as often a rate or a date."""
    if tokens[i].text not in ("a", "an", "one"):
        return None
    adjective = _ADJECTIVES.at(tokens, i + 1)
    at = adjective[1] if adjective else i + 1
    designator = _UNITS.get(tokens[at].text)
    if designator is None or designator == "TS":  # `a second` is an ordinal
        return None
    times, unit = _split(designator)
    half_more = tuple(tokens[at + k].text for k in (1, 2, 3)) == ("and", "a", "half")
    sure = times > 1 or adjective or half_more or tokens[at + 1].text == "of" or _BEFORE_A.before(tokens, i)
    return (
        _Part(times, unit, at + 1)
        if (sure and tokens[at + 1].text not in ("-", "'")) or _TAILS.at(tokens, at + 1)
        else None
    )


def _single_word(tokens: Tokens, i: int) -> tuple[str, int] | None:
    """`weeklong`, `month-long`."""
    word = _SINGLE.get(tokens[i].text)
    last = i + 1
    if word is None and tokens[i + 1].text == "-" and tokens[i + 2].text == "long" and not tokens[i].text.endswith("s"):
        word, last = tokens[i].text, i + 3
    designator = _UNITS.get(word or "")
    if designator is None:
        return None
    times, unit = _split(designator)
    return _iso({unit: times}), last


def _ordinal(tokens: Tokens, i: int) -> tuple[str, int] | None:
    """`the ninth day of`, `a third consecutive night`, `its 40th day`: counted from a beginning."""
    value, at = _ordinal_value(tokens, i)
    between = tokens[at].text in _COUNTED_BETWEEN
    designator = _UNITS.get(tokens[at + between].text)
    if not value or designator is None:
        return None
    last = at + between + 1
    after = _COUNTED_AFTER.at(tokens, last)
    if not (between or after or _COUNTED_BEFORE.before(tokens, i)):
        return None
    times, unit = _split(designator)
    return _iso({unit: value * times}), after[1] if after and tokens[last].text != "of" else last


def _ordinal_value(tokens: Tokens, i: int) -> tuple[int, int]:
    """The value of `ninth`, `21st` or `twenty-first`, and the index after it; 0 without."""
    token = tokens[i]
    if token.kind == "digits":
        glued = tokens.glued(i + 1) and tokens[i + 1].text in ("st", "nd", "rd", "th")
        return (int(token.text), i + 2) if glued and len(token.text) <= 4 and token.text.isdecimal() else (0, i)
    if token.text in _ORDINALS:
        return _ORDINALS[token.text], i + 1
    tens = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}.get(token.text, 0)
    at = i + 1 + (tokens[i + 1].text == "-")
    unit = _ORDINALS.get(tokens[at].text, 10)
    return (tens + unit, at + 1) if tens and unit < 10 else (0, i)


def _after_tail(tokens: Tokens, i: int) -> int:
    tail = _TAILS.at(tokens, i)
    return tail[1] if tail else i


def _split(designator: str) -> tuple[float, str]:
    """`10Y` as 10 and `Y`, `T30M` as 30 and `TM`."""
    clock = designator.startswith("T")
    digits = "".join(character for character in designator if character.isdigit())
    return float(digits or 1), ("T" if clock else "") + designator[-1]


def in_days(iso: str) -> str:
    """``P2W`` is P14D, ``PT48H`` P2D: what lasts is counted by the day."""
    weeks, hours = _WEEKS.fullmatch(iso), _HOURS.fullmatch(iso)
    if weeks:
        return f"P{7 * int(weeks[1])}D"
    return f"P{int(hours[1]) // _DAY}D" if hours and int(hours[1]) % _DAY == 0 else iso


def _iso(amounts: dict[str, float]) -> str:
    """ISO 8601, with half units written out in smaller ones where the word list has them."""
    whole: dict[str, float] = {}
    for unit, amount in amounts.items():
        if amount % 1 == 0.5 and unit in _HALVES:
            half, smaller = _split(_HALVES[unit])
            whole[smaller] = whole.get(smaller, 0) + half
            amount -= 0.5
        whole[unit] = whole.get(unit, 0) + amount
    shown = [(unit, whole[unit]) for unit in _DESIGNATORS if whole.get(unit)]
    day = "".join(f"{_plain(amount)}{unit}" for unit, amount in shown if not unit.startswith("T"))
    clock = "".join(f"{_plain(amount)}{unit[1:]}" for unit, amount in shown if unit.startswith("T"))
    return f"P{day}{'T' if clock else ''}{clock}" if shown else "P0D"


def _plain(amount: float) -> str:
    return f"{amount:.4f}".rstrip("0").rstrip(".")
