"""What recognisers stream, an object after the other, each on a line, by their documentation."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from tests.read.vendors import Cues, index, ms, spread
from tests.read.writers import Writer


def deepgram_live(said: Cues) -> Iterable[Any]:
    for s in said:
        words = [
            {"word": w.lower(), "punctuated_word": w, "start": a, "end": b, "confidence": 0.9} for w, a, b in spread(s)
        ]
        heard = {"alternatives": [{"transcript": s.words, "confidence": 0.9, "words": words}]}
        yield {
            "type": "Results",
            "channel_index": [0, 1],
            "start": s.start,
            "duration": s.end - s.start,
            "is_final": True,
            "channel": heard,
        }


def gladia_live(said: Cues) -> Iterable[Any]:
    for s in said:
        utterance = {
            "start": s.start,
            "end": s.end,
            "channel": 0,
            "words": [],
            "text": s.words,
            "language": "en",
            "speaker": index(s),
        }
        yield {"type": "transcript", "session_id": "a", "data": {"id": "00", "is_final": True, "utterance": utterance}}


def assemblyai_live(said: Cues) -> Iterable[Any]:
    for s in said:
        words = [{"text": w, "start": ms(a), "end": ms(b), "confidence": 0.9} for w, a, b in spread(s)]
        yield {
            "message_type": "FinalTranscript",
            "audio_start": ms(s.start),
            "audio_end": ms(s.end),
            "text": s.words,
            "words": words,
        }


def _streamed(make: Callable[[Cues], Iterable[Any]]) -> Writer:
    return Writer(make.__name__, "news.json", lambda said: "".join(f"{json.dumps(value)}\n" for value in make(said)))


LIVE: dict[str, Writer] = {make.__name__: _streamed(make) for make in (deepgram_live, gladia_live, assemblyai_live)}
