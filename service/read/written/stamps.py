"""Times in written transcripts: where in a line they stand, and what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal

from service.read.labels import is_label, is_name
from service.read.timing import ARROW, Times, read_clock
from service.read.timing_lines import AS_FIGURES

Place = Literal["span", "head", "bare", "alone", "tail", "bare_tail", "heading", "bare_heading"]

_C = r"(?:\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,9})?|\d:\d{1,2}:\d{1,2}\.\d{1,9})"  # the last is that of Teams: 0:1:5.340
_FRAMES = r"(?:[:;]\d{2})?"  # of a time code; they are left out
_S = r"\d{1,6}(?:\.\d{1,3})?\s?s?"
_U = r"(?:\d{1,2}h\s?)?\d{1,3}m(?:in)?\s?\d{1,2}(?:\.\d{1,3})?s(?:ec)?|\d{1,5}(?:\.\d{1,3})?\s?s(?:ec)?"  # 1m05s, 65s
_BETWEEN = rf"\s{{0,5}}(?:{ARROW}|[-–—]|to)\s{{0,5}}"
_TIME_LINK = r"(?:\((?:https?:|timestamp|#|\?|/)[^()\s]{0,500}\))?"
_OPEN, _CLOSE = r"[\[(<{]", r"[\])>}]"
# What stands in brackets, or between the signs of F4 (#00:00:01-5#): a time or two.
_MARK = (
    rf"(?:{_OPEN}{{1,2}}\s?({_C}|{_U}){_FRAMES}(?:{_BETWEEN}({_C}){_FRAMES})?\s?{_CLOSE}{{1,2}}{_TIME_LINK}\]?"
    rf"|#({_C})(?:-\d)?#)"
)

# Without brackets only with hours or a fraction, for "10:30 - 11:00: Opening" is a programme.
_BARE_SPAN = re.compile(
    rf"\s{{0,20}}(?=\d+:\d+:\d|[\d:]+[.,]|\S+\s?{ARROW})({_C}){_FRAMES}{_BETWEEN}({_C}){_FRAMES}\s?(?::|(?=\s)|\Z)(.*)",
    re.ASCII | re.DOTALL,
)
_SECONDS_SPAN = re.compile(
    rf"\s{{0,20}}\[\s?({_S})\s{{0,5}}(?:{ARROW}|-)\s{{0,5}}({_S})\s?\]\s?:?(.*)", re.ASCII | re.DOTALL
)
_UNITS_SPAN = re.compile(
    r"\s{0,20}(\d{1,6}(?:\.\d{1,3})?s)\s{0,5}(?:-->|->|[-–—])\s{0,5}(\d{1,6}(?:\.\d{1,3})?s)\s?:?(.*)",
    re.ASCII | re.DOTALL,
)
_HEAD = re.compile(rf"\s{{0,20}}{_MARK}\s?:?(.*)", re.ASCII | re.DOTALL)
_TAIL = re.compile(rf"(.*?\S)\s{{0,5}}{_MARK}\s?(:?)\s{{0,20}}$", re.ASCII | re.DOTALL)
_MIDDLE = re.compile(
    rf"\s{{0,20}}([^\[\]\n:({{<#]{{1,100}}?)\s?:?\s{{0,3}}{_MARK}\s?:?\s+(?=\S)(.*)", re.ASCII | re.DOTALL
)
_INSIDE = re.compile(rf"\s{{0,20}}\[([^\[\]\n:]{{2,60}}?)[,|]?\s{{1,3}}({_C})\]\s?:?(.*)", re.ASCII | re.DOTALL)
_ALONE = re.compile(
    rf"(?i)\s{{0,20}}(?:(?:time|timecode|timestamp|tc)\s?:\s{{0,5}})?({_C}){_FRAMES}\s{{0,20}}$", re.ASCII
)
_TITLED = re.compile(rf"(?i)\s{{0,20}}(?:time|timecode|timestamp|tc)\s?:\s{{0,5}}(?={_OPEN})", re.ASCII)
_BARE = re.compile(
    rf"\s{{0,20}}({_C}){_FRAMES}(?:(?:\s?[-–—:|]\s|\s)\s*(?=\S)|(?=[^\W\d_]{{2}})(?!(?i:[ap]\.?m\b)))(.*)", re.DOTALL
)
_BARE_UNITS = re.compile(r"\s{0,20}((?:\d{1,2}h\s?)?\d{1,3}m\s?\d{1,2}s)[:\s]\s*(?=\S)(.*)", re.ASCII | re.DOTALL)
_BARE_TAIL = re.compile(
    rf"\s{{0,20}}(\S.*?)(?:\s?[-–—|,@]\s?|\s{{1,9}})({_C}){_FRAMES}(?:{_BETWEEN}({_C}){_FRAMES})?\s?:?\s{{0,20}}$",
    re.ASCII | re.DOTALL,
)
_MIDDLE_BARE = re.compile(
    rf"\s{{0,20}}([^\[\]\n:(]{{1,60}}?)\s?:?\s{{1,4}}({_C})(?:{_BETWEEN}({_C}){_FRAMES})?(?!{_BETWEEN}{_C})\s+(?=\S)(.*)",
    re.ASCII | re.DOTALL,
)
# Badly written: figures and marks with a letter or two among them, "[00:O4]", "0:xx", "(00:)".
_BAD = (
    r"(?=[^\s\])>]{0,40}\d)(?=[^\s\])>]{0,40}[:;])(?!\w{0,16}\d:?\d{0,16}\s?[ap]\.?m)"
    r"(?![\w:;.,?*]{0,16}[A-Za-z]{3})[\w:;.,?*]{2,16}"
)
_BAD_SPAN = rf"{_BAD}(?:{_BETWEEN}[\w:;.,?*]{{0,16}})?"
_BAD_IN: dict[str, re.Pattern[str]] = {
    place: re.compile(rf"\s{{0,20}}{pattern}", re.ASCII | re.DOTALL)
    for place, pattern in {
        "span": rf"()[\[(]?\s?({_BAD_SPAN})\s?(?:[\])]|(?=\s))\s?:?(.*)",
        "head": rf"()\[?[\[(<]\s?({_BAD})\s?[\])>]\]?{_TIME_LINK}\s?:?(.*)",
        "bare": rf"()({_BAD})(?=\s)\s?(?:[-–—:|]\s)?(.*)",
        "alone": rf"()[\[(]{{0,2}}({_BAD})[\])]{{0,2}}()\s{{0,20}}$",
        "bare_tail": rf"(.*?\S)(?:\s?[-–—|,@]\s?|\s{{1,9}})({_BAD})()\s{{0,20}}$",
        "tail": rf"(.*?\S)\s{{0,5}}\[?[\[(]({_BAD})[\])]{_TIME_LINK}\]?()\s{{0,20}}$",
        "heading": rf"([^\[\]\n:(]{{1,100}}?)\s?:?\s{{0,3}}[\[(]({_BAD})[\])]\s?:?(.*)",
        "bare_heading": rf"(\S.{{0,100}}?)(?:\s?[-–—|,@]\s?|\s+)"
        rf"({_BAD}|\d{{1,2}}[^\d\s]\d{{2}}|\d{{1,4}})()\s?:?\s{{0,20}}$",
    }.items()
}
_BLANK = re.compile(
    rf"\s{{0,20}}{_OPEN}[?_xX*–—-]{{1,2}}(?::[?_xX*–—-]{{1,2}}){{1,2}}{_CLOSE}\s?:?(.*)", re.DOTALL
)  # [??:??]
_LOOKS = re.compile(r"\d:\d|\ds?\s?[-–>→]|\d\s?s\b|\dm", re.ASCII)
_UNITS = re.compile(r"(?:(\d+)h\s?)?(?:(\d+)m(?:in)?\s?)?(\d+(?:\.\d+)?)\s?s(?:ec)?", re.ASCII)
_FRONT = re.compile(r"^(?:(?![^\W\d_]{3}).){1,60}")  # up to the first word
_BACK = re.compile(
    r"(?:[^\W\d_]{0,2}[\W\d_]){1,60}[^\W\d_]{0,2}$"
)  # from the last word on; each mark is one piece alone
_BACK_MOST = 182  # characters
_IN_WORDS = re.compile(r"(.{0,100}?)\s{0,5}(?:\b\d{1,3} (?:hours?|minutes?|seconds?)[, ]{0,2}){1,3}$")
_UNIT_IN_WORDS = re.compile(r"(\d{1,3}) (hour|minute|second)s?\b", re.ASCII)
_AGAIN = re.compile(r"(?:\d{1,3} (?:hour|minute|second)s?\b[, ]{0,2}){1,3}(?=\S)", re.ASCII)
_IN_SECONDS = {"hour": 3600, "minute": 60, "second": 1}
_LONGEST_NAME = 100  # characters


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time in a line: its place there, ``times`` (None if it cannot be one), and the words around it.

    ``front`` is what stands before the time where that may be a name, ``words`` all the rest. A time that ``is_long``
    has hours or a fraction, as times of day have not.
    """

    place: Place
    times: Times | None
    front: str
    words: str
    is_long: bool = False
    is_mended: bool = False  # letters were read as figures
    is_whole: bool = False  # no name or no time can be told apart in it: ``words`` is what is kept


def bad_stamp(line: str, places: Collection[Place]) -> Stamp | None:
    """A time that is badly written in one of the ``places`` where the lines around have theirs; without ``times`` if it cannot be told."""
    if not any(map(str.isdigit, line)):
        blank = _BLANK.match(line) if "head" in places or "span" in places else None
        return Stamp("span" if "span" in places else "head", None, "", blank[1].strip()) if blank else None
    for place in places:
        found = _BAD_IN[place].match(line)
        if not found or (place in ("heading", "bare_heading") and not _is_name(found[1], found[2])):
            continue
        meant = stamp_of(line[: found.start(2)] + found[2].translate(AS_FIGURES) + line[found.end(2) :])
        if meant and meant.place == place and meant.times:
            return replace(meant, is_mended=True)
        return Stamp(place, None, found[1].strip(), found[3].strip())
    return next((Stamp(place, None, "", line, is_whole=True) for place in places if _may_hold_time(line, place)), None)


def _is_name(front: str, time: str) -> bool:
    """Whether what stands before a time is a name; before a mere number (``Anna Rossi 033``) it must plainly be one."""
    return is_name(front) if time.isdigit() else is_label(front)


def _may_hold_time(line: str, place: Place) -> bool:
    """Whether figures and marks stand in the place, though no time can be made out."""
    is_behind = place in ("tail", "bare_tail", "heading", "bare_heading")
    edge = _BACK.search(line, max(0, len(line) - _BACK_MOST)) if is_behind else _FRONT.match(line)
    rest = edge[0] if edge else ""
    figures = sum(map(str.isdigit, rest))
    if place == "span":
        return figures > 3
    return figures > 1 and (":" in rest or ";" in rest or any(bracket in rest for bracket in "[(<])>"))


def stamp_of(line: str) -> Stamp | None:
    """The time that a line has for itself at its beginning, at its end or behind a name; None if it has none."""
    if not _LOOKS.search(line):
        return None
    return _bracketed(line) or _bare(line)


def _bracketed(line: str) -> Stamp | None:
    if span := _SECONDS_SPAN.match(line):
        return Stamp("span", _span(span[1], span[2]), "", span[3].strip())
    if "[" not in line and "(" not in line and "#" not in line and "<" not in line and "{" not in line:
        return None
    if titled := _TITLED.match(line):
        line = line[titled.end() :]
    if head := _HEAD.match(line):
        words = head[4].strip()
        place: Place = "span" if head[2] else "head" if words else "alone"
        return Stamp(place, _times(head, 1), "", words, _is_long(head[1] or head[3]))
    if tail := _TAIL.match(line):
        return Stamp(
            "heading" if tail[5] else "tail", _times(tail, 2), tail[1].strip(), "", _is_long(tail[2] or tail[4])
        )
    if middle := _MIDDLE.match(line):
        return Stamp("heading", _times(middle, 2), middle[1].strip(), middle[5].strip())
    if inside := _INSIDE.match(line):
        return Stamp("heading", _start(inside[2]), inside[1].strip(), inside[3].strip())
    return None


def _bare(line: str) -> Stamp | None:
    if span := (_BARE_SPAN.match(line) or _UNITS_SPAN.match(line)):
        return Stamp("span", _span(span[1], span[2]), "", span[3].strip())
    if alone := _ALONE.match(line):
        return Stamp("alone", _start(alone[1]), "", "", _is_long(alone[1]))
    if (middle := _MIDDLE_BARE.match(line)) and is_label(middle[1]):
        times = _span(middle[2], middle[3]) if middle[3] else _start(middle[2])
        return Stamp("bare_heading", times, middle[1].strip(), middle[4].strip(), _is_long(middle[2]))
    if bare := (_BARE.match(line) or _BARE_UNITS.match(line)):
        start = _start(bare[1])
        return Stamp("bare", start, "", _not_said_again(bare[2].strip(), start), _is_long(bare[1]))
    if tail := _BARE_TAIL.match(line):
        times = _span(tail[2], tail[3]) if tail[3] else _start(tail[2])
        front = tail[1].strip()
        is_name = len(front) <= _LONGEST_NAME and (is_label(front) or len(front.split()) < 4)
        return Stamp("bare_heading" if is_name else "bare_tail", times, front, "", _is_long(tail[2]))
    return None


def before_time_in_words(line: str) -> str | None:
    """What stands before a time that is said once more, as for those who listen to a page: ``Anna Rossi 0 minutes 9 seconds``.

    None if the line does not end so.
    """
    found = _IN_WORDS.match(line.strip())
    return found[1] if found else None


def _not_said_again(words: str, start: Times | None) -> str:
    """The words without a time before them that says ``start`` once more, as for those who listen to a page: ``0:05 5 seconds``."""
    again = _AGAIN.match(words) if start else None
    if not again:
        return words
    seconds = sum(int(count) * _IN_SECONDS[unit] for count, unit in _UNIT_IN_WORDS.findall(again[0]))
    return words[again.end() :] if start and seconds == int(start[0]) else words


def _times(mark: re.Match[str], group: int) -> Times | None:
    """Of a mark whose three groups begin at ``group``: a time, the end of it, or a time of F4."""
    start, end, other = mark[group], mark[group + 1], mark[group + 2]
    return _span(start, end) if end else _start(start or other)


def _is_long(clock: str) -> bool:
    return clock.count(":") != 1 or "." in clock or "," in clock


def _start(clock: str) -> Times | None:
    try:
        return _seconds(clock), None
    except ValueError:
        return None


def _span(start: str, end: str) -> Times | None:
    try:
        times = _seconds(start), _seconds(end)
    except ValueError:
        return None
    return times if times[0] <= times[1] else None


def _seconds(value: str) -> float:
    if ":" in value:
        return read_clock(value)
    if units := _UNITS.fullmatch(value.strip()):
        return float(int(units[1] or 0) * 3600 + int(units[2] or 0) * 60 + float(units[3]))
    return float(value)
