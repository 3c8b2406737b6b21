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
    (b"ID3", "a sound file"),
    (b"RIFF", "a sound or video file"),
    (b"OggS", "a sound file"),
    (b"fLaC", "a sound file"),
    (b"\x1aE\xdf\xa3", "a video file"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)
_VIDEO = re.compile(rb".{4}ftyp", re.DOTALL)
_MARKUP = re.compile(
    r"\s{0,1000}(?:<!--.{0,10000}?-->\s{0,1000})?"
    r"<(?:\?xml|!DOCTYPE|[A-Za-z_][\w:.-]{0,60}(?:\s[^<>]{0,2000})?/?>)",
    re.I | re.DOTALL,
)
_CLOSING = re.compile(r"</[A-Za-z_][\w:.-]{0,60}\s?>|/>")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_HEAD = 20_000


def foreign_bytes(data: bytes) -> str | None:
    """What else the bytes are by their beginning; None if they may be a transcript."""
    if _VIDEO.match(data):
        return "a video file"
    return next((what for mark, what in _BYTES if data.startswith(mark)), None)


def foreign_text(text: str) -> str | None:
    """What else the characters are; None if they may be plain text."""
    head = text[:_HEAD]
    if text.lstrip()[:1] in ("{", "[") and _is_json(text):
        return "JSON of no form that is known"
    if _MARKUP.match(head) and len(_CLOSING.findall(head)) > 1:
        return "XML or HTML of no form that is known"
    if len(_CONTROL.findall(head)) > len(head) / 20:
        return "no text"
    return None


def _is_json(text: str) -> bool:
    """Whether it is JSON with something in it; ``[1, 2]`` may be a footnote."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) or any(isinstance(item, (dict, list, str)) for item in value)
