"""Who speaks, where a recogniser's JSON says it apart from the words: in a list of names, or one of times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from service.read.about import is_unicode
from service.read.cues import Cue, Line, squeeze
from service.read.moments import read_moment
from service.read.recognised.paths import each, first
from service.read.recognised.table import Elsewhere, Form

_NAMES = ("name", "display_name", "displayName", "full_name", "label", "id")  # of a speaker who is more than a name


@dataclass(frozen=True, slots=True)
class Speakers:
    """Names by id, and ids by the seconds at which words begin."""

    names: dict[str, str] = field(default_factory=dict)
    by_start: dict[float, Any] = field(default_factory=dict)

    def voice(self, speaker: Any, start: float | None = None) -> str | None:
        """A speaker's name; a number becomes one. What stands for nobody is none."""
        if speaker is None and start is not None:
            speaker = self.by_start.get(start)
        if isinstance(speaker, dict):
            speaker = next((speaker[key] for key in _NAMES if speaker.get(key) not in (None, "")), None)
        if isinstance(speaker, bool) or speaker is None or speaker in (-1, "UU"):
            return None
        if name := self.names.get(str(speaker)):
            return name
        if isinstance(speaker, (int, float)):
            return f"Speaker {speaker:g}"
        return squeeze(speaker) or None if isinstance(speaker, str) and is_unicode(speaker) else None


def speakers_of(value: Any, form: Form) -> Speakers:
    """What the JSON says of its speakers, as its form has it."""
    names = {
        str(key): squeeze(name) for key, name in _pairs(value, form.names) if isinstance(name, str) and is_unicode(name)
    }
    by_start = {}
    for when, speaker in _pairs(value, form.voices):
        try:
            by_start[read_moment(when, form.unit)] = speaker
        except (ValueError, TypeError):
            continue  # a word there will tell of it
    return Speakers(names, by_start)


def by_channel(cues: list[Cue], items: Sequence[Any], form: Form) -> list[Cue]:
    """The cues with the channel of their item for a voice, where nobody is named and there are several."""
    if form.channel is None or any(line.voice for cue in cues for line in cue.lines):
        return cues
    channels = list(range(len(items))) if form.channel == "#" else [first(item, (form.channel,)) for item in items]
    if len({str(channels[cue.number]) for cue in cues if cue.lines}) < 2:
        return cues
    return [
        cue._replace(lines=tuple(Line(line.text, f"Channel {channels[cue.number]}") for line in cue.lines))
        for cue in cues
    ]


def _pairs(value: Any, elsewhere: Elsewhere | None) -> list[tuple[Any, Any]]:
    if elsewhere is None:
        return []
    items = [item for path in elsewhere.path for item in each(value, path)]
    pairs = [(first(item, elsewhere.key), first(item, elsewhere.name)) for item in items]
    return [(key, name) for key, name in pairs if key is not None and name not in (None, "")]
