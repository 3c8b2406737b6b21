"""Names that a story gives people after it has told that they are held: ``The pair, Ann Rossi and Leo Marsh``, ``Police named him as``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from schemas import Actor
from service.language.coreference import gender_of_word
from service.language.entities import Entity
from service.language.names import Name, fold
from service.language.reading import Reading
from service.rules.detentions.fields.detainees import Person
from service.rules.detentions.fields.lists import Named, lists_of, people_named
from service.rules.detentions.lexicon import WORDS, words_of
from service.rules.detentions.people import GENERAL
from service.rules.detentions.report import Report

_REACH = 6  # sentences from what is told of people to their names
_NEXT = 2  # sentences from it to `they` and `he`
_NAME = "\ue000"  # stands for each character of a person's name
_DESCRIBED = rf"(?:(?:{'|'.join(WORDS['naming']['articles'])}) )?(?P<described>(?:[\w’'.-]+ ){{0,4}}?)(?={_NAME})"
_DEFINITE, _PRONOUNS = "|".join(WORDS["naming"]["definite"]), "|".join(WORDS["naming"]["pronouns"])
_PEOPLE = rf"(?:(?:{_DEFINITE})(?: [\w-]+){{0,3}}? (?P<noun>[\w-]+)|(?P<pronoun>{_PRONOUNS}))"
_CALLED = "|".join(WORDS["naming"]["called"])
_CALLING = "|".join(WORDS["naming"]["calling"])
_PATTERNS = tuple(
    re.compile(pattern.format(people=_PEOPLE, described=_DESCRIBED, called=_CALLED, calling=_CALLING), re.IGNORECASE)
    for pattern in WORDS["naming"]["patterns"]
)
_ENDS = re.compile(rf"\b{_PEOPLE}(?: [\w-]+){{0,4}}? (?:are|were|as|include|included)\s*:\s*$", re.IGNORECASE)
_LINES = re.compile(r"\n+[^\w\n]*(?:\d{1,3}[.)] ?)?(?P<line>[^\W\d_][^\n]*)")
_SPEAKS = re.compile(r",? (?:(?:also|then|later) )?(?:said|says|told|added|adds|tells)\b")


@dataclass(frozen=True, slots=True)
class _Naming:
    """People named in a sentence, and the word for them: a noun, or a pronoun."""

    index: int
    word: str
    plural: bool
    names: tuple[Named, ...]


def with_names(reading: Reading, reports: list[Report]) -> list[Report]:
    """The reports, where each of people without names has those that the sentences after it give them."""
    out, told_of = [*reports], {report.index for report in reports}
    for index in sorted({i for r in reports if _wants_names(r) for i in range(r.index, r.index + _REACH + 1)}):
        known = index < len(reading.sentences)
        told = known and (index in told_of or _ends_in_people(reading, index))
        lines = _on_lines(reading, index) if told else ()
        for naming in (*_namings(reading, index), *lines) if known else ():
            at = next((i for i in reversed(range(len(out))) if _is_of(out[i], naming)), None)
            if at is not None:
                out[at] = replace(
                    out[at], people=(*out[at].people, *(_person(reading, index, *n) for n in naming.names))
                )
    return out


def _wants_names(report: Report) -> bool:
    """Whether it tells of people who have no name there."""
    return (
        bool(report.people) and report.happened and not report.background and not any(p.is_named for p in report.people)
    )


def _namings(reading: Reading, index: int) -> Iterator[_Naming]:
    sentence = reading.sentences[index]
    names = people_named(reading, sentence.start, sentence.end)
    if not names:
        return
    text = reading.text(sentence)
    masked = text
    for name, _ in names:
        start, end = name.start - sentence.start, name.end - sentence.start
        masked = masked[:start] + _NAME * (end - start) + masked[end:]
    listed = lists_of(reading, sentence.start, sentence.end)
    taken: set[int] = set()
    for found in (found for pattern in _PATTERNS for found in pattern.finditer(masked)):
        run = _from(listed, sentence.start + found.end())
        if not run or run[0][0].start in taken or set(found["described"].split()) & words_of("naming", "between"):
            continue
        if _SPEAKS.match(masked, run[-1][0].end - sentence.start):
            continue
        word = (found["noun"] or found["pronoun"]).lower().split()[0]
        if word in words_of("naming", "verbs"):
            continue  # `the three were: `
        taken |= {n.start for n, _ in run}
        plural = word.endswith(("s", "men")) or word in words_of("naming", "several")
        yield _Naming(index, word, plural, tuple(run))


def _ends_in_people(reading: Reading, index: int) -> bool:
    """``They are:``, ``The men have been identified as:``."""
    return _ENDS.search(reading.text(reading.sentences[index])) is not None


def _on_lines(reading: Reading, index: int) -> Iterator[_Naming]:
    """The names that each begin one of the lines below ``Those arrested are:``."""
    text, at, names = reading.transcript.text, reading.sentences[index].end, list[Named]()
    if not text[:at].endswith(":") and not text[at:].startswith(":"):
        return
    for line in _LINES.finditer(text, at):
        named = people_named(reading, line.start("line"), line.end())[:1]
        if not named or named[0][0].start != line.start("line"):
            break
        names += named
    if len(names) > 1:
        yield _Naming(index, "they", True, tuple(names))


def _from(listed: list[list[Named]], at: int) -> list[Named]:
    """The list from the name at ``at`` on."""
    return next((names[i:] for names in listed for i, (name, _) in enumerate(names) if name.start == at), [])


def _is_of(report: Report, naming: _Naming) -> bool:
    """Whether the people named are those of an earlier report, by their number and by the word for them."""
    away = naming.index - report.index
    if not _wants_names(report) or not 0 <= away <= _REACH or naming.names[0][0].start < report.span[0]:
        return False
    first, noun = report.people[0], naming.word
    if report.is_plural is not naming.plural or (not naming.plural and len(naming.names) > 1):
        return False
    if {"female", "male"} <= {gender_of_word(first.noun), gender_of_word(noun)}:
        return False
    if noun in words_of("naming", "pronouns"):
        return away <= _NEXT
    one = f"{noun[:-3]}man" if noun.endswith("men") else noun.removesuffix("s")
    return one in {first.noun, *GENERAL} or noun in words_of("naming", "several")


def _person(reading: Reading, index: int, name: Name, entity: Entity) -> Person:
    """Somebody known to be held, by the name alone."""
    actor = Actor(name=entity.name, kind="person", role=next(iter(entity.roles), None))
    token = reading.sentences[index].token_at(name.end - 1)
    told = reading.actor(reading.sentences[index], token) if token is not None else None
    if told is not None and told.name == actor.name:
        actor = told.model_copy(update={"kind": "person"})
    return Person(
        place=(index, -1 - name.start), actor=actor, entity=entity, noun=fold(name.name)[-1], plural=False, definite=False,
        pronoun=False, topic=False, gender=entity.gender, held=False, another=False, owner=None, beside=True,
        start=name.start, end=name.end,
    )  # fmt: skip
