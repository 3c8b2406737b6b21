"""SubStation Alpha (ASS and SSA): the Dialogue lines of its events, whose fields a Format line names."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from service.read.cues import Cue, Line, in_order, shorten, split_lines, squeeze
from service.read.formats import Format, Found, captions
from service.read.markup import row_lines, without_codes
from service.read.timing import Times, read_times

_HEAD = re.compile(r"\s{0,100}(?:;[^\n]{0,1000}\n\s{0,100}){0,20}\[(?:script info|events|v4\+? styles)\]", re.I)
_FIELDS = ("layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text")
_DRAWING = re.compile(r"(\{[^{}]*\\p[1-9][^{}]*\})[\smnlbspc\d.-]+(?=\{|$)")
_BREAK = re.compile(r"\\[Nn]")
_CLOCK = re.compile(r"\s*\d{1,5}:\d{1,2}:\d{1,2}(?:[.,:]\d{1,9})?\s*", re.ASCII)
_TWO_CLOCKS = re.compile(r"\d:\d\d:\d\d[^,]{0,5},\s?\d{1,2}:\d\d:\d\d", re.ASCII)
_EVENT = re.compile(r"\s{0,20}(dialogue|comment|picture|sound|movie|command|format)\s{0,5}:\s{0,5}", re.I)


class _Event(NamedTuple):
    times: Times | None
    name: str
    words: str


def _holds(text: str) -> bool:
    return bool(_HEAD.match(text))


def _find(text: str, warnings: list[str]) -> Found:
    cues: list[Cue] = []
    fields: tuple[str, ...] = _FIELDS
    in_events = False
    for number, line in enumerate(split_lines(text), 1):
        if line.lstrip().startswith("["):
            in_events = line.strip().lower() == "[events]"
            continue
        kind = _EVENT.match(line)
        if kind is None or not (in_events or kind[1].lower() == "dialogue"):
            if (in_events and line.strip() and not line.lstrip().startswith(";")) or _TWO_CLOCKS.search(line):
                warnings.append(f"line {number}: a line that is no event was kept without times: {shorten(line)!r}")
                cues.append(Cue((Line(squeeze(line)),), None, number))
        elif kind[1].lower() == "format":
            fields = tuple(name.strip().lower() for name in line[kind.end() :].split(",")) if in_events else fields
        elif kind[1].lower() == "dialogue":
            in_events = True
            cues.append(_cue(_event(line[kind.end() :], fields, number, warnings), number))
    return Found(in_order(cues, []))  # players do not ask for the order of events


def _event(line: str, fields: tuple[str, ...], number: int, warnings: list[str]) -> _Event:
    values = line.split(",", len(fields) - 1)
    if len(values) < len(fields):
        warnings.append(f"line {number}: fields are missing; it was kept whole and without times: {shorten(line)!r}")
        return _Event(None, "", line)
    start, end, name, text = _places(fields)
    times = _times(values[start], values[end], number, warnings) if start >= 0 and end >= 0 else None
    return _Event(times, values[name] if name >= 0 else "", values[text])


@cache
def _places(fields: tuple[str, ...]) -> tuple[int, int, int, int]:
    """Where start, end, name and text stand among the fields; -1 where they do not, the text at the end."""
    start, end, name = (fields.index(field) if field in fields else -1 for field in ("start", "end", "name"))
    return (
        start,
        end,
        fields.index("actor") if name < 0 and "actor" in fields else name,
        (fields.index("text") if "text" in fields else -1),
    )


def _times(start: str, end: str, number: int, warnings: list[str]) -> Times | None:
    try:
        if not (_CLOCK.fullmatch(start) and _CLOCK.fullmatch(end)):
            raise ValueError("its times cannot be read")
        return read_times(start.strip(), end.strip())
    except ValueError as wrong:
        warnings.append(f"line {number}: {wrong}; its words were kept without times")
        return None


def _cue(event: _Event, number: int) -> Cue:
    words, voice = event.words, squeeze(event.name) or None
    if "{" in words:
        words = without_codes(_DRAWING.sub(r"\1", words) if "\\p" in words else words)
    if "\\" in words:
        words = _BREAK.sub("\n", words.replace("\\h", " "))
    return Cue(row_lines(words, voice), event.times, number)


FORMAT = Format(
    name="ass",
    title="SubStation Alpha: ASS, SSA",
    read=captions("ass", _find),
    holds=_holds,
    certain=True,
    suffixes=(".ass", ".ssa"),
    media_types=("text/x-ass", "text/x-ssa"),
    kept="words, times, the name of who speaks",
    left_out="styles, drawings, effects, `Comment` lines, which are not shown",
)
