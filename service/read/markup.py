"""Tags and character entities inside subtitles."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from service.read.cues import Line, split_lines, squeeze

# Closed by a semicolon and of bounded length: "AT&T" and "?a=1&lt=2" stay as they are.
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# Names with classes and annotation, time stamps, "<>" and "</>"; a stray "<" among words stays.
_VTT_TAG = re.compile(r"<(/?)(?:([A-Za-z][^<>\s.]{0,40})([^<>]*)|[\d:.]*)>")
# SubRip escapes nothing: only tags known from HTML are tags, and {\an8} is what SubStation left behind.
_SRT_TAG = re.compile(r"</?\s?(?:b|i|u|s|em|strong|font|span|p|c|v|ruby|rt|lang)(?:[\s.=][^<>]*)?>|\{\\[^{}]*\}", re.I)
_SRT_BREAK = re.compile(r"<br\s?/?>|\\[Nn]", re.I)
_HARD_SPACE = re.compile(r"\\h")


def vtt_lines(payload: str) -> Iterator[Line]:
    """The words of a WebVTT cue, a Line a line or voice; a voice ends with ``</v>``, the next ``<v>`` or the cue."""
    voice: str | None = None
    at = 0
    for tag in _VTT_TAG.finditer(payload):
        close, name, rest = tag.groups()
        if name != "v":
            continue
        yield from _lines(_VTT_TAG.sub("", payload[at : tag.start()]), voice)
        voice = None if close else _annotation(rest)
        at = tag.end()
    yield from _lines(_VTT_TAG.sub("", payload[at:]), voice)


def srt_lines(payload: str) -> Iterator[Line]:
    """The words of a SubRip cue, a Line a line."""
    return _lines(_SRT_TAG.sub("", _HARD_SPACE.sub(" ", _SRT_BREAK.sub("\n", payload))), None)


def _annotation(rest: str) -> str | None:
    # "<v.loud Anna Rossi>": classes come first, joined by dots.
    words = rest.split()
    return squeeze(_decode(" ".join(words[rest.startswith(".") :]))) or None


def _lines(words: str, voice: str | None) -> Iterator[Line]:
    for line in split_lines(words):
        if text := squeeze(_decode(line)):
            yield Line(text, voice)


def _decode(text: str) -> str:
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
