"""Tags, codes and character entities inside captions. Only what captions define is markup; all else in brackets is words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from service.read.cues import Cue, Line, made, split_lines, squeeze
from service.read.tags import decode

# What WebVTT defines and what players of SubRip and its kin take from HTML.
_NAMES = r"bold|italic|underline|b|i|u|s|em|strong|small|big|font|span|p|div|br|c|ruby|rt|rp|tt|strike"
_ATTRIBUTE = r"\s+[A-Za-z][\w:-]*\s?=\s?(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>]+)"
_TAG = re.compile(
    r"<(?:"
    rf"(?P<name>{_NAMES})(?:\.[\w-]+)*(?:{_ATTRIBUTE})*\s?/?"
    r"|v(?P<voice>(?:\.[^\s<>.]+)*(?:\s[^<>]*)?)"
    r"|lang(?:\.[\w-]+)*(?:\s+[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)?"
    r"|font\s+(?:color|face|size)\s?=[^<>]*"  # a quotation mark may be missing
    rf"|\s?/\s?(?P<close>{_NAMES}|v|lang)\s?"
    r"|(?:\d{1,5}:)?\d{1,2}:\d{2}[.,]\d{1,3}|/?"
    r")>",
    re.I,
)
_BREAKS = frozenset({"br", "p", "div"})
_APART = frozenset({"rt", "rp"})  # small words above others, and not a part of them
_CODE = re.compile(
    r"\{\s?(?:\\(?:fn[^\\{}]{0,60}|[1-4]?[A-Za-z]{1,5}(?:\([^{}]*?\)|[^\\{}()\s]{0,30}))\s?)+\}|\{\}"
)  # what SubStation leaves behind, such as {\an8}
_LINE_BREAK = re.compile(r"(?<!\b[A-Za-z]:)\\[Nn]")  # C:\News is a place


def caption_lines(payload: str) -> Iterator[Line]:
    """The words of a cue, a Line a line or voice; a voice ends with ``</v>``, the next ``<v>`` or the cue."""
    if "\\" in payload:
        payload = without_codes(_LINE_BREAK.sub("\n", payload.replace("\\h", " ")))
    if "<" not in payload:
        yield from _lines(payload, None)
        return
    voice: str | None = None
    at = 0
    for tag in _TAG.finditer(payload):
        if tag["voice"] is None and (tag["close"] or "").lower() != "v":
            continue
        yield from _lines(without_tags(payload[at : tag.start()]), voice)
        voice = None if tag["voice"] is None else _annotation(tag["voice"])
        at = tag.end()
    yield from _lines(without_tags(payload[at:]), voice)


def row_lines(rows: str, voice: str | None = None) -> tuple[Line, ...]:
    """The words of ``rows`` as they stand but for tags, a Line a row; entities are words."""
    if "<" in rows:
        rows = without_tags(rows)
    if rows.isprintable() and "  " not in rows:  # one row, as most are
        words = rows.strip(" ")
        return (made(Line, (words, voice, 0)),) if words else ()
    return tuple(Line(words, voice) for row in rows.split("\n") if (words := squeeze(row)))


def with_voices(cues: Sequence[Cue]) -> list[Cue]:
    """The cues, where words hold ``<v Anna>`` although their form has no such tags, with who speaks in its place."""
    return [_voiced(cue) if any("<v" in line.text for line in cue.lines) else cue for cue in cues]


def _voiced(cue: Cue) -> Cue:
    if any(line.label for line in cue.lines):
        return cue
    voice = cue.lines[0].voice
    lines = caption_lines("\n".join(line.text for line in cue.lines))
    return cue._replace(lines=tuple(line._replace(voice=line.voice or voice) for line in lines) or cue.lines)


def without_tags(text: str) -> str:
    """``text`` without tags; those that part lines or words leave a break or a space, and those of voices stay."""
    return _TAG.sub(_but_voices if "<v" in text else _in_place_of, text) if "<" in text else text


def without_codes(text: str) -> str:
    """``text`` without SubStation's codes in braces."""
    return _CODE.sub("", text) if "{" in text else text


def _but_voices(tag: re.Match[str]) -> str:
    """In place of a tag, where others name who speaks: those stay, for ``with_voices``."""
    is_voice = (tag["voice"] or "").strip() or (tag["close"] or "").lower() == "v"
    return tag[0] if is_voice else _in_place_of(tag)


def _in_place_of(tag: re.Match[str]) -> str:
    name = (tag["name"] or tag["close"] or "").lower()
    return "\n" if name in _BREAKS else " " if name in _APART else ""


def _annotation(rest: str) -> str | None:
    # "<v.loud Anna Rossi>": classes come first, joined by dots.
    words = rest.split()
    return squeeze(decode(" ".join(words[rest.startswith(".") :]))) or None


def _lines(words: str, voice: str | None) -> Iterator[Line]:
    for line in split_lines(words):
        if text := squeeze(decode(line)):
            yield Line(text, voice)
