"""Channels are voices where a recogniser names nobody and there are several; who is named speaks, whatever the channel."""

from __future__ import annotations

import json
from typing import Any

import pytest

from service.read import read_bytes

ONE, TWO = "Police arrested nine ferry pilots.", "We will be back on Monday."


def utterances(*said: tuple[int, str, dict[str, Any]]) -> dict[str, Any]:
    rows = [
        {"start": 3.0 * i, "end": 3.0 * i + 2.5, "channel": channel, "transcript": words, **more}
        for i, (channel, words, more) in enumerate(said)
    ]
    return {"results": {"utterances": rows}}


def words(*said: tuple[int, str, dict[str, Any]]) -> dict[str, Any]:
    channels: dict[int, list[dict[str, Any]]] = {channel: [] for channel, _, _ in said}
    for i, (channel, line, more) in enumerate(said):
        channels[channel] += [
            {"word": word, "start": 3.0 * i + j / 10, "end": 3.0 * i + (j + 1) / 10, **more}
            for j, word in enumerate(line.split())
        ]
    return {"results": {"channels": [{"alternatives": [{"words": channels[n]}]} for n in sorted(channels)]}}


def turns(value: dict[str, Any]) -> list[tuple[str | None, str]]:
    transcript = read_bytes(json.dumps(value).encode(), filename="news.json")
    return [(turn.speaker, transcript.text[turn.label_end : turn.end].strip()) for turn in transcript.turns]


@pytest.mark.parametrize("form", [utterances, words])
def test_several_channels_are_voices_in_order_of_time(form: Any) -> None:
    value = form((0, ONE, {}), (1, TWO, {}), (0, "Thank you.", {}))
    assert turns(value) == [("Channel 0", ONE), ("Channel 1", TWO), ("Channel 0", "Thank you.")]


@pytest.mark.parametrize("form", [utterances, words])
def test_one_channel_is_none(form: Any) -> None:
    assert turns(form((0, ONE, {}), (0, TWO, {}))) == []


@pytest.mark.parametrize("form", [utterances, words])
def test_who_is_named_speaks(form: Any) -> None:
    assert turns(form((0, ONE, {"speaker": 3}), (1, TWO, {"speaker": 4}))) == [("Speaker 3", ONE), ("Speaker 4", TWO)]
