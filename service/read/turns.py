"""Who speaks from where to where: from labels, ``>>`` marks and dialogue dashes to turns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from service.read.labels import Label, heads_article, label_at, speakers, speaks_after_mark
from service.read.transcript import Turn

# ">>" is a new voice and ">>>" a new story (CEA-608 captioning practice); after a word it would be a closing quote.
_CHEVRONS = re.compile(r"(?<![^\s.?!\"”'’)\]…♪-])>{2,4}(?!>)[ \t]*+(?:\r?\n[ \t]*+(?=\S))?")
_LINE_START = re.compile(r"(?:\A|(?<=[\n\r\u2028\u2029]))[ \t]*+(?=\S)")
_DASH = re.compile(r"[-–—‐](?:\s?(?=[^\W\d_]|[\"'“‘¿¡(\[♪>…])|\s(?=\d))")
_DASHES = "-–—‐"
_LINE_NUMBER = re.compile(r"\d{1,2}[ \t]+(?=\S)", re.ASCII)
_FEWEST_NUMBERED = 5  # lines
_COURT = re.compile(r"([QA])\.[ \t]+(?=[A-Z0-9\"“‘(\[—-])")
_SENTENCE_END = re.compile(r"[.!?…♪][\"'”’»)\]]{0,3}\Z")
_LONGEST_END = 4  # characters that it takes
_PARAGRAPH_END = re.compile(r"\Z|\r?\n[ \t]{0,20}(?:\r?\n|\Z)")
_SPACE = re.compile(r"\s*")
_MERE_FIGURE = re.compile(
    r"\d[\d.,]*+(?: ?%| ?per cent| [a-z]{1,10})?[^\w\n\r]{0,9}(?:\d[\d.,]*+ ?%?[^\w\n\r]{0,3})?(?=[\n\r]|\Z)"
)
_FEWEST_COUNTED = 2  # lines


class Mark(NamedTuple):
    """A new voice: where its mark starts, where the words after mark and label begin, and its name if there is one."""

    start: int
    label_end: int
    speaker: str | None


class Start(NamedTuple):
    """Where a line of a cue starts, the voice that the source names for it, and how many characters its label takes."""

    offset: int
    voice: str | None
    label: int = 0


def text_turns(text: str) -> tuple[Turn, ...]:
    """The turns of a plain text: ``>>`` anywhere, labels at the start of a line."""
    lines = [found.end() for found in _LINE_START.finditer(text)]
    starts = _behind_numbers(text, lines)
    begins = dict(zip(starts, lines, strict=True))
    labels = [*_label_marks(text, starts, captions=False), *_court_marks(text, starts)]
    marks = [*(mark._replace(start=begins[mark.start]) for mark in labels), *_chevron_marks(text)]
    return turns_of(text, sorted(marks, key=_place))


def _behind_numbers(text: str, starts: Sequence[int]) -> Sequence[int]:
    """Where lines begin, behind their numbers if nearly all have one, as those of court reporters have."""
    if not sum(text[at].isdecimal() for at in starts[:_FEWEST_NUMBERED]):
        return starts
    numbers = [_LINE_NUMBER.match(text, at) for at in starts]
    if sum(map(bool, numbers)) < max(_FEWEST_NUMBERED, 0.8 * len(starts)):
        return starts
    return [number.end() if number else at for at, number in zip(starts, numbers, strict=True)]


def _court_marks(text: str, starts: Sequence[int]) -> list[Mark]:
    """Questions and answers as court reporters set them: ``Q.   Where were you?``, where there are both."""
    if "Q." not in text or "A." not in text:
        return []
    found = [mark for at in starts if (mark := _COURT.match(text, at))]
    if {mark[1] for mark in found} != {"Q", "A"}:
        return []
    return [Mark(mark.start(), mark.end(), mark[1]) for mark in found]


def caption_marks(text: str, offsets: Sequence[int], voices: Sequence[Start]) -> list[Mark]:
    """The marks, in order, in the joined text of cues whose lines begin at ``offsets``; ``voices`` if the source names any.

    Labels are not looked for where the source names the voices itself: there they would be words.
    """
    dashes = list(_dash_marks(text, offsets))
    behind = {mark.start: mark.label_end for mark in dashes}
    named = any(start.voice for start in voices)
    starts = [behind.get(at, at) for at in offsets] if behind else offsets
    labels = [] if named else _label_marks(text, starts, captions=True)
    return sorted([*_voice_marks(text, voices), *dashes, *labels, *_chevron_marks(text)], key=_place)


def turns_of(text: str, marks: Sequence[Mark]) -> tuple[Turn, ...]:
    """Turns from ordered ``marks``, each up to the next; marks with nothing between them are one."""
    merged: list[Mark] = []
    for mark in marks:
        begin = _SPACE.match(text, mark.label_end).end()  # type: ignore[union-attr]  # it matches everywhere
        if merged and mark.start <= merged[-1].label_end:
            last = merged.pop()
            mark, begin = Mark(last.start, begin, mark.speaker or last.speaker), max(begin, last.label_end)
        merged.append(Mark(mark.start, begin, mark.speaker))
    ends = [*(mark.start for mark in merged[1:]), len(text)]
    return tuple(Turn(m.start, m.label_end, end, m.speaker) for m, end in zip(merged, ends, strict=False))


def _label_marks(text: str, starts: Sequence[int], *, captions: bool) -> list[Mark]:
    if ":" not in text and "(" not in text:
        return []
    forms = ((at, label_at(text, at)) for at in starts)
    found: list[tuple[int, Label]] = [(at, label) for at, label in forms if label and label.form != "lower"]
    if not captions and len(found) == 1 and found[0][0] == starts[0] and heads_article(text, starts[0]):
        return []
    found = _without_tallies(text, found)
    names = speakers([label for _, label in found], len(starts), captions=captions)
    return [Mark(at, at + label.length, label.name) for at, label in found if label.name in names]


def _without_tallies(text: str, found: list[tuple[int, Label]]) -> list[tuple[int, Label]]:
    """All but the lines of a list of results: ``Greens: 31 seats``, each name there once and with a figure alone."""
    figures = [(at, label) for at, label in found if _MERE_FIGURE.match(text, at + label.length)]
    counted = {label.name for _, label in figures}
    times = Counter(label.name for _, label in found)
    if len(counted) < _FEWEST_COUNTED or any(times[name] > 1 for name in counted):
        return found
    return [(at, label) for at, label in found if label.name not in counted]


def _voice_marks(text: str, starts: Sequence[Start]) -> Iterator[Mark]:
    """Where the voice that the source names changes. A sentence has one voice: in its middle none is not another."""
    current: str | None = None
    for start in starts:
        if start.label or (start.voice != current and (start.voice or _ends_sentence(text, start.offset))):
            current = start.voice
            yield Mark(start.offset, start.offset + start.label, current)


def _chevron_marks(text: str) -> Iterator[Mark]:
    """Each ``>>`` that opens a turn; none that closes a ``<<`` or, like a "more" link, ends a paragraph."""
    at = 0
    if ">" not in text:  # which is found faster than two of them
        return
    for found in _CHEVRONS.finditer(text):
        quoted = text.find("<<", at, found.start()) >= 0
        at = found.end()
        if quoted or _PARAGRAPH_END.match(text, at):
            continue
        label = label_at(text, at)
        if label and speaks_after_mark(label):
            yield Mark(found.start(), at + label.length, label.name)
        else:
            yield Mark(found.start(), at, None)


def _dash_marks(text: str, starts: Sequence[int]) -> Iterator[Mark]:
    """Dialogue dashes at line starts: behind a whole sentence or a dashed line, elsewhere a dash is punctuation."""
    dashed = False
    if not any(dash in text for dash in _DASHES):
        return
    for at in starts:
        dash = _DASH.match(text, at)
        dashed = bool(dash) and (dashed or _ends_sentence(text, at))
        if dash and dashed:
            yield Mark(at, dash.end(), None)


def _ends_sentence(text: str, at: int) -> bool:
    """Whether a sentence ends before the line that begins at ``at``, one space behind the line before."""
    return at == 0 or bool(_SENTENCE_END.search(text, max(0, at - 1 - _LONGEST_END), at - 1))


def _place(mark: Mark) -> tuple[int, int]:
    return mark.start, mark.label_end
