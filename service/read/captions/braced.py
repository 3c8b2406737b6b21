"""MicroDVD (``{25}{100}words``, in frames), MPL2 (``[10][45]words``, in tenths of a second), TMPlayer (``00:00:01:words``)."""

from __future__ import annotations

import re
from itertools import islice

from service.read.cues import Cue, Line, is_plain, made, shorten, split_lines, until_next
from service.read.formats import Format, Found, captions
from service.read.markup import row_lines, without_codes
from service.read.timing import Times, seconds_of

# Each takes any line: two numbers, if they are there, and the words.
_FRAMES = re.compile(r"^(?:[^\S\n]{0,20}\{(\d{1,9})\}[^\S\n]?\{(\d{0,9})\})?(.*)", re.ASCII | re.MULTILINE)
_TENTHS = re.compile(r"^(?:[^\S\n]{0,20}\[(\d{1,9})\][^\S\n]?\[(\d{0,9})\])?(.*)", re.ASCII | re.MULTILINE)
_CLOCKED = re.compile(
    r"\s{0,20}(\d{1,2}):(\d{2}):(\d{2})(?:,\d{1,2})?[:=](?=\S)(?!\d\d(?:\s|$))(.*)", re.ASCII | re.DOTALL
)
_END = re.compile(
    r"\s{0,20}(\d{1,2}):(\d{2}):(\d{2})(?:,\d{1,2})?[:=]\s{0,20}$", re.ASCII
)  # nothing is shown from there on
_RATE = re.compile(r"\s{0,5}(\d{2,3}(?:[.,]\d{1,4})?)\s{0,5}$", re.ASCII)
_CODE = re.compile(r"\{(?:[cCfFhHoOpPsSyY]:[^{}\s]{1,40}|[fF]:[\w -]{1,40})\}|^[/\\_]+", re.MULTILINE)
_SIGNS = ("/", "\\", "_")  # of italics and the like, before a row
_USUAL = 23.976  # frames a second, where a file does not say it


def _are(pattern: re.Pattern[str], text: str) -> bool:
    """Whether the first lines with words are of that form: most of them, and one at least."""
    lines = list(islice((line for line in split_lines(text[:4000]) if line.strip() and not _END.match(line)), 12))
    return bool(lines) and sum(bool((found := pattern.match(line)) and found[1]) for line in lines) * 2 > len(lines)


def _lines(words: str, plain: bool = False) -> tuple[Line, ...]:
    """The rows that a line has; ``plain`` if its file is, and there is less to look for."""
    if "|" in words or "{" in words or words.startswith(_SIGNS):
        return row_lines(_CODE.sub("", without_codes(words.replace("|", "\n"))))
    if plain and (words := words.strip(" ")):
        return (made(Line, (words, None, 0)),)
    return row_lines(words)


def _numbered(pattern: re.Pattern[str], text: str, second: float, warnings: list[str], skip: int = 0) -> list[Cue]:
    """A cue a line, whose numbers are so many a ``second``; other lines are kept without times."""
    rows: list[tuple[str, str, str]] = pattern.findall(text if "\r" not in text else "\n".join(split_lines(text)))
    times = _times(rows, 1000 / second)
    plain = is_plain("".join([words for _, _, words in rows]))
    lines = [_lines(words, plain) for _, _, words in rows]
    cues: list[Cue] = []
    for number, (row, span, shown) in enumerate(zip(rows, times, lines, strict=True), 1):
        if number == skip or not (span or row[0] or row[2].strip()):
            continue
        if span is None:
            warnings.append(f"line {number}: its words were kept without times: {shorten(row[2])!r}")
        cues.append(made(Cue, (shown, span, number, False)))
    return until_next(cues)


def _times(rows: list[tuple[str, str, str]], unit: float) -> list[Times | None]:
    """Of each row, in seconds, to the nearest millisecond; one counts so many milliseconds, its ``unit``."""
    return [
        None
        if not start
        else (int(int(start) * unit + 0.5) / 1000, None)
        if not end
        else (begin, until)
        if (begin := int(int(start) * unit + 0.5) / 1000) <= (until := int(int(end) * unit + 0.5) / 1000)
        else None
        for start, end, _ in rows
    ]


def _find_microdvd(text: str, warnings: list[str]) -> Found:
    first = next(((n, line) for n, line in enumerate(split_lines(text), 1) if line.strip()), (0, ""))
    head = _FRAMES.match(first[1])
    rate = _RATE.match(head[3]) if head and head[1] else None
    if rate and (frames := float(rate[1].replace(",", "."))):
        return Found(_numbered(_FRAMES, text, frames, warnings, skip=first[0]))
    warnings.append(f"line {first[0]}: no frame rate is given; times were reckoned with {_USUAL} frames a second")
    return Found(_numbered(_FRAMES, text, _USUAL, warnings))


def _find_mpl2(text: str, warnings: list[str]) -> Found:
    return Found(_numbered(_TENTHS, text, 10, warnings))


def _find_tmp(text: str, warnings: list[str]) -> Found:
    cues: list[Cue] = []
    plain = is_plain(text.replace("\n", ""))
    for number, line in enumerate(split_lines(text), 1):
        found = _CLOCKED.match(line)
        if not found and not line.strip():
            continue
        ended = None if found else _END.match(line)
        times: Times | None = None
        try:
            times = (
                (seconds_of(clocked[1], clocked[2], clocked[3], None), None) if (clocked := found or ended) else None
            )
        except ValueError:
            found = None
        if times is None:
            warnings.append(f"line {number}: its words were kept without times: {shorten(line)!r}")
        words = found[4] if found else "" if ended and times else line
        cues.append(made(Cue, (_lines(words, plain), times, number, False)))
    return Found([cue for cue in until_next(cues) if cue.lines])


MICRODVD = Format(
    name="microdvd",
    title="MicroDVD",
    read=captions("microdvd", _find_microdvd),
    holds=lambda text: _are(_FRAMES, text),
    suffixes=(".sub",),
    kept="words, times by the frame rate of the first line (23.976 and a warning without one)",
    left_out="codes of fonts and places",
)
MPL2 = Format(
    name="mpl2",
    title="MPL2",
    read=captions("mpl2", _find_mpl2),
    holds=lambda text: _are(_TENTHS, text),
    suffixes=(".mpl",),
    kept="words, times",
    left_out="signs of italics",
)
TMPLAYER = Format(
    name="tmplayer",
    title="TMPlayer",
    read=captions("tmplayer", _find_tmp),
    holds=lambda text: _are(_CLOCKED, text),
    kept="words, start times (a line ends where the next begins)",
    left_out="signs of italics",
)
