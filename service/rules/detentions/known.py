"""Who a pronoun means where several people fit: rather somebody already known to be held than whoever spoke last."""

from __future__ import annotations

from dataclasses import replace

from service.rules.detentions.fields.detainees import Person
from service.rules.detentions.report import Report

_NEAR = 3  # sentences


def with_known(earlier: list[Report], report: Report) -> Report:
    """The report with each ``he`` and ``she`` that nothing nearer explains read as the last person reported held."""
    people = tuple(_known(earlier, report, person) for person in report.people)
    return replace(report, people=people) if people != report.people else report


def _known(earlier: list[Report], report: Report, person: Person) -> Person:
    near = [c for c in earlier if report.index - c.index <= _NEAR]
    if person.pronoun and (taken := _held_by(near, person)) is not None:
        return replace(person, place=taken.place, actor=taken.actor, entity=taken.entity, noun=taken.noun)
    if not person.pronoun or person.plural:
        return person
    held = [p for c in earlier for p in c.people]
    if any(_is_same(p, person) for p in held):
        return person
    meant = next((p for c in reversed(near) for p in c.people if _fits(p, person)), None)
    if meant is None or (person.topic and not _is_spoken_for(report)):
        return person
    return replace(person, place=meant.place, actor=meant.actor, entity=meant.entity, noun=meant.noun)


def _held_by(near: list[Report], person: Person) -> Person | None:
    """``gunmen took the nurses; they were later freed``: not those who held them, but whom they held."""
    forces = ((c, c.trigger.force) for c in reversed(near) if c.people)
    return next((c.people[0] for c, f in forces if f is not None and (c.index, f.i) == person.place), None)


def _is_spoken_for(report: Report) -> bool:
    """``the president called for his release``: rather somebody else's than the caller's own."""
    return report.trigger.rule == "noun"


def _is_same(known: Person, person: Person) -> bool:
    return known.place == person.place or (person.entity is not None and known.entity is person.entity)


def _fits(known: Person, person: Person) -> bool:
    """Whether the known one is a single person whose gender, where both tell it, agrees."""
    if known.plural or known.actor is None:
        return False
    return None in (known.gender, person.gender) or known.gender == person.gender
