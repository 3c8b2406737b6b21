"""Times as TTML and its kin write them: clocks with frames, and counts with a unit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from service.read.timing import read_clock, seconds_of

_FRAMED = re.compile(r"(\d{1,5}):(\d{1,2}):(\d{1,2})[:;](\d{1,3})(?:\.(\d{1,3}))?", re.ASCII)
_CLOCK = re.compile(r"(?:(\d{1,5}):)?(\d{1,5}):(\d{1,2})(?:[.,](\d{1,9}))?", re.ASCII)
_COUNT = re.compile(r"(\d{1,12}(?:\.\d{1,9})?)(h|ms|m|s|f|t)?", re.ASCII)
_SECONDS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}


@dataclass(frozen=True, slots=True)
class Rate:
    """How long frames, their parts and ticks are: frames a second, parts a frame, ticks a second."""

    frames: float = 30.0
    parts: int = 1
    ticks: float = 1.0


def read_time(value: str, rate: Rate) -> float:
    """Seconds of a TTML time expression; a bare number is seconds. ValueError if it is none."""
    value = value.strip()
    if clock := _CLOCK.fullmatch(value):
        return seconds_of(*clock.groups())
    if framed := _FRAMED.fullmatch(value):
        seconds = read_clock(":".join(framed.group(1, 2, 3)))
        return round(seconds + (int(framed[4]) + int(framed[5] or 0) / rate.parts) / rate.frames, 6)
    if count := _COUNT.fullmatch(value):
        unit = {**_SECONDS, "f": 1 / rate.frames, "t": 1 / rate.ticks}[count[2] or "s"]
        return round(float(count[1]) * unit, 6)
    raise ValueError(f"{value[:30]!r} is no time")
