"""What in a programme is no story: menus of headlines, adverts, links and the sign-off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from schemas.shared import StoryKind
from service.discourse.boundaries import ENOUGH, Report, Unit, clues_before, weight
from service.discourse.cohesion import together
from service.discourse.phrases import Clue

_HEAD = 6  # sentences that may stand before `here are today's top stories`
_LONGEST_MENU = 28  # sentences
_TEASERS = 4  # sentences after the last phrase of a menu that may belong to it
_TOLD_AGAIN = 0.34  # of a headline's words and names that its story takes up
_AHEAD = 3  # sentences in which a story takes its headline up
_FEWEST_WORDS = 3  # of a line that says something
_LAST = 8  # sentences in which a programme signs off


class Stretch(NamedTuple):
    """Sentences ``first`` up to ``last``, half-open, that are no story, and the words that say so."""

    kind: StoryKind
    first: int
    last: int
    clue: Clue


def chatter(report: Report) -> list[Stretch]:
    """The stretches that are no story, in order, without overlap."""
    if report.layout.written:  # nobody speaks
        return []
    found = [*_menus(report), *_links(report.units), *_closing(report)]
    out: list[Stretch] = []
    for stretch in sorted(found, key=lambda s: (s.first, -s.last)):
        if stretch.last > stretch.first and (not out or stretch.first >= out[-1].last):
            out.append(stretch)
    return out


def _menus(report: Report) -> Iterator[Stretch]:
    units, at = report.units, 0
    while at < len(units):
        clue = units[at].has("headlines", "ahead")
        if clue is None:
            at += 1
            continue
        first, last = _headlines(report, at) if clue.name == "headlines" else (at, _teased(report, at))
        yield Stretch("menu", first, last, clue)
        at = max(last, at + 1)


def _headlines(report: Report, at: int) -> tuple[int, int]:
    """The menu that `these are our main stories` announces, or, where headlines stand before it, ends."""
    units = report.units
    before = [u for u in units[:at] if len(u.subject.words) >= _FEWEST_WORDS and not u.clues and u.signs is None]
    if 1 <= at <= _HEAD and before:
        return 0, at + 1
    last_phrase = at
    for i in range(at + 2, min(len(units), at + _LONGEST_MENU)):
        if units[i].has("ahead"):
            last_phrase = i
        elif i - last_phrase > 1 and _told_again(units, at + 1, i) >= _TOLD_AGAIN:
            return at, max(range(i, min(i + _AHEAD + 1, len(units))), key=lambda j: _told_again(units, at + 1, j))
    return at, _teased(report, last_phrase)


def _told_again(units: Sequence[Unit], headline: int, at: int) -> float:
    """Which part of a headline the sentences from ``at`` on take up; a phrase that opens a story settles it."""
    ahead = together(u.subject for u in units[at : at + _AHEAD])
    return units[headline].subject.shared_with(ahead) + bool(units[at].has("turns_to"))


def _teased(report: Report, at: int) -> int:
    """Where a menu ends whose last phrase stands in sentence ``at``: where a story begins, else after a line."""
    units = report.units
    for i in range(at + 1, min(len(units), at + 1 + _TEASERS)):
        if units[i].has("ahead", "link"):
            return _teased(report, i)
        if units[i].signs is not None or weight(tuple(clues_before(report, at, i))) >= ENOUGH:
            return i
    return min(len(units), at + 1 + (len(units[at].subject.words) < _FEWEST_WORDS))


def _links(units: Sequence[Unit]) -> Iterator[Stretch]:
    for i, unit in enumerate(units):
        if (clue := unit.has("link")) is not None:
            yield Stretch("link", i, i + 1, clue)


def _closing(report: Report) -> Iterator[Stretch]:
    """The last words of a programme: `that's all from us`, a sign-off after a sign-off, or the presenter's own name."""
    units = report.units
    left = max(0, len(units) - _LAST)
    for i in range(left, len(units)):
        if (clue := units[i].has("closes")) is not None:
            yield Stretch("sign_off", i, len(units), clue)
            return
    last = units[-1] if units else None
    if last is None or not last.signs:
        return
    if len(units) == 1 or units[-2].signs or report.reading.text(last.sentence).startswith(("I'm ", "I’m ")):
        yield Stretch("sign_off", len(units) - 1, len(units), Clue("closes", last.sentence.start, last.sentence.end))
