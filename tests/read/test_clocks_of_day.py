"""Times of day that plainly are such, in written lines: they count from the first, with a warning; others are kept as they stand."""

from __future__ import annotations

import pytest

from service.read import Transcript, read_bytes
from service.read.cues import shorten

ONE, TWO = "Police arrested nine ferry pilots.", "We will be back on Monday."
TOLD = "line 1: the times are times of day; they were counted from the first"
LAYOUTS = {
    "AM and PM behind the name": "Ida Holt 11:59:58 AM\n{one}\n\nCarm Vella 12:00:03 PM\n{two}\n",
    "AM and PM in brackets": "[2:05:10 p.m.] Ida Holt: {one}\n[2:05:15 p.m.] Carm Vella: {two}\n",
    "a chat that was exported": "[30/05/2031, 14:05:10] Ida Holt: {one}\n[30/05/2031, 14:05:15] Carm Vella: {two}\n",
    "a date as Americans write it": "5/30/31, 2:05:10 PM - Ida Holt: {one}\n5/30/31, 2:05:15 PM - Carm Vella: {two}\n",
    "ISO 8601": "2031-05-30T14:05:10.250Z Ida Holt: {one}\n2031-05-30T14:05:15.250Z Carm Vella: {two}\n",
    "a zone": "2031-05-30 14:05:10 +02:00 Ida Holt: {one}\n2031-05-30 14:05:15 +02:00 Carm Vella: {two}\n",
    "days before months": "[30.05.31, 14:05:10] Ida Holt: {one}\n[30.05.31, 14:05:15] Carm Vella: {two}\n",
    "over midnight": "2031-05-30 23:59:58 Ida Holt: {one}\n2031-05-31 00:00:03 Carm Vella: {two}\n",
}


def said(transcript: Transcript) -> list[tuple[float | None, str | None, str]]:
    return [
        (segment.start_time, turn.speaker, transcript.text[turn.label_end : turn.end].strip())
        for segment, turn in zip(transcript.segments, transcript.turns, strict=True)
    ]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_they_count_from_the_first(layout: str) -> None:
    transcript = read_bytes(LAYOUTS[layout].format(one=ONE, two=TWO).encode())
    assert said(transcript) == [(0.0, "Ida Holt", ONE), (5.0, "Carm Vella", TWO)]
    assert transcript.warnings == (TOLD,)


def test_clocks_that_may_be_a_recordings_are_kept_as_they_stand_and_told_of() -> None:
    transcript = read_bytes(f"[Ida Holt] 14:05:10\n{ONE}\n\n[Carm Vella] 14:05:15\n{TWO}\n".encode())
    assert said(transcript) == [(50710.0, "Ida Holt", ONE), (50715.0, "Carm Vella", TWO)]
    assert "may be times of day" in transcript.warnings[0]


IN_MINUTES = {
    "in brackets": "[2:05 PM] Ida Holt: {one}\n[2:06 PM] Carm Vella: {two}\n",
    "in round ones": "(2:05 p.m.) Ida Holt: {one}\n(2:06 p.m.) Carm Vella: {two}\n",
    "before a label": "2:05PM Ida Holt: {one}\n2:06PM Carm Vella: {two}\n",
    "before a dash": "2:05 PM - Ida Holt: {one}\n2:06 PM - Carm Vella: {two}\n",
    "behind the name": "Ida Holt  2:05 PM\n{one}\n\nCarm Vella  2:06 PM\n{two}\n",
    "below the name": "Ida Holt\n  2:05 PM\n{one}\nCarm Vella\n  2:06 PM\n{two}\n",
    "a date before it": "5/30/31, 2:05\u202fPM - Ida Holt: {one}\n5/30/31, 2:06\u202fPM - Carm Vella: {two}\n",
    "a date without a year": "[5/30 2:05 PM] Ida Holt\n{one}\n[5/30 2:06 PM] Carm Vella\n{two}\n",
    "a date behind the name": "Ida Holt, [30.05.31 14:05]\n{one}\n\nCarm Vella, [30.05.31 14:06]\n{two}\n",
    "a day": "Ida Holt — Today at 2:05 PM\n{one}\nCarm Vella — Today at 2:06 PM\n{two}\n",
    "a day of the week": "Fri 2:05 PM Ida Holt: {one}\nFri 2:06 PM Carm Vella: {two}\n",
    "ISO 8601": "[2031-05-30 14:05] Ida Holt: {one}\n[2031-05-30 14:06] Carm Vella: {two}\n",
}


@pytest.mark.parametrize("layout", IN_MINUTES)
def test_times_of_day_without_seconds_count_in_minutes(layout: str) -> None:
    transcript = read_bytes(IN_MINUTES[layout].format(one=ONE, two=TWO).encode())
    assert said(transcript) == [(0.0, "Ida Holt", ONE), (60.0, "Carm Vella", TWO)]
    assert [warning.partition(": ")[2] for warning in transcript.warnings] == [TOLD.partition(": ")[2]]


def test_nicks_are_names() -> None:
    transcript = read_bytes(f"14:05:10 <ida> {ONE}\n14:05:15 <@carm> {TWO}\n".encode())
    assert said(transcript) == [(50710.0, "ida", ONE), (50715.0, "carm", TWO)]


KEPT = {
    "a diary": "2:05 p.m. {one}\n2:15 p.m. {two}\n",
    "a live page": "14.05pm\n{one}\n\n14.15pm\n{two}\n",
    "clocks of 24 hours": "14:05 {one}\n14:15 {two}\n",
    "clocks with a letter": "14h05 Ida Holt : {one}\n14h15 Carm Vella : {two}\n",
}


@pytest.mark.parametrize("layout", KEPT)
def test_times_that_may_be_a_programmes_are_kept_among_the_words_and_told_of(layout: str) -> None:
    text = KEPT[layout].format(one=ONE, two=TWO)
    transcript = read_bytes(text.encode())
    assert (transcript.text, transcript.segments) == (text, ())
    [warning] = transcript.warnings
    assert warning.startswith("line 1: 2 lines begin with what may be times of day")
    assert repr(shorten(text.split("\n")[0])) in warning


@pytest.mark.parametrize(
    "text",
    [f"> 1\n> 00:00:01,000 --> 00:00:04,000\n> {ONE}\n", f"WEBVTT\\n\\n00:01.000 --> 00:04.000\\n{ONE}\\n"],
)
def test_times_of_captions_among_words_are_told_of(text: str) -> None:
    transcript = read_bytes(text.encode())
    assert (transcript.form, transcript.text) == ("text", text)
    [warning] = transcript.warnings
    assert "it holds the times of a caption, of no form that is known; they were kept among the words" in warning


def test_minutes_in_which_too_much_is_said_may_be_hours() -> None:
    lines = [f"[14:0{i}] The ferry of pier {i} left with {i}00 people on board.\n" for i in range(4)]
    transcript = read_bytes("".join(lines).encode())
    assert transcript.segments[0].start_time == 840.0
    assert transcript.warnings == ("line 1: times begin at 840 s; they may be times of day",)


@pytest.mark.parametrize(
    "text",
    [
        "At 2:05:10 PM the lights went out.\nAt 2:05:15 PM they came on again.",
        "Programme\n10:30 AM Opening words\n11:00 AM Ida Holt\n12:30 PM Lunch",
        "The race ended in 2:05:10. Pmili came second, in 2:05:15.",
    ],
)
def test_words_with_times_of_day_in_them_are_words(text: str) -> None:
    transcript = read_bytes(text.encode())
    assert transcript.text == text
    assert not transcript.segments


NAMES = {
    "Chinese": ("王小明", "李雷"), "Korean": ("김민수", "이영희"), "Arabic": ("محمد سعيد", "ليلى حسن"), 
    "numbered": ("发言人1", "发言人2"),
}  # fmt: skip
NAMED_LAYOUTS = (
    "{} 00:01\n{}\n\n{} 00:06\n{}\n",
    "{}(00:00:01): {}\n{}(00:00:06): {}\n",
    "[00:00:01] {}: {}\n[00:00:06] {}: {}\n",
)


@pytest.mark.parametrize("script", NAMES)
@pytest.mark.parametrize("layout", NAMED_LAYOUTS)
def test_names_in_scripts_without_capitals_are_names(script: str, layout: str) -> None:
    first, second = NAMES[script]
    transcript = read_bytes(layout.format(first, ONE, second, TWO).encode())
    assert said(transcript) == [(1.0, first, ONE), (6.0, second, TWO)]


@pytest.mark.parametrize("brackets", ["()", "[]"])
@pytest.mark.parametrize("between", [" ", "\n"])
@pytest.mark.parametrize("form", ["sbv", "srt"])
def test_names_in_brackets_before_captions_speak_up_to_the_next(brackets: str, between: str, form: str) -> None:
    names = [f"{brackets[0]}{name}{brackets[1]}{between}" for name in ("Ida Holt", "Carm Vella")]
    words = [names[0] + ONE, "Nobody knows why.", names[1] + TWO, f"{brackets[0]}applause{brackets[1]}"]
    if form == "sbv":
        text = "".join(f"0:00:0{i}.000,0:00:0{i}.900\n{line}\n\n" for i, line in enumerate(words, 1))
    else:
        text = "".join(f"{i}\n00:00:0{i},000 --> 00:00:0{i},900\n{line}\n\n" for i, line in enumerate(words, 1))
    transcript = read_bytes(text.encode())
    assert [(turn.speaker, transcript.text[turn.label_end : turn.end].strip()) for turn in transcript.turns] == [
        ("Ida Holt", f"{ONE} Nobody knows why."),
        ("Carm Vella", f"{TWO} {brackets[0]}applause{brackets[1]}"),
    ]


def test_sounds_in_brackets_before_some_captions_are_words() -> None:
    words = [ONE, "[Speaking Spanish] Good evening.", TWO, "[Speaking Spanish] No!", "Nobody knows."]
    text = "".join(f"{i}\n00:00:0{i},000 --> 00:00:0{i},900\n{line}\n\n" for i, line in enumerate(words, 1))
    transcript = read_bytes(text.encode())
    assert transcript.text == " ".join(words)
    assert not transcript.turns
