"""What no reader takes, by its first bytes or characters: refused with the list of forms, never read as plain text."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from functools import cache
from typing import Any, NamedTuple

from service.read.recognised.table import recognisers
from service.words import load_words

_HEAD = 20_000
_DECLARED = re.compile(r"<(?:\?xml|!DOCTYPE)\b", re.I)
_MARKUP = re.compile(
    r"\s{0,1000}(?:<!--.{0,10000}?-->\s{0,1000})?<[A-Za-z_][\w:.-]{0,60}(?:\s[^<>]{0,2000})?/?>", re.DOTALL
)
_CLOSING = re.compile(r"</[A-Za-z_][\w:.-]{0,60}\s?>|/>")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
# What programs print of their data: {'start': 0.0, ...}, Segment(start=0.0, ...), and lines of "start: 0.0".
_BROKEN = re.compile(r"\[?\s{0,99}\{\s{0,99}\"[\w .-]{1,40}\"\s{0,9}:")
_KEY = re.compile(r"[{,]\s{0,99}(?:\"[\w .-]{1,40}\"|'[\w .-]{1,40}')\s{0,9}:")
_PRINTED = re.compile(r"[\s\[(]{0,20}[A-Za-z_][\w.]{0,60}\((?:[a-z_]\w{0,40}=[^\n=]{1,2000}){2}")
_YAML_TIME = re.compile(r"(?m)^[ \t-]{0,20}(?:start|begin|from|offset|end|timestamp)\w{0,20}:[ \t]+['\"]?\d")
_YAML_TEXT = re.compile(r"(?m)^[ \t-]{0,20}(?:text|transcript|content|words?|sentence)\w{0,20}:(?:[ \t]|$)")


class Foreign(NamedTuple):
    """What a file is that is no transcript, and what to do instead."""

    what: str
    instead: str

    def __str__(self) -> str:
        return f"{self.what}; {self.instead}"


class _Kind(NamedTuple):
    foreign: Foreign
    begins: re.Pattern[bytes] | None
    holds: frozenset[str]


@cache
def _kinds() -> tuple[_Kind, ...]:
    return tuple(map(_kind, load_words("read/foreign")["file"]))


def _kind(entry: dict[str, Any]) -> _Kind:
    begins = "|".join(entry.get("begins", ())).encode("latin-1")
    pattern = re.compile(begins, re.DOTALL) if begins else None
    return _Kind(Foreign(entry["what"], entry["instead"]), pattern, frozenset(entry.get("holds", ())))


def foreign_bytes(data: bytes) -> Foreign | None:
    """What else the bytes are by their beginning; None if they may be a transcript."""
    return next((kind.foreign for kind in _kinds() if kind.begins and kind.begins.match(data)), None)


def foreign_archive(names: Collection[str]) -> Foreign | None:
    """What else a zip file is by the names of the files in it; None if one may be a transcript."""
    return next((kind.foreign for kind in _kinds() if not kind.holds.isdisjoint(names)), None)


def foreign_text(text: str) -> Foreign | None:
    """What else the characters are; None if they may be plain text."""
    head = text[:_HEAD].lstrip()
    if found := foreign_bytes(head.encode()) or _printed(text, head):
        return found
    if _DECLARED.match(head) or (_MARKUP.match(head) and len(_CLOSING.findall(head)) > 1):
        return Foreign("XML or HTML of no form that is known", "give the words alone, or a form below")
    if len(_CONTROL.findall(head)) > len(head) / 20:
        return Foreign("no text", "give a transcript of it")
    return None


def _as_json() -> str:
    return f"give segments with text, start and end, or the JSON of one of: {recognisers()}"


def _printed(text: str, head: str) -> Foreign | None:
    """What data it is that a program printed."""
    if head[:1] in ("{", "[") and _is_json(text):
        return Foreign("JSON of no form that is known", _as_json())
    if _BROKEN.match(head):
        return Foreign("broken JSON, or lines of JSON of no form that is known", _as_json())
    if _PRINTED.match(head) or (head[:1] in ("{", "[", "(") and len(_KEY.findall(head)) > 1):
        return Foreign("what a program prints of its data", "save it as JSON")
    if len(_YAML_TIME.findall(head)) > 1 and len(_YAML_TEXT.findall(head)) > 1:
        return Foreign("YAML", "save it as JSON")
    return None


def _is_json(text: str) -> bool:
    """Whether it is JSON with something in it; ``[1, 2]`` may be a footnote."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) or any(isinstance(item, (dict, list, str)) for item in value)
