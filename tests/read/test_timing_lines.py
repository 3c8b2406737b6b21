"""Times that are badly written, cut off or glued to something: they are read right, or their words have none and a warning."""

from __future__ import annotations

import pytest

from service.read import Transcript, read_bytes
from service.read.timing_lines import is_timing_line

FILES = {
    "a.srt": (
        "1\n00:00:01,000 --> 00:00:04,000\nFirst words came.\n\n2\n{}\nSecond words came.\n\n"
        "3\n00:00:09,000 --> 00:00:12,000\nThird words came.\n"
    ),
    "a.vtt": (
        "WEBVTT\n\n1\n00:00:01.000 --> 00:00:04.000\nFirst words came.\n\n2\n{}\nSecond words came.\n\n"
        "3\n00:00:09.000 --> 00:00:12.000\nThird words came.\n"
    ),
    "a.sbv": (
        "0:00:01.000,0:00:04.000\nFirst words came.\n\n{}\nSecond words came.\n\n"
        "0:00:09.000,0:00:12.000\nThird words came.\n"
    ),
}
READABLE = [
    "O0:00:05,000 --> 00:00:08,000", "00:00:05,000 --> O0:00:08,000", "OO:OO:O5,OOO --> OO:OO:O8,OOO",
    "0:00:05.000,O:00:08.000", "00:00:05,000 -- > 00:00:08,000", "00:00:05,000 - 00:00:08,000", "00:00:05.000 00:00:08.000",
    "00:00:05.000;00:00:08.000", "00,00,05,000 --> 00,00,08,000", "00;00;05;000 --> 00;00;08;000",
    "00:00:05:000 --> 00:00:08:000", "00:00:05:00 --> 00:00:08:00", "00:00: 05,000 --> 00:00: 08,000",
    "[00:00:05,000 --> 00:00:08,000]", "0:00:05,000,0:00:08,000", "200:00:05,000 --> 00:00:08,000", "00:05.000,00:08.000",
    "00:00:05.000 --> 00:00:08.000",
]  # fmt: skip
UNREADABLE = [
    "00:00:05,000 ->", "--> 00:00:08,000", "00:00:05,000", "O0:00:05,000", "00:00:05.00000:00:08.000", "0:0005.000,0:00:08.000",
    "00:00:75,000 --> 00:00:88,000", "00:00:08,000 --> 00:00:05,000", "00:00:05,000 --> 00:00:08,00000000000",
]  # fmt: skip


def cued(transcript: Transcript) -> list[tuple[float | None, float | None, str]]:
    return [(s.start_time, s.end_time, transcript.text[s.start : s.end]) for s in transcript.segments]


@pytest.mark.parametrize("times", READABLE)
@pytest.mark.parametrize("name", FILES)
def test_what_is_plainly_meant_is_read(name: str, times: str) -> None:
    transcript = read_bytes(FILES[name].format(times).encode(), filename=name)
    assert cued(transcript) == [
        (1.0, 4.0, "First words came."),
        (5.0, 8.0, "Second words came."),
        (9.0, 12.0, "Third words came."),
    ]
    is_guess = any(c.isalpha() for c in times) or (times.count(":") == 6 and "000" not in times)
    assert len(transcript.warnings) == is_guess


@pytest.mark.parametrize("times", UNREADABLE)
@pytest.mark.parametrize("name", FILES)
def test_words_below_times_that_cannot_be_have_none(name: str, times: str) -> None:
    file = FILES[name].format(times)
    transcript = read_bytes(file.encode(), filename=name)
    assert cued(transcript) == [
        (1.0, 4.0, "First words came."),
        (None, None, "Second words came."),
        (9.0, 12.0, "Third words came."),
    ]
    [warning] = transcript.warnings
    line = next(i for i, line in enumerate(file.split("\n"), 1) if line == times)
    assert warning.startswith(f"line {line}: ")
    assert times[:39] in warning


@pytest.mark.parametrize("times", ["", "5 --> 8", "00 00 05 --> 00 00 08", "--", "?"])
def test_a_counter_begins_a_cue_whatever_is_below_it(times: str) -> None:
    transcript = read_bytes(FILES["a.srt"].format(times).replace("\n\nSecond", "\nSecond").encode(), filename="a.srt")
    assert transcript.times(18, 19) == (None, None)
    assert any("Second words came." in warning for warning in transcript.warnings)


@pytest.mark.parametrize(
    "line",
    ["14 pilots --> held", "10:30 - 11:00", "from 1:00 to 2:00", "5 --> five", "1,000 to 2,000", "2.5, 3.7", "3:16, 4:12",
     "I, 1: so", "10:30", "2:03:59", "0 : 3", "l -> o"],
)  # fmt: skip
def test_words_are_no_times(line: str) -> None:
    assert not is_timing_line(line)


CUES = [(1.0, 4.0, "First words came."), (5.0, 8.0, "Second words came."), (9.0, 12.0, "Third words came.")]


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("2\n00:", "2 00:"), ("2\n00:", "200:"), (".\n\n2", ".2"), (".\n\n2", ". 2"), (".\n\n2\n", "."), (".\n\n2\n", ". "),
        (".\n\n2\n", ". 2 "), (".\n\n2\n", ".2 "), ("08,000\n", "08,000"), ("08,000\n", "08,000 "), ("\n", " "), ("\n\n", "\n"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["a.srt", "a.vtt"])
def test_what_is_glued_comes_apart(name: str, was: str, becomes: str) -> None:
    file = FILES["a.srt"].format("00:00:05,000 --> 00:00:08,000").replace(was, becomes)
    if name == "a.vtt":
        file = (
            f"WEBVTT\n\n{file.replace(',', '.')}" if was != "\n" else "WEBVTT\n\n" + FILES["a.srt"].format(READABLE[-1])
        )
    assert cued(read_bytes(file.encode(), filename=name)) == CUES


def test_what_is_glued_in_sbv_comes_apart() -> None:
    file = "0:00:01.000,0:00:04.000 First words came.\n\n0:00:05.000,0:00:08.000Second words came. 0:00:09.000,0:00:12.000\nThird words came."
    assert cued(read_bytes(file.encode(), filename="a.sbv")) == CUES


@pytest.mark.parametrize("name", ["a.srt", "a.txt"])
def test_frames_are_counted_with_a_warning(name: str) -> None:
    file = FILES["a.srt"].format("00:00:05:05 --> 00:00:08:00").replace(",000", ":00")
    transcript = read_bytes(file.encode(), filename=name)
    assert [start for start, _, _ in cued(transcript)] == [1.0, 5.2, 9.0]
    assert "frames" in transcript.warnings[0]
