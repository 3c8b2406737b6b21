"""What every timed format is read into before its words are joined: cues, each a few lines with their times."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.read.timing import Times

MOST_WARNINGS = 20

_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a cue, its white space squeezed, with the ``voice`` that a tag or field names."""

    text: str
    voice: str | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """Lines shown, or words spoken, together. ``times`` are in seconds, None where the source's cannot be read."""

    lines: tuple[Line, ...]
    times: Times | None
    number: int  # the line of the source, or the place in its list, from 1


def split_lines(text: str) -> list[str]:
    """The lines of a subtitle file, whatever ends them; unlike str.splitlines, no other control character does."""
    return _BREAK.split(text)


def squeeze(text: str) -> str:
    """``text`` with every run of white space made one space, and none at its ends."""
    return " ".join(text.split())


def shorten(text: str) -> str:
    """The beginning of a line, for a warning."""
    text = squeeze(text)
    return text if len(text) <= 40 else text[:39] + "…"


def in_order(cues: Sequence[Cue], warnings: list[str], unit: str = "line") -> list[Cue]:
    """The cues by start time; one without times keeps its place behind the one before it.

    A warning tells of the first that was out of order; ``unit`` is what its number counts.
    """
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
    """The first warnings, and how many more there are."""
    if len(warnings) <= MOST_WARNINGS:
        return tuple(warnings)
    return (*warnings[:MOST_WARNINGS], f"and {len(warnings) - MOST_WARNINGS} more of such")
