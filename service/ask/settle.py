"""A model's replies to records: each proposal found in the passages it was made from, then held against their words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from pydantic import BaseModel

from schemas import Extraction, ModelReport, ModelStatus, Record
from service.ask.answers import ground
from service.ask.asker import Answers
from service.ask.doubts import doubts_about
from service.ask.prompts import marks_missing_from, prompt_version
from service.ask.proposals import proposal
from service.ask.questions import Question
from service.ask.reply import Reply
from service.guard import Guard
from service.language.analyse import analyse_passages
from service.merge import Said
from service.read.transcript import Transcript

_NOTHING_STANDS = "nothing that the model said is borne out by the transcript"
_NOTHING_OPEN = "the rules left nothing open that is worth asking about"


@dataclass
class Settled:
    """What stands of each answer, the count of all values that were proposed and dropped, and the replies worth keeping."""

    said: list[Said] = field(default_factory=list)
    proposed: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    worth_keeping: list[Reply] = field(default_factory=list)


def settle(transcript: Transcript, extraction: Extraction, answers: Answers, *, parsed: bool) -> Settled:
    """What of the answers the transcript bears out. ``parsed``: whether its language is one that we parse."""
    passages = [span for reply in answers.replies if reply.proposals for span in reply.question.passages]
    marks = marks_missing_from(transcript.text)
    guard = Guard(analyse_passages(transcript, passages if parsed else []), marks)
    settled = Settled()
    doubts = {kind: doubts_about(extraction, kind) for kind in {reply.question.kind for reply in answers.replies}}
    for reply in answers.replies:
        kind = reply.question.kind
        made = [
            _settle_one(settled, guard, proposal(kind).model_validate(values), reply.question)
            for values in reply.proposals
        ]
        records = tuple(record for record in made if record is not None)
        settled.said.append(Said(kind, records, doubts[kind].refused(reply.refused)))
        # That there is nothing is an answer; one of which nothing stands is worth another try.
        if reply.fault is None and (not reply.proposals or records):
            settled.worth_keeping.append(reply)
    return settled


def _settle_one(settled: Settled, guard: Guard, proposed: BaseModel, question: Question) -> Record | None:
    within = (question.passages[0][0], question.passages[-1][1])
    grounded = ground(proposed, question.kind, guard.reading, within, guard.marks)
    settled.dropped.update(drop.reason for drop in grounded.drops)
    settled.proposed += len(grounded.drops)
    if grounded.record is None:
        return None
    verdict = guard.checked(grounded.record)
    settled.proposed += max(verdict.values, len(verdict.drops))
    settled.dropped.update(drop.reason for drop in verdict.drops)
    return verdict.record


def report_of(answers: Answers, settled: Settled) -> ModelReport:
    """What was asked, what it cost, and what came of it. Failed if any question stayed without an answer of use."""
    faults = list(dict.fromkeys(reply.fault for reply in answers.replies if reply.fault is not None))
    if not faults and settled.proposed and not any(said.records for said in settled.said):
        faults = [_NOTHING_STANDS]
    status: ModelStatus = "failed" if faults else "used" if answers.replies else "not_needed"
    return ModelReport(
        status=status,
        reason="; ".join(faults) or (None if answers.replies else _NOTHING_OPEN),
        name=answers.name,
        prompt_version=prompt_version() if answers.replies else None,
        calls=sum(reply.calls for reply in answers.replies),
        input_tokens=sum(reply.input_tokens for reply in answers.replies),
        output_tokens=sum(reply.output_tokens for reply in answers.replies),
        proposed=settled.proposed,
        dropped=settled.dropped.total(),
        dropped_reasons=dict(sorted(settled.dropped.items())),
        not_asked=list(answers.left_out),
    )
