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
    if not person.pronoun or person.plural:
        return person
    near = [c for c in earlier if report.index - c.index <= _NEAR]
    held = [p for c in earlier for p in c.people]
    if any(_is_same(p, person) for p in held):
        return person
    fitting = (p for c in reversed(near) for p in c.people if _fits(p, person) and len(c.people) == 1)
    meant = next(fitting, None)
    if meant is None or (person.topic and person.place[0] >= meant.place[0] and not _is_spoken_for(report, person)):
        return person
    return replace(person, place=meant.place, actor=meant.actor, entity=meant.entity, noun=meant.noun)


def _is_spoken_for(report: Report, person: Person) -> bool:
    """``the president called for his release``: rather somebody else's than the caller's own."""
    return report.trigger.rule == "noun" and person.place[0] == report.index


def _is_same(known: Person, person: Person) -> bool:
    return known.place == person.place or (person.entity is not None and known.entity is person.entity)


def _fits(known: Person, person: Person) -> bool:
    """Whether the known one is a single person whose gender, where both tell it, agrees."""
    if known.plural or known.actor is None:
        return False
    return None in (known.gender, person.gender) or known.gender == person.gender
