"""Bytes to characters: by their mark, as UTF-8, or by a warned guess; never by a silent one."""

from __future__ import annotations

import codecs
import re

from service.errors import UnreadableTranscript
from service.read.about import BOM
from service.read.charsets import declared_in

_MARKS = (  # the longer first: UTF-32's begins with UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEAD = 4096  # bytes that tell whether characters take two or four of them
_HIGH = re.compile(rb"[\x80-\xff]")
_LETTER = re.compile(rb"[A-Za-z\x80-\xff]")
_MOST_HIGH = 0.3  # share of a Western text's letters that are neither ASCII nor UTF-8
_UNDEFINED = frozenset(bytes([byte]) for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D))  # in Windows-1252
_WESTERN = "onrecord-western"  # what is done with a byte that is not UTF-8
_ESCAPED = "surrogateescape"
_ONLY_WINDOWS = re.compile("[\udc80-\udc9f]")
_SAYS_NOTHING = (None, "utf-8", "ascii")  # they are what is tried in any case
_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_EXPECTED = "text in UTF-8; or in UTF-16, UTF-32, Windows-1252 or Latin-1"


def decode(data: bytes, warnings: list[str], charset: str | None = None) -> str:
    """The characters of ``data``, without a byte order mark; warnings tell of what was guessed.

    ``charset`` is the codec that somebody says they are in; a mark goes before it, and what plainly is UTF-8. Else what an
    HTML or XML file says of itself. UnreadableTranscript if it is neither that, nor Unicode, nor a Western text, with the
    byte where it ends to be one.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding)
    if wide := _unmarked_wide(data):
        if charset not in _WIDE:
            warnings.append(f"line 1: read as {wide.upper()}, although no byte order mark says so")
        return _strictly(data, wide).removeprefix(BOM)
    told = declared_in(data) if charset in _SAYS_NOTHING else charset
    if told is None:
        return _guessed(data, warnings)
    if _is_utf8(data):
        return _as_utf8(data, told, warnings)
    if told == "cp1252":
        return data.decode(told, _WESTERN)
    return _strictly(data, told) if told == charset or _decodes(data, told) else _guessed(data, warnings)


def _as_utf8(data: bytes, told: str, warnings: list[str]) -> str:
    if high := _HIGH.search(data):
        line = data.count(b"\n", 0, high.start()) + 1
        warnings.append(f"line {line}: read as UTF-8, which it is, and not as {told.upper()}, which it is said to be")
    return data.decode("utf-8")


def _is_utf8(data: bytes) -> bool:
    """Whether it is UTF-8, and no encoding that shifts between sets by escapes."""
    return _decodes(data, "utf-8") and not (b"\x1b" in data or b"\x00" in data)


def _decodes(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _guessed(data: bytes, warnings: list[str]) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as wrong:
        return _western(data, wrong.start, warnings)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as wrong:
        detail = f"byte {wrong.start} (of {len(data)}, counted from 0) is not {encoding.upper()}"
        raise UnreadableTranscript(detail, field="transcript", expected=_EXPECTED) from None


def _unmarked_wide(data: bytes) -> str | None:
    """The encoding with two or four bytes a character that the places of the NULs tell of, if there are enough."""
    head = data[:_HEAD]
    if not head or head.count(0) < len(head) / 20 or len(data) % 2:
        return None
    quarters = [head[i::4].count(0) * 4 / len(head) for i in range(4)]
    if len(data) % 4 == 0 and min(quarters[2], quarters[3]) > 0.9 and quarters[0] < 0.1:
        return "utf-32-le"
    if len(data) % 4 == 0 and min(quarters[0], quarters[1]) > 0.9 and quarters[3] < 0.1:
        return "utf-32-be"
    even, odd = quarters[0] + quarters[2], quarters[1] + quarters[3]
    if odd > 10 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 10 * odd else None


def _western(data: bytes, first: int, warnings: list[str]) -> str:
    """The text with the bytes that are not UTF-8 read as Windows-1252, or as Latin-1 where that has no letter for them."""
    bad = len(data) - len(data.decode("utf-8", "ignore").encode())
    if bad > _MOST_HIGH * len(_LETTER.findall(data)):
        detail = (
            f"byte {first} (of {len(data)}, counted from 0) is not UTF-8, and too many are like it for a Western text"
        )
        raise UnreadableTranscript(detail, field="transcript", expected=_EXPECTED)
    text = data.decode("utf-8", _WESTERN)
    name = "Windows-1252" if _ONLY_WINDOWS.search(data.decode("utf-8", _ESCAPED)) else "Latin-1"
    line = data.count(b"\n", 0, first) + 1
    warnings.append(f"line {line}: byte {first} is not UTF-8; {bad} such were read as {name}")
    return text


def _read_one(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    byte = error.object[error.start : error.start + 1]
    return byte.decode("latin-1" if byte in _UNDEFINED else "cp1252"), error.start + 1


codecs.register_error(_WESTERN, _read_one)
