"""Whatever comes in: our own errors alone, and offsets that hold."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from service.errors import OnrecordError
from service.read import Transcript, read_bytes, read_segments, read_srt, read_text, read_vtt

PIECES = st.sampled_from(
    ["WEBVTT", "\n", "\n\n", "\r", "\r\n", " ", "1", "00:00:01,000", "00:01.000", "00:02.5", " --> ", "-->", "NOTE",
     "<v Anna>", "</v>", "<i>", "<", ">", ">> ", ">>>", "- ", "ANNA: ", "Anna Rossi: ", "&amp;", "&#0;", "&#x110000;",
     "&#99999999999;", "{\\an8}", "\\N", "[", "]", "((A B))", ":", "we march", "Why?", "\x00", "\ufeff", "\u2028",
     "\x85", "\ud800", "é", "{", "}", '"segments"', "**", "STYLE", "[00:01.0 --> 00:02.0] x\n"]
)  # fmt: skip
TEXTS = st.text(st.characters(codec=None)) | st.lists(PIECES, max_size=40).map("".join)
TEXT_READERS: list[Callable[..., Transcript]] = [read_text, read_vtt, read_srt]

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["text", "segments", "start", "end", "speaker", "language"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


def outcome(reader: Callable[..., Transcript], *args: Any, **kwargs: Any) -> Transcript | OnrecordError:
    """What a reader makes of its input; any exception but our own fails the test."""
    try:
        return reader(*args, **kwargs)
    except OnrecordError as problem:
        return problem


def check(found: Transcript | OnrecordError) -> None:
    """A refusal names its field, a transcript holds together."""
    if isinstance(found, OnrecordError):
        assert found.field
    else:
        check_transcript(found)


def check_transcript(transcript: Transcript) -> None:
    """Segments and turns are in bounds, in order, apart; turns leave nothing out; the text can be hashed and cited."""
    size = len(transcript.text)
    assert transcript.text.strip()
    assert len(transcript.sha256) == 64
    for stretches in (transcript.segments, transcript.turns):
        places = [(stretch.start, stretch.end) for stretch in stretches]
        assert all(0 <= start < end <= size for start, end in places)
        assert all(before[1] <= after[0] for before, after in pairwise(places))
    assert all(t.start <= t.label_end <= t.end for t in transcript.turns)
    assert all(a.end == b.start for a, b in pairwise(transcript.turns))
    assert not transcript.turns or transcript.turns[-1].end == size
    for segment in transcript.segments:
        words = transcript.text[segment.start : segment.end]
        assert words == words.strip()
        assert transcript.times(segment.start, segment.end) == (segment.start_time, segment.end_time)
    evidence = transcript.evidence(0, size)
    assert evidence.text == transcript.text


@pytest.mark.parametrize("reader", TEXT_READERS)
@given(text=TEXTS)
@example(text="&#" + "9" * 5000 + ";")
@example(text="9" * 5000 + ":00.000 --> " + "9" * 5000 + ":00.000")
def test_any_text_is_read_or_refused(reader: Callable[..., Transcript], text: str) -> None:
    check(outcome(reader, text))


@given(TEXTS)
def test_a_plain_text_is_never_changed(text: str) -> None:
    found = outcome(read_text, text)
    if isinstance(found, Transcript):
        assert found.text == text.removeprefix("\ufeff")


@settings(deadline=None)  # the first text loads the table of recognisers
@given(
    st.binary() | TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.sampled_from([None, "text", "vtt", "srt", "json"]),
    st.sampled_from([None, "", "a", "a.txt", "a.srt", "a.vtt", "a.json", ".", "\x00"]),
)
@example(b"[" * 100_000, None, None)
@example(b'{"segments": ' + b"9" * 5000 + b"}", "json", None)
def test_any_bytes_are_read_or_refused(data: bytes, kind: Any, filename: str | None) -> None:
    check(outcome(read_bytes, data, kind=kind, filename=filename))


@settings(deadline=None)
@given(JSON)
def test_any_json_is_read_or_refused(value: Any) -> None:
    check(outcome(read_segments, value))


@given(st.dictionaries(st.sampled_from(["title", "source", "language", "published"]), JSON))
def test_anything_said_about_a_text_is_kept_or_refused(about: dict[str, Any]) -> None:
    found = outcome(read_text, "We march.", **about)
    if isinstance(found, OnrecordError):
        assert found.field in about
    else:
        assert {name: getattr(found, name) for name in about} == about


@pytest.mark.parametrize("unit", ["a", ">", "<", ":", "\n", "[", "&", "<<>>"])
@pytest.mark.parametrize("reader", TEXT_READERS)
def test_much_of_one_character_is_read_or_refused(reader: Callable[..., Transcript], unit: str) -> None:
    """Ends at all, which anything quadratic would not: a quarter of a million characters, squared."""
    body = unit * (2**18 // len(unit))
    check(outcome(reader, "WEBVTT\n\n1\n00:00:01,000 --> 00:00:02,000\n" + body))
    check(outcome(reader, body))
