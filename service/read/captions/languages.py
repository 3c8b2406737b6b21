"""Captions that hold the same words in several languages: one is read, and a warning tells of the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from service.read.cues import Cue, shorten


@dataclass(slots=True)
class Track:
    """The cues in one language, and the tag of it where the file tells."""

    cues: list[Cue] = field(default_factory=list)
    tag: str = ""


def one_language(tracks: Mapping[str, Track], warnings: list[str]) -> list[Cue]:
    """The English track if there is one and others cover the same time, else the longest; all, where they do not overlap."""
    spoken = {name: track for name, track in tracks.items() if track.cues}
    if len(spoken) < 2 or not _overlap(list(spoken.values())):
        return [cue for track in spoken.values() for cue in track.cues]
    chosen = max(spoken, key=lambda name: (_is_english(name, spoken[name]), len(spoken[name].cues)))
    for name, track in spoken.items():
        if name != chosen:
            first = track.cues[0]
            warnings.append(
                f"line {first.number}: {len(track.cues)} cues in another language ({name or 'none named'}) were left "
                f"out, from {shorten(first.lines[0].text)!r} on"
            )
    return spoken[chosen].cues


def _is_english(name: str, track: Track) -> bool:
    return (track.tag or name).lower().startswith("en")


def _overlap(tracks: list[Track]) -> bool:
    """Whether most cues of the shorter tracks begin while one of the longest is shown."""
    longest = max(tracks, key=lambda track: len(track.cues))
    starts = {round(cue.times[0], 1) for cue in longest.cues if cue.times}
    others = [cue for track in tracks if track is not longest for cue in track.cues if cue.times]
    return sum(round(cue.times[0], 1) in starts for cue in others if cue.times) > len(others) / 2
