"""EBU STL (EBU Tech 3264), the file of broadcasters, and Spruce STL, a text of the same name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from service.read.cues import Cue, Line, shorten, split_lines, squeeze
from service.read.formats import Format, Found, captions, unreadable
from service.read.markup import row_lines
from service.read.timing import Times
from service.words import load_words

_TABLE = load_words("read/iso6937")
_LETTERS: dict[int, str] = {int(code, 16): letter for code, letter in _TABLE["letters"].items()}
_ACCENTS: dict[int, str] = {int(code, 16): accent for code, accent in _TABLE["accents"].items()}
_CHARSETS = {"00": None, "01": "iso8859-5", "02": "iso8859-6", "03": "iso8859-7", "04": "iso8859-8"}

_GSI, _TTI = 1024, 128  # sizes of the head and of a block, in bytes
_FORMAT_CODE = re.compile(r"[\x20-\x7e]{3}STL(\d\d)\.01")
_SPRUCE = re.compile(
    r"\s{0,20}(\d\d):(\d\d):(\d\d)[:.;](\d\d)\s*,\s*(\d\d):(\d\d):(\d\d)[:.;](\d\d)\s*,\s*(.*)", re.ASCII
)
_SPRUCE_CODE = re.compile(r"\^[BIU]", re.I)


class _Block(NamedTuple):
    """A text block: its subtitle, whether it goes on in the next, whether it is a comment, times in frames, bytes of text."""

    subtitle: int
    goes_on: bool
    is_words: bool
    start: float
    end: float
    text: str


def holds_ebu_stl(data: bytes) -> bool:
    """Whether bytes are an EBU STL file."""
    return len(data) >= _GSI and bool(_FORMAT_CODE.match(data[:11].decode("latin-1")))


def _find(text: str, warnings: list[str]) -> Found:
    """``text`` has a character a byte."""
    rate = _FORMAT_CODE.match(text)
    if not rate or len(text) < _GSI:
        raise unreadable("it does not begin as an EBU STL file does", "1,024 bytes of general information")
    frames = int(rate[1]) or 25
    charset = _CHARSETS.get(text[12:14])
    offset = _programme_start(text, frames, warnings)
    cues: list[Cue] = []
    words = ""
    for number, block in enumerate(_blocks(text, frames), 1):
        words += block.text if block.is_words else ""
        if block.goes_on:
            continue
        lines = tuple(Line(line) for part in _rows(words) if (line := squeeze(_decoded(part, charset))))
        cues.append(Cue(lines, _times(block, offset, number, warnings), number))
        words = ""
    if (len(text) - _GSI) % _TTI:
        warnings.append(f"block {len(cues) + 1}: the file is cut off in mid-block")
    return Found(cues)


def _programme_start(text: str, frames: int, warnings: list[str]) -> float:
    """Seconds at which the programme starts by its time code: times count from there."""
    stamp = text[256:264]
    if not stamp.isdecimal() or not stamp.isascii():
        return 0.0
    start = _seconds([int(stamp[i : i + 2]) for i in (0, 2, 4, 6)], frames)
    if start:
        warnings.append(f"block 0: the programme starts at {start:g} s by its time code; times count from there")
    return start


def _blocks(text: str, frames: int) -> Iterator[_Block]:
    for at in range(_GSI, len(text) - _TTI + 1, _TTI):
        codes = [ord(character) for character in text[at : at + 16]]
        extension = codes[3]
        yield _Block(
            subtitle=codes[1] | codes[2] << 8,
            goes_on=extension != 0xFF,
            is_words=extension != 0xFE and not codes[15],
            start=_seconds(codes[5:9], frames),
            end=_seconds(codes[9:13], frames),
            text=text[at + 16 : at + _TTI].split("\x8f", 1)[0],
        )


def _seconds(clock: list[int], frames: int) -> float:
    hours, minutes, seconds, frame = clock
    return round((hours * 60 + minutes) * 60 + seconds + frame / frames, 3)


def _times(block: _Block, offset: float, number: int, warnings: list[str]) -> Times | None:
    start, end = round(block.start - offset, 3), round(block.end - offset, 3)
    if not 0 <= start <= end:
        warnings.append(f"block {number}: its times cannot be; its words were kept without times")
        return None
    return start, end


def _rows(words: str) -> list[str]:
    return words.split("\x8a")


def _decoded(row: str, charset: str | None) -> str:
    """The characters of a row; codes of colour and height become spaces."""
    codes = [ord(character) for character in row]
    if charset:
        return bytes(code if 0x20 <= code < 0x80 or code >= 0xA0 else 0x20 for code in codes).decode(charset, "replace")
    out: list[str] = []
    accent = ""
    for code in codes:
        if code in _ACCENTS:
            accent = _ACCENTS[code]
        elif 0x80 <= code < 0xA0 or code < 0x20:
            out += " " if code not in (0x80, 0x81, 0x82, 0x83) else ""
        else:
            out.append(unicodedata.normalize("NFC", _LETTERS.get(code, chr(code)) + accent))
            accent = ""
    return "".join(out)


def _find_spruce(text: str, warnings: list[str]) -> Found:
    cues: list[Cue] = []
    for number, line in enumerate(split_lines(text), 1):
        if not line.strip() or line.lstrip().startswith(("$", "//")):
            continue
        found = _SPRUCE.match(line)
        lines = row_lines(_SPRUCE_CODE.sub("", found[9] if found else line).replace("|", "\n"))
        times: Times | None = None
        if found:
            start, end = (_seconds([int(n) for n in found.group(i, i + 1, i + 2, i + 3)], 25) for i in (1, 5))
            times = (start, end) if start <= end else None
        if times is None:
            warnings.append(f"line {number}: its words were kept without times: {shorten(line)!r}")
        cues.append(Cue(lines, times, number))
    if any(cue.times for cue in cues):
        warnings.append("line 1: no frame rate is given; frames were counted as 25 a second")
    return Found(cues)


EBU_STL = Format(
    name="ebu_stl",
    title="EBU STL",
    read=captions("ebu_stl", _find, binary=True),
    holds=lambda text: len(text) >= _GSI and bool(_FORMAT_CODE.match(text)),
    certain=True,
    suffixes=(),
    kept="words in Latin (ISO 6937), Cyrillic, Arabic, Greek and Hebrew letters, times from the programme's start",
    left_out="colours, places, comments",
)
SPRUCE_STL = Format(
    name="spruce_stl",
    title="Spruce STL",
    read=captions("spruce_stl", _find_spruce),
    holds=lambda text: any(_SPRUCE.match(line) for line in split_lines(text[:4000])),
    suffixes=(),
    kept="words, times by 25 frames a second, with a warning",
    left_out="settings (`$` lines), signs of fonts",
)
