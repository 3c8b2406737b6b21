"""A report's stories: what is no story told apart first, then where one story gives way to the next."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from schemas.shared import StoryKind
from service.discourse.boundaries import ENOUGH, Report, Unit, clues_before, weight
from service.discourse.chatter import chatter
from service.discourse.phrases import Clue
from service.discourse.story import Story
from service.language.reading import Reading
from service.read.transcript import StoryMark

_LONGEST_ADVERT = 9  # sentences


def stories_of(report: Report) -> tuple[Story, ...]:
    """The stories of a report, in order, each sentence in one of them; a text with one story has one.

    Where the caller knows the stories, they are those.
    """
    if report.reading.transcript.stories:
        return tuple(_known(report.reading))
    units = report.units
    out: list[Story] = []
    first = 0
    for stretch in [*chatter(report), None]:
        last = stretch.first if stretch is not None else len(units)
        out += _told(report, first, last)
        if stretch is not None:
            out.append(_story(report, stretch.kind, stretch.first, stretch.last, (stretch.clue,)))
            first = stretch.last
    return tuple(out)


def _known(reading: Reading) -> Iterator[Story]:
    """The caller's stories; what stands before the first is one, too. One in which no sentence begins has none."""
    text, marks = reading.transcript.text, reading.transcript.stories
    marks = marks if marks[0].start <= reading.sentences[0].start else (StoryMark(0), *marks)
    starts = [s.start for s in reading.sentences]
    firsts = [bisect_left(starts, mark.start) if i else 0 for i, mark in enumerate(marks)]
    ends = [*(mark.start for mark in marks[1:]), len(text)]
    for mark, first, last, end in zip(marks, firsts, [*firsts[1:], len(starts)], ends, strict=True):
        yield Story(mark.kind, first, last, mark.start, end, mark.title)


def _told(report: Report, first: int, last: int) -> Iterator[Story]:
    """The stories in sentences ``first`` up to ``last``."""
    if first >= last:
        return
    units = report.units
    clues: tuple[Clue, ...] = ()
    for at in range(first + 1, last):
        found = tuple(clues_before(report, first, at))
        if weight(found) >= ENOUGH:
            yield _story(report, _kind(units, first, at), first, at, clues)
            first, clues = at, found
    yield _story(report, _kind(units, first, last), first, last, clues)


def _kind(units: Sequence[Unit], first: int, last: int) -> StoryKind:
    if last - first <= _LONGEST_ADVERT and any(u.has("advert") for u in units[first:last]):
        return "advert"
    return "sign_off" if all(u.signs for u in units[first:last]) else "story"


def _story(report: Report, kind: StoryKind, first: int, last: int, clues: tuple[Clue, ...]) -> Story:
    opening, turns = report.units[first].sentence, report.reading.transcript.turns
    new_voice = opening.turn >= 0 and (first == 0 or report.units[first - 1].sentence.turn != opening.turn)
    start = turns[opening.turn].start if new_voice else opening.start
    end = report.units[last - 1].sentence.end
    heading = opening if first in report.layout.headings else None
    title = report.reading.text(heading) if heading is not None else None
    return Story(kind, first, last, start, end, title, clues)
