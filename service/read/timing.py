"""Media times as subtitle files and speech recognisers print them: ``01:02:03.450``, ``02:03,450``."""

from __future__ import annotations

import re

# Hours are optional, and so is the fraction; a comma or a dot stands before it.
CLOCK = r"(?:\d{1,5}:)?\d{1,5}:\d{1,2}(?:[.,]\d{1,9})?"
# What word processors make of the arrow is meant as one.
ARROW = r"(?:-{1,3}>|[–—]>|→|=>)"

_ARROW = re.compile(
    rf"\s{{0,20}}({CLOCK})\s{{0,20}}{ARROW}\s{{0,20}}({CLOCK})(?=\s|$|[^\d:.,])(.*)", re.ASCII | re.DOTALL
)

# Seconds from the start of the media. The end is None where the source gives none and nothing follows.
Times = tuple[float, float | None]


def read_clock(clock: str) -> float:
    """Seconds of ``[hours:]minutes:seconds[.fraction]``; ValueError if seconds, or minutes after hours, pass 59."""
    whole, _, fraction = clock.replace(",", ".").partition(".")
    front, minutes, seconds = whole.split(":") if whole.count(":") == 2 else ("", *whole.split(":"))
    if int(seconds) > 59 or (front and int(minutes) > 59):
        raise ValueError(f"{clock} is not a time of day or of a recording")
    total = (int(front or 0) * 60 + int(minutes)) * 60 + int(seconds)
    # By way of decimal text, so that 5.56 is the float nearest to 5.56.
    return float(f"{total}.{fraction or 0}")


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
