"""From a trigger to a candidate: one report of a detention with everything that its sentence says about it."""

from __future__ import annotations

from dataclasses import dataclass

from schemas import Actor, Factuality, Place, Quantity, Stage, When
from service.language.parse import Sentence
from service.language.reading import Reading
from service.rules.detentions import arguments, reasons
from service.rules.detentions.detainees import Person, people_of
from service.rules.detentions.factuality import stands
from service.rules.detentions.trigger import Trigger
from service.rules.detentions.triggers import find_triggers
from service.rules.detentions.where import place_of
from service.rules.events import clause_span
from service.rules.found import Grounded, V


@dataclass(frozen=True, slots=True)
class Candidate:
    """One report of one detention. ``span`` is the clause that reports it."""

    sentence: Sentence
    trigger: Trigger
    stage: Stage
    factuality: Factuality
    by: Actor | None
    span: tuple[int, int]
    people: tuple[Person, ...]
    counts: tuple[Grounded[Quantity], ...]
    authority: Actor | None
    place: Grounded[Place] | None
    when: Grounded[When] | None
    reason: Grounded[str] | None
    charge: Grounded[str] | None
    background: bool

    @property
    def happened(self) -> bool:
        """Whether the transcript reports or alleges that it happened."""
        return self.factuality in ("reported", "alleged")


def candidates_in(reading: Reading, sentence: Sentence) -> list[Candidate]:
    """All reports of detentions in one parsed sentence, in its order."""
    return [_candidate(reading, sentence, trigger) for trigger in find_triggers(reading, sentence)]


def _candidate(reading: Reading, sentence: Sentence, trigger: Trigger) -> Candidate:
    standing = stands(trigger)
    stage, factuality = trigger.stage, standing.factuality
    if stage == "released" and factuality not in ("reported", "alleged"):
        stage, factuality = "detained", "reported"  # only somebody held can be promised, refused or denied release
    by = standing.by if factuality == standing.factuality != "reported" else None
    if factuality == "reported" and (claimant := arguments.claimant_of(reading, sentence, trigger)) is not None:
        factuality, by = "alleged", claimant
    reason = _words(reading, reasons.reason_of(sentence, trigger))
    charge = _words(reading, reasons.charges_of(sentence, trigger))
    people = people_of(reading, sentence, trigger.patients)
    charged = [(charge.start, charge.end)] if charge is not None else []
    avoid = charged + [(p.start, p.end) for p in people]
    aside = [*avoid, (reason.start, reason.end)] if reason is not None else avoid
    return Candidate(
        sentence, trigger, stage, factuality,
        reading.actor(sentence, by) if by is not None else None,
        _span(sentence, trigger), people,
        tuple(Grounded(*c) for c in arguments.counts_of(reading, sentence, trigger)),
        arguments.authority_of(reading, sentence, trigger),
        _grounded(place_of(reading, sentence, trigger, avoid)),
        _grounded(arguments.when_of(reading, sentence, trigger, aside)),
        reason, charge, arguments.is_background(reading, sentence, trigger),
    )  # fmt: skip


def _span(sentence: Sentence, trigger: Trigger) -> tuple[int, int]:
    """The clause, stretched to the people where these stand outside of it (``those arrested``)."""
    start, end = clause_span(sentence, trigger.token)
    start = _after_heading(sentence, start, trigger)
    for token in (trigger.token, *trigger.patients):
        start, end = min(start, sentence.at(token)), max(end, sentence.at(token) + len(token))
    return start, end


def _after_heading(sentence: Sentence, start: int, trigger: Trigger) -> int:
    """Where the words begin after a dateline or a line that stands alone (``Novara: two men were ...``)."""
    assert sentence.doc is not None
    head = sentence.doc.text[: min(t.idx for t in (trigger.token, *trigger.patients))]
    break_ = max(head.rfind("  "), head.rfind(": "))
    return max(start, sentence.start + break_ + 2) if break_ >= 0 else start


def _grounded(found: tuple[V, int, int] | None) -> Grounded[V] | None:
    return Grounded(*found) if found is not None else None


def _words(reading: Reading, span: tuple[int, int] | None) -> Grounded[str] | None:
    return Grounded(reading.transcript.text[slice(*span)], *span) if span is not None else None
