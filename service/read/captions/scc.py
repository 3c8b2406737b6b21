"""Scenarist closed captions (SCC): line-21 pairs in hexadecimal, each line with a time code of 29.97 frames a second."""

from __future__ import annotations

import re

from service.read.captions.cea608 import Decoder, Shown
from service.read.captions.languages import Track, one_language
from service.read.cues import Cue, Line, shorten, split_lines, squeeze
from service.read.formats import Format, Found, captions

_HEAD = re.compile(r"\s{0,100}Scenarist_SCC", re.I)
_LINE = re.compile(r"\s{0,20}(\d{1,2}):(\d{2}):(\d{2})([:;.,])(\d{2})\s+(.*)", re.ASCII | re.DOTALL)
_PAIR = re.compile(r"[0-9a-fA-F]{4}")
_FRAME = 1001 / 30000  # seconds


def _holds(text: str) -> bool:
    return bool(_HEAD.match(text))


def _find(text: str, warnings: list[str]) -> Found:
    decoders = {channel: Decoder() for channel in ("1", "2")}
    channel = "1"
    for number, line in enumerate(split_lines(text), 1):
        found = _LINE.match(line)
        if not found:
            if line.strip() and not _HEAD.match(line):
                warnings.append(f"line {number}: a line without a time code was left out: {shorten(line)!r}")
            continue
        start = _frames(found)
        for i, pair in enumerate(found[6].split()):
            if not _PAIR.fullmatch(pair):
                warnings.append(f"line {number}: {pair[:20]!r} is no pair of bytes, and was left out")
                continue
            first, second = int(pair[:2], 16), int(pair[2:], 16)
            if not (first.bit_count() % 2 and second.bit_count() % 2):
                warnings.append(f"line {number}: {pair} has a wrong parity; its words may be wrong")
            first, second = first & 0x7F, second & 0x7F
            if 0x10 <= first < 0x20:
                channel = "2" if first & 0x08 else "1"
            decoders[channel].take(first, second, round((start + i) * _FRAME, 3), number)
    tracks = {name: Track(_cues(decoder.end())) for name, decoder in decoders.items()}
    return Found(one_language(tracks, warnings))


def _frames(found: re.Match[str]) -> int:
    """Frames since 0; a semicolon tells of a time code that drops two numbers a minute, but for each tenth."""
    hours, minutes, seconds, frames = (int(found[i]) for i in (1, 2, 3, 5))
    total = ((hours * 60 + minutes) * 60 + seconds) * 30 + frames
    if found[4] in ";,":
        passed = hours * 60 + minutes
        total -= 2 * (passed - passed // 10)
    return total


def _cues(shown: list[Shown]) -> list[Cue]:
    return [
        Cue(lines, (part.start, part.end), part.number)
        for part in shown
        if (lines := tuple(Line(words) for row in part.rows if (words := squeeze(row))))
    ]


FORMAT = Format(
    name="scc",
    title="Scenarist SCC (CEA-608)",
    read=captions("scc", _find),
    holds=_holds,
    certain=True,
    suffixes=(".scc",),
    kept="words of pop-on, roll-up and paint-on captions, times, drop-frame or not",
    left_out="colours, places; of two channels at the same time one, with a warning",
)
