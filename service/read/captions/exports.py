"""Text that editing programs export: two times, often time codes, before or above the words.

00:00:01:12 - 00:00:04:05      1 00:00:01:12 00:00:04:05 words      0001: 00:00:01:12 00:00:04:05
Speaker 1                      more words                           words
words
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise
from statistics import median

from service.read.cues import Cue, Line, shorten, split_lines
from service.read.formats import Format, Found, captions
from service.read.labels import is_label, label_name
from service.read.markup import row_lines
from service.read.timing import Times, read_clock
from service.read.timing_lines import AS_FIGURES, is_timing_line, times_and_words
from service.read.written.shotlists import is_shotlist

_CLOCK = r"(\d{1,2}[:;.]\d{2}[:;.]\d{2}|\d{1,3}:\d{2}(?![:;]\d))(?:([:;.,])(\d{1,3}))?"
_DATED = r"\d{1,2}\.\d{2}\.\d{2},?\s\d{1,2}:"  # 30.05.31, 14:05
_PAIR = re.compile(
    r"\s{0,20}(?:#?\d{1,6}[:.)]?\s{1,9}|([^\d\W][^\n\[({]{1,60}?)\s?:?\s{0,5})??[\[({]?(?:(?:TC|in|start)\b\s?:?\s?){0,2}"
    rf"(?!{_DATED}){_CLOCK}[\])}}]?\s{{0,20}}(?:[-–—,/|]|to\b|(?:out|end)\b\s?:?|\s)\s{{0,20}}[\[({{]?{_CLOCK}[\])}}]?"
    r"(?!\s?[,\d])\s?[:|]?(.*)",
    re.ASCII | re.DOTALL | re.I,
)
_BAD = r"(?=\S*\d)(?=\S*[:;])(?!\S*[A-Za-z]{3})[\w:;.,?*]{3,16}"  # a time that is badly written
_BAD_PAIR = re.compile(
    rf"\s{{0,20}}(?:#?\d{{1,6}}[:.)]?\s{{1,9}})?(?=(?:[^:;]*[:;]){{3}})({_BAD})\s{{0,9}}(?:[-–—/|]|to\b|\s)\s{{0,9}}({_BAD})(?=\s|$)(.*)",
    re.ASCII | re.DOTALL,
)
_FRONT = re.compile(r"(?:(?![^\W\d_]{3}).){1,80}")
_ALONE = re.compile(r"\s{0,20}(?:\d{1,2}[:;])?\d{1,3}[:;]\d{2}(?:[:;.,]\d{1,3})?\s{0,20}$", re.ASCII)
_HEAD = re.compile(r"\s{0,20}(?:@ .*|<(?:begin|end) subtitles>)\s{0,20}$", re.I)  # of Avid
_ROWS = re.compile(r"\s?\|\s?|(?<!:)//")
_BEGIN, _SLOWEST, _FASTEST = 120, 0.5, 12.0  # seconds; words a second
_FIRST, _ASCENDING = 60, 0.3  # lines that tell; share of the times that are not before the last one


@dataclass(slots=True)
class _Part:
    """What belongs to two times: the number of their line, who is named before them, the lines of words."""

    number: int
    pair: re.Match[str] | None
    name: str | None = None
    lines: list[str] = field(default_factory=list)
    times: Times | None = None


def _holds(text: str) -> bool:
    lines = list(islice(filter(str.strip, (line for _, line in _numbered(text[:8000]))), _FIRST))
    pairs = [pair for line in lines if (pair := _pair(line))]
    starts: list[str] = [pair[2] for pair in pairs]
    if not pairs or not (len(pairs) > 1 or _pair(lines[0])):
        return False
    ordered = sum(a <= b for a, b in pairwise(starts))
    if ordered < _ASCENDING * (len(starts) - 1):
        return False
    if is_shotlist(text):
        return False
    return any(re.search("[:;.].*[:;.]", start) for start in starts) or _are_spoken(list(_parts(text[:8000], [])))


def _are_spoken(parts: Sequence[_Part]) -> bool:
    """Whether times without hours are no times of day: they begin early, and somebody could speak so fast."""
    timed = [(times, part) for part in parts if part.pair and (times := _times(part, part.pair, 25, []))]
    rates = [
        sum(len(line.split()) for line in part.lines) / (end - start)
        for (start, end), part in timed
        if end is not None and end > start
    ]
    return bool(rates) and min(times[0] for times, _ in timed) <= _BEGIN and _SLOWEST <= median(rates) <= _FASTEST


def _pair(line: str) -> re.Match[str] | None:
    """Two times, and before them nothing but a number or a name."""
    pair = _PAIR.match(line) if ":" in line or ";" in line else None
    return pair if pair and (pair[1] is None or is_label(pair[1])) else None


def _may_hold_times(line: str) -> bool:
    """Whether a line has as many figures and marks before its first word as two times have."""
    front = _FRONT.match(line)
    return bool(front) and sum(map(str.isdigit, front[0])) > 5 and front[0].count(":") + front[0].count(";") > 1  # type: ignore[index]


def _meant(number: int, line: str, warnings: list[str]) -> re.Match[str] | None:
    """Two times that have letters for figures."""
    bad = _BAD_PAIR.match(line)
    at = bad.start(3) if bad else 0
    pair = _pair(line[:at].translate(AS_FIGURES) + line[at:])
    if pair:
        warnings.append(f"line {number}: letters in its times were read as figures: {shorten(line)!r}")
    return pair


def _numbered(text: str) -> Iterator[tuple[int, str]]:
    """The lines with their numbers; two lines with one time each are one."""
    held: tuple[int, str] | None = None
    for number, line in enumerate(split_lines(text), 1):
        if held and _ALONE.match(line):
            yield held[0], f"{held[1].strip()} {line.strip()}"
            held = None
            continue
        if held:
            yield held
        held = (number, line) if _ALONE.match(line) else None
        if not held:
            yield number, line
    if held:
        yield held


def _find(text: str, warnings: list[str]) -> Found:
    parts = list(_parts(text, warnings))
    rate = _rate(parts, warnings)
    for part in parts:
        if part.pair:
            part.times = _times(part, part.pair, rate, warnings)
    named = _are_named(parts)
    return Found([_cue(part, named) for part in parts])


def _parts(text: str, warnings: list[str]) -> Iterator[_Part]:
    part = _Part(1, None)
    for number, line in _numbered(text):
        if begun := _begun(number, line, warnings):
            _drop_counter(part)
            if part.pair or any(map(str.strip, part.lines)):
                yield _told(part, warnings)
            part = begun
        elif not _HEAD.match(line):
            part.lines.append(line)
    yield _told(part, warnings)


def _begun(number: int, line: str, warnings: list[str]) -> _Part | None:
    """What a line with two times begins, well or badly written."""
    times = None
    if pair := _pair(line) or _meant(number, line, warnings):
        words = pair[8]
    elif bad := _BAD_PAIR.match(line):
        words = bad[3]
        warnings.append(
            f"line {number}: its times cannot be read; its words were kept without times: {shorten(line)!r}"
        )
    elif is_timing_line(line):
        times, words = times_and_words(number, line, warnings)
    elif _may_hold_times(line):
        words = line
        warnings.append(f"line {number}: two times may be meant; it was kept without times: {shorten(line)!r}")
    else:
        return None
    name = pair[1].strip() if pair and pair[1] else None
    return _Part(number, pair, name, [words.strip()] if words.strip() else [], times)


def _drop_counter(part: _Part) -> None:
    """A number alone above two times counts the captions, where an empty line or nothing stands above it."""
    lines = part.lines
    if lines and lines[-1].strip().isdecimal() and (len(lines) == 1 or not lines[-2].strip()):
        lines.pop()


def _told(part: _Part, warnings: list[str]) -> _Part:
    if part.number == 1 and part.pair is None and part.times is None:
        warnings += [
            f"line {number}: words before the first times were kept without times: {shorten(line)!r}"
            for number, line in enumerate(part.lines, 1)
            if line.strip()
        ]
    return part


def _rate(parts: Sequence[_Part], warnings: list[str]) -> float:
    """Frames a second, by the mark before them or the highest number; a warning tells of it."""
    codes = [(p.number, p.pair[i], int(p.pair[i + 1])) for p in parts if p.pair for i in (3, 6) if _is_code(p.pair, i)]
    if not codes:
        return 25.0
    most = max(frame for _, _, frame in codes)
    rate = next(float(rate) for rate in (25, 30, 50, 60, 1000) if most < rate)
    if codes[0][1] == ";":
        rate = 30000 / 1001  # drop-frame, which there is at this rate alone
    warnings.append(f"line {codes[0][0]}: no frame rate is given; frames were counted as {rate:.4g} a second")
    return rate


def _is_code(pair: re.Match[str], i: int) -> bool:
    return pair[i] in (":", ";") and len(pair[i + 1]) < 3


def _times(part: _Part, pair: re.Match[str], rate: float, warnings: list[str]) -> Times | None:
    try:
        start, end = _seconds(pair, 2, rate), _seconds(pair, 5, rate)
        if end < start:
            raise ValueError("the end comes before the start")
    except ValueError as wrong:
        warnings.append(f"line {part.number}: {wrong}; its words were kept without times: {shorten(pair[0])!r}")
        return None
    return start, end


def _seconds(pair: re.Match[str], i: int, rate: float) -> float:
    whole = read_clock(re.sub("[;.]", ":", pair[i]))
    if not pair[i + 1]:
        return whole
    if _is_code(pair, i + 1):
        return round(whole + int(pair[i + 2]) / rate, 3)
    return round(whole + float(f"0.{pair[i + 2]}"), 3)


def _are_named(parts: Sequence[_Part]) -> bool:
    """Whether below most times a name stands on a line of its own, above the words."""
    spoken = [part for part in parts if part.pair and len([line for line in part.lines if line.strip()]) > 1]
    names = [part for part in spoken if is_label(next(filter(str.strip, part.lines)).strip())]
    return bool(names) and len(names) >= 0.8 * len([part for part in parts if part.pair])


def _cue(part: _Part, named: bool) -> Cue:
    rows = [line for line in part.lines if line.strip()]
    name = part.name
    if named and part.pair and rows and is_label(rows[0].strip()):
        name, *rows = rows
    lines = row_lines(_ROWS.sub("\n", "\n".join(rows)))
    if name is None:
        return Cue(lines, part.times, part.number)
    label = name.strip().rstrip(": ")
    voice = label_name(label)
    first, *rest = lines or (Line(""),)
    head = Line(f"{label}: {first.text}".rstrip(), voice, len(label) + 2)
    return Cue((head, *(line._replace(voice=voice) for line in rest)), part.times, part.number)


FORMAT = Format(
    name="time_codes",
    title="Text exports with two times a caption: Premiere, Encore, Avid DS, EBU text",
    read=captions("time_codes", _find),
    holds=_holds,
    kept="words, times (time codes by 25 or more frames a second, with a warning), speakers",
    left_out="numbers of captions, tags of fonts, Avid's heads",
)
