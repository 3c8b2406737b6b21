"""Dates: EDTF values and the phrasings that mean them, with and without a publication date; and what is no date."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.language.dates import find_dates
from tests.language.noise import NOISE

PUBLISHED = "2023-12-26"  # a Tuesday

ALONE: list[tuple[str | None, list[str]]] = [
    ("XXXX-12-17", [
        "December 17", "Dec. 17", "Dec 17", "December 17th", "December the 17th", "the 17th of December", "17 December",
        "17th December", "december 17", "Sunday, December 17", "Sunday the 17th of December", "Sun., Dec. 17",
        "December seventeenth", "the seventeenth of December",
    ]),
    ("2023-12-17", [
        "December 17, 2023", "17 December 2023", "Dec. 17, 2023", "2023-12-17", "17/12/2023", "12/17/2023",
        "17.12.2023", "Sunday, December 17, 2023", "the 17th of December, 2023",
        "december seventeenth twenty twenty-three",
    ]),
    ("2023-XX-XX", ["03/04/2023"]),
    ("2024-05", ["May 2024", "May, 2024", "May of 2024", "late May 2024", "may 2024"]),
    ("XXXX-12", ["December", "early December", "last December"]),
    ("2019", ["the year 2019", "the 2019 election"]),
    ("2023-22", ["the summer of 2023", "summer 2023"]),
    ("199X", ["the 1990s"]),
    ("XXXX-05-14", ["May 14-16", "May 14 to 16", "May 14 to May 16", "14-16 May"]),
    ("2023-05-14/2023-05-16", ["May 14-16, 2023", "14–16 May 2023", "May 14 to May 16, 2023"]),
    ("2009/2017", ["2009 to 2017", "2009-2017"]),
    ("XXXX-12-31", ["New Year's Eve", "New Year’s Eve"]),
    (None, ["last Sunday", "Tuesday", "yesterday", "next month", "earlier this week", "two days ago"]),
    (None, ["this coming Friday", "the day before yesterday"]),
]  # fmt: skip

RESOLVED: list[tuple[str, list[str]]] = [
    ("2023-12-17", ["They voted on December 17.", "It was held on the 17th of December."]),
    ("2023-12-30", ["The re-run is set for December the 30th."]),
    ("2024-05-14", ["The vote will be held on May 14.", "It is scheduled for 14 May."]),
    ("2023-11", ["He was arrested in November."]),
    ("2022-03-03", ["It began on March 3 last year."]),
    ("2023-05-14/2023-05-16", ["They met on May 14-16 this year."]),
    ("2023-12-24", ["Police said on Sunday that it was over.", "They voted last Sunday.", "They voted Sunday night."]),
    (
        "2023-12-31",
        [
            "They will vote on Sunday.",
            "On Sunday, voters will choose.",
            "It starts next Sunday.",
            "It starts this Sunday.",
        ],
    ),
    ("2023-12-26", ["He was freed today.", "He was freed on Tuesday."]),
    (
        "2023-12-19",
        ["He was freed last Tuesday.", "He was freed on Tuesday of last week.", "He was freed on Tuesday last week."],
    ),
    ("2023-12-25", ["He was freed on Monday of this week.", "He was freed on Monday this week."]),
    ("2024-01-05", ["He appears on Friday of next week.", "The trial opens on Friday next week."]),
    ("2023-12-24", ["The vote went ahead on Sunday."]),
    ("2023-12-31", ["Velmia votes on Sunday."]),
    ("2023-12-31", ["Velmia elects a parliament on Sunday.", "On Sunday Velmia votes for a new president."]),
    (
        "2023-12-31",
        ["Teachers go on strike on Sunday.", "The rally is on Sunday.", "Voters head to the polls on Sunday."],
    ),
    ("2023-12-24", ["He got 900 votes in a by-election on Sunday.", "Velmia elected a parliament on Sunday."]),
    ("2023-12-24", ["Police say he fled on Sunday.", "The union holds him to blame for what he did on Sunday."]),
    ("2023-12-25", ["He was freed yesterday.", "It fell last night."]),
    ("2023-12-12~", ["He left two weeks ago."]),
    ("2023-12-24", ["He left two days ago."]),
    ("2023-12-18/2023-12-24", ["They marched last week."]),
    ("2023-12-23/2023-12-24", ["They marched last weekend."]),
    ("2024-01", ["They march next month."]),
    ("2022", ["They marched last year."]),
    ("2020", ["They marched three years ago."]),
]

NOTHING = [
    "They may go.", "may", "They march on.", "in may", "an august body", "the sun came up", "he sat down", "mon dieu",
    "up to may 14 people", "led by Theresa May", "Good Friday", "every Sunday", "the Sunday Times", "in 2,000 towns",
    "in 2000 towns",
    "the second man", "33/13/2023", "the 17th", "CNN Tonight", "a decade", "of 2000 people", "spring came", "3-1", "",
]  # fmt: skip


@pytest.mark.parametrize(("edtf", "text"), [pytest.param(v, t, id=t) for v, texts in ALONE for t in texts])
def test_words_alone(edtf: str | None, text: str) -> None:
    sentence = f"It was in {text} that they met."
    moments = find_dates(sentence)
    assert [moment.edtf for moment in moments] == [edtf]


@pytest.mark.parametrize(("edtf", "text"), [pytest.param(v, t, id=t) for v, texts in RESOLVED for t in texts])
def test_with_a_publication_date(edtf: str, text: str) -> None:
    assert [moment.edtf for moment in find_dates(text, PUBLISHED)] == [edtf]


@pytest.mark.parametrize("text", NOTHING)
def test_words_before_they_are_dates(text: str) -> None:
    assert find_dates(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It was held on Sunday, December 17, in Novara.", ["Sunday, December 17"]),
        ("On December 17 and 18 people voted.", ["December 17"]),
        ("It ran from May 14 to May 16, 2023.", ["May 14 to May 16, 2023"]),
        ("He said late on Tuesday that it was over.", ["Tuesday"]),
        ("He won in 2006 and 2011.", ["2006", "2011"]),
    ],
)
def test_a_date_is_its_own_words_without_prepositions(text: str, words: list[str]) -> None:
    assert [text[moment.start : moment.end] for moment in find_dates(text)] == words


def test_two_days_are_two_moments() -> None:
    assert [moment.edtf for moment in find_dates("On December 17 and 18, 2023.")] == ["2023-12-17", "2023-12-18"]


def test_ambiguous_months_need_a_capital_or_a_number() -> None:
    assert [moment.edtf for moment in find_dates("They may march in May.")] == ["XXXX-05"]
    assert [moment.edtf for moment in find_dates("they may march on may 14.")] == ["XXXX-05-14"]


@pytest.mark.parametrize(
    ("published", "edtf"), [("2023", "2023-12-17"), ("2024-01", "2023-12-17"), ("soon", "XXXX-12-17")]
)
def test_publication_may_be_known_in_part(published: str, edtf: str) -> None:
    assert find_dates("On December 17.", published)[0].edtf == edtf


DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))


@given(DAYS, st.sampled_from(["%B {d}, %Y", "{d} %B %Y", "%Y-%m-%d", "the {d} of %B, %Y", "%A, %B {d}, %Y"]))
def test_any_full_date_reads_back(day: date, form: str) -> None:
    text = f"They met on {day.strftime(form.format(d=day.day))}."
    assert [moment.edtf for moment in find_dates(text)] == [day.isoformat()]


@given(DAYS, st.integers(-150, 150))
def test_a_date_without_a_year_takes_the_nearest(published: date, away: int) -> None:
    day = published + timedelta(days=away)
    moments = find_dates(f"The day is {day.day} {day:%B}, so they say.", published.isoformat())
    assert [moment.edtf for moment in moments] == [day.isoformat()] or (day.month, day.day) == (2, 29)


@given(
    NOISE,
    st.one_of(st.none(), st.text(), DAYS.map(str), st.sampled_from(["0001-01-01", "9999-12-31", "2023", "2023-13"])),
)
def test_no_text_breaks_it_and_every_date_is_in_place(text: str, published: str | None) -> None:
    end = 0
    for moment in find_dates(text, published):
        assert end <= moment.start < moment.end <= len(text)
        end = moment.end


@given(
    st.sampled_from(["February 29", "Feb. 29", "29 February", "December 31", "January 1"]),
    st.sampled_from([date.min, date(4, 2, 29), date(1900, 3, 1), date.max]),
)
def test_at_the_edges_of_the_calendar_dates_are_read_all_the_same(words, published):
    """There is no year before the first, nor one after the last."""
    assert find_dates(f"They met on {words}.", published.isoformat())
