"""JSON of services whose names differ a little from others': no time and no speaker is passed over."""

from __future__ import annotations

from typing import Any

import pytest

from service.read import read_any, read_bytes

ONE, TWO = "Police held nine ferry pilots in Halvik.", "We will be back on Monday, all of us."
NAMES = ("Ida Holt", "Carm Vella")


def _items(*makes: Any) -> list[Any]:
    return [
        make(*item)
        for make, item in zip(makes * 2, zip((ONE, TWO), (1.0, 4.0), (4.0, 8.0), NAMES, strict=True), strict=False)
    ]


def _ms(seconds: float) -> int:
    return int(seconds * 1000)


SERVICES: dict[str, Any] = {
    "a meeting's entries": {"entries": _items(lambda t, a, b, n: {"speaker_name": n, "text": t, "start_time": a, "end_time": b})},
    "a council's sentences": {"sentences": _items(
        lambda t, a, b, n: {"confidence": 0.9, "start_time": a, "end_time": b, "text": t, "speaker_index": 0, "speaker_name": n})},
    "speakers by their mark": {"segments": _items(lambda t, a, b, n: {"text": t, "start": a, "end": b, "speaker_id": n})},
    "utterances of calls": {"utterances": _items(
        lambda t, a, b, n: {"speakerId": n, "text": t, "start": a, "end": b, "confidence": 0.9})},
    "a place in milliseconds": _items(lambda t, a, b, n: {"position": {"start": _ms(a), "end": _ms(b)}, "speakerId": n, "text": t}),
    "a bot's lengths": _items(lambda t, a, b, n: {
        "speaker_name": n, "timestamp_ms": _ms(a), "duration_ms": _ms(b - a), "transcription": {"transcript": t}}),
    "blocks of a speaker": {"transcript": {"speaker_blocks": _items(
        lambda t, a, b, n: {"start_time": str(_ms(a)), "end_time": str(_ms(b)), "speaker": {"name": n}, "words": t})}},
}  # fmt: skip


@pytest.mark.parametrize("service", SERVICES)
def test_times_and_speakers_are_found(service: str) -> None:
    transcript = read_any(SERVICES[service])
    assert [(s.start_time, s.end_time) for s in transcript.segments] == [(1.0, 4.0), (4.0, 8.0)]
    assert [turn.speaker for turn in transcript.turns] == list(NAMES)
    assert [transcript.text[s.start : s.end] for s in transcript.segments] == [ONE, TWO]


def test_lists_beside_a_text_that_nobody_knows_are_told_of() -> None:
    transcript = read_any({"text": ONE, "tokens": ONE.split(), "timestamps": [1.0, 1.5], "id": "x"})
    assert (transcript.text, transcript.segments) == (ONE, ())
    assert transcript.warnings == (
        "text: it was read without times; passed over was what stands beside it: tokens, timestamps",
    )


def test_agents_that_nothing_names_speak_by_their_mark() -> None:
    paragraphs = (
        f'<p begin="1s" end="4s" ttm:agent="SPEAKER_1">{ONE}</p><p begin="4s" end="8s" ttm:agent="SPEAKER_2">{TWO}</p>'
    )
    root = '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata">'
    transcript = read_bytes(f"{root}<body><div>{paragraphs}</div></body></tt>".encode())
    assert [turn.speaker for turn in transcript.turns] == ["SPEAKER_1", "SPEAKER_2"]


def test_other_arrows_and_tags_by_their_long_names_are_read() -> None:
    cues = [f"{i}\n00:00:0{i},000 ⟶ 00:00:0{i},900\n<bold>{words}</bold>\n" for i, words in enumerate((ONE, TWO), 1)]
    transcript = read_bytes("\n".join(cues).encode())
    assert transcript.text == f"{ONE} {TWO}"
    assert [s.start_time for s in transcript.segments] == [1.0, 2.0]
