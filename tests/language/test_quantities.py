"""Figures: a value and the phrasings that mean it, after the corpora of duckling; and what is no count at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.language.quantities import Figure, find_quantities, to_quantity
from tests.language.noise import NOISE

Range = tuple[float | None, float | None]

COUNTS: list[tuple[Range, bool, list[str]]] = [
    ((1, 1), False, ["one person", "1 person"]),
    ((2, 2), False, ["two", "a couple of men", "a couple people"]),
    ((6, 6), False, ["half a dozen boats", "half-dozen boats"]),
    ((12, 12), False, ["a dozen", "twelve", "12", "one dozen"]),
    ((24, 24), False, ["two dozen", "24", "twenty-four", "twenty four", "TWENTY-FOUR", "twenty‑four"]),
    ((120, 120), False, ["a hundred and twenty", "one hundred twenty", "120"]),
    ((2300, 2300), False, ["two thousand three hundred", "2,300", "2300", "two thousand, three hundred"]),
    ((8000, 8000), False, ["8,000", "8\u00a0000", "8k", "eight thousand", "8 thousand"]),
    ((150_000, 150_000), False, ["1,50,000", "1.5 lakh", "150k", "a hundred and fifty thousand"]),
    ((500_000, 500_000), False, ["half a million", "half-a-million", "0.5 million", "500,000"]),
    ((1_200_000, 1_200_000), False, ["1.2 million", "1.2m", "1,200,000", "one point two million"]),
    ((1_500_000, 1_500_000), False, ["one and a half million", "a million and a half", "1½ million"]),
    ((2_000_000_000, 2_000_000_000), False, ["2bn", "two billion", "2,000,000,000"]),
    ((24, 99), False, ["dozens", "dozens of people"]),
    ((40, 99), False, ["scores of people"]),
    ((200, 999), False, ["hundreds", "Hundreds", "hundreds and hundreds"]),
    ((2000, 9999), False, ["thousands", "many thousands", "thousands upon thousands"]),
    ((20_000, 99_999), False, ["tens of thousands of people"]),
    ((200_000, 999_999), False, ["hundreds of thousands"]),
    ((2_000_000, 9_999_999), False, ["millions"]),
    ((200, 999), False, ["several hundred"]),
    ((200, 999), False, ["a few hundred"]),
    ((2000, 9999), False, ["several thousand"]),
    ((2000, 9999), False, ["a few thousand"]),
    ((3, 9), False, ["several", "a few", "a handful"]),
    ((200, 9999), False, ["hundreds, if not thousands", "hundreds or even thousands"]),
    ((300, 300), True, ["about 300", "some 300", "roughly 300", "nearly 300", "close to 300", "300 or so"]),
    ((300, 300), True, ["an estimated 300", "around three hundred"]),
    ((8001, None), False, ["more than 8,000", "over 8,000", "upwards of 8,000", "in excess of eight thousand"]),
    ((13, None), False, ["more than a dozen"]),
    ((200, None), False, ["at least 200", "200 or more", "200-plus", "200+", "no fewer than 200", "200 at least"]),
    ((None, 500), False, ["up to 500", "as many as 500", "no more than five hundred", "500 at most"]),
    ((None, 500), True, ["up to about 500"]),
    ((None, 99), False, ["fewer than 100", "less than 100", "under 100", "just under a hundred"]),
    ((200, 300), False, ["200 to 300", "200-300", "200–300", "between 200 and 300", "two or three hundred"]),
    ((200, 300), False, ["two to three hundred", "between two and three hundred"]),
    ((20, 30), False, ["20 or 30", "twenty to thirty"]),
    ((150, 200), True, ["about 150 to 200"]),
    ((5000, 5000), False, ["a 5,000-strong crowd"]),
    ((12, 12), False, ["a 12-member panel"]),
]  # fmt: skip

SHARES: list[tuple[Range, bool, list[str]]] = [
    ((46, 46), False, ["46 per cent", "46 percent", "46%", "46 %", "forty-six per cent", "46-percent"]),
    ((46, 46), True, ["roughly 46 per cent", "about 46%"]),
    ((23.5, 23.5), False, ["23.5 per cent", "23.5%", "twenty-three point five percent"]),
    ((50, None), False, ["more than 50%", "over half of the vote", "more than half the seats"]),
    ((20, 30), False, ["between 20 and 30 per cent", "20-30%", "20% to 30%", "20 per cent to 30 per cent"]),
    ((50, 50), False, ["half of voters", "half the voters"]),
    ((66.67, 66.67), False, ["two-thirds of voters", "two thirds of voters"]),
    ((25, 25), False, ["a quarter of voters", "one in four voters"]),
    ((75, 75), False, ["three in four", "three quarters of them", "three out of four"]),
]

OTHERS: list[tuple[str, str]] = [
    ("money", "$5 million"), ("money", "€20"), ("money", "20 euros"), ("money", "millions of dollars"),
    ("money", "US$5bn"),
    ("age", "a 25-year-old"), ("age", "aged 25"), ("age", "25 years old"), ("age", "said Maria Rossi, 25, a nurse"),
    ("time", "at 10:30"), ("time", "5 pm"), ("time", "5pm"), ("time", "five o'clock"), ("time", "on December 17"),
    ("time", "in 2023"), ("time", "the 2019 election"), ("time", "30 years ago"), ("time", "in the 1990s"),
    ("duration", "nine days"), ("duration", "a 24-hour strike"), ("duration", "a quarter of a century"),
    ("measure", "100 km"), ("measure", "20 degrees"), ("measure", "a 100-mile march"), ("measure", "the 100m sprint"),
    ("other", "46 percentage points"), ("other", "they won 3-1"), ("other", "1-1"), ("other", "9/11"),
    ("other", "COVID-19"),
    ("other", "the G20"), ("other", "an F-16"), ("other", "Article 5"), ("other", "call 020-7946-0958"),
    ("other", "no one"),
    ("other", "this one"), ("other", "a three-way race"), ("other", "a two-thirds majority"), ("other", "number one"),
]  # fmt: skip

NOTHING = [
    "the 17th",
    "a third man",
    "twenty-first",
    "a people",
    "few came",
    "their test scores were low",
    "million-dollar",
    "",
]


def only(text: str) -> Figure:
    figures = find_quantities(text)
    assert len(figures) == 1, f"{text!r}: {figures}"
    return figures[0]


def phrasings(table: list[tuple[Range, bool, list[str]]]) -> list[object]:
    return [pytest.param(value, about, text, id=text) for value, about, texts in table for text in texts]


@pytest.mark.parametrize(("value", "approximate", "text"), phrasings(COUNTS))
def test_counts(value: Range, approximate: bool, text: str) -> None:
    figure = only(f"They saw {text} there.")
    assert (figure.low, figure.high) == value
    assert (figure.approximate, figure.kind, figure.unit) == (approximate, "count", None)


@pytest.mark.parametrize(("value", "approximate", "text"), phrasings(SHARES))
def test_shares_are_per_cent(value: Range, approximate: bool, text: str) -> None:
    figure = only(f"They won {text} there.")
    assert (figure.low, figure.high) == value
    assert (figure.approximate, figure.kind, figure.unit) == (approximate, "percent", "percent")


@pytest.mark.parametrize(("kind", "text"), OTHERS)
def test_numbers_that_count_nothing_say_so(kind: str, text: str) -> None:
    assert {figure.kind for figure in find_quantities(f"It was {text}, they said.")} == {kind}


@pytest.mark.parametrize("text", NOTHING)
def test_words_that_are_no_figure_give_none(text: str) -> None:
    assert find_quantities(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("We saw more than 8,000 people.", "more than 8,000"),
        ("It got roughly 46 per cent of votes.", "roughly 46 per cent"),
        ("A crowd of between 200 and 300 came.", "between 200 and 300"),
        ("They held at least a dozen\nmen.", "at least a dozen"),
    ],
)
def test_the_hedge_and_the_unit_belong_to_the_words(text: str, words: str) -> None:
    figure = only(text)
    assert text[figure.start : figure.end] == words


def test_two_figures_side_by_side_stay_two() -> None:
    figures = find_quantities("It killed 200, at least 50 of them children, and rose from 20 to 30 in two towns.")
    assert [(figure.low, figure.high) for figure in figures] == [(200, 200), (50, None), (20, 20), (30, 30), (2, 2)]


def test_a_preposition_is_no_hedge() -> None:
    assert only("They talked about two men.").approximate is False
    assert only("There was anger over two laws.").high == 2


def test_a_currency_that_is_also_a_verb_needs_a_scale_word() -> None:
    assert only("Of the mayors, 62 won again.").kind == "count"
    assert only("It cost 5 million won then.").kind == "money"


def test_nothing_is_read_across_an_empty_line() -> None:
    assert [figure.low for figure in find_quantities("We counted two\n\nhundred")] == [2]


def test_bare_years_are_marked() -> None:
    figures = find_quantities("They counted 2023 and 2,023 and nineteen eighty-four.")
    assert [figure.year_like for figure in figures] == [True, False, True]


def test_a_figure_becomes_part_of_a_record() -> None:
    text = "Police say some 200."
    quantity = to_quantity(only(text), text, by="police")
    assert quantity.model_dump() == {"text": "some 200", "low": 200, "high": 200, "approximate": True, "by": "police"}


SMALL = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spell(number: int) -> str:
    """A number below a thousand million in words, as a speaker says it."""
    for worth, word in ((1_000_000, "million"), (1000, "thousand")):
        if number >= worth:
            rest = number % worth
            joint = " and " if 0 < rest < 100 else " "
            return f"{spell(number // worth)} {word}" + (joint + spell(rest) if rest else "")
    if number >= 100:
        return f"{SMALL[number // 100]} hundred" + (f" and {spell(number % 100)}" if number % 100 else "")
    if number >= 20:
        return TENS[number // 10 - 2] + (f"-{SMALL[number % 10]}" if number % 10 else "")
    return SMALL[number]


@given(st.integers(1, 999_999_999))
def test_any_number_in_words_reads_back(number: int) -> None:
    figure = only(f"They counted {spell(number)} ballots.")
    assert (figure.low, figure.high) == (number, number)


@given(st.integers(0, 10**12))
def test_any_number_in_digits_reads_back(number: int) -> None:
    assert only(f"They counted {number:,} ballots.").low == number


@given(NOISE)
def test_no_text_breaks_it_and_every_figure_is_sound(text: str) -> None:
    end = 0
    for figure in find_quantities(text):
        assert end <= figure.start < figure.end <= len(text)
        to_quantity(figure, text)
        end = figure.end
