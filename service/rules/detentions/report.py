"""From a trigger to a report: everything that its sentence says of one detention."""

from __future__ import annotations

import re
from dataclasses import dataclass

from schemas import Actor, Factuality, Place, Quantity, Stage, When
from service.language.polarity import Standing
from service.rules.detentions.factuality import stands
from service.rules.detentions.fields.authority import authority_of, claimant_of
from service.rules.detentions.fields.counts import counts_of
from service.rules.detentions.fields.detainees import Person, people_of
from service.rules.detentions.fields.place import place_of
from service.rules.detentions.fields.reasons import charges_of, reason_of
from service.rules.detentions.lexicon import HELD, words_of
from service.rules.detentions.trigger import Trigger
from service.rules.detentions.triggers import find_triggers
from service.rules.events import report
from service.rules.events.captions import caption_of
from service.rules.events.days import first_day
from service.rules.events.report import HAPPENED
from service.rules.events.view import View
from service.rules.found import Grounded

_YEAR = re.compile(r" (?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Report(report.Report):
    """One report of one detention; ``background`` where its clause tells of another, earlier case."""

    trigger: Trigger
    stage: Stage
    people: tuple[Person, ...]
    counts: tuple[Grounded[Quantity], ...]
    authority: Actor | None
    place: Grounded[Place] | None
    when: Grounded[When] | None
    reason: Grounded[str] | None
    charge: Grounded[str] | None
    background: bool

    @property
    def is_release_wanted(self) -> bool:
        """Whether it tells of somebody held whose release is called for, wherever that is done."""
        return self.trigger.rule == "noun" and self.trigger.stage == "released" and self.stage != "released"

    @property
    def is_heading(self) -> bool:
        """Whether it is the headline: the first line, without a stop."""
        return self.index == 0 and self.view.text.rstrip()[-1:].isalnum()

    @property
    def is_plural(self) -> bool:
        """Whether it tells of several people."""
        return len(self.people) > 1 or any(p.plural for p in self.people)

    @property
    def is_picture(self) -> bool:
        """Whether it is the caption of a news picture of the day that shows somebody without a name."""
        caption = caption_of(self.view)
        return caption is not None and not caption.filed and not any(p.is_named for p in self.people)


def reports_in(view: View) -> list[Report]:
    """All reports of detentions in one parsed sentence, in its order."""
    return [_report(view, trigger) for trigger in find_triggers(view)]


def _report(view: View, trigger: Trigger) -> Report:
    stage, factuality, by = _standing(trigger, stands(trigger))
    reason, charge = _words(view, reason_of(trigger)), _words(view, charges_of(trigger))
    people = people_of(view, trigger.patients, lists=trigger.is_of_all)
    avoid = [(charge.start, charge.end)] if charge is not None else []
    avoid += [(p.start, p.end) for p in people]
    aside = [*avoid, (reason.start, reason.end)] if reason is not None else avoid
    return Report(
        trigger=trigger,
        factuality=factuality,
        by=by,
        span=_span(trigger),
        stage=stage,
        people=people,
        counts=tuple(counts_of(trigger)),
        authority=authority_of(trigger),
        place=place_of(trigger, avoid),
        when=first_day(view, trigger.clause, aside),
        reason=reason,
        charge=charge,
        background=_is_background(trigger),
    )


def _standing(trigger: Trigger, found: Standing) -> tuple[Stage, Factuality, Actor | None]:
    """The stage, how it stands, and by whom: somebody may allege it; only who is held can be promised or denied release."""
    if trigger.stage == "released" and found.factuality not in HAPPENED:
        found = Standing("reported")
        stage: Stage = "detained"
    else:
        stage = trigger.stage
    if trigger.stage == "prosecuted" and trigger.rule in ("state", "deed") and found.factuality == "planned":
        found = Standing("reported")  # `will go on trial`: it is before a court
    if found.factuality == "reported":
        claimant = claimant_of(trigger)
        found = Standing("alleged", claimant) if claimant is not None else Standing("reported")
    return stage, found.factuality, trigger.view.actor(found.by) if found.by is not None else None


def _span(trigger: Trigger) -> tuple[int, int]:
    """The clause, stretched to the people where these stand outside of it (``those arrested``)."""
    view, tokens = trigger.view, (trigger.token, *trigger.patients)
    start, end = view.clause(trigger.token)
    head = view.parsed[: min(t.idx for t in tokens)]
    heading = max(head.rfind("  "), head.rfind(": "))  # `Novara: two men were ...`
    start = max(start, view.sentence.start + heading + 2) if heading >= 0 else start
    return min(start, *(view.at(t) for t in tokens)), max(end, *(view.at(t) + len(t) for t in tokens))


def _words(view: View, span: tuple[int, int] | None) -> Grounded[str] | None:
    return Grounded(view.said(*span), *span) if span is not None else None


def _is_background(trigger: Trigger) -> bool:
    """``in a separate case``, ``previously``, ``was also jailed in 1995``."""
    words = f" {trigger.view.said(*trigger.clause).lower()} "
    anew = any(c.lower_ in ("also", "again") for c in trigger.site.children) and trigger.stage in (*HELD, "sentenced")
    return (anew and _YEAR.search(words) is not None) or any(
        f" {phrase} " in words for phrase in words_of("background", "phrases")
    )
