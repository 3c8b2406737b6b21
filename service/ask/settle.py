"""A model's replies to edits that stand, and to what the report says of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from schemas import Extraction, ModelReport, ModelStatus, Record
from service.ask.asker import Answers
from service.ask.editing import Count, Editing, Known
from service.ask.prompts import marks_missing_from, prompt_version
from service.ask.reply import Reply
from service.guard import Guard
from service.language.analyse import analyse_passages
from service.merge import Said
from service.read.transcript import Transcript

_DRY_RUN = "a dry run: nothing was sent"
_NOTHING_STANDS = "nothing that the model said is borne out by the transcript"
_NOTHING_OPEN = "the rules left nothing open that is worth asking about"


@dataclass
class Settled:
    """What stands of each answer, what was proposed and dropped, the replies worth keeping, and what the guard lets pass
    of a rules' record, had a model proposed it.
    """

    said: list[Said] = field(default_factory=list)
    count: Count = field(default_factory=Count)
    worth_keeping: list[Reply] = field(default_factory=list)
    held: Callable[[Record], Record | None] = lambda record: record


def settle(transcript: Transcript, extraction: Extraction, answers: Answers, *, parsed: bool) -> Settled:
    """What of the answers the transcript bears out. ``parsed``: whether its language is one that we parse."""
    passages = [reply.question.passage for reply in answers.replies if reply.edits]
    guard = Guard(analyse_passages(transcript, passages if parsed else []), marks_missing_from(transcript.text))
    known = Known(extraction)
    settled = Settled(held=_holds(guard, known))
    for reply in answers.replies:
        said = Editing(guard, reply.question, known, settled.held, settled.count).said(reply.edits)
        settled.said.append(said)
        # That there is nothing to edit is an answer; one of which nothing stands is worth another try.
        if reply.fault is None and (not reply.edits or said):
            settled.worth_keeping.append(reply)
    return settled


def _holds(guard: Guard, known: Known) -> Callable[[Record], Record | None]:
    """What the guard lets pass of a record as if a model had proposed it; each is looked at once."""

    @cache
    def held(id_: str) -> Record | None:
        return guard.checked(known.records[id_][1].model_copy(update={"source": "model"})).record

    return lambda record: held(record.id) if record.id in known.records else record


def report_of(answers: Answers, settled: Settled) -> ModelReport:
    """What was asked, what it cost, and what came of it. Failed if any question stayed without an answer of use."""
    if answers.dry_run is not None:
        return ModelReport(
            reason=_DRY_RUN,
            name=answers.name,
            prompt_version=prompt_version(),
            not_asked=list(answers.left_out),
            dry_run=answers.dry_run,
        )
    faults = list(dict.fromkeys(reply.fault for reply in answers.replies if reply.fault is not None))
    if not faults and settled.count.proposed and not any(settled.said):
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
        proposed=settled.count.proposed,
        dropped=settled.count.dropped.total(),
        dropped_reasons=dict(sorted(settled.count.dropped.items())),
        not_asked=list(answers.left_out),
    )
