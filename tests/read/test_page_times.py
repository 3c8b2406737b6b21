"""Times in the attributes of a page: in seconds, clocks or milliseconds; a spoilt one is told of, and takes no other's words."""

from __future__ import annotations

import pytest

from service.read import Transcript, read_bytes

WORDS = ("Police arrested nine ferry pilots.", "We will be back on Monday.", "Nobody in the harbour knows why.")
STARTS = (1.0, 5.5, 9.0)


def page(attribute: str, values: tuple[str, ...], around: str = "") -> Transcript:
    rows = "".join(f'<p {attribute}="{v}"{around}>{w}</p>\n' for v, w in zip(values, WORDS, strict=True))
    return read_bytes(f"<html><body>\n{rows}</body></html>".encode())


@pytest.mark.parametrize(
    ("attribute", "values"),
    [
        ("data-start", ("1.0", "5.5", "9")),
        ("data-time", ("00:00:01", "0:05.500", "00:00:09,000")),
        ("data-timestamp", ("PT1S", "PT5.5S", "PT9S")),
        ("data-begin", ("1s", "5.5s", "9s")),
        ("data-m", ("1000", "5500", "9000")),
        ("data-timestamp", ("1000", "5500", "9000")),
    ],
)
def test_times_are_read_in_any_unit(attribute: str, values: tuple[str, ...]) -> None:
    transcript = page(attribute, values)
    assert [segment.start_time for segment in transcript.segments] == list(STARTS)
    assert [transcript.text[s.start : s.end] for s in transcript.segments] == list(WORDS)


@pytest.mark.parametrize("spoilt", ["5,5", "", "NaN", "-3", "undefined", "1e999"])
def test_a_spoilt_time_is_told_of_and_its_words_have_none(spoilt: str) -> None:
    transcript = page("data-start", ("1.0", spoilt, "9"))
    assert [s.start_time for s in transcript.segments] == [1.0, None, 9.0]
    [warning] = transcript.warnings
    assert warning.startswith(f"line 3: data-start={spoilt!r} is no time")
    assert WORDS[1][:20] in warning


def test_other_attributes_beside_it_spoil_none() -> None:
    assert page("data-start", ("1.0", "5.5", "9"), ' title="a > b" data-id=\'7\' onclick="go(3)"') == page(
        "data-start", ("1.0", "5.5", "9")
    )
