"""JSON segments and Whisper's JSON."""

from __future__ import annotations

import math
from typing import Any

import pytest

from service.errors import InvalidRequest, UnreadableTranscript
from service.read import read_segments

SEGMENTS: list[dict[str, Any]] = [
    {"text": " We march", "start": 0, "end": 1.5, "speaker": "Anna"},
    {"text": "tomorrow.", "start_time": 1.5, "end_time": 2.0},
    {"text": "  ", "start": 2.0, "end": 2.5},
    {"text": "Why?", "start": 2.5, "end": 3, "speaker": "Tom"},
]


def test_segments_are_one_text_with_times_and_turns() -> None:
    transcript = read_segments(SEGMENTS, language="en")
    assert transcript.text == "We march tomorrow.\nWhy?"
    assert transcript.times(0, 3) == (0.0, 1.5)
    assert transcript.times(0, 18) == (0.0, 2.0)
    assert [(t.speaker, transcript.text[t.label_end : t.end]) for t in transcript.turns] == [
        ("Anna", "We march tomorrow.\n"),
        ("Tom", "Why?"),
    ]


@pytest.mark.parametrize(
    ("language", "tag"), [("en", "en"), ("english", "en"), ("Welsh", "cy"), (None, None), (3, None)]
)
def test_whispers_json_as_it_stands(language: object, tag: str | None) -> None:
    whole = {
        "text": " We march",
        "segments": [{"id": 0, "seek": 0, "start": 0.0, "end": 1.0, "text": " We march", "avg_logprob": math.nan}],
        "language": language,
    }
    transcript = read_segments(whole)
    assert (transcript.text, transcript.language) == ("We march", tag)
    assert read_segments(whole, language="fr").language == "fr"


def test_an_unknown_language_is_left_out_and_told_of() -> None:
    transcript = read_segments({"segments": SEGMENTS, "language": "old vellish"})
    assert transcript.language is None
    assert "old vellish" in transcript.warnings[0]


def test_text_without_segments_is_read_as_text() -> None:
    assert read_segments({"text": "ANNA: We\n march", "segments": []}).text == "ANNA: We\n march"


def test_times_may_be_missing_and_out_of_order() -> None:
    assert read_segments([{"text": "a"}, {"text": "b", "start": None, "end": None}]).times(0, 1) == (None, None)
    swapped = read_segments([{"text": "b", "start": 2, "end": 3}, {"text": "a", "start": 0, "end": 1}])
    assert swapped.text == "a b"
    assert "segment 1" in swapped.warnings[0]


def bad(**fields: object) -> list[object]:
    return [*SEGMENTS[:3], {"text": "x", "start": 4, "end": 5, **fields}]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"start": math.nan}, "start of segment 3 is not a time"),
        ({"start": -1}, "start of segment 3 is not a time"),
        ({"start": "4"}, "start of segment 3 is not a time"),
        ({"start": True}, "start of segment 3 is not a time"),
        ({"start": None}, "start of segment 3 is not a time"),
        ({"end": math.inf}, "end of segment 3 is not a time"),
        ({"end": 10**400}, "end of segment 3 is not a time"),
        ({"end": 3.9}, "segment 3 ends before it starts"),
    ],
)
def test_one_bad_time_is_a_warning_and_its_words_stay(fields: dict[str, Any], said: str) -> None:
    transcript = read_segments(bad(**fields))
    assert transcript.text.endswith("Why? x") or transcript.text.endswith("x")
    at = transcript.text.rindex("x")
    assert transcript.times(at, at + 1) == (None, None)
    assert transcript.times(0, 3) == (0.0, 1.5)
    [warning] = transcript.warnings
    assert said in warning


@pytest.mark.parametrize(
    ("segments", "field"),
    [
        ([{"text": "x", "start_time": 1, "end_time": 0}], "/segments/0/end_time"),
        ([{"text": "x", "start": -1, "end": 0}, {"text": "y", "start": 3, "end": 2}], "/segments/0/start"),
        (bad(text=None), "/segments/3/text"),
        (bad(text="\ud800"), "/segments/3/text"),
        (bad(speaker=7), "/segments/3/speaker"),
        ([*SEGMENTS, "words"], "/segments/4"),
        ("words", "/segments"),
        (None, "/segments"),
        ({"segments": {}}, "/segments"),
        ({"language": "en"}, "/segments"),
    ],
)
def test_a_bad_segment_is_named_by_pointer(segments: Any, field: str) -> None:
    """Without one good time there is nothing to go by: that is an error, as is what has no words."""
    with pytest.raises(InvalidRequest) as problem:
        read_segments(segments)
    assert problem.value.field == field
    assert problem.value.expected


@pytest.mark.parametrize("segments", [[], [{"text": " ", "start": 0, "end": 1}]])
def test_segments_without_words_are_refused(segments: list[dict[str, Any]]) -> None:
    with pytest.raises(UnreadableTranscript) as problem:
        read_segments(segments)
    assert problem.value.field == "segments"
