"""Where one story ends and the next begins: clues before and after each sentence, weighed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING

from service.discourse.cohesion import Subject, subject_of, together
from service.discourse.layout import Layout, layout_of
from service.discourse.phrases import Clue, clues_in
from service.discourse.staff import Staff, sign_off
from service.discourse.voices import tells_after
from service.language.parse import Sentence
from service.language.places import PlaceMention
from service.words import load_words

if TYPE_CHECKING:
    from service.language.reading import Reading

_WORDS = load_words("discourse/stories")
_WEIGHT: dict[str, float] = _WORDS["weight"]


def _begins_with(words: list[str]) -> re.Pattern[str]:
    either = "|".join(re.escape(word).replace("'", "['’]") for word in words)
    return re.compile(rf"[\"“'‘]?(?:{either})(?![\w’'-])", re.IGNORECASE)


_GOES_ON = _begins_with(_WORDS["subject"]["goes_on"])
_POINTS_BACK = re.compile(r"(?:[A-Z]?[a-z]+,? ){1,3}(?:he|she|they)\b")  # `Eventually he left`, `When they came`
_SINCE = re.compile(
    r"(?:it|that)(?:['’]s| is| was| has been)(?: now| been)? [\w-]+ (?:hours|days|weeks|months|years) since\b",
    re.IGNORECASE,
)
_LEADS = _begins_with(_WORDS["subject"]["leads"])
_IN_A_PLACE = re.compile(
    r"(?:and |meanwhile,? |elsewhere,? |also |here |back |now,? )?(?:in|across|from) ", re.IGNORECASE
)
_PERFECT = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|ha(?:s|ve)(?: \w+ly)? (?:\w+ed|[a-z]{2,6}(?:en|wn|un|ld|id|ad|ot)|won|cut|hit|put))\b",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"(?:\w+(?: \w+)?, )?(?:many )?thank(?:s| you)(?: very much)?(?: (?:for|to|from) [^.,!]{3,30})?(?:,? \w+(?: \w+)?)?[.!]",
    re.IGNORECASE,
)
_THANKED = re.compile(r"[^.!?]{0,40}\bthank(?:s| you)\b[^.!?]{0,40}[.!]", re.IGNORECASE)
_CAPITALISED = re.compile(r"[A-Z][\w’'-]+")
_NAMED_AND_ON = re.compile(
    r"((?:[A-Z][\w’'-]+ ?){1,3}), (?=[a-z]|In |On )|([A-Z][\w’'-]+ [A-Z][\w’'-]+) (?=[A-Z][a-z]* \w+ \w+ \w)"
)
_OPENS = ("turns_to", "other_news", "welcome")
_AHEAD = 3  # sentences
_COMMA_WITHIN = 16  # characters: `In Al-Fasher, North Darfur, ...`
_BEHIND = 10
_SETTING = 20  # ... and those in which a story's country may have been named
_FEWEST = 2  # sentences of a story before a change of subject says anything ...
_AT_ONCE = ("in_a_place", "in_a_roundup")  # ... but for these
_STRANGE, _ALIKE = 0.05, 0.3  # shares of what is to come that the story so far has


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence with what it tells of stories: the phrases in it, the name that it signs off with, its subject."""

    sentence: Sentence
    clues: tuple[Clue, ...]
    signs: str | None
    subject: Subject

    def has(self, *names: str) -> Clue | None:
        """The first clue of one of these names."""
        return next((clue for clue in self.clues if clue.name in names), None)


@dataclass(frozen=True)
class Report:
    """A reading with what its sentences tell of stories, its layout, and its staff."""

    reading: Reading
    units: tuple[Unit, ...]
    layout: Layout
    staff: Staff


def report_of(reading: Reading, staff: Staff) -> Report:
    """The reading looked over for what tells of stories."""
    units = tuple(_unit(reading, sentence) for sentence in reading.sentences)
    return Report(reading, units, layout_of(reading, [unit.subject for unit in units]), staff)


def _unit(reading: Reading, sentence: Sentence) -> Unit:
    text, start, end = reading.transcript.text, sentence.start, sentence.end
    named = [m.start for m in (*reading.places(sentence), *reading.demonyms(sentence))]
    clues = tuple(
        clue
        for clue in clues_in(text, start, end, named, cased=reading.cased)
        if reading.quotation_at(clue.start) is None
    )
    signs = sign_off(text, start, end) if reading.cased and not clues else None
    return Unit(sentence, clues, signs, subject_of(reading, sentence))


def clues_before(report: Report, first: int, at: int) -> Iterator[Clue]:
    """What speaks for, or against, a new story before sentence ``at``, where the story so far begins with ``first``."""
    unit, before = report.units[at], report.units[at - 1]
    if at - first == 1 and before.has("welcome") and len(before.subject.words) < _FEWEST:
        return  # a greeting is no story
    yield from (clue for clue in unit.clues if clue.name in _WEIGHT)
    yield from _of_turns(report, unit, before)
    laid_out = list(_of_layout(report.layout, unit, before))
    yield from laid_out
    yield from _of_staff(report, unit, before)
    wording = list(_of_wording(report, unit, before))
    yield from wording
    if at - first >= _FEWEST or any(clue.name in _AT_ONCE for clue in (*laid_out, *wording)):
        yield from _of_subject(report, first, at)


def _of_turns(report: Report, unit: Unit, before: Unit) -> Iterator[Clue]:
    reading, turns = report.reading, report.reading.transcript.turns
    if not turns:
        return
    if unit.sentence.turn == before.sentence.turn:
        if not unit.has(*_OPENS) and not _thanks(report, before):
            yield _clue("same_voice", unit)
    elif ">>>" in reading.transcript.text[turns[unit.sentence.turn].start : turns[unit.sentence.turn].label_end]:
        yield _clue("new_story_mark", unit)


def _of_layout(layout: Layout, unit: Unit, before: Unit) -> Iterator[Clue]:
    if not layout.written:
        return
    if unit.sentence.paragraph == before.sentence.paragraph or unit.sentence.index in layout.rows:
        yield _clue("in_mid_paragraph", unit)
    elif unit.sentence.index in layout.marked:
        if before.sentence.index > 0:  # a line above the list is no story
            yield _clue("marked", unit)
    elif layout.listed:
        yield _clue("own_line", unit)
    elif not layout.roundup:
        yield _clue("in_an_article", unit)
    elif before.sentence.index not in layout.lines:
        yield _clue("in_a_roundup", unit)
    if unit.sentence.index in layout.headings:
        yield _clue("heading", unit)


def _of_staff(report: Report, unit: Unit, before: Unit) -> Iterator[Clue]:
    """Sign-offs end a story, and hand-overs do not begin one."""
    staff, start, end = report.staff, unit.sentence.start, unit.sentence.end
    if before.signs is not None:
        known = _known(staff, before)
        new = report.layout.written or staff.presented_in(before.sentence.start, before.sentence.end)
        if known or not new:
            yield Clue("known_sign_off" if known else "signed_off", before.sentence.start, before.sentence.end)
    glued = _NAMED_AND_ON.match(report.reading.transcript.text, start, end)
    if glued is not None and unit.signs is None and staff.named_before((glued[1] or glued[2]).strip(), start):
        yield Clue("named_and_on", start, glued.end())
    elif staff.presented_in(start, end) and not unit.has("other_news"):
        yield _clue("hands_over", unit)
    elif (
        unit.signs is not None or _thanks(report, unit) == "thanked_staff" or _names_a_voice(report.reading, start, end)
    ):
        yield _clue("signs", unit)


def _names_a_voice(reading: Reading, start: int, end: int) -> bool:
    """Whether the sentence is nothing but the name of the person heard before it."""
    met = tells_after(reading.transcript.text, start, end)
    named = reading.mentions.entities.between(*met.span("who")) if met is not None else ()
    return any(entity.kind == "person" for _, entity in named)


def _known(staff: Staff, unit: Unit) -> bool:
    """Whether the sentence signs off with a name that somebody handed over to."""
    return unit.signs is not None and staff.named_before(unit.signs, unit.sentence.start)


def _of_wording(report: Report, unit: Unit, before: Unit) -> Iterator[Clue]:
    reading = report.reading
    text, start, end = reading.transcript.text, unit.sentence.start, unit.sentence.end
    if text[before.sentence.end - 1] == "?":
        yield _clue("asked", before)
    if before.has("advert"):
        yield _clue("after_advert", before)
    placed = _IN_A_PLACE.match(text, start, end)
    if placed is not None and any(_stands_first(text, placed.end(), m) for m in reading.places(unit.sentence)):
        yield Clue("in_a_place", start, placed.end())
    back = _GOES_ON.match(text, start, end) or _POINTS_BACK.match(text, start, end)
    if back and not unit.has(*_OPENS) and not _SINCE.match(text, start, end):
        yield _clue("points_back", unit)
    elif _LEADS.match(text, start, end) or _PERFECT.search(text, start, min(end, start + 160)):
        yield _clue("lead", unit)
    if (thanked := _thanks(report, before)) is not None:
        yield _clue(thanked, before)


def _thanks(report: Report, unit: Unit) -> str | None:
    """``thanked`` where a sentence is nothing but thanks, ``thanked_staff`` where it names one of the staff; else None."""
    text, start, end = report.reading.transcript.text, unit.sentence.start, unit.sentence.end
    if _THANKED.fullmatch(text, start, end) and any(
        map(report.staff.answers_to, _CAPITALISED.findall(text, start, end))
    ):
        return "thanked_staff"
    return "thanked" if _THANKS.fullmatch(text, start, end) else None


def _stands_first(text: str, at: int, place: PlaceMention) -> bool:
    """``In Peru, ...``: a place right after the preposition, with a comma soon behind it."""
    return place.start <= at + 4 and "," in text[place.end : place.end + _COMMA_WITHIN]


def _of_subject(report: Report, first: int, at: int) -> Iterator[Clue]:
    units = report.units
    behind = together(u.subject for u in units[max(first, at - _BEHIND) : at])
    ahead = together(u.subject for u in units[at : at + _AHEAD])
    here = units[at].subject
    setting = frozenset().union(*(u.subject.countries for u in units[max(first, at - _SETTING) : at]))
    if here.countries and not here.countries & setting:
        yield _clue("comes_back" if behind.countries & ahead.countries else "other_country", units[at])
    if ahead.names and not ahead.names & behind.names:
        yield _clue("other_cast", units[at])
        if here.names and at - first > _FEWEST and not here.words & behind.words:
            yield _clue("introduces", units[at])
    shared = ahead.shared_with(behind)
    if shared <= _STRANGE:
        yield _clue("new_words", units[at])
    elif shared >= _ALIKE and not units[at].has(*_OPENS) and not _known(report.staff, units[at - 1]):
        yield _clue("same_words", units[at])


def _clue(name: str, unit: Unit) -> Clue:
    return Clue(name, unit.sentence.start, unit.sentence.end)


def weight(clues: Sequence[Clue]) -> float:
    """What the clues come to, each name counted once; the same sum in whatever order they stand."""
    return round(fsum(_WEIGHT[name] for name in {clue.name for clue in clues}), 6)


ENOUGH = _WEIGHT["enough"]
