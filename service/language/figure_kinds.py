"""What a number is: a count, a share, or one of the many that count nothing (ages, prices, times, names, results).

Each rule looks at the words around a number and either tells its kind, and how far its words reach, or passes.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from service.language.numbers import Number
from service.language.tokens import Phrases, Tokens
from service.words import load_words

Kind = Literal["count", "percent", "money", "age", "time", "duration", "measure", "other"]

_WORDS = load_words("language/quantities")
_TIME = load_words("language/durations")
_ORDINALS: dict[str, int] = load_words("language/dates")["ordinals"]


def _phrases(*path: str) -> Phrases[bool]:
    table, name = path
    return Phrases.of(_WORDS[table][name], True)


_PERCENT, _NOT_SHARES = _phrases("percent", "words"), _phrases("percent", "not_shares")
_CURRENCY_SIGNS, _CODES = frozenset(_WORDS["money"]["symbols"]), frozenset(_WORDS["money"]["codes"])
_CURRENCIES, _BEFORE_CURRENCY = frozenset(_WORDS["money"]["words"]), _phrases("money", "between")
_NEEDS_SCALE = frozenset(_WORDS["money"]["needs_scale"])
_AGE_BEFORE, _AGE_AFTER = _phrases("age", "before"), _phrases("age", "after")
_CLOCK = _phrases("clock", "after")
_UNITS_OF_TIME, _BEFORE_UNIT = frozenset(_TIME["units"]), Phrases.of(_TIME["around"]["adjectives"], True)
_MEASURES = _phrases("measure", "after")
_METRES = frozenset(_WORDS["measure"]["m_is_metres"])
_COUNTED = frozenset(_WORDS["compounds"]["counts"])
_LABELS, _CAPITAL_LABELS = _phrases("labels", "always"), _phrases("labels", "capitalised")
_RESULTS = frozenset(_WORDS["pairs"]["results"])
_ONE_BEFORE, _ONE_AFTER = frozenset(_WORDS["one"]["before"]), _phrases("one", "after")
_ORDINAL_ENDINGS = ("st", "nd", "rd", "th")
_OLDEST = 120


class Place(NamedTuple):
    """The tokens of a figure, half-open, and its kind."""

    first: int
    last: int
    kind: Kind


def classify(tokens: Tokens, number: Number) -> Place:
    """The kind of ``number`` and all its words (`$5 million`, `46 per cent`); a count where no rule says otherwise."""
    for rule in _RULES:
        if place := rule(tokens, number):
            return place
    return Place(number.first, number.last, "count")


def is_ordinal(tokens: Tokens, number: Number) -> bool:
    """`17th`, or the tens of `twenty-first`."""
    at = number.last + (tokens[number.last].text == "-")
    if number.form == "digits":
        return tokens[number.last].text in _ORDINAL_ENDINGS and tokens.glued(number.last)
    return (
        number.form == "words"
        and number.low % 10 == 0
        and number.low % 100 > 10
        and _ORDINALS.get(tokens[at].text, 10) < 10
    )


def percent_end(tokens: Tokens, i: int) -> int | None:
    """The index after `per cent` or `%` at token ``i``; None without, and before `percentage points`."""
    i += tokens[i].text == "-"
    found = _PERCENT.at(tokens, i)
    return found[1] if found and not _NOT_SHARES.at(tokens, i) else None


def _share(tokens: Tokens, number: Number) -> Place | None:
    if number.form == "share" and tokens[number.last + 2].text in _UNITS_OF_TIME:
        return Place(number.first, number.last + 3, "duration")  # `a quarter of a century`
    if number.form == "share":
        return Place(number.first, number.last, "percent")
    if number.form == "fraction" or _NOT_SHARES.at(tokens, number.last):
        return Place(number.first, number.last, "other")
    end = percent_end(tokens, number.last)
    return Place(number.first, end, "percent") if end else None


def _money(tokens: Tokens, number: Number) -> Place | None:
    first, last = number.first, number.last
    sign = tokens[first - 1]
    if sign.text in _CURRENCY_SIGNS or (sign.text in _CODES and tokens.capital(first - 1)):
        return Place(
            first - 1 - (sign.kind == "mark" and tokens.glued(first - 1) and tokens[first - 2].kind == "word"),
            last,
            "money",
        )
    at = _noun(tokens, number)
    word = tokens[at].text
    plain = word in _CURRENCIES and (word not in _NEEDS_SCALE or number.unit >= 1000)
    code = word in _CODES and tokens.capital(at)
    return Place(first, at + 1, "money") if plain or code or word in _CURRENCY_SIGNS else None


def _noun(tokens: Tokens, number: Number) -> int:
    """The index of what is counted, after `of` (`millions of dollars`), a hyphen or `US`."""
    at = number.last
    at += tokens[at].text == "-" or (number.form == "vague" and tokens[at].text == "of")
    between = _BEFORE_CURRENCY.at(tokens, at)
    return between[1] if between and tokens[between[1]].text in _CURRENCIES else at


def _age(tokens: Tokens, number: Number) -> Place | None:
    if number.high > _OLDEST:
        return None
    before, after = _AGE_BEFORE.before(tokens, number.first), _AGE_AFTER.at(tokens, number.last)
    apposed = (
        number.form == "digits"
        and number.low >= 10
        and float(number.low).is_integer()
        and tokens[number.first - 1].text == ","
        and tokens[number.last].text in (",", ".")
        and tokens.capital(number.first - 2)
        and tokens.capital(number.first - 3)
    )
    if not (before or after or apposed):
        return None
    return Place(before[1] if before else number.first, after[1] if after else number.last, "age")


def _clock(tokens: Tokens, number: Number) -> Place | None:
    found = _CLOCK.at(tokens, number.last)
    hour = number.low < 25 or (number.form == "digits" and number.low < 2400 and number.last == number.first + 1)
    return Place(number.first, found[1], "time") if found and hour else None


def _duration(tokens: Tokens, number: Number) -> Place | None:
    at = _noun(tokens, number)
    adjective = _BEFORE_UNIT.at(tokens, at)
    at = adjective[1] if adjective else at
    at += tokens[at].text == "-"
    return Place(number.first, at + 1, "duration") if tokens[at].text in _UNITS_OF_TIME else None


def _measure(tokens: Tokens, number: Number) -> Place | None:
    found = _MEASURES.at(tokens, _noun(tokens, number))
    metres = number.form == "digits" and tokens[number.last - 1].text == "m" and tokens[number.last].text in _METRES
    if found or metres:
        return Place(number.first, found[1] if found else number.last, "measure")
    return None


def _chain(tokens: Tokens, number: Number) -> Place | None:
    """`3-1`, `9/11`, `10:30`, `555-1234-99`: digits tied to digits; and `2-3` near a word such as `won`."""
    at = number.last
    while tokens.ties_digits(at):
        at += 2
    tied = at > number.last
    pair = number.low < number.high <= 20 or number.last - number.first == 3
    near = {tokens[i].text for i in range(number.first - 4, number.first)}
    if tied or (pair and number.form == "digits" and tokens[number.first + 1].text == "-" and near & _RESULTS):
        return Place(number.first, at, "time" if tied and tokens[number.last].text == ":" else "other")
    return None


def _part_of_name(tokens: Tokens, number: Number) -> Place | None:
    """`G20`, `COVID-19`, `F-16`, `5G`, `1990s`, `#3`."""
    first, last = number.first, number.last
    before = (tokens.glued(first) and tokens[first - 1].kind in ("word", "digits")) or tokens[first - 1].text in (
        "#",
        "@",
        "_",
    )
    before = before or (
        tokens.glued(first)
        and tokens[first - 1].text in "/.:-"
        and tokens.glued(first - 1)
        and tokens[first - 2].text != "-"
    )
    after = number.form == "digits" and tokens.glued(last) and tokens[last].kind in ("word", "digits")
    return Place(first, last + after, "other") if before or after else None


def _compound(tokens: Tokens, number: Number) -> Place | None:
    """`a 5,000-strong crowd` counts, `a three-way race` does not."""
    hyphen = tokens[number.last].text == "-" and tokens.glued(number.last) and tokens.glued(number.last + 1)
    noun = tokens[number.last + 1]
    if not hyphen or noun.kind != "word" or noun.text in ("plus", "odd", "ish"):
        return None
    if noun.text in _COUNTED:
        return Place(number.first, number.last + 2 * (noun.text == "strong"), "count")
    return Place(number.first, number.last, "other")


def _label(tokens: Tokens, number: Number) -> Place | None:
    named = _CAPITAL_LABELS.before(tokens, number.first)
    capital = named and tokens.capital(named[1])
    always = number.last == number.first + 1 and _LABELS.before(tokens, number.first)
    return Place(number.first, number.last, "other") if always or capital else None


def _one(tokens: Tokens, number: Number) -> Place | None:
    """`one` that stands for a noun: `this one`, `one another`, `one-sided`."""
    i = number.first
    if tokens[i].text != "one" or number.last != i + 1:
        return None
    stands_for = tokens[i - 1].text in _ONE_BEFORE or _ONE_AFTER.at(tokens, i + 1)
    return Place(i, i + 1, "other") if stands_for else None


_RULES = (_share, _money, _age, _clock, _duration, _measure, _chain, _part_of_name, _compound, _label, _one)
