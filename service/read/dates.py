"""Times that are dates: ``2031-06-02T18:00:04.5Z`` in JSON and tables, and seconds since 1970. They count from the first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from service.read.cues import Cue
from service.read.timing import Times

_DATE = re.compile(
    r"(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}:\d{2})(?:[.,](\d{1,9}))?\s?(Z|z|UTC|[+-]\d{2}:?\d{2})?", re.ASCII
)
_LONGEST = 1e8  # seconds: three years, and no recording
_LATEST = 1e11  # seconds since 1970: more are milliseconds


def read_date(value: str) -> float | None:
    """Seconds since 1970 of a date with its time of day; None if it is none. ValueError for one that no calendar has."""
    found = _DATE.fullmatch(value)
    if not found:
        return None
    zone = "+00:00" if (found[4] or "Z").upper() in ("Z", "UTC") else found[4]
    moment = datetime.fromisoformat(f"{found[1]}T{found[2]}{zone}").astimezone(UTC)
    return round(moment.timestamp() + float(f"0.{found[3] or 0}"), 6)


def from_first(cues: Sequence[Cue], warnings: list[str], unit: str = "segment") -> list[Cue]:
    """The cues with times from the first on, where they are dates; a warning tells of it."""
    first = min((cue.times[0] for cue in cues if cue.times), default=0.0)
    if first < _LONGEST:
        return list(cues)
    return counted_from_first(cues, warnings, unit, "dates", 0.001 if first > _LATEST else 1.0)


def counted_from_first(cues: Sequence[Cue], warnings: list[str], unit: str, what: str, scale: float = 1.0) -> list[Cue]:
    """The cues with times from the earliest on, each ``scale`` seconds; a warning tells ``what`` they are."""
    first = min(cue.times[0] for cue in cues if cue.times)
    number = next(cue.number for cue in cues if cue.times)
    warnings.append(f"{unit} {number}: the times are {what}; they were counted from the first")
    return [cue._replace(times=_since(first, *cue.times, scale)) if cue.times else cue for cue in cues]


def _since(first: float, start: float, end: float | None, scale: float) -> Times:
    return round((start - first) * scale, 6), None if end is None else round((end - first) * scale, 6)
