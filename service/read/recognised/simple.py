"""The items that most files are made of: a text, a start and an end in seconds, under names of the item itself.

They are read as any other; looking for nothing else in them takes a fifth of the time.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Any

from service.read.cues import Cue, Line
from service.read.recognised.paths import first
from service.read.recognised.speakers import Speakers
from service.read.recognised.table import Form


@dataclass(frozen=True, slots=True)
class Simple:
    """What a form calls text, start and end first, and all else that an item may have words in."""

    text: str
    start: str
    end: str
    others: tuple[str, ...]


def simple_names(form: Form) -> Simple | None:
    """The names of a form that has such items; None if it has not."""
    if not (form.text and form.start and form.end) or form.unit != "s" or form.last_covers_all:
        return None
    names = (form.text[0], form.start[0], form.end[0])
    if not all(map(str.isidentifier, names)):
        return None
    others = {path.partition(".")[0].partition("[")[0] for path in (*form.text[1:], *form.words)}
    return Simple(*names, tuple(sorted(others)))


def simple_cue(item: Any, names: Simple, i: int, form: Form, speakers: Speakers) -> Cue | None:
    """The cue of such an item; None for any other."""
    if type(item) is not dict:
        return None
    for name in names.others:
        if name in item:
            return None
    text, start, end = item.get(names.text), item.get(names.start), item.get(names.end)
    if type(text) is not str or type(start) is not float or type(end) is not float or not 0 <= start <= end < inf:
        return None
    words = text.strip(" ")
    if not words or "  " in words or "<" in words or "&" in words or not words.isprintable():  # what nobody sees is not
        return None
    said_by = first(item, form.speaker)
    voice = None if said_by is None and not speakers.by_start else speakers.voice(said_by, start)
    return Cue((Line(words, voice),), (start, end), i)
