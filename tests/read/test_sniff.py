"""Bytes: decoding, and which reader they go to."""

from __future__ import annotations

import json

import pytest

from service.errors import InvalidRequest, UnreadableTranscript
from service.read import read_bytes

VTT = b"WEBVTT\n\n00:01.000 --> 00:02.000\nWe march.\n"
SRT = b"1\r\n00:00:01,000 --> 00:00:02,000\r\nWe march.\r\n"
JSON = json.dumps({"text": "We march.", "segments": [{"text": "We march.", "start": 1, "end": 2}]}).encode()


@pytest.mark.parametrize("data", [VTT, SRT, JSON, b"[00:01.000 --> 00:02.000] We march."])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("filename", [None, "noon"])
def test_the_content_tells_the_kind(data: bytes, bom: bytes, filename: str | None) -> None:
    transcript = read_bytes(bom + data, filename=filename, source="Radio Vell")
    assert transcript.text == "We march."
    assert transcript.times(0, 9) == (1.0, 2.0)
    assert transcript.source == "Radio Vell"


def test_subtitles_in_a_text_file_are_still_subtitles() -> None:
    assert read_bytes(VTT, filename="a.txt").segments
    assert read_bytes(SRT, filename="A.TXT").segments


@pytest.mark.parametrize("text", ["[MUSIC] We march.", "{We} march.", "[1, 2]", "[", "[" * 100_000])
def test_brackets_alone_are_no_json(text: str) -> None:
    assert read_bytes(text.encode()).text == text


def test_a_text_file_may_hold_any_form() -> None:
    assert read_bytes(JSON, filename="a.txt").text == "We march."


def test_name_and_kind_go_before_content() -> None:
    assert read_bytes(VTT, kind="text").text.startswith("WEBVTT")
    with pytest.raises(UnreadableTranscript):
        read_bytes(b"We march.", filename="noon.srt")
    with pytest.raises(UnreadableTranscript, match="not JSON"):
        read_bytes(b"We march.", filename="noon.JSON")
    with pytest.raises(UnreadableTranscript):
        read_bytes(b"3", kind="json")
    with pytest.raises(InvalidRequest):
        read_bytes(b"We march.", kind="pdf")  # type: ignore[arg-type]
