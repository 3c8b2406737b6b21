"""The example transcripts and their reviewed answers (``make expected`` writes them anew; read the difference)."""

from __future__ import annotations

import json
from pathlib import Path

from tests.conftest import Onrecord
from tests.expected import reviewable


def test_the_answer_is_the_reviewed_one(example: Path, onrecord: Onrecord) -> None:
    """Byte for byte, but for what makes the reviewed file readable."""
    answer = onrecord("extract", example)
    assert answer.status == 0, answer.err
    assert reviewable(answer.out) == example.with_suffix(".expected.json").read_text(encoding="utf-8")


def test_the_answer_is_the_same_again(example: Path, onrecord: Onrecord) -> None:
    assert onrecord("extract", example).out == onrecord("extract", example).out


def test_evidence_of_a_subtitle_lies_within_the_media(example: Path, onrecord: Onrecord) -> None:
    """Every evidence has times if the transcript has, none if it has not, and the end is not before the start."""
    timed = example.suffix in (".vtt", ".srt")
    found = list(evidence(json.loads(onrecord("extract", example).out)))
    assert found
    for words in found:
        assert (words["start_time"] is not None) == timed
        assert not timed or 0 <= words["start_time"] <= words["end_time"] <= 65


def evidence(value: object) -> list[dict]:
    """All evidence in a JSON value, however deep."""
    if isinstance(value, list):
        return [words for part in value for words in evidence(part)]
    if not isinstance(value, dict):
        return []
    own = [value] if {"start", "end", "text", "fields"} <= value.keys() else []
    return own + [words for part in value.values() for words in evidence(part)]
