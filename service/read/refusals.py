"""What no reader takes, by its first bytes or characters: refused with the list of forms, never read as plain text."""

from __future__ import annotations

import json
import re

_BYTES = (
    (b"%PDF-", "a PDF file"),
    (b"{\\rtf", "an RTF file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (save it as .docx)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"OggS", "a sound file"),
    (b"fLaC", "a sound file"),
    (b"\x1aE\xdf\xa3", "a video file"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\xfd7zXZ", "an xz file"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)
_PATTERNS = (
    (re.compile(rb".{4}ftyp", re.DOTALL), "a video file"),
    (re.compile(rb"RIFF.{4}(?:WAVE|AVI )", re.DOTALL), "a sound or video file"),
    (re.compile(rb"ID3[\x02-\x04]"), "a sound file"),
    (re.compile(rb"BZh[1-9]1AY&SY"), "a bzip2 file"),
)
_DECLARED = re.compile(r"<(?:\?xml|!DOCTYPE)\b", re.I)
_MARKUP = re.compile(
    r"\s{0,1000}(?:<!--.{0,10000}?-->\s{0,1000})?<[A-Za-z_][\w:.-]{0,60}(?:\s[^<>]{0,2000})?/?>", re.DOTALL
)
_CLOSING = re.compile(r"</[A-Za-z_][\w:.-]{0,60}\s?>|/>")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_HEAD = 20_000
# What programs print of their data: {'start': 0.0, ...}, Segment(start=0.0, ...), and lines of "start: 0.0".
_BROKEN = re.compile(r"\[?\s{0,99}\{\s{0,99}\"[\w .-]{1,40}\"\s{0,9}:")
_KEY = re.compile(r"[{,]\s{0,99}(?:\"[\w .-]{1,40}\"|'[\w .-]{1,40}')\s{0,9}:")
_PRINTED = re.compile(r"[\s\[(]{0,20}[A-Za-z_][\w.]{0,60}\((?:[a-z_]\w{0,40}=[^\n=]{1,2000}){2}")
_YAML_TIME = re.compile(r"(?m)^[ \t-]{0,20}(?:start|begin|from|offset|end|timestamp)\w{0,20}:[ \t]+['\"]?\d")
_YAML_TEXT = re.compile(r"(?m)^[ \t-]{0,20}(?:text|transcript|content|words?|sentence)\w{0,20}:(?:[ \t]|$)")


def foreign_bytes(data: bytes) -> str | None:
    """What else the bytes are by their beginning; None if they may be a transcript."""
    if what := next((what for pattern, what in _PATTERNS if pattern.match(data)), None):
        return what
    return next((what for mark, what in _BYTES if data.startswith(mark)), None)


def foreign_text(text: str) -> str | None:
    """What else the characters are; None if they may be plain text."""
    head = text[:_HEAD].lstrip()
    if what := next((what for mark, what in _BYTES[:2] if head.startswith(mark.decode())), None):
        return what
    if what := _printed(text, head):
        return what
    if _DECLARED.match(head) or (_MARKUP.match(head) and len(_CLOSING.findall(head)) > 1):
        return "XML or HTML of no form that is known"
    if len(_CONTROL.findall(head)) > len(head) / 20:
        return "no text"
    return None


def _printed(text: str, head: str) -> str | None:
    """What data it is that a program printed."""
    if head[:1] in ("{", "[") and _is_json(text):
        return "JSON of no form that is known"
    if _BROKEN.match(head):
        return "broken JSON, or lines of JSON of no form that is known"
    if _PRINTED.match(head) or (head[:1] in ("{", "[", "(") and len(_KEY.findall(head)) > 1):
        return "what a program prints of its data; save it as JSON"
    if len(_YAML_TIME.findall(head)) > 1 and len(_YAML_TEXT.findall(head)) > 1:
        return "YAML; save it as JSON"
    return None


def _is_json(text: str) -> bool:
    """Whether it is JSON with something in it; ``[1, 2]`` may be a footnote."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) or any(isinstance(item, (dict, list, str)) for item in value)
