"""SubRip: what the files of the world look like."""

from __future__ import annotations

import pytest

from service.errors import UnreadableTranscript
from service.read import read_any, read_srt

FULL = """1
00:00:01,000 --> 00:00:02,500
<i>Thousands</i> {\\an8}marched
in Vell

2
00:00:02,500 --> 00:00:04,000 X1:10 X2:20
on <font color="#fff">Monday</font>\\Nat 5 < 6
"""


def cued(text: str) -> list[tuple[float | None, float | None, str]]:
    transcript = read_srt(text)
    return [(s.start_time, s.end_time, transcript.text[s.start : s.end]) for s in transcript.segments]


def test_cues_are_joined_without_counters_and_tags() -> None:
    transcript = read_srt(FULL)
    assert transcript.text == "Thousands marched in Vell on Monday at 5 < 6"
    assert transcript.times(0, 9) == (1.0, 2.5)
    assert transcript.times(26, 44) == (2.5, 4.0)
    assert transcript.warnings == ()


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + FULL.replace("\n", "\r\n"),
        FULL.replace("\n", "\r"),
        FULL.replace("1\n00", "00", 1).replace("2\n00", "00", 1),
        FULL.replace(",500", ".500").replace(",000", ".000"),
        FULL.replace("00:00:0", "00:0"),
        FULL.replace("\n\n2", "\n2"),
        FULL.replace("\n\n2", "\n \t\n\n\n2"),
    ],
    ids=["bom-crlf", "cr", "no counters", "dots", "no hours", "no empty line", "many empty lines"],
)
def test_variants_read_the_same(text: str) -> None:
    assert cued(text) == cued(FULL)


def test_a_number_at_the_end_of_a_cue_is_a_word_where_there_are_no_counters() -> None:
    text = "00:01,000 --> 00:02,000\nThe count is\n500\n00:02,000 --> 00:03,000\nvotes.\n"
    assert [words for _, _, words in cued(text)] == ["The count is 500", "votes."]


def test_dialogue_and_labels_begin_new_lines() -> None:
    transcript = read_srt(
        "1\n00:00:01,000 --> 00:00:02,000\n-Who marched?\n-We did.\n\n"
        "2\n00:00:02,000 --> 00:00:03,000\nANNA: All of\n\n3\n00:00:03,000 --> 00:00:04,000\nus -- and\n-- they.\n"
    )
    assert transcript.text == "-Who marched?\n-We did.\nANNA: All of us -- and -- they."
    assert [turn.speaker for turn in transcript.turns] == [None, None, "ANNA"]


@pytest.mark.parametrize(
    ("text", "words", "line"),
    [
        ("Hello\n" + FULL, "", "line 1"),
        (FULL + "\nand again\n", "and again", "line 10"),
        (FULL + "\n3\n00:00:09,000 -> x --> 00:00:10,000\nand again\n", "and again", "line 11"),
        (FULL + "\n3\n00:00:09,000 --> 00:00:08,000\nand again\n", "and again", "line 11"),
    ],
)
def test_faults_are_warnings_with_their_line(text: str, words: str, line: str) -> None:
    transcript = read_srt(text)
    assert transcript.text.endswith(words)
    assert [warning.split(":")[0] for warning in transcript.warnings] == [line]


@pytest.mark.parametrize(
    "text", ["words only", "1\n00:00:01,000 --> 00:00:02,000\n<i></i>\n", "1\n00:61,000 --> x\nwe\n"]
)
def test_nothing_readable_is_an_error(text: str) -> None:
    with pytest.raises(UnreadableTranscript) as problem:
        read_srt(text)
    assert problem.value.field == "srt"


def test_captions_copied_out_of_a_pages_source_are_captions() -> None:
    text = "1\n00:00:01,000 --&gt; 00:00:02,000\n&lt;i&gt;Nine&lt;/i&gt; &amp; more were held.\n"
    transcript = read_any(text)
    assert (transcript.form, transcript.text) == ("srt", "Nine & more were held.")
    assert [segment.end_time for segment in transcript.segments] == [2.0]
    assert [warning.split(":")[0] for warning in transcript.warnings] == ["line 2"]
    assert read_any("He wrote x --&gt; <y>.").text == "He wrote x --&gt; <y>."
