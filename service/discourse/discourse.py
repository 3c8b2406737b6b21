"""From the reading of a transcript to its stories, and to the parts of it that rules read by themselves."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from service.discourse.boundaries import Report, report_of
from service.discourse.cohesion import Subject, together
from service.discourse.staff import staff_of
from service.discourse.stories import stories_of
from service.discourse.story import Story
from service.language.reading import Reading

_ANNOUNCED = 0.3  # of a headline's words and names that the story has that it announces
_LEAD = 6  # sentences of a story that take its headline up
_REACH = 30  # stories after a menu in which its lines are told
_TAKEN_UP = 0.25  # of a stretch after a break that the story before the break has


@dataclass(frozen=True, slots=True)
class Discourse:
    """The stories of a report in order, and its ``parts``: a story, with the lines of menus that announce it."""

    stories: tuple[Story, ...]
    parts: tuple[Reading, ...]


def discourse(reading: Reading, *, every_turn: bool = False) -> Discourse:
    """The stories of a report; where there is only one, all of it is its part, as it stands. Adverts are not read.

    With ``every_turn`` each turn of somebody who is not of the programme's staff is to be a statement.
    """
    if not any(reading.bears) and not every_turn and not reading.transcript.stories:
        return Discourse((), ())
    staff = staff_of(reading.transcript, cased=reading.cased)
    reading = replace(reading, staff=staff.names, every_turn=every_turn)
    report = report_of(reading, staff)
    stories = stories_of(report)
    if len(stories) == 1:
        return Discourse(stories, (reading,))
    menus = [(s.start, s.end) for s in stories if s.kind == "menu"]
    return Discourse(stories, tuple(reading.within(kept, menus) for kept in _parts(report, stories)))


@dataclass(slots=True)
class _Told:
    """A story in the making of its part: the sentences ``kept``, and its last story's index."""

    last: int
    kept: list[int]


def _parts(report: Report, stories: Sequence[Story]) -> list[list[int]]:
    """The sentences of each part, in order: each story with its headlines, and headlines whose story is not told."""
    told: list[_Told] = []
    for i, story in enumerate(stories):
        if story.kind == "story" and told and _takes_up(report, stories, told[-1].last, i):
            told[-1].kept += range(story.first, story.last)
            told[-1].last = i
        elif story.kind not in ("menu", "advert"):
            told.append(_Told(i, list(range(story.first, story.last))))
    leads = [_subject(report, one.kept[:_LEAD]) for one in told]
    alone: list[list[int]] = []
    for line in (i for story in stories if story.kind == "menu" for i in range(story.first, story.last)):
        home = _announced(report.units[line].subject, line, told, leads)
        (home.kept.insert(0, line) if home is not None else alone.append([line]))
    return sorted([sorted(kept) for kept in (*(one.kept for one in told), *alone)])


def _subject(report: Report, kept: Sequence[int]) -> Subject:
    return together(report.units[i].subject for i in kept)


def _takes_up(report: Report, stories: Sequence[Story], before: int, at: int) -> bool:
    """Whether a story is the one from before a break: it shares its words and names."""
    if at - before != 2:
        return False
    one, other = stories[before], stories[at]
    new = _subject(report, range(other.first, min(other.last, other.first + _LEAD)))
    return new.shared_with(_subject(report, range(one.first, one.last))) >= _TAKEN_UP


def _announced(line: Subject, at: int, told: Sequence[_Told], leads: Sequence[Subject]) -> _Told | None:
    """The story after the headline that takes it up most, if one does."""
    later = bisect_right(told, at, key=lambda one: one.kept[-1])
    rivals = [(line.shared_with(leads[i]), -i) for i in range(later, min(len(told), later + _REACH))]
    share, i = max(rivals, default=(0.0, 0))
    return told[-i] if share >= _ANNOUNCED else None
