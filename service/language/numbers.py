"""Numbers in digits and words, and the vague words that stand for a range of them.

A number is read from one token on, by a small grammar: a group below a thousand (`two hundred and five`), a scale word
(`thousand`), and smaller groups after it. The words stand in ``words/quantities.toml``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from service.language.tokens import Phrases, Tokens
from service.words import load_words

Form = Literal["digits", "words", "vague", "share", "fraction"]

_WORDS = load_words("language/quantities")
_UNITS: dict[str, int] = _WORDS["units"]
_TENS: dict[str, int] = _WORDS["tens"]
_SCALES: dict[str, int] = _WORDS["scales"] | {f"{word}s": worth for word, worth in _WORDS["scales"].items()}
_SUFFIXES: dict[str, int] = _WORDS["suffixes"]
_FRACTIONS: dict[str, int] = _WORDS["fractions"]
_MARKS: dict[str, float] = _WORDS["fraction_marks"]
_VAGUE: Phrases[list[int]] = Phrases(_WORDS["vague"])
_VAGUE_SMALL: Phrases[list[int]] = Phrases(_WORDS["vague_small"])
_NEVER_SCALED = 1000  # from here on digits stand before no `hundreds` of theirs
_ONLY_WITH_SCALE = Phrases.of(_WORDS["vague_rules"]["only_with_scale"], True)
_ONLY_BEFORE: dict[str, list[str]] = _WORDS["vague_only_before"]
_OF_WHAT = frozenset(_WORDS["percent"]["of_what"])
_IN = Phrases.of(("in", "in every", "out of", "out of every"), True)
_TIMES = frozenset(load_words("language/durations")["units"])
_MOST_DIGITS = 15  # beyond these a float no longer holds every integer, and no crowd was ever that large


# What a number can begin with, and with what after an article.
FIRST_WORDS = (_UNITS.keys() | _TENS.keys() | _FRACTIONS.keys() | _VAGUE.words_at(0) | _VAGUE_SMALL.words_at(0)) - {"a"}
AFTER_ARTICLE = _SCALES.keys() | _FRACTIONS.keys() | _VAGUE.words_at(1) | _VAGUE_SMALL.words_at(1)


@dataclass(frozen=True, slots=True)
class Number:
    """A number over the tokens ``first`` to ``last`` (half-open).

    ``form`` is ``share`` for a part of a whole in per cent (`two-thirds of`), ``fraction`` for one of nothing
    (`a two-thirds majority`). ``unit`` is what the number is a plain multiple of: 100 for `three hundred`.
    """

    first: int
    last: int
    low: float
    high: float
    form: Form
    unit: float = 1


class _Read(NamedTuple):
    value: float
    last: int
    unit: float = 1


def read_number(tokens: Tokens, i: int) -> Number | None:
    """The number that begins at token ``i``, the longest reading of it; None if there is none."""
    return _part_of_scale(tokens, i) or _share(tokens, i) or _vague(tokens, i) or _exact(tokens, i)


def read_integer(tokens: Tokens, i: int) -> tuple[int, int] | None:
    """The whole number in digits or words that begins at token ``i`` and the index after it."""
    number = _exact(tokens, i)
    if number is None or not number.low.is_integer():
        return None
    return int(number.low), number.last


def _exact(tokens: Tokens, i: int) -> Number | None:
    digits = tokens[i].kind == "digits"
    read = _digits(tokens, i) if digits else _cardinal(tokens, i)
    return read and Number(i, read.last, read.value, read.value, "digits" if digits else "words", read.unit)


def _digits(tokens: Tokens, i: int) -> _Read | None:
    plain = "".join(character for character in tokens[i].text if character.isdecimal() or character == ".")
    if len(plain) > _MOST_DIGITS:
        return None
    value, last, unit = float(plain), i + 1, 1.0
    following = tokens[last].text if tokens.glued(last) else ""
    if following in _MARKS:
        value, last = value + _MARKS[following], last + 1
    elif following in _SUFFIXES:
        unit, last = float(_SUFFIXES[following]), last + 1
    half, last = _and_a_half(tokens, last)
    if value < _NEVER_SCALED or not tokens[last].text.endswith("s"):  # `in October 2017 hundreds of`: two figures
        factor, last = _scale(tokens, last)
        unit *= factor
    return _Read(round((value + half) * unit, 6), last, unit)


def _cardinal(tokens: Tokens, i: int) -> _Read | None:
    read = _group(tokens, i)
    if read is None:
        return None
    total, unit, limit = 0.0, 0.0, float("inf")
    while read:
        factor, last = _scale(tokens, read.last)
        if not 1 < factor < limit:
            return _Read(total + read.value, read.last, unit or read.unit)
        half, last = _and_a_half(tokens, last)
        total += (read.value + half) * factor
        if factor < 100:  # `a dozen, two dozen`
            return _Read(total, last, factor)
        unit, limit = unit or read.unit * factor, factor
        read = _next_group(tokens, last, limit)
    return _Read(round(total, 6), last, unit)


def _next_group(tokens: Tokens, i: int, limit: float) -> _Read | None:
    """The group after a scale word: after `and` less than a hundred, after a comma at least a hundred."""
    joint = tokens[i].text
    read = _group(tokens, i + 1 if joint in ("and", ",") else i)
    if read is None or read.value >= limit or tokens[read.last - 1].text == "a":
        return None
    if joint == "and" and read.value >= 100:
        return None
    if joint == "," and read.value < 100 and _scale(tokens, read.last)[0] == 1:
        return None
    return read


def _group(tokens: Tokens, i: int) -> _Read | None:
    """A number below a thousand, or a year as it is spoken (`twenty twenty-four`)."""
    if tokens[i].text in ("a", "one") and tokens[i + 1].text in _SCALES:
        read: _Read | None = _Read(1, i + 1)
    else:
        read = _below_hundred(tokens, i)
    if read is None:
        return None
    at = _after_hyphen(tokens, read.last)
    if tokens[at].text in ("hundred", "hundreds"):
        return _hundreds(tokens, read, at + 1)
    if 17 <= read.value <= 20 and (year := _below_hundred(tokens, read.last)) and year.value >= 10:
        return _Read(read.value * 100 + year.value, year.last)
    half, last = _and_a_half(tokens, read.last)
    return _Read(read.value + half, last) if half else _with_point(tokens, read)


def _hundreds(tokens: Tokens, lead: _Read, i: int) -> _Read:
    rest = _below_hundred(tokens, i + 1 if tokens[i].text == "and" else i)
    if rest is None:
        return _Read(lead.value * 100, i, 100)
    return _Read(lead.value * 100 + rest.value, rest.last)


def _below_hundred(tokens: Tokens, i: int) -> _Read | None:
    word = tokens[i].text
    if word in _UNITS:
        return _Read(_UNITS[word], i + 1)
    if word not in _TENS:
        return None
    after = _after_hyphen(tokens, i + 1)
    unit = _UNITS.get(tokens[after].text, 0)
    return _Read(_TENS[word] + unit, after + 1) if 1 <= unit <= 9 else _Read(_TENS[word], i + 1)


def _with_point(tokens: Tokens, read: _Read) -> _Read:
    """`forty-six point two`: digits spoken one by one after the point."""
    spoken, i = "", read.last + 1
    if tokens[read.last].text == "point":
        while len(spoken) < 6 and (digit := _UNITS.get(tokens[i].text, 10)) < 10:
            spoken, i = f"{spoken}{digit}", i + 1
    return _Read(float(f"{read.value:.0f}.{spoken}"), i) if spoken else read


def _and_a_half(tokens: Tokens, i: int) -> tuple[float, int]:
    """`and a half`, `and three quarters` after a number, and the index after it; 0 without."""
    if tokens[i].text == "and" and tokens[i + 2].text in ("half", "quarter", "quarters"):
        parts = 1 if tokens[i + 1].text == "a" else _UNITS.get(tokens[i + 1].text, 0)
        if parts:
            return parts / _FRACTIONS[tokens[i + 2].text], i + 3
    return 0, i


def _scale(tokens: Tokens, i: int) -> tuple[float, int]:
    """The worth of the scale words at ``i`` (`hundred thousand` is 100,000) and the index after them; 1 without any."""
    factor, last = 1.0, i
    while factor < 1e15:
        at = _after_hyphen(tokens, last)
        worth = _SCALES.get(tokens[at].text)
        if worth is None or (factor == 1 and at > last and worth == 12):
            break
        factor, last = factor * worth, at + 1
    return factor, last


def _after_hyphen(tokens: Tokens, i: int) -> int:
    """The index after a hyphen that is glued on both sides, ``i`` itself without one."""
    return i + 1 if tokens[i].text == "-" and tokens.glued(i) and tokens.glued(i + 1) else i


def _vague(tokens: Tokens, i: int) -> Number | None:
    if found := _VAGUE.at(tokens, i):
        (low, high), last = found
        if last == i + 1 and tokens[i].text in _ONLY_BEFORE and tokens[last].text not in _ONLY_BEFORE[tokens[i].text]:
            return None
        return Number(i, last, float(low), float(high), "vague")
    found = _VAGUE_SMALL.at(tokens, i)
    if found is None:
        return None
    (low, high), last = found
    factor, end = _scale(tokens, last)
    if factor > 1:
        return Number(i, end, low * factor, (high + 1) * factor - 1, "vague")
    only_with_scale = _ONLY_WITH_SCALE.at(tokens, i)
    return None if only_with_scale and only_with_scale[1] == last else Number(i, last, float(low), float(high), "vague")


def _part_of_scale(tokens: Tokens, i: int) -> Number | None:
    """`half a million`, `half a dozen`, `three quarters of a million`."""
    parts, at = _numerator(tokens, i)
    whole = _FRACTIONS.get(tokens[at].text)
    if whole is None:
        return None
    at = _after_hyphen(tokens, at + 1)
    at += tokens[at].text == "of"
    at += tokens[at].text == "a"
    factor, last = _scale(tokens, at)
    value = parts / whole * factor
    return Number(i, last, value, value, "words", factor) if factor > 1 else None


def _share(tokens: Tokens, i: int) -> Number | None:
    """`two-thirds of`, `half the`, `three in four`, in per cent."""
    parts, at = _numerator(tokens, i)
    whole = _FRACTIONS.get(tokens[at].text)
    if whole is None:
        return _one_in(tokens, i)
    following = tokens[at + 1].text
    if (following == "of" and at > i) or (tokens[at].text == "half" and following in _OF_WHAT):
        percent = round(parts * 100 / whole, 2)
        return Number(i, at + 1, percent, percent, "share") if percent <= 100 else None
    named = at > i and tokens[i].text != "a" and (parts == 1) != tokens[at].text.endswith("s")
    return Number(i, at + 1, parts / whole, parts / whole, "fraction") if named else None


def _numerator(tokens: Tokens, i: int) -> tuple[int, int]:
    """How many parts (`a`, `two`), and the index of the word that says which parts; 1 and ``i`` without."""
    parts = 1 if tokens[i].text == "a" else _UNITS.get(tokens[i].text, 0)
    return (parts, _after_hyphen(tokens, i + 1)) if parts else (1, i)


def _one_in(tokens: Tokens, i: int) -> Number | None:
    """`three in four`, `9 out of 10`, but not `three in ten days`."""
    parts = _small(tokens, i)
    if parts is None:
        return None
    joint = _IN.at(tokens, i + 1)
    at = joint[1] if joint else i
    whole = _small(tokens, at) if joint else None
    if whole is None or not parts < whole or tokens.glued(at + 1) or tokens[at + 1].text in _TIMES:
        return None
    percent = round(parts * 100 / whole, 2)
    return Number(i, at + 1, percent, percent, "share")


def _small(tokens: Tokens, i: int) -> int | None:
    """A whole number up to 10, or 20 or 100, in one token: shares are told in no others."""
    text = tokens[i].text
    value = int(text) if tokens[i].kind == "digits" and len(text) <= 3 and text.isdecimal() else _UNITS.get(text, 0)
    return value if 0 < value <= 10 or value in (20, 100) else None
