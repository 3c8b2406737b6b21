"""Cues that begin with a name on a line of its own, as Teams and editors write them: it is a label, and no words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.read.cues import Cue, Line
from service.read.labels import is_label, label_name

_BRACKETED = re.compile(r"[\[(]([^\[\]()]{3,60})[\])]:?\s?(.*)", re.DOTALL)
_HALF = 0.5  # of the cues, for a name in brackets: a sound may stand so as well
_MOST = 0.8  # of the cues; a single one may begin with anything


def with_names(cues: Sequence[Cue]) -> list[Cue]:
    """The cues with the first line of each as the name of who speaks, if that is what most of them have."""
    cues = _with_bracketed(cues)
    timed = [cue for cue in cues if cue.times and cue.lines]
    headed = [cue for cue in timed if _is_headed(cue)]
    if len(headed) < 2 or len(headed) < _MOST * len(timed):
        return list(cues)
    if all(line.text.isupper() for cue in headed for line in cue.lines):
        return list(cues)  # nothing but the case of its letters says that a line is a name
    return [named(cue.lines[0].text, cue.lines[1:], cue) if _is_headed(cue) else cue for cue in cues]


def _with_bracketed(cues: Sequence[Cue]) -> list[Cue]:
    """The cues with a name in brackets, ``(Anna Rossi) words``, as that of who speaks up to the next, where half of them begin so."""
    marks = [_bracketed(cue) for cue in cues]
    count = sum(map(bool, marks))
    if count < 2 or count < _HALF * sum(bool(cue.lines) for cue in cues):
        return list(cues)
    out: list[Cue] = []
    voice = None
    for mark, cue in zip(marks, cues, strict=True):
        if mark:
            rest = [Line(mark[2])] if mark[2] else []
            cue = named(mark[1], [*rest, *cue.lines[1:]], cue)
            voice = cue.lines[0].voice
        out.append(cue._replace(lines=tuple(line._replace(voice=line.voice or voice) for line in cue.lines)))
    return out


def _bracketed(cue: Cue) -> re.Match[str] | None:
    """The name in brackets that a cue begins with, and the words behind it; those may stand in the lines below."""
    found = _BRACKETED.match(cue.lines[0].text) if cue.lines and not cue.lines[0].voice else None
    if not found or not (found[2] or len(cue.lines) > 1):
        return None
    return found if (" " in found[1] or found[1].isupper()) and is_label(found[1]) else None


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
