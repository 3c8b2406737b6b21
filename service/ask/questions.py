"""Gaps to questions: which passages a model is shown, with the sentences and names it needs, and what it is asked of them."""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from schemas import RECORD_TYPES, Extraction, Gap, Skipped
from service.ask.doubts import doubts_about
from service.language import sentences
from service.read.transcript import Transcript

Span = tuple[int, int]

CHUNK = 1500  # characters of a passage where everything is read; a small model keeps no more in view
_SHARE = 0.75  # of a long transcript that the passages of one record type may make up
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
    names = _names(extraction)
    questions, left_out = [], []
    for entry in RECORD_TYPES:
        gaps = [gap for gap in extraction.report.gaps if gap.record_type == entry.name]
        doubts = doubts_about(extraction, entry.name)
        places = {gap: _around(spans, doubts.place_of(gap)) for gap in gaps}
        chosen, dropped, passages = _affordable(places, len(transcript.text))
        left_out += [Skipped(start=g.start, end=g.end, reason=f"{g.reason}: not asked, less valuable") for g in dropped]
        if chosen:
            text = _message(transcript, passages, [gap.reason for gap in chosen], names, doubts.words(chosen))
            questions.append(Question(entry.name, passages, text, sum(map(_worth, chosen))))
    return Asked(tuple(sorted(questions, key=lambda q: -q.worth)), tuple(left_out))


def about_everything(transcript: Transcript, kinds: Iterable[str], extraction: Extraction) -> Asked:
    """The whole transcript in chunks of whole sentences, each with the sentence before it, for each record type."""
    spans = [(s.start, s.end) for s in sentences.split(transcript)]
    names = _names(extraction)
    asked = []
    doubts = {kind: doubts_about(extraction, kind) for kind in kinds}
    gaps = sorted(extraction.report.gaps, key=_first)
    for chunk in _chunks(spans):
        near = gaps[bisect_left(gaps, chunk[0], key=_first) : bisect_left(gaps, chunk[1], key=_first)]
        for kind in doubts:
            text = _message(transcript, (chunk,), [f"all {kind}s"], names, doubts[kind].words(near))
            asked.append(Question(kind, (chunk,), text, _FIELD))
    return Asked(tuple(asked))


def _worth(gap: Gap) -> float:
    """A record that was not made is worth more than a field of one."""
    return _EVENT if gap.record is None else _FIELD


def _affordable(places: Mapping[Gap, Span], length: int) -> tuple[list[Gap], list[Gap], tuple[Span, ...]]:
    """The gaps to ask about, in the order of the text, those for which there is no room, and the passages of the former.

    ``places`` has the sentences to show for each gap.
    """
    room = max(CHUNK, int(_SHARE * length))
    chosen: list[Gap] = []
    dropped: list[Gap] = []
    passages: list[Span] = []
    size = 0
    for gap in sorted(places, key=lambda g: (-_worth(g), g.end - g.start, g.start)):
        place, joined = _joined(passages, places[gap])
        grown = size + _size([joined]) - _size(passages[place])
        if grown <= room:
            passages[place], size = [joined], grown
        (chosen if grown <= room else dropped).append(gap)
    return sorted(chosen, key=lambda g: g.start), dropped, tuple(passages)


def _around(spans: Sequence[Span], place: Span) -> Span:
    """The sentences there, with the one before and the one after."""
    first = bisect_right(spans, place[0], key=_end)
    last = bisect_left(spans, place[1], key=_start) - 1
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


def _first(gap: Gap) -> int:
    return gap.start


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


def _message(
    transcript: Transcript,
    passages: Sequence[Span],
    wanted: Sequence[str],
    names: Sequence[str],
    doubts: Sequence[str] = (),
) -> str:
    """The passages as data between fences that no transcript can foresee, and what is wanted of them."""
    parts = []
    for start, end in passages:
        words = transcript.text[start:end]
        fence = hashlib.sha256(f"{transcript.sha256}:{start}".encode()).hexdigest()[:8]
        parts.append(f"<passage {fence}>\n{words}\n</passage {fence}>")
    known = f"Names found so far: {'; '.join(names)}\n" if names else ""
    unsure = "".join(f"In doubt: {words}\n" for words in doubts)
    return f"{known}Wanted: {'; '.join(dict.fromkeys(wanted))}\n{unsure}\n" + "\n\n".join(parts)
