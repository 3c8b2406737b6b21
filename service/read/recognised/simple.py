"""The items that most files are made of: a text, a start and an end in seconds, under names of the item itself.

They are read as any other; looking for nothing else in them takes a tenth of the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import Any

from service.read.cues import Cue, Line, is_plain, made
from service.read.recognised.paths import first
from service.read.recognised.speakers import Speakers
from service.read.recognised.table import Form


def simple_cues(items: Sequence[Any], form: Form, speakers: Speakers) -> list[Cue | None]:
    """The cue of each such item; None for any other."""
    cues: list[Cue | None] = [None] * len(items)
    if not _has_simple(form):
        return cues
    text_name, start_name, end_name = form.text[0], form.start[0], form.end[0]
    others = _roots((*form.text[1:], *form.words))  # whatever else may have words
    unusual = others | _roots(form.speaker)
    told_by_time = bool(speakers.by_start)
    texts = [item.get(text_name) if type(item) is dict else None for item in items]
    all_plain = is_plain("".join([text for text in texts if type(text) is str]))
    for i, (item, text) in enumerate(zip(items, texts, strict=True)):
        if type(text) is not str or not (all_plain or is_plain(text)):
            continue
        is_usual = unusual.isdisjoint(item)
        if not (words := text.strip(" ")) or not (is_usual or others.isdisjoint(item)):
            continue
        start, end = item.get(start_name), item.get(end_name)
        if type(start) is not float or type(end) is not float or not 0 <= start <= end < inf:
            continue
        voice = None if is_usual and not told_by_time else speakers.voice(first(item, form.speaker), start)
        cues[i] = made(Cue, ((made(Line, (words, voice, 0)),), (start, end), i, False))
    return cues


def _has_simple(form: Form) -> bool:
    """Whether a form has such items."""
    if not (form.text and form.start and form.end) or form.unit != "s" or form.last_covers_all:
        return False
    return all(map(str.isidentifier, (form.text[0], form.start[0], form.end[0])))


def _roots(paths: Sequence[str]) -> frozenset[str]:
    """The names of an item itself that the paths begin with."""
    return frozenset(path.partition(".")[0].partition("[")[0] for path in paths)
