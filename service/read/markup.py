"""Tags and character entities inside subtitles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.read.cues import Line, split_lines, squeeze
from service.read.tags import decode

_NAMES = r"b|i|u|s|em|strong|font|span|p|br|c|v|ruby|rt|lang"
# Names with classes and annotation, time stamps, "<>" and "</>"; "<inaudible>" and a stray "<" among words stay.
_VTT_TAG = re.compile(rf"<(/?)(?:({_NAMES})(?=[\s.=/>])([^<>]*)|[\d:.]*)>", re.I)
# SubRip escapes nothing: only tags known from HTML are tags, and {\an8} is what SubStation left behind.
_SRT_TAG = re.compile(rf"</?\s?(?:{_NAMES})(?:[\s.=][^<>]*)?>|\{{\\[^{{}}]*\}}", re.I)
_SRT_BREAK = re.compile(r"<br\s?/?>|\\[Nn]", re.I)
_HARD_SPACE = re.compile(r"\\h")


def vtt_lines(payload: str) -> Iterator[Line]:
    """The words of a WebVTT cue, a Line a line or voice; a voice ends with ``</v>``, the next ``<v>`` or the cue."""
    if "<" not in payload:
        yield from _lines(payload, None)
        return
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
    if "<" in payload or "\\" in payload:
        payload = _SRT_TAG.sub("", _HARD_SPACE.sub(" ", _SRT_BREAK.sub("\n", payload)))
    return _lines(payload, None)


def _annotation(rest: str) -> str | None:
    # "<v.loud Anna Rossi>": classes come first, joined by dots.
    words = rest.split()
    return squeeze(decode(" ".join(words[rest.startswith(".") :]))) or None


def _lines(words: str, voice: str | None) -> Iterator[Line]:
    for line in split_lines(words):
        if text := squeeze(decode(line)):
            yield Line(text, voice)
