"""Media times as subtitle files and speech recognisers print them: ``01:02:03.450``, ``02:03,450``."""

from __future__ import annotations

import re

# Hours are optional, and so is the fraction; a comma or a dot stands before it.
CLOCK = r"(?:\d{1,5}:)?\d{1,5}:\d{1,2}(?:[.,]\d{1,9})?"
# What word processors make of the arrow is meant as one.
ARROW = r"(?:-{1,3}>|[–—]>|[→⟶➔➜]|=>)"

_ARROW = re.compile(
    rf"\s{{0,20}}({CLOCK})\s{{0,20}}{ARROW}\s{{0,20}}({CLOCK})(?=\s|$|[^\d:.,])(.*)", re.ASCII | re.DOTALL
)

_PARTS = re.compile(r"(?:(\d{1,5}):)?(\d{1,5}):(\d{1,2})(?:[.,](\d{1,9})?)?$", re.ASCII)

# Seconds from the start of the media. The end is None where the source gives none and nothing follows.
Times = tuple[float, float | None]


def read_clock(clock: str) -> float:
    """Seconds of ``[hours:]minutes:seconds[.fraction]``; ValueError if seconds, or minutes after hours, pass 59."""
    found = _PARTS.match(clock)
    if not found:
        raise ValueError(f"{clock} is no time")
    return seconds_of(*found.groups())


def seconds_of(hours: str | None, minutes: str, seconds: str, fraction: str | None) -> float:
    """Seconds of the parts of a clock; ValueError if seconds, or minutes after hours, pass 59."""
    total = int(minutes) * 60 + int(seconds)
    if int(seconds) > 59 or (hours and int(minutes) > 59):
        shown = ":".join(filter(None, (hours, minutes, seconds)))
        raise ValueError(f"{shown} is not a time of day or of a recording")
    if hours:
        total += int(hours) * 3600
    if not fraction:
        return float(total)
    # A quotient of whole numbers is the float nearest to it, as a sum of floats is not.
    scale: int = 10 ** len(fraction)
    return (total * scale + int(fraction)) / scale


def read_times(start: str, end: str) -> tuple[float, float]:
    """Both clocks in seconds; ValueError if one is no time or the end comes before the start."""
    times = read_clock(start), read_clock(end)
    if times[1] < times[0]:
        raise ValueError(f"the end, {end}, comes before the start, {start}")
    return times


def read_arrow(line: str) -> tuple[Times, str]:
    """The times of a line ``start --> end``, and what follows them; ValueError says what is wrong with it."""
    found = _ARROW.match(line)
    if not found:
        raise ValueError("expected [hours:]minutes:seconds.fraction --> [hours:]minutes:seconds.fraction")
    return read_times(found[1], found[2]), found[3]
