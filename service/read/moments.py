"""Times as JSON and the attributes of pages have them: numbers in some unit, clocks, ``1.3s``, ``PT1.3S``, seconds with nanos, dates."""

from __future__ import annotations

import math
import re
from typing import Any

from service.read.dates import read_date
from service.read.timing import CLOCK, read_clock

SECONDS = {"s": 1.0, "ms": 1e-3, "us": 1e-6, "ns": 1e-9, "ticks": 1e-7}

_CLOCK = re.compile(CLOCK, re.ASCII)
_NUMBER = re.compile(r"\s*(\d{1,18}(?:\.\d{1,18})?)\s*(ms|s)?\s*", re.ASCII)
_ISO = re.compile(r"PT(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:\.\d{1,9})?)S)?", re.ASCII)


def read_moment(value: Any, unit: str) -> float:
    """In seconds; plain numbers are in ``unit``. ValueError if it is no time."""
    if isinstance(value, dict):
        parts = [value.get("seconds", 0), value.get("nanos", 0)]
        return _sound(sum(_number(part) * scale for part, scale in zip(parts, (1.0, 1e-9), strict=True)), value)
    if isinstance(value, str):
        return _sound(_of_text(value.strip(), unit), value)
    return _sound(_number(value) * SECONDS[unit], value)


def _number(value: Any) -> float:
    if isinstance(value, str):
        return float(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ValueError("it is not a number")
    try:
        return float(value)
    except OverflowError:
        return math.inf


def _of_text(value: str, unit: str) -> float:
    if found := _NUMBER.fullmatch(value):
        return float(found[1]) * SECONDS[found[2] or unit]
    if _CLOCK.fullmatch(value):
        return read_clock(value)
    if (date := read_date(value)) is not None:
        return date
    iso = _ISO.fullmatch(value)
    if iso and any(iso.groups()):
        return sum(float(part or 0) * seconds for part, seconds in zip(iso.groups(), (3600, 60, 1), strict=True))
    raise ValueError("it is not a time")


def _sound(seconds: float, value: Any) -> float:
    if not math.isfinite(seconds) or seconds < 0:
        raise ValueError("it is not a time of a recording")
    # A product such as 1234 * 0.001 is not always the float nearest to 1.234.
    return seconds if isinstance(value, float) and seconds == value else round(seconds, 7)
