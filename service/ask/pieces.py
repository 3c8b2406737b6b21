"""A transcript in pieces that a model reads one at a time: its stories, long ones cut between sentences, never within a quotation."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from schemas import Extraction
from service.language import sentences
from service.language.quotations import find_quotations
from service.read.transcript import Transcript

LONGEST = 8_000  # characters of a piece, and of a transcript that is shown whole
_BEFORE = 2  # sentences of the piece before, so that whoever ``he`` is stands there


@dataclass(frozen=True, slots=True)
class Piece:
    """Sentences of one story, by their places; the first ``shared`` of them are the end of the piece before."""

    sentences: tuple[sentences.Span, ...]
    shared: int = 0

    @property
    def start(self) -> int:
        """Where its own sentences begin."""
        return self.sentences[self.shared].start

    @property
    def end(self) -> int:
        """Where they end."""
        return self.sentences[-1].end


def pieces(transcript: Transcript, extraction: Extraction) -> list[Piece]:
    """All sentences of the transcript, in order, each in a piece of its story."""
    spans = sentences.split(transcript)
    quoted = [(q.outer_start, q.outer_end) for q in find_quotations(transcript.text)]
    starts = [s.start for s in spans]
    edges = sorted({0, *(bisect_left(starts, story.start) for story in extraction.report.stories), len(spans)})
    return [piece for first, last in pairwise(edges) for piece in _cut(spans[first:last], quoted)]


def _cut(story: Sequence[sentences.Span], quoted: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    first = 0
    for i, span in enumerate(story):
        last = i + 1 == len(story)
        if last or (story[i + 1].end - story[first].start > LONGEST and not _is_inside(span.end, quoted)):
            before = max(0, first - _BEFORE)
            yield Piece(tuple(story[before : i + 1]), first - before)
            first = i + 1


def _is_inside(at: int, quoted: Sequence[tuple[int, int]]) -> bool:
    """Whether a quotation begins before and ends behind."""
    place = bisect_left(quoted, (at, at)) - 1
    return place >= 0 and quoted[place][0] < at < quoted[place][1]
