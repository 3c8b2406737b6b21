"""What every timed format is read into before its words are joined: cues, each a few lines with their times."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from service.read.timing import Times

MOST_WARNINGS = 20
MOST_PLACES = 200  # that the last one names

_PLACE = re.compile(r"\w+ \d+(?=:)")
_BREAK = re.compile(r"\r\n|\r|\n")


class Line(NamedTuple):
    """A line of a cue, its white space squeezed, with the ``voice`` that a tag or field names.

    Where that name stands in the text as well, ``label`` is how many characters it takes.
    """

    text: str
    voice: str | None = None
    label: int = 0


class Cue(NamedTuple):
    """Lines shown, or words spoken, together. ``times`` are in seconds, None where the source's cannot be read."""

    lines: tuple[Line, ...]
    times: Times | None
    number: int  # the line of the source, or the place in its list, from 1
    apart: bool = False  # what follows begins a new line: it is a heading, or what a program said of itself


# ``made(Cue, (lines, times, number, False))`` takes a third of the time of ``Cue(lines, times, number)``. It is for the few
# places that make one for every line of a file.
made = tuple.__new__


_PRINTABLE = bytes(range(0x20, 0x7F))


def is_plain(text: str) -> bool:
    """Whether nothing in it needs to be taken out or replaced: no tags, entities, runs of white space, hidden characters."""
    if "<" in text or "&" in text or "  " in text:
        return False
    return not text.encode().translate(None, _PRINTABLE) if text.isascii() else text.isprintable()


def split_lines(text: str) -> list[str]:
    """The lines of a subtitle file, whatever ends them; unlike str.splitlines, no other control character does."""
    return _BREAK.split(text) if "\r" in text else text.split("\n")


def squeeze(text: str) -> str:
    """``text`` with every run of white space made one space, and none at its ends."""
    if text.isprintable() and "  " not in text:  # most is, and this takes half the time
        return text.strip(" ")
    return " ".join(text.split())


def shorten(text: str, longest: int = 40) -> str:
    """The beginning of a line, for a warning."""
    text = squeeze(text)
    return text if len(text) <= longest else text[: longest - 1] + "…"


def in_order(cues: Sequence[Cue], warnings: list[str], unit: str = "line") -> list[Cue]:
    """The cues by start time; one without times keeps its place behind the one before it.

    A warning tells of the first that was out of order; ``unit`` is what its number counts.
    """
    starts = [cue[1][0] for cue in cues if cue[1]]
    if starts == sorted(starts):
        return list(cues)
    keys: list[float] = []
    latest = 0.0
    for cue in cues:
        latest = cue.times[0] if cue.times else latest
        keys.append(latest)
    for i in range(1, len(keys)):
        if keys[i] < keys[i - 1]:
            warnings.append(f"{unit} {cues[i].number}: starts before the one above it; all were put in order of time")
            break
    return [cues[i] for i in sorted(range(len(cues)), key=keys.__getitem__)]


def capped(warnings: Sequence[str]) -> tuple[str, ...]:
    """The first warnings, and how many more there are, with their lines."""
    if len(warnings) <= MOST_WARNINGS:
        return tuple(warnings)
    more = warnings[MOST_WARNINGS:]
    places = [found[0] for warning in more[:MOST_PLACES] if (found := _PLACE.match(warning))]
    shown = f": {', '.join(places)}{', …' if len(more) > MOST_PLACES else ''}" if places else ""
    return (*warnings[:MOST_WARNINGS], f"and {len(more)} more of such{shown}")


def until_next(cues: Sequence[Cue]) -> list[Cue]:
    """The cues with the start of the next for an end that the source does not give."""
    if not [cue for cue in cues if cue[1] and cue[1][1] is None]:
        return list(cues)
    out: list[Cue] = []
    after: float | None = None
    for cue in reversed(cues):
        if cue.times and cue.times[1] is None and after is not None and after >= cue.times[0]:
            cue = made(Cue, (cue.lines, (cue.times[0], after), cue.number, cue.apart))
        after = cue.times[0] if cue.times else after
        out.append(cue)
    return out[::-1]
