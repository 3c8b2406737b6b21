"""YouTube's captions as XML: srv1 (``<text start dur>``), srv2 (``<text t d>``) and srv3 (``<p t d><s>``)."""

from __future__ import annotations

import re

from service.read.cues import Cue, Line, split_lines, squeeze, until_next
from service.read.formats import Format, Found, captions, no_times
from service.read.tags import INLINE, PROLOGUE, Places, Token, decode, known_tags, tell_of_comments, tokens
from service.read.timing import Times

_ROOT = re.compile(rf"(?i){PROLOGUE}<(?:transcript|timedtext)[\s>]")
_OUTER = {"transcript", "timedtext", "head", "body", "text", "p", "s", "w", "pen", "ws", "wp", "window", "div"}
_IS_TAG = known_tags(frozenset(_OUTER), INLINE)
_NUMBER = re.compile(r"\d{1,12}(?:\.\d{1,9})?", re.ASCII)


def _holds(text: str) -> bool:
    return bool(_ROOT.match(text, 0, 50_000))


def _find(text: str, warnings: list[str]) -> Found:
    cues: list[Cue] = []
    places = Places(text)
    tell_of_comments(text, "<p" if "<p " in text else "<text", warnings)
    words, times, number, is_open = "", None, 1, False
    for token in tokens(text, _IS_TAG):
        if not token.name:
            words += decode(token.text)
        elif token.name in ("text", "p") and not token.is_empty:
            _add(cues, words, times, number, is_open, warnings)
            number, is_open = places.line(token.offset), True
            words, times = "", _times(token, number, warnings)
        elif token.name in ("/text", "/p"):
            _add(cues, words, times, number, is_open, warnings)
            words, times, is_open = "", None, False
        elif token.name == "br":
            words += "\n"
    _add(cues, words, times, number, is_open, warnings)
    return Found(until_next(cues))


def _times(token: Token, number: int, warnings: list[str]) -> Times | None:
    attributes = token.attributes
    unit = 1.0 if "start" in attributes else 0.001
    start = _NUMBER.fullmatch(attributes.get("start", attributes.get("t", "")))
    length = _NUMBER.fullmatch(attributes.get("dur", attributes.get("d", "")))
    if not start:
        warnings.append(f"line {number}: there is no time that can be read; its words were kept without times")
        return None
    begin = round(float(start[0]) * unit, 6)
    return begin, round(begin + float(length[0]) * unit, 6) if length else None


def _add(cues: list[Cue], words: str, times: Times | None, number: int, is_open: bool, warnings: list[str]) -> None:
    # Entities are escaped twice in srv1: the characters "&#39;" stand for "&" and "#39;".
    lines = tuple(Line(line) for part in split_lines(decode(words)) if (line := squeeze(part)))
    if lines:
        if times is None and not is_open:
            no_times(number, lines[0].text, warnings)
        cues.append(Cue(lines, times, number))


FORMAT = Format(
    name="youtube_xml",
    title="YouTube's XML: srv1, srv2, srv3",
    read=captions("youtube_xml", _find, bare=True),
    holds=_holds,
    certain=True,
    suffixes=(".srv1", ".srv2", ".srv3"),
    kept="words, times; rolling captions are read once",
    left_out="styles and places on the screen",
)
