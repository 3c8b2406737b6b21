"""Text with two times a caption, as editing programs export it: the end time is never among the words."""

from __future__ import annotations

import pytest

from service.read import Transcript, read_any

WORDS = ["Nine pilots were held.", "Hundreds marched in Tann.", "The mayor said nothing."]


def cued(transcript: Transcript) -> list[tuple[float | None, float | None, str]]:
    return [(s.start_time, s.end_time, transcript.text[s.start : s.end]) for s in transcript.segments]


@pytest.mark.parametrize(
    "line",
    [
        "{a} - {b} {w}", "{a} – {b} {w}", "{a} {b} {w}", "{a} to {b}: {w}", "[{a}] [{b}] {w}", "{{{a}}} {{{b}}} {w}", "[{a},{b}] {w}",
        "{a}\t{b}\t{w}", "{i} {a} {b} {w}", "{i}\n{a} - {b}\n{w}\n", "{i:04}:\t{a}\t{b}\n{w}\n", "In: {a} Out: {b}\n{w}\n", "{a}\n{b}\n{w}\n",
        "{a} | {b} | {w}",
    ],
)  # fmt: skip
@pytest.mark.parametrize("code", ["0:{:02}", "00:00:{:02}", "00:00:{:02}:00", "00;00;{:02};00", "0:00:{:02}.000"])
def test_two_times_stand_before_the_words(line: str, code: str) -> None:
    text = "".join(
        line.format(i=i, a=code.format(4 * i), b=code.format(4 * i + 3), w=words) + "\n"
        for i, words in enumerate(WORDS, 1)
    )
    assert cued(read_any(text)) == [(4.0 * i, 4.0 * i + 3, words) for i, words in enumerate(WORDS, 1)]


@pytest.mark.parametrize(
    "line", ["{a} - {b} {n}: {w}", "{n} {a} - {b}\n{w}\n", "{n} ({a} - {b}):\n{w}\n", "{a} - {b}\n{n}\n{w}\n"]
)
def test_who_speaks_stands_behind_before_or_below_them(line: str) -> None:
    text = "".join(
        line.format(a=f"00:00:{4 * i:02}", b=f"00:00:{4 * i + 3:02}", n="VERA LIND" if i % 2 else "JON BREKKE", w=words)
        + "\n"
        for i, words in enumerate(WORDS, 1)
    )
    transcript = read_any(text)
    assert [turn.speaker for turn in transcript.turns] == ["VERA LIND", "JON BREKKE", "VERA LIND"]
    assert [transcript.text[turn.label_end : turn.end].strip() for turn in transcript.turns] == WORDS
    assert [segment.end_time for segment in transcript.segments] == [7.0, 11.0, 15.0]


@pytest.mark.parametrize(("last", "rate"), [(24, "25"), (29, "30"), (59, "60")])
def test_frames_are_counted_by_the_highest_of_them(last: int, rate: str) -> None:
    transcript = read_any(
        f"00:00:01:00 - 00:00:03:{last}\nNine pilots were held.\n\n00:00:04:00 - 00:00:06:00\nMore came.\n"
    )
    assert transcript.segments[0].end_time == pytest.approx(3 + last / int(rate), abs=0.001)
    assert f"{rate} a second" in transcript.warnings[0]


def test_a_time_that_cannot_be_is_told_of() -> None:
    transcript = read_any("00:00:01 - 00:00:03 Nine.\n00:00:75 - 00:00:08 Ten.\n00:00:09 - 00:00:10 Eleven.\n")
    assert cued(transcript) == [(1.0, 3.0, "Nine."), (None, None, "Ten."), (9.0, 10.0, "Eleven.")]
    assert transcript.warnings[0].startswith("line 2: ")


@pytest.mark.parametrize(
    "text", ["10:30 - 11:00 Opening\n11:00 - 11:30 Speeches\n", "It took 1:02:03 - 1:02:09 to\nrun.\nAll of it.\n"]
)
def test_programmes_and_prose_are_none(text: str) -> None:
    assert read_any(text).form == "text"


@pytest.mark.parametrize(
    "text",
    [
        "[14:05:10 - 14:05:15] Police held nine ferry pilots.\n[14:05:15 - 14:05:20] We will be back on Monday.\n",
        '<tt xmlns="http://www.w3.org/ns/ttml"><body><div><p begin="10:00:01:00" end="10:00:04:00">We will be back.</p></div></body></tt>',
    ],
)
def test_times_that_begin_late_may_be_a_tapes(text: str) -> None:
    [warning] = read_any(text).warnings
    assert warning.startswith("line 1: times begin at ")
    assert warning.endswith("they may be time codes of a tape, or times of day")
