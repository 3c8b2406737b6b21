"""Items of a recogniser's JSON to cues, by what its form calls things."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, cast

from service.read.about import is_unicode
from service.read.cues import Cue, Line, shorten, squeeze
from service.read.invisible import without_invisible
from service.read.markup import without_tags
from service.read.moments import read_moment
from service.read.recognised.grouping import Word, grouped
from service.read.recognised.paths import each, first
from service.read.recognised.simple import simple_cues
from service.read.recognised.speakers import Speakers, by_channel, speakers_of
from service.read.recognised.table import Form
from service.read.recognised.whole import tell_of_others
from service.read.tags import decode
from service.read.timing import Times

_PROBED = 50  # items that tell whether a form fits


def fits(value: Any, form: Form) -> bool:
    """Whether the first items have words where the form has them."""
    if form.needs and first(value, form.needs) is None:
        return False
    return any(_has_words(item, form) for path in form.cues for item in islice(_items(value, path), _PROBED))


def has_times(value: Any, form: Form) -> bool:
    """Whether one of the first items, or of the words in them, has a time."""
    items = [item for path in form.cues for item in islice(_items(value, path), _PROBED)]
    words = [word for item in items for path in form.words for word in islice(each(item, path), _PROBED)]
    return any(first(part, form.start) is not None or first(part, form.end) is not None for part in (*items, *words))


def has_spans(value: Any, form: Form) -> bool:
    """Whether each of the first items has a start, and an end or a length."""
    items = [item for path in form.cues for item in islice(_items(value, path), _PROBED)]
    return all(
        first(item, form.start) is not None and first(item, (*form.end, *form.duration)) is not None for item in items
    )


def _items(value: Any, path: str) -> Iterator[Any]:
    for item in each(value, path):
        if isinstance(item, dict):
            yield item


def _has_words(item: Any, form: Form) -> bool:
    text = first(item, form.text)
    if isinstance(text, str):
        return bool(text.strip())
    words = (first(word, form.word) for path in form.words for word in islice(each(item, path), _PROBED))
    return any(isinstance(word, str) and word.strip() for word in words)


def cues_of(value: Any, form: Form, warnings: list[str]) -> list[Cue]:
    """The cues of all items, those of several lists one after the other; what has no words is told of."""
    path = next(path for path in form.cues if any(_has_words(item, form) for item in _items(value, path)))
    _tell_of_lists(value, path, warnings)
    items = list(each(value, path))
    return by_channel(_cues_of_items(items, form, speakers_of(value, form), warnings), items, form)


def _cues_of_items(items: list[Any], form: Form, speakers: Speakers, warnings: list[str]) -> list[Cue]:
    simple = simple_cues(items, form, speakers)
    if all(simple):
        return cast("list[Cue]", simple)
    cues: list[Cue] = []
    since = 0.0
    for i, (item, cue) in enumerate(zip(items, simple, strict=True)):
        if cue and cue[1]:
            cues.append(cue)
            since = cue[1][1] or since
            continue
        found = list(_cues(item, form, i, since, warnings, speakers))
        if form.last_covers_all and cues and _covers(found, cues):
            cues = []
        cues += found
        since = max((cue.times[1] for cue in found if cue.times and cue.times[1] is not None), default=since)
    return cues


def _tell_of_lists(value: Any, path: str, warnings: list[str]) -> None:
    """Of lists in a list, tell of those that are not there: ``paragraphs[].cues[]``, and a paragraph has no cues."""
    parents, inside, last = path.removesuffix("[]").rpartition("[].")
    for i, parent in enumerate(each(value, f"{parents}[]") if inside else ()):
        if first(parent, (last,)) is None and not _is_silent(parent):
            warnings.append(f"segment {i}: it has no {last}, and was left out: {shorten(str(parent), 300)!r}")


def _cues(item: Any, form: Form, i: int, since: float, warnings: list[str], speakers: Speakers) -> Iterator[Cue]:
    where = f"segment {i}"
    if not isinstance(item, dict):
        if isinstance(item, str) and item.strip():
            warnings.append(f"{where}: words that stand alone were kept without times: {shorten(item)!r}")
            yield Cue((Line(_clean(item, i, warnings)),), None, i)
        return
    texts = [text for path in form.text if isinstance(text := first(item, (path,)), str)]
    times = _times(item, form, i, since, warnings)
    voice = speakers.voice(first(item, form.speaker), times and times[0])
    words = [word for path in form.words for word in _words(item, path, form, i, voice, warnings, speakers)]
    spoken = "".join(word.space + word.text for word in words)
    if texts and (first(item, form.start) is not None or not words):
        line = _clean(texts[0], i, warnings)
        for other in filter(None, (*texts[1:], spoken)):
            tell_of_others(other, line, warnings, where)
        yield Cue((Line(line, voice),) if line else (), times, i)
    elif words:
        for text in texts:
            tell_of_others(text, spoken, warnings, where)
        yield from (cue if cue.times else cue._replace(times=times) for cue in grouped(words))
    elif isinstance(word := first(item, form.word), str) and word.strip():
        warnings.append(f"{where}: a word that stands alone was kept: {shorten(word)!r}")
        yield Cue((Line(_clean(word, i, warnings), voice),), times, i)
    elif not _is_silent(item):
        warnings.append(f"{where}: it has no text, and was left out: {shorten(str(item), 300)!r}")


def _is_silent(item: Any, in_list: bool = False) -> bool:
    """Whether an item is meant to have no words: nothing in it is a text of several words, and no list in it has any."""
    if isinstance(item, str):
        return " " not in item.strip() and not (in_list and any(map(str.isalpha, item)))
    if isinstance(item, dict):
        return all(_is_silent(value, in_list) for value in item.values())
    return all(_is_silent(value, True) for value in item) if isinstance(item, list) else True


def _words(
    item: Any, path: str, form: Form, i: int, voice: str | None, warnings: list[str], speakers: Speakers
) -> Iterator[Word]:
    said_by = None
    for part in each(item, path):
        text = first(part, form.word)
        if not isinstance(text, str) or not is_unicode(text):
            warnings.append(f"segment {i}: a word has no characters, and was left out: {shorten(str(part))!r}")
            continue
        is_glued = form.spaced or (form.glued and first(part, form.glued) in form.glued_values)
        times = _times(part, form, i, None, warnings) if text.strip() else None
        said_by = speakers.voice(first(part, form.speaker), times and times[0]) or (said_by if is_glued else None)
        speaker = said_by or voice
        yield Word(without_invisible(text, warnings, f"segment {i}"), "" if is_glued else " ", times, speaker, i)


def _clean(text: str, i: int, warnings: list[str]) -> str:
    if not is_unicode(text):
        warnings.append(f"segment {i}: half a surrogate pair was replaced")
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return squeeze(without_invisible(as_shown(text), warnings, f"segment {i}"))


def as_shown(text: str) -> str:
    """``text`` without tags of fonts and with its character entities replaced: captions that were copied into JSON have them."""
    return decode(without_tags(text)) if "<" in text or "&" in text else text


def _times(item: Any, form: Form, i: int, since: float | None, warnings: list[str]) -> Times | None:
    """The times of an item; where it tells its end alone, it begins at the end of the one before."""
    start, end, length = first(item, form.start), first(item, form.end), first(item, form.duration)
    if start is None and (since is None or end is None):
        return None
    try:
        begin = since if start is None and since is not None else read_moment(start, form.unit)
        if end is None and length is not None:
            return begin, round(begin + read_moment(length, form.unit), 6)
        if end is None:
            return begin, None
        until = read_moment(end, form.unit)
        if until < begin:
            raise ValueError("it ends before it starts")
    except (ValueError, TypeError) as wrong:
        shown = f"{start!r:.30} to {end if end is not None else length!r:.30}"
        warnings.append(f"segment {i}: {wrong}: {shown}; its words were kept without times")
        return None
    return begin, until


def _covers(last: list[Cue], before: list[Cue]) -> bool:
    """Whether the last item begins where the first does and has as many words as all before it: it repeats them."""
    if not (last and last[0].times and before[0].times and last[0].times[0] <= before[0].times[0]):
        return False
    return sum(map(_count, last)) >= 0.9 * sum(map(_count, before))


def _count(cue: Cue) -> int:
    return sum(len(line.text.split()) for line in cue.lines)
