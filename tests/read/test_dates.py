"""Times that are dates count from the first, with a warning; a date that no calendar has is a bad time."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.read import read_bytes
from service.read.dates import read_date

ONE, TWO = "Nine were held on Friday.", "We will be back."


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2031-05-30T18:00:00Z", "2031-05-30T18:00:04.500Z"),
        ("2031-05-30T20:00:00.0000000+02:00", "2031-05-30T20:00:04.5000000+02:00"),
        ("2031-05-30 23:59:58", "2031-05-31 00:00:02.5"),
        (1937930400.0, 1937930404.5),
        (1937930400000, 1937930404500),
    ],
)
def test_dates_and_seconds_since_1970_count_from_the_first(first: object, second: object) -> None:
    segments = [{"text": ONE, "start": first, "end": second}, {"text": TWO, "start": second}]
    transcript = read_bytes(json.dumps({"segments": segments}).encode(), filename="news.json")
    assert [(s.start_time, s.end_time) for s in transcript.segments] == [(0.0, 4.5), (4.5, None)]
    assert transcript.warnings[0] == "segment 0: the times are dates; they were counted from the first"


def test_a_date_of_no_calendar_is_a_bad_time() -> None:
    segments = [{"text": ONE, "start": "2031-05-30T18:00:00Z"}, {"text": TWO, "start": "2031-02-30T18:00:00Z"}]
    transcript = read_bytes(json.dumps({"segments": segments}).encode(), filename="news.json")
    assert [s.start_time for s in transcript.segments] == [0.0, None]
    assert any("segment 1" in warning and "kept without times" in warning for warning in transcript.warnings)


@given(st.datetimes(), st.sampled_from(["", "Z", "+05:30", "-11:00"]))
def test_any_date_is_read_or_is_none(moment: object, zone: str) -> None:
    assert read_date(f"{moment}{zone}".replace(" ", "T")) is not None
    assert read_date(f"on {moment}") is None


@pytest.mark.parametrize(
    "rows",
    [
        ("1,0;4,5", "5,5;9"),
        ("2031-05-30T18:00:01Z;2031-05-30T18:00:04.5Z", "2031-05-30 18:00:05.5;2031-05-30 18:00:09"),
    ],
)
def test_tables_may_have_decimal_commas_and_dates(rows: tuple[str, str]) -> None:
    text = f"start;end;text\n{rows[0]};{ONE}\n{rows[1]};{TWO}\n"
    transcript = read_bytes(text.encode(), filename="news.csv")
    first = transcript.segments[0].start_time or 0.0
    assert [(s.start_time, s.end_time) for s in transcript.segments] == [
        (first, first + 3.5),
        (first + 4.5, first + 8.0),
    ]
