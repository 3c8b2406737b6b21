"""SubStation Alpha (ASS and SSA): the Dialogue lines of its events, whose fields a Format line names."""

from __future__ import annotations

import re
from typing import NamedTuple

from service.read.cues import Cue, Line, in_order, shorten, split_lines, squeeze
from service.read.formats import Format, Found, captions
from service.read.markup import row_lines, without_codes
from service.read.timing import Times, seconds_of

_HEAD = re.compile(r"\s{0,100}(?:;[^\n]{0,1000}\n\s{0,100}){0,20}\[(?:script info|events|v4\+? styles)\]", re.I)
_FIELDS = ("layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text")
_DRAWING = re.compile(r"(\{[^{}]*\\p[1-9][^{}]*\})[\smnlbspc\d.-]+(?=\{|$)")
_BREAK = re.compile(r"\\[Nn]")
_CLOCK = re.compile(r"\s*(\d{1,5}):(\d{1,2}):(\d{1,2})(?:[.,:](\d{1,9}))?\s*", re.ASCII)
_TWO_CLOCKS = re.compile(r"\d:\d\d:\d\d[^,]{0,5},\s?\d{1,2}:\d\d:\d\d", re.ASCII)
_EVENT = re.compile(r"\s{0,20}(dialogue|comment|picture|sound|movie|command|format)\s{0,5}:\s{0,5}", re.I)


class _Places(NamedTuple):
    """How many fields an event has, and where start, end, name and text stand among them; -1 where they do not, the text at the end."""

    fields: int
    start: int
    end: int
    name: int
    text: int


def _holds(text: str) -> bool:
    return bool(_HEAD.match(text))


def _find(text: str, warnings: list[str]) -> Found:
    cues: list[Cue] = []
    places = _places(_FIELDS)
    in_events = False
    for number, line in enumerate(split_lines(text), 1):
        if line[:9] == "Dialogue:":  # as most lines begin
            in_events = True
            cues.append(_cue(line[9:].lstrip(), places, number, warnings))
            continue
        if line.lstrip().startswith("["):
            in_events = line.strip().lower() == "[events]"
            continue
        kind = _EVENT.match(line)
        if kind is None or not (in_events or kind[1].lower() == "dialogue"):
            if (in_events and line.strip() and not line.lstrip().startswith(";")) or _TWO_CLOCKS.search(line):
                warnings.append(f"line {number}: a line that is no event was kept without times: {shorten(line)!r}")
                cues.append(Cue((Line(squeeze(line)),), None, number))
        elif kind[1].lower() == "format":
            named = tuple(name.strip().lower() for name in line[kind.end() :].split(","))
            places = _places(named) if in_events else places
        elif kind[1].lower() == "dialogue":
            in_events = True
            cues.append(_cue(line[kind.end() :], places, number, warnings))
    return Found(in_order(cues, []))  # players do not ask for the order of events


def _places(fields: tuple[str, ...]) -> _Places:
    start, end, name, actor, text = (
        fields.index(field) if field in fields else -1 for field in ("start", "end", "name", "actor", "text")
    )
    return _Places(len(fields), start, end, actor if name < 0 else name, text)


def _cue(event: str, places: _Places, number: int, warnings: list[str]) -> Cue:
    values = event.split(",", places.fields - 1)
    if len(values) < places.fields:
        warnings.append(f"line {number}: fields are missing; it was kept whole and without times: {shorten(event)!r}")
        return Cue(row_lines(_plain(event)), None, number)
    is_timed = places.start >= 0 and places.end >= 0
    times = _times(values[places.start], values[places.end], number, warnings) if is_timed else None
    voice = squeeze(values[places.name]) or None if places.name >= 0 else None
    return Cue(row_lines(_plain(values[places.text]), voice), times, number)


def _times(start: str, end: str, number: int, warnings: list[str]) -> Times | None:
    begun, ended = _CLOCK.fullmatch(start), _CLOCK.fullmatch(end)
    try:
        if not (begun and ended):
            raise ValueError("its times cannot be read")
        times = seconds_of(*begun.groups()), seconds_of(*ended.groups())
        if times[1] < times[0]:
            raise ValueError(f"the end, {end}, comes before the start, {start}")
    except ValueError as wrong:
        warnings.append(f"line {number}: {wrong}; its words were kept without times")
        return None
    return times


def _plain(words: str) -> str:
    """The words of an event without drawings and codes, a row a line."""
    if "{" in words:
        words = without_codes(_DRAWING.sub(r"\1", words) if "\\p" in words else words)
    return _BREAK.sub("\n", words.replace("\\h", " ")) if "\\" in words else words


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
