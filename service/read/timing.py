"""Media times as subtitle files and speech recognisers print them: ``01:02:03.450``, ``02:03,450``."""

from __future__ import annotations

import re

# Hours are optional, and so is the fraction; a comma or a dot stands before it.
CLOCK = r"(?:\d{1,5}:)?\d{1,5}:\d{1,2}(?:[.,]\d{1,9})?"

_ARROW = re.compile(rf"\s{{0,20}}({CLOCK})\s{{0,20}}-->\s{{0,20}}({CLOCK})(?=\s|$)", re.ASCII)
_ATTEMPT = re.compile(r"\s{0,20}(?:[-+\d]|-->)")

Times = tuple[float, float]


def read_clock(clock: str) -> float:
    """Seconds of ``[hours:]minutes:seconds[.fraction]``; ValueError if seconds, or minutes after hours, pass 59."""
    whole, _, fraction = clock.replace(",", ".").partition(".")
    *front, minutes, seconds = (int(part) for part in whole.split(":"))
    if seconds > 59 or (front and minutes > 59):
        raise ValueError(f"{clock} is not a time of day or of a recording")
    total = (sum(front) * 60 + minutes) * 60 + seconds
    # By way of decimal text, so that 5.56 is the float nearest to 5.56.
    return float(f"{total}.{fraction or 0}")


def read_times(start: str, end: str) -> Times:
    """Both clocks in seconds; ValueError if one is no time or the end comes before the start."""
    times = read_clock(start), read_clock(end)
    if times[1] < times[0]:
        raise ValueError(f"the end, {end}, comes before the start, {start}")
    return times


def read_arrow(line: str) -> Times:
    """The times of a line ``start --> end``, whatever follows them; ValueError says what is wrong with it."""
    found = _ARROW.match(line)
    if not found:
        raise ValueError("expected [hours:]minutes:seconds.fraction --> [hours:]minutes:seconds.fraction")
    return read_times(found[1], found[2])


def is_timing_line(line: str) -> bool:
    """Whether a line is meant as ``start --> end``: words with an arrow among them are not."""
    return "-->" in line and bool(_ATTEMPT.match(line))
