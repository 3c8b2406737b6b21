"""Cues that begin with a name on a line of its own, as Teams and editors write them: it is a label, and no words."""

from __future__ import annotations

from collections.abc import Sequence

from service.read.cues import Cue, Line
from service.read.labels import is_label, label_name

_MOST = 0.8  # of the cues; a single one may begin with anything


def with_names(cues: Sequence[Cue]) -> list[Cue]:
    """The cues with the first line of each as the name of who speaks, if that is what most of them have."""
    timed = [cue for cue in cues if cue.times and cue.lines]
    headed = [cue for cue in timed if _is_headed(cue)]
    if len(headed) < 2 or len(headed) < _MOST * len(timed):
        return list(cues)
    if all(line.text.isupper() for cue in headed for line in cue.lines):
        return list(cues)  # nothing but the case of its letters says that a line is a name
    return [named(cue.lines[0].text, cue.lines[1:], cue) if _is_headed(cue) else cue for cue in cues]


def named(name: str, lines: Sequence[Line], cue: Cue) -> Cue:
    """The cue with those ``lines``, said by whom ``name`` names, which stands in the text as a label."""
    label = name.strip("*_ :[]")
    speaker = label_name(label)
    first, *rest = lines or (Line(""),)
    head = Line(f"{label}: {first.text}".rstrip(), speaker, len(label) + 2)
    return cue._replace(lines=(head, *(Line(line.text, speaker) for line in rest)))


def _is_headed(cue: Cue) -> bool:
    if len(cue.lines) < 2 or cue.lines[0].voice or cue.lines[0].text.endswith(":"):
        return False
    return is_label(cue.lines[0].text)
