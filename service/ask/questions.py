"""Gaps to questions: which passages a model is shown, with the sentences and names it needs, and what it is asked of them."""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from schemas import RECORD_TYPES, Extraction, Gap, Skipped
from service.language import sentences
from service.read.transcript import Transcript

Span = tuple[int, int]

CHUNK = 1500  # characters of a passage where everything is read; a small model keeps no more in view
_SHARE = 0.3  # of a long transcript that the passages of one record type may make up
_SHORT = 1500  # characters up to which a transcript's gaps may be all of it
_MOST_NAMES = 12
_CHARACTERS_A_TOKEN = 4  # of English, about; the budget is kept with it, the report has the model's own count
_EVENT, _FIELD = 3.0, 1.0


@dataclass(frozen=True, slots=True)
class Question:
    """One call to a model: passages of a transcript (offsets), asked for records of one type. ``worth`` ranks it."""

    kind: str
    passages: tuple[Span, ...]
    text: str
    worth: float

    def tokens(self, overhead: int) -> int:
        """What it costs to send, about, with ``overhead`` characters of instructions and schema."""
        return (len(self.text) + overhead) // _CHARACTERS_A_TOKEN + 1


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions, the most valuable first, and the gaps that none of them is about, with the reason."""

    questions: tuple[Question, ...] = ()
    left_out: tuple[Skipped, ...] = ()


def about_gaps(transcript: Transcript, extraction: Extraction) -> Asked:
    """A question a record type about its gaps' sentences with their neighbours, never about the whole of a long text."""
    spans = [(s.start, s.end) for s in sentences.split(transcript)]
    questions, left_out = [], []
    for entry in RECORD_TYPES:
        gaps = [gap for gap in extraction.report.gaps if gap.record_type == entry.name]
        chosen, dropped, passages = _affordable(gaps, spans, len(transcript.text))
        left_out += [Skipped(start=g.start, end=g.end, reason=f"{g.reason}: not asked, less valuable") for g in dropped]
        if chosen:
            text = _message(transcript, passages, [gap.reason for gap in chosen], _names(extraction))
            questions.append(Question(entry.name, passages, text, sum(map(_worth, chosen))))
    return Asked(tuple(sorted(questions, key=lambda q: -q.worth)), tuple(left_out))


def about_everything(transcript: Transcript, kinds: Iterable[str], extraction: Extraction) -> Asked:
    """The whole transcript in chunks of whole sentences, each with the sentence before it, for each record type."""
    spans = [(s.start, s.end) for s in sentences.split(transcript)]
    names = _names(extraction)
    asked = [
        Question(kind, (chunk,), _message(transcript, (chunk,), [f"all {kind}s"], names), _FIELD)
        for chunk in _chunks(spans)
        for kind in kinds
    ]
    return Asked(tuple(asked))


def _worth(gap: Gap) -> float:
    """A record that was not made is worth more than a field of one."""
    return _EVENT if gap.record is None else _FIELD


def _affordable(
    gaps: Sequence[Gap], spans: Sequence[Span], length: int
) -> tuple[list[Gap], list[Gap], tuple[Span, ...]]:
    """The gaps to ask about, in the order of the text, those for which there is no room, and the passages of the former."""
    room = length if length <= _SHORT else int(_SHARE * length)
    chosen: list[Gap] = []
    dropped: list[Gap] = []
    passages: list[Span] = []
    size = 0
    for gap in sorted(gaps, key=lambda g: (-_worth(g), g.end - g.start, g.start)):
        place, joined = _joined(passages, _around(spans, gap))
        grown = size + _size([joined]) - _size(passages[place])
        if grown <= room:
            passages[place], size = [joined], grown
        (chosen if grown <= room else dropped).append(gap)
    return sorted(chosen, key=lambda g: g.start), dropped, tuple(passages)


def _around(spans: Sequence[Span], gap: Gap) -> Span:
    """The gap's sentences, with the one before and the one after."""
    first = bisect_right(spans, gap.start, key=_end)
    last = bisect_left(spans, gap.end, key=_start) - 1
    if last < first:
        first = last = 0
    return spans[max(0, first - 1)][0], spans[min(len(spans) - 1, last + 1)][1]


def _joined(passages: Sequence[Span], span: Span) -> tuple[slice, Span]:
    """Which of the passages, in order, the span touches, and what they and it are together."""
    place = slice(bisect_left(passages, span[0] - 1, key=_end), bisect_right(passages, span[1] + 1, key=_start))
    together = [*passages[place], span]
    return place, (min(map(_start, together)), max(map(_end, together)))


def _size(passages: Iterable[Span]) -> int:
    return sum(end - start for start, end in passages)


def _start(span: Span) -> int:
    return span[0]


def _end(span: Span) -> int:
    return span[1]


def _chunks(spans: Sequence[Span]) -> Iterator[Span]:
    first = 0
    for i, (_, end) in enumerate(spans):
        last = i + 1 == len(spans)
        if last or spans[i + 1][1] - spans[first][0] > CHUNK:
            yield spans[max(0, first - 1)][0], end
            first = i + 1


def _names(extraction: Extraction) -> list[str]:
    """Who has been found to speak or act, for a passage that only says ``he``."""
    speakers = (s.speaker.name for s in extraction.statements if s.speaker is not None)
    held = (a.name for d in extraction.detentions for a in d.detainees if a.kind == "person")
    return list(dict.fromkeys([*speakers, *held]))[:_MOST_NAMES]


def _message(transcript: Transcript, passages: Sequence[Span], wanted: Sequence[str], names: Sequence[str]) -> str:
    """The passages as data between fences that no transcript can foresee, and what is wanted of them."""
    parts = []
    for start, end in passages:
        words = transcript.text[start:end]
        fence = hashlib.sha256(f"{transcript.sha256}:{start}".encode()).hexdigest()[:8]
        parts.append(f"<passage {fence}>\n{words}\n</passage {fence}>")
    known = f"Names found so far: {'; '.join(names)}\n" if names else ""
    return f"{known}Wanted: {'; '.join(dict.fromkeys(wanted))}\n\n" + "\n\n".join(parts)
