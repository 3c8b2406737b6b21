"""Whatever comes in: our own errors alone, evidence that holds, the same bytes again, and answers as promised."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from schemas import RECORD_TYPES, json_schema
from service.errors import OnrecordError
from service.extract import Options, extract
from service.read import Transcript, read_bytes, read_srt, read_text, read_vtt

# Pieces that rules look for, so that random text reaches them; joined without care for sense.
PIECES = st.sampled_from(
    ["Police", "arrested", "dozens of", "protesters", "were detained", "in Oslo", "Iceland's", "said", "“", "”", '"', "'",
     "according to", "President", "Ida Holt", "he", "she", "they", "voters", "elected", "an election", "will be held",
     "on June 9", "in 2031", "46 per cent", "1,500", "more than", "99999999999999999999", "a strike", "marched", "banned",
     "demanding", "that", "denied", "was sentenced to", "for", "fraud", "won", "lost", "the run-off", "not", "if", ",",
     ".", "?", "!", ";", ":", "-", "—", "...", "\n", "\n\n", ">> ", ">>> ", "HOLT: ", "(", ")", "[", "]", "%", "€",
     "May", "march", "Sun", "U.S.", "Mr.", "I.", "\u200b", "\u202e", "\x00", "\xa0", "\u2028", "e\u0301", "ﬁ", "İ", "ß",
     "😀", "中文", "ا", "nine days in a row", "http://a.b/c", "@holt", "#vote", "a" * 300]
)  # fmt: skip
TEXTS = st.lists(PIECES, min_size=1, max_size=60).flatmap(
    lambda pieces: st.sampled_from([" ", ""]).map(lambda gap: gap.join(pieces))
)
ANYTHING = TEXTS | st.text(max_size=200)
OPTIONS = st.sets(st.sampled_from([entry.plural for entry in RECORD_TYPES]), min_size=1).map(
    lambda records: Options(records=frozenset(records))
)
CUES = st.lists(st.tuples(st.integers(0, 9), TEXTS), min_size=1, max_size=8)

often = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@cache
def validator() -> Draft202012Validator:
    return Draft202012Validator(json_schema.build("extraction"))


def evidence(value: Any) -> Iterator[dict[str, Any]]:
    """All evidence in a JSON value, however deep."""
    if isinstance(value, dict) and {"start", "end", "text", "fields"} <= value.keys():
        yield value
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for part in parts:
        yield from evidence(part)


def check(transcript: Transcript, options: Options | None = None) -> None:
    """All that holds for every answer."""
    body = extract(transcript, options).model_dump_json()
    assert extract(transcript, options).model_dump_json() == body
    answer = json.loads(body)
    validator().validate(answer)
    for words in evidence(answer):
        assert transcript.text[words["start"] : words["end"]] == words["text"]
        assert (words["start_time"], words["end_time"]) == transcript.times(words["start"], words["end"])
    for gap in answer["report"]["gaps"]:
        assert 0 <= gap["start"] < gap["end"] <= len(transcript.text)
    check_ids(answer)


def check_ids(answer: dict[str, Any]) -> None:
    """No two records share an id, and whatever refers to a record refers to one that is there."""
    ids = [record["id"] for entry in RECORD_TYPES for record in answer[entry.plural]]
    assert len(ids) == len(set(ids))
    assert all(about in ids for statement in answer["statements"] for about in statement["about"])


def read(reader: Any, given: Any) -> Transcript | None:
    """What the reader makes of it, None if it refuses with an error of ours."""
    try:
        transcript: Transcript = reader(given)
    except OnrecordError:
        return None
    return transcript


@often
@given(text=ANYTHING, options=OPTIONS)
@example(text="“", options=Options())
@example(text="Police arrested \n\n\n“he said” he said he said.", options=Options())
def test_any_text_is_answered_or_refused(text: str, options: Options) -> None:
    if transcript := read(read_text, text):
        check(transcript, options)


def stamp(seconds: int) -> str:
    """``00:01:05``."""
    return f"00:{seconds // 60:02}:{seconds % 60:02}"


@often
@given(cues=CUES)
def test_any_subtitles_are_answered_and_evidence_lies_within_its_segments(cues: list[tuple[int, str]]) -> None:
    """Times are those of the segments that the words touch."""
    clock = 0
    blocks = []
    for seconds, words in cues:
        blocks.append(f"{stamp(clock)}.000 --> {stamp(clock + seconds)}.500\n{words}\n")
        clock += seconds + 1
    for reader, file in (
        (read_vtt, "WEBVTT\n\n" + "\n".join(blocks)),
        (read_srt, "\n".join(f"{n}\n{block.replace('.', ',', 2)}" for n, block in enumerate(blocks, 1))),
    ):
        if transcript := read(reader, file):
            check(transcript)


@often
@given(data=st.binary(max_size=300) | ANYTHING.map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_answered_or_refused(data: bytes) -> None:
    if transcript := read(read_bytes, data):
        check(transcript)


@often
@given(text=TEXTS, published=st.dates().map(str), language=st.sampled_from(["en", "en-GB", "fr", "und"]))
def test_what_is_known_about_a_text_changes_no_promise(text: str, published: str, language: str) -> None:
    transcript = read(lambda given: read_text(given, published=published, language=language), text)
    if transcript:
        check(transcript)
