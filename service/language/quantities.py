"""Figures: a number with its hedges and its unit, as a closed range (`more than 8,000` is 8001 to null).

The numbers themselves are read in ``numbers``, and told apart from ages, prices and the like in ``figure_kinds``. The
words, and what `dozens` is taken to mean, stand in ``words/quantities.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from schemas import Quantity
from service.language.dates import Moment, find_dates
from service.language.figure_kinds import Kind, Place, classify, is_ordinal, percent_end
from service.language.numbers import AFTER_ARTICLE, FIRST_WORDS, Number, read_number
from service.language.tokens import Phrases, Tokens, tokenize
from service.words import load_words

Effect = Literal["about", "at_least", "more_than", "up_to", "fewer_than"]

_WORDS = load_words("language/quantities")


def _hedges(table: dict[str, list[str]]) -> Phrases[Effect]:
    return Phrases({phrase: effect for effect, phrases in table.items() for phrase in phrases})  # type: ignore[misc]


_BEFORE, _AFTER = _hedges(_WORDS["before"]), _hedges(_WORDS["after"])
_NOT_A_HEDGE = {word: frozenset(before) for word, before in _WORDS["not_a_hedge_after"].items()}
_JOINS = Phrases.of(_WORDS["ranges"]["joins"], True)
_BETWEEN = Phrases.of(_WORDS["ranges"]["between"], True)
_CHANGES = frozenset(_WORDS["ranges"]["change_words"])
_CHANGE_WINDOW = 7  # tokens before `from` in which `rose` or `cut` stands
_MOST_HEDGES = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure at ``text[start:end]``, hedges and unit included, from ``low`` to ``high``; None where it is open.

    Only the kinds ``count`` and ``percent`` say how many or what share; ``time`` covers dates too. ``year_like``: four
    bare digits from 1000 to 2100, or a year as it is spoken, so that a caller may doubt a count. Ordinals (`17th`) are
    no figures.
    """

    start: int
    end: int
    low: float | None
    high: float | None
    approximate: bool = False
    unit: Literal["percent"] | None = None
    year_like: bool = False
    kind: Kind = "count"


def find_quantities(text: str) -> list[Figure]:
    """The figures of ``text``, of every kind, in order and without overlaps.

    `at least N` is open above and `up to N` below; `more than N` begins at N + 1, but for fractions, shares and vague
    words at N, as there is no next one. Parts of a whole (`two-thirds of`, `three in four`) are per cent.
    """
    tokens = tokenize(text)
    beginnings = tokens.candidates(FIRST_WORDS, AFTER_ARTICLE)
    if not beginnings:
        return []
    dates = _Dates(find_dates(text))
    figures, following = [], 0
    for i in beginnings:
        number = read_number(tokens, i) if i >= following else None
        if number and is_ordinal(tokens, number):
            following = number.last + 1
        elif number:
            figure, following = _figure(tokens, number, dates)
            figures.append(figure)
    return list(_apart(figures))


def to_quantity(figure: Figure, text: str, by: str | None = None) -> Quantity:
    """The figure as part of a record; ``by`` is who gives it."""
    words = text[figure.start : figure.end]
    return Quantity(text=words, low=figure.low, high=figure.high, approximate=figure.approximate, by=by)


def _apart(figures: list[Figure]) -> Iterator[Figure]:
    """A hedge after one number is not the hedge before the next."""
    end = 0
    for figure in figures:
        yield replace(figure, start=max(figure.start, end))
        end = figure.end


class _Dates:
    """The dates of a text, asked for in the order of the text."""

    def __init__(self, moments: list[Moment]) -> None:
        self._moments, self._at = moments, 0

    def cover(self, start: int, end: int) -> bool:
        """Whether a date covers ``text[start:end]``."""
        while self._at < len(self._moments) and self._moments[self._at].end <= start:
            self._at += 1
        return (
            self._at < len(self._moments)
            and self._moments[self._at].start <= start
            and end <= self._moments[self._at].end
        )


def _figure(tokens: Tokens, number: Number, dates: _Dates) -> tuple[Figure, int]:
    in_date = dates.cover(tokens[number.first].start, tokens[number.last - 1].end)
    number = number if in_date else _with_range(tokens, number)
    place = Place(number.first, number.last, "time") if in_date else classify(tokens, number)
    between = _BETWEEN.before(tokens, place.first) if number.low != number.high and number.form != "vague" else None
    effects, first, last = _around(tokens, between[1] if between else place.first, place.last)
    low, high = _bounds(number, effects, exact=place.kind == "percent" or not _whole(number))
    figure = Figure(
        start=tokens[first].start,
        end=tokens[last - 1].end,
        low=low,
        high=high,
        approximate="about" in effects,
        unit="percent" if place.kind == "percent" else None,
        year_like=not effects and _is_year_like(tokens, number),
        kind=place.kind,
    )
    return figure, last


def _whole(number: Number) -> bool:
    return number.form != "vague" and number.low.is_integer() and number.high.is_integer()


def _with_range(tokens: Tokens, number: Number) -> Number:
    """`200 to 300`, `between 20 and 30 per cent`, `hundreds, if not thousands` as one; else ``number`` itself."""
    at = percent_end(tokens, number.last) or number.last
    join = _JOINS.at(tokens, at)
    between = _BETWEEN.before(tokens, number.first)
    after = join[1] if join else at + 1 if between and tokens[at].text == "and" else None
    if after is None or (tokens[at].text == "-" and not (tokens.glued(at) and tokens.glued(after))):
        return number
    upper = read_number(tokens, after)
    if upper is None or is_ordinal(tokens, upper) or not _same_sort(number, upper) or _is_change(tokens, number.first):
        return number
    low = number.low * upper.unit if number.unit == 1 and number.low < upper.low / upper.unit else number.low
    if not low < upper.low or (upper.form == "digits" and tokens.ties_digits(upper.last)):
        return number
    return replace(number, last=upper.last, low=low, high=upper.high, unit=upper.unit)


def _same_sort(lower: Number, upper: Number) -> bool:
    return (lower.form == "vague") == (upper.form == "vague") and {"share", "fraction"}.isdisjoint(
        (lower.form, upper.form)
    )


def _is_change(tokens: Tokens, first: int) -> bool:
    """`rose from 20 to 30`: two figures, no range."""
    if tokens[first - 1].text != "from":
        return False
    return any(tokens[i].text in _CHANGES for i in range(first - _CHANGE_WINDOW, first - 1))


def _around(tokens: Tokens, first: int, last: int) -> tuple[list[Effect], int, int]:
    """The effects of the hedges before and after, the nearest first, and the tokens of them and the figure."""
    effects: list[Effect] = []
    while len(effects) < _MOST_HEDGES and (found := _BEFORE.before(tokens, first)):
        effect, at = found
        if tokens[at - 1].text in _NOT_A_HEDGE.get(tokens[at].text, ()) and first - at == 1:
            break
        effects.append(effect)
        first = at
    after = _AFTER.at(tokens, last)
    if after and read_number(tokens, after[1]) is None:
        return [*effects, after[0]], first, after[1]
    return effects, first, last


def _bounds(number: Number, effects: list[Effect], exact: bool) -> tuple[float | None, float | None]:
    """The range of ``number`` under the nearest hedge that opens it; ``exact``: the bound itself stays in."""
    effect = next((effect for effect in effects if effect != "about"), None)
    step = 0 if exact else 1
    if effect in ("at_least", "more_than"):
        return number.low + (step if effect == "more_than" else 0), None
    if effect in ("up_to", "fewer_than"):
        return None, max(number.high - (step if effect == "fewer_than" else 0), 0)
    return number.low, number.high


def _is_year_like(tokens: Tokens, number: Number) -> bool:
    words = {tokens[i].text for i in range(number.first, number.last)}
    if number.form == "digits":
        return (
            number.last == number.first + 1
            and all(len(w) == 4 and w.isdecimal() for w in words)
            and 1000 <= number.low <= 2100
        )
    spoken = number.form == "words" and 1700 <= number.low < 2100 and number.low == number.high
    return spoken and words.isdisjoint({"hundred", "thousand", "a", "and"})
