"""Whether times can be what they are taken for: nobody says nine words in an hour, or a hundred in a second."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from service.read.cues import Cue, made
from service.read.dates import from_first
from service.read.rolling import read_once

SLOWEST, FASTEST = 0.1, 25.0  # words a second
_TELLING = 200  # cues


def in_seconds(cues: Sequence[Cue], warnings: list[str], unit: str = "segment") -> list[Cue]:
    """The cues, with dates counted from the first, and milliseconds that were taken for seconds, or the other way round, put right.

    A warning tells of it; and of a rate of speech that cannot be where nothing explains it.
    """
    cues = from_first(cues, warnings, unit)
    rate = _rate(cues)
    if rate is not None and rate > FASTEST:  # captions that roll show more words than are said
        rate = _rate(read_once(cues, []))
    if rate is None or SLOWEST <= rate <= FASTEST:
        return list(cues)
    number = next(cue.number for cue in cues if cue.times)
    if rate < SLOWEST and _are_whole(cues) and SLOWEST <= rate * 1000 <= FASTEST:
        warnings.append(f"{unit} {number}: so few words a second ({rate:.2g}): times were read as milliseconds")
        return [_scaled(cue, 0.001) for cue in cues]
    if rate > FASTEST and SLOWEST <= rate / 1000 <= FASTEST:
        warnings.append(f"{unit} {number}: so many words a second ({rate:.2g}): times were read as seconds")
        return [_scaled(cue, 1000) for cue in cues]
    warnings.append(f"{unit} {number}: {rate:.2g} words a second cannot be; the times may be in another unit")
    return list(cues)


def _rate(cues: Sequence[Cue]) -> float | None:
    """Words a second, the median over the first cues; None where there are too few words to tell."""
    spoken = [(cue.lines, cue.times[0], cue.times[1]) for cue in cues[:_TELLING] if cue.times]
    timed = [(lines, end - start) for lines, start, end in spoken if end is not None and end > start]
    counts = [sum([line.text.count(" ") + 1 for line in lines]) for lines, _ in timed]
    words = sum(counts)
    rates = [count / span for count, (_, span) in zip(counts, timed, strict=True)]
    is_told = words >= 6 or (len(rates) > 1 and max(rates) < SLOWEST / 10)
    return median(rates) if is_told else None


def _are_whole(cues: Sequence[Cue]) -> bool:
    return all(time is None or time == int(time) for cue in cues if cue.times for time in cue.times)


def _scaled(cue: Cue, factor: float) -> Cue:
    if not cue.times:
        return cue
    start, end = cue.times
    times = (round(start * factor, 6), None if end is None else round(end * factor, 6))
    return made(Cue, (cue.lines, times, cue.number, cue.apart))
