"""How a report is laid out: in one block of speech, in turns, in paragraphs of an article, or as a round-up in writing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from service.discourse.cohesion import Subject, together

if TYPE_CHECKING:
    from service.language.parse import Sentence
    from service.language.reading import Reading

_FEWEST_PARAGRAPHS = 4
_LONGEST_PARAGRAPH = 6  # sentences of it, on average, in writing
_APART = (
    0.55  # of a round-up's paragraphs share no name and hardly a word with those before (of 57 articles' at most 0.33)
)
_STRANGE = 0.06
_BEHIND = 10  # sentences
_LISTED = 0.7  # of the paragraphs of a list of headlines are lines without a stop
_FEWEST_LINES = 5
_FEWEST_HEADINGS = 2
_FEWEST_ITEMS = 3
_NUMBERED = re.compile(r"(?:\*\*|#+ )?(\d{1,2})[.)]\*{0,2} (?=[^\W\d_])")
_BOLD = re.compile(r"(?:[-*•] )?(?:\*\*|__)[^*_\n]{3,80}(?:\*\*|__)")
_ROW = re.compile(r"\d[\d.,]*(?: ?%| per ?cent| votes?| seats?)?\)?[.;,]?\Z")
_ROW_END = 20  # characters that it takes
_STOPPED = re.compile(r"[.!?…:,;]['\"”’)\]]{0,2}$")


@dataclass(frozen=True)
class Layout:
    """``written`` in paragraphs; ``roundup`` where they tell different stories, ``listed`` where each is a headline.

    ``lines``, ``headings`` and ``marked`` are indices of sentences that are a line without a stop, one that stands over
    others, or begin with the number or the bold words that items of a list begin with; those of ``rows`` are the second
    line of a table or a later one, each ending in a figure.
    """

    written: bool = False
    roundup: bool = False
    listed: bool = False
    lines: frozenset[int] = frozenset()
    headings: frozenset[int] = frozenset()
    marked: frozenset[int] = frozenset()
    rows: frozenset[int] = frozenset()


def layout_of(reading: Reading, subjects: Sequence[Subject]) -> Layout:
    """The layout, by paragraphs and by what they have in common; ``subjects`` are the sentences'."""
    sentences = reading.sentences
    starts = [i for i, s in enumerate(sentences) if i == 0 or s.paragraph != sentences[i - 1].paragraph]
    if (
        reading.transcript.turns
        or len(starts) < _FEWEST_PARAGRAPHS
        or len(sentences) > len(starts) * _LONGEST_PARAGRAPH
    ):
        return Layout()
    ends = [*starts[1:], len(sentences)]
    lines = [i for i, end in zip(starts, ends, strict=True) if end == i + 1 and _is_line(reading, sentences[i])]
    listed = len(lines) >= max(_FEWEST_LINES, _LISTED * len(starts))
    headings = frozenset(i for i in lines if i and i + 1 < len(sentences) and i + 1 not in lines)
    return Layout(
        written=True,
        roundup=_tells_many(subjects, starts, ends),
        listed=listed,
        lines=frozenset(lines),
        headings=headings if len(headings) >= _FEWEST_HEADINGS and not listed else frozenset(),
        marked=_marked(reading, starts),
        rows=frozenset(
            later for first, later in pairwise(starts) if _is_row(reading, first) and _is_row(reading, later)
        ),
    )


def _is_row(reading: Reading, at: int) -> bool:
    """Whether the sentence is a line of results or of other figures: ``Greens: 31 seats``."""
    sentence = reading.sentences[at]
    return _ROW.search(reading.transcript.text, max(sentence.start, sentence.end - _ROW_END), sentence.end) is not None


def _marked(reading: Reading, starts: Sequence[int]) -> frozenset[int]:
    """The paragraphs of a list: each begins with the next number, or with bold words."""
    text, sentences = reading.transcript.text, reading.sentences
    numbered = [
        (i, int(met[1])) for i in starts if (met := _NUMBERED.match(text, sentences[i].start, sentences[i].end))
    ]
    items = {i for at, (i, number) in enumerate(numbered, start=1) if number == at}
    bold = {i for i in starts if _BOLD.match(text, sentences[i].start, sentences[i].end)}
    return frozenset(next((found for found in (items, bold) if len(found) >= _FEWEST_ITEMS), ()))


def _is_line(reading: Reading, sentence: Sentence) -> bool:
    return _STOPPED.search(reading.transcript.text, max(0, sentence.end - 4), sentence.end) is None


def _tells_many(subjects: Sequence[Subject], starts: Sequence[int], ends: Sequence[int]) -> bool:
    apart = 0
    for start, end in list(zip(starts, ends, strict=True))[1:]:
        behind, own = together(subjects[max(0, start - _BEHIND) : start]), together(subjects[start:end])
        apart += not own.names & behind.names and own.shared_with(behind) <= _STRANGE
    return apart >= _APART * (len(starts) - 1)
