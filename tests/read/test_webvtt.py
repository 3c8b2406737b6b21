"""WebVTT: cues, voices, blocks that are no cues, rolling captions, and mended faults."""

from __future__ import annotations

import pytest

from service.errors import UnreadableTranscript
from service.read import Transcript, read_vtt


def spoken(transcript: Transcript) -> list[tuple[str | None, str]]:
    return [(turn.speaker, transcript.text[turn.label_end : turn.end].strip()) for turn in transcript.turns]


def cued(transcript: Transcript) -> list[tuple[float | None, float | None, str]]:
    return [(s.start_time, s.end_time, transcript.text[s.start : s.end]) for s in transcript.segments]


FULL = """\ufeffWEBVTT - the noon news
Kind: captions

NOTE
Two lines
of comment

STYLE
::cue(v) { color: red }

REGION
id:below
width:40%

intro
00:01.000 --> 00:02.500 align:start line:0%
Thousands <b>marched</b>
in Vell &amp; Tann

00:00:02.500 --> 00:00:04.000
on <c.yellow>Monday</c>, police
&lt;said&gt;.
"""


def test_a_cue_break_in_mid_sentence_does_not_break_the_sentence() -> None:
    transcript = read_vtt(FULL)
    assert transcript.text == "Thousands marched in Vell & Tann on Monday, police <said>."
    assert cued(transcript) == [
        (1.0, 2.5, "Thousands marched in Vell & Tann"),
        (2.5, 4.0, "on Monday, police <said>."),
    ]
    assert transcript.warnings == ()


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_all_line_ends_are_the_same(end: str) -> None:
    assert read_vtt(FULL.replace("\n", end)) == read_vtt(FULL)


def test_voice_tags_are_turns_and_new_voices_new_lines() -> None:
    transcript = read_vtt(
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v.loud Anna Rossi>We march\n\n"
        "00:02.000 --> 00:03.000\n<v Anna Rossi>tomorrow.</v>\n<v Tom &amp; Ivo>Why?</v> <v Anna Rossi>Because.\n"
    )
    assert transcript.text == "We march tomorrow.\nWhy?\nBecause."
    assert spoken(transcript) == [
        ("Anna Rossi", "We march tomorrow."),
        ("Tom & Ivo", "Why?"),
        ("Anna Rossi", "Because."),
    ]
    assert len(transcript.segments) == 2


def test_a_cue_without_a_voice_ends_the_named_turn_unless_in_mid_sentence() -> None:
    start = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Anna>We march{}\n\n00:02.000 --> 00:03.000\nall night.\n"
    assert spoken(read_vtt(start.format(""))) == [("Anna", "We march all night.")]
    assert spoken(read_vtt(start.format("."))) == [("Anna", "We march."), (None, "all night.")]


def test_marks_and_dashes_in_captions_are_turns() -> None:
    transcript = read_vtt(
        "WEBVTT\n\n00:01.000 --> 00:02.000\n- Who marched?\n- nobody &gt;&gt; TOM: we\n\n"
        "00:02.000 --> 00:03.000\ndid\n- all of us -\ntogether.\n"
    )
    assert transcript.text == "- Who marched?\n- nobody\n>> TOM: we did - all of us - together."
    assert spoken(transcript) == [(None, "Who marched?"), (None, "nobody"), ("TOM", "we did - all of us - together.")]


def test_rolling_captions_are_read_once() -> None:
    """As a video site's automatic captions come: each line new, then alone for a moment, then above the next."""
    transcript = read_vtt(
        "WEBVTT\n\n00:00.000 --> 00:02.000 align:start\n \nwe<00:01.000><c> march</c>\n\n"
        "00:02.000 --> 00:02.010\nwe march\n \n\n00:02.010 --> 00:04.000\nwe march\nall<00:03.000><c> night</c>\n\n"
        "00:04.000 --> 00:04.010\nall night\n \n\n00:04.010 --> 00:06.000\nall night\nsaid anna\n"
    )
    assert transcript.text == "we march all night said anna"
    assert cued(transcript) == [(0.0, 2.0, "we march"), (2.01, 4.0, "all night"), (4.01, 6.0, "said anna")]
    assert len(transcript.warnings) == 1


def test_short_words_said_twice_and_repetitions_after_a_pause_stay() -> None:
    twice = "WEBVTT\n\n00:01.000 --> 00:02.000\nResign!\n\n00:02.000 --> 00:03.000\nResign!\n"
    assert read_vtt(twice).text == "Resign! Resign!"
    pause = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\nWe want new elections.\n\n00:05.000 --> 00:06.000\nWe want new elections.\n"
    )
    assert read_vtt(pause).text == "We want new elections. We want new elections."


@pytest.mark.parametrize(
    ("block", "words", "warning"),
    [
        ("00:05.000 --> 00:0x.000\nin Vell", "in Vell", "line 6"),
        ("00:05.000 --> 00:04.000\nin Vell", "in Vell", "line 6"),
        ("00:75.000 --> 00:76.000\nin Vell", "in Vell", "line 6"),
        ("id\n00:05.000 -->\nin Vell", "in Vell", "line 7"),
        ("in Vell", "", "line 6"),
    ],
)
def test_a_malformed_block_is_a_warning_with_its_line(block: str, words: str, warning: str) -> None:
    """Words under unreadable times are kept without times; words without a timing line are told of."""
    transcript = read_vtt(
        f"WEBVTT\n\n00:01.000 --> 00:02.000\nWe march\n\n{block}\n\n00:06.000 --> 00:07.000\ntoday.\n"
    )
    assert transcript.text == " ".join(filter(None, ["We march", words, "today."]))
    assert [message.split(":")[0] for message in transcript.warnings] == [warning]


def test_mended_without_loss() -> None:
    """No header, commas, no empty line between cues, and an identifier after a line of spaces."""
    transcript = read_vtt("1:00,500 --> 1:01,000\nWe march\n \n2\n00:01:02.000 --> 00:01:03.000\ntoday --> 3 < 4\n")
    assert cued(transcript) == [(60.5, 61.0, "We march"), (62.0, 63.0, "today --> 3 < 4")]


def test_a_timing_line_begins_a_cue_wherever_it_stands() -> None:
    transcript = read_vtt(
        "WEBVTT\n\nstray\nwords\n00:01.000 --> 00:02.000\nWe march\n00:02.000 --> 00:03.000\ntoday.\n"
    )
    assert cued(transcript) == [(1.0, 2.0, "We march"), (2.0, 3.0, "today.")]
    assert [warning.split(":")[0] for warning in transcript.warnings] == ["line 3", "line 4"]


@pytest.mark.parametrize("words", ["AT&T", "&;", "&nosuch;", "&#;", f"&#{'9' * 5000};"])
def test_what_is_no_entity_stays(words: str) -> None:
    assert read_vtt(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{words}\n").text == words


def test_cues_out_of_order_are_put_in_order() -> None:
    transcript = read_vtt("WEBVTT\n\n00:05.000 --> 00:06.000\nlater\n\n00:01.000 --> 00:02.000\nfirst\n")
    assert transcript.text == "first later"
    assert "line 6" in transcript.warnings[0]


def test_many_faults_do_not_make_many_warnings() -> None:
    transcript = read_vtt("WEBVTT\n\n00:05.000 --> 00:06.000\nwe\n\n" + "stray\n\n" * 500)
    assert len(transcript.warnings) == 21
    assert "480 more of such: line 46, line 48" in transcript.warnings[-1]


@pytest.mark.parametrize(
    "text",
    [
        "WEBVTT\n",
        "WEBVTT\n\nNOTE nothing\n",
        "words",
        "WEBVTT\n\n00:01.000 --> 00:02.000\n\n",
        "WEBVTT\n\n00:01.000 --> 00:0x.000\nWe march\n",
    ],
)
def test_nothing_readable_is_an_error(text: str) -> None:
    with pytest.raises(UnreadableTranscript) as problem:
        read_vtt(text)
    assert problem.value.field == "vtt"
    assert "-->" in str(problem.value.expected)


def test_what_was_mended_is_not_said_to_be_why_there_are_no_cues() -> None:
    with pytest.raises(UnreadableTranscript) as problem:
        read_vtt("WEBVTT\n\n00:0x:01.000 -> 4\nPolice \x00arrested two.\n")
    assert problem.value.detail.startswith("there are no cues with words in it: line 4: ")


def test_zooms_identifiers_name_who_speaks() -> None:
    transcript = read_vtt(
        'WEBVTT\n\n1 "Vera Lind" (16778240)\n00:00:01.000 --> 00:00:03.000\nWe will be back.\n\n'
        '2 "Jon Brekke" (16778241)\n00:00:03.000 --> 00:00:05.000\nThe law was broken.\n'
    )
    assert [(turn.speaker, transcript.text[turn.label_end : turn.end].strip()) for turn in transcript.turns] == [
        ("Vera Lind", "We will be back."), ("Jon Brekke", "The law was broken."),
    ]  # fmt: skip
    assert transcript.warnings == ()
