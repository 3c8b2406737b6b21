"""What the story around a detention tells where its own clause and sentence do not: where it was, and who did it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from schemas import Actor, Place
from service.language.reading import Reading
from service.rules.detentions.fields.place import is_wide
from service.rules.detentions.fields.reasons import THEY, accusations
from service.rules.detentions.grouping import Cluster
from service.rules.detentions.lexicon import HELD, TRIED
from service.rules.detentions.report import Report
from service.rules.events.places import of_dateline, places_said
from service.rules.events.view import View
from service.rules.found import Grounded

if TYPE_CHECKING:
    from spacy.tokens import Token

_BACK = 2  # sentences over which a place said holds on
_NEAR_HEAD = 4  # sentences at the head of a story that its dateline places
_ASIDE = 3  # sentences from one case to another of the same raid or trial


class Scene:
    """Where a story's detentions are set, and who makes them: the cases of one story with its words."""

    def __init__(self, reading: Reading, cases: Sequence[Cluster]) -> None:
        self._reading = reading
        self._reports = [r for case in cases for r in case if r.happened and not r.background and r.trigger.is_telling]

    def place(self, case: Cluster) -> Grounded[Place] | None:
        """The last city that the sentences before put something in; where they name none, that of the dateline."""
        first = _first(case)
        if first is None or not _is_of_the_day(first):
            return None
        for index in range(first.index - 1, max(-1, first.index - 1 - _BACK), -1):
            cities = {p.value.name.lower(): p for p in self._said(index)}
            if cities:
                return next(iter(cities.values())) if len(cities) == 1 else None
        heads = of_dateline(self._reading) if first.index <= _NEAR_HEAD else ()
        return next((head for head in heads if not is_wide(head.value)), None)

    def _said(self, index: int) -> Iterator[Grounded[Place]]:
        said = places_said(self._reading, self._reading.sentences[index])
        return (p for p in said if p.value.kind == "city")

    def reason(self, case: Cluster) -> Grounded[str] | None:
        """What a sentence after the case says that they are accused of: ``She is accused of spying``."""
        told = {r.index for r in self._reports}
        for report in (r for r in case if r.happened and r.stage != "released"):
            for view in report.view.beside(1, 2):
                for _, whom, span in accusations(view) if view.index not in told else ():
                    if whom is not None and _is_theirs(report, view, whom):
                        return Grounded(view.said(*span), *span)
        return None

    def authority(self, case: Cluster) -> Grounded[Actor] | None:
        """Who made the nearest other arrest or held the nearest other trial, no more than a few sentences before."""
        first = _first(case)
        if first is None or first.trigger.force is not None or first.trigger.is_crime:
            return None
        kinds = next((kinds for kinds in (HELD, TRIED) if first.stage in kinds), ())
        near = [
            Grounded(r.authority, *r.span)
            for r in self._reports
            if r.authority is not None and r.stage in kinds and 0 <= first.index - r.index <= _ASIDE
        ]
        return near[-1] if near else None


def _is_theirs(report: Report, view: View, accused: Token) -> bool:
    """Whether somebody accused in a sentence after the report is whom it tells of: the same name, or ``he``."""
    named = [p.entity for p in report.people if p.is_named]
    entity = view.entity(accused)
    if entity is not None:
        return any(entity is known for known in named)
    plural = len(report.people) > 1 or any(p.plural for p in report.people)
    return accused.lower_ in THEY and (accused.lower_ in ("they", "them")) is plural


def _is_of_the_day(report: Report) -> bool:
    """Whether it tells of an arrest of people without a name as part of what goes on there: ``were detained``, not ``have been``."""
    verb = report.trigger.token
    told = report.trigger.rule in ("verb", "weak_verb") and verb.tag_ in ("VBD", "VBN") and report.stage in HELD
    perfect = any(c.lower_ in ("have", "has", "had", "'ve", "’ve") for c in verb.children)
    return told and not perfect and not any(p.is_named for p in report.people)


def _first(case: Cluster) -> Report | None:
    """The first report that tells what happened in the case."""
    return next((r for r in case if r.happened and not r.background and r.trigger.is_telling), None)
