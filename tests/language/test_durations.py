"""Durations: ISO 8601 values and the phrasings that mean them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from service.language.durations import find_durations
from tests.language.noise import NOISE

CORPUS: list[tuple[str, list[str]]] = [
    ("P9D", ["nine days in a row", "for nine days", "the ninth day running", "nine nights"]),
    (
        "P9D",
        ["the ninth consecutive day"],
    ),
    ("P3W", ["for three weeks", "three weeks", "a three-week strike"]),
    ("P2W", ["a fortnight", "two weeks", "two to three weeks", "a two-week-long siege"]),
    ("PT24H", ["a 24-hour strike", "24 hours"]),
    ("P3D", ["the third day of protests", "three straight days", "its third day"]),
    ("P2Y", ["a two-year prison sentence", "two years in jail", "two years' jail"]),
    ("P6M", ["six months", "half a year"]),
    ("P1Y6M", ["a year and a half", "one and a half years", "1.5 years"]),
    ("P2Y6M", ["two years and six months", "two and a half years", "two years, six months"]),
    ("PT30M", ["half an hour", "30 minutes"]),
    ("P1W", ["for a week", "a week-long march", "a weeklong march", "a week of marches"]),
    ("P10Y", ["a decade", "ten years"]),
    ("P21D", ["its 21st day", "the twenty-first day of the strike"]),
]
NOTHING = [
    *("two days ago", "a 25-year-old", "25-year-olds", "three times a day", "every two years", "for days"),
    *("one day they will", "a second man", ""),
]


@pytest.mark.parametrize(("iso", "text"), [pytest.param(v, t, id=t) for v, texts in CORPUS for t in texts])
def test_durations(iso: str, text: str) -> None:
    sentence = f"They had {text} then."
    spans = find_durations(f"It lasted for {text}." if text.startswith("a ") else sentence)
    assert [span.iso for span in spans] == [iso]


@pytest.mark.parametrize("text", NOTHING)
def test_points_in_time_ages_and_rates_are_none(text: str) -> None:
    assert find_durations(text) == []


def test_the_tail_belongs_to_the_words() -> None:
    text = "They came nine days in a row to the square."
    (span,) = find_durations(text)
    assert text[span.start : span.end] == "nine days in a row"


@given(NOISE)
def test_no_text_breaks_it_and_every_duration_is_iso(text: str) -> None:
    end = 0
    for span in find_durations(text):
        assert end <= span.start < span.end <= len(text)
        assert re.fullmatch(r"P(\d+(\.\d+)?[YMWD])*(T(\d+(\.\d+)?[HMS])+)?", span.iso)
        end = span.end
