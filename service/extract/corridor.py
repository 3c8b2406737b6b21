"""The corridor: transcript -> gate -> parse -> discourse -> rules -> gaps -> ask -> guard -> merge -> Extraction, from top to bottom.

What computes is synchronous and runs in a process of its own (``drafted``, ``settled``); what waits for a model stands
between the two and runs wherever there is an event loop.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

from schemas import RECORD_TYPES, Extraction, Skipped
from service.ask.asker import Answers, Asker, Memo
from service.ask.questions import Question, questions_about
from service.ask.reply import Reply
from service.ask.settle import Settled, report_of, settle
from service.discourse import Discourse, as_answered, discourse, with_stories
from service.extract.answer import answer, in_full
from service.extract.confident import confident
from service.extract.held import held_against_words, less_sure
from service.extract.links import link_statements
from service.extract.options import Options
from service.extract.plainly import plainly
from service.language.analyse import analyse
from service.language.tongue import language_of
from service.merge import merged
from service.merge.stories import one_event_each
from service.read.collector import without_collector
from service.read.transcript import Transcript
from service.rules.field_confidences import with_confidences
from service.rules.found import Found, Trace, told_apart
from service.rules.registry import gate_for, rules_for


@dataclass(frozen=True, slots=True)
class Explained:
    """An extraction, and for each of its records, by id, the rules that made it."""

    extraction: Extraction
    traces: dict[str, Trace]


@dataclass(frozen=True, slots=True)
class Whole:
    """What rules and model found together, and the model's replies that are worth keeping."""

    extraction: Extraction
    worth_keeping: tuple[Reply, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """All that the rules found, what the caller does not want included, and what a model is to be asked about it."""

    extraction: Extraction
    questions: tuple[Question, ...]
    options: Options


def extract(transcript: Transcript, options: Options | None = None, asker: Asker | None = None) -> Extraction:
    """The elections, protests, detentions and statements that the transcript reports.

    Without a model the same transcript, options and versions give the same answer, byte for byte. A transcript in a
    language without rules gives no records of theirs, and says so in ``report.coverage``.
    """
    options = options or Options()
    draft = drafted(transcript, options)
    if asker is None or options.model == "off":
        return _as_wanted(draft.extraction, transcript, options)
    answers = asyncio.run(answered(draft, asker, asker.budget.seconds))
    return settled(transcript, draft, answers).extraction


def drafted(transcript: Transcript, options: Options, known: Extraction | None = None) -> Draft:
    """The rules' answer (``known``, or made now), with the questions that its gaps, or the model's mode, call for."""
    extraction = known or _read(transcript, options).extraction
    if options.model == "off":
        return Draft(extraction, (), options)
    kinds = [entry.name for entry in RECORD_TYPES if entry.plural in options.records]
    everything = options.model == "always" or not _has_rules(extraction.transcript.language)
    return Draft(extraction, questions_about(transcript, extraction, kinds, everything=everything), options)


async def answered(draft: Draft, asker: Asker, seconds: float, memo: Memo | None = None) -> Answers:
    """What the model answers about the draft within so many seconds, or, in a dry run, what it would be sent."""
    if draft.options.model_dry_run:
        return await asker.would_ask(draft.questions, memo)
    return await asker.ask(draft.questions, seconds, memo)


def settled(transcript: Transcript, draft: Draft, answers: Answers) -> Whole:
    """The draft with what of the model's answers the transcript bears out."""
    found = settle(transcript, draft.extraction, answers, parsed=_has_rules(draft.extraction.transcript.language))
    whole = with_stories(link_statements(merged(draft.extraction, found.said, found.held)))
    report = whole.report.model_copy(update={"model": report_of(answers, found)})
    whole = _as_wanted(whole.model_copy(update={"report": report}), transcript, draft.options)
    return Whole(whole, tuple(found.worth_keeping))


def unsettled(transcript: Transcript, draft: Draft, answers: Answers, why: str) -> Extraction:
    """The draft as it is, where what the model said could not be held against the words."""
    lost = Answers(answers.name, tuple(replace(r, edits=[], fault=why) for r in answers.replies), answers.left_out)
    model = report_of(lost, Settled())
    report = draft.extraction.report.model_copy(update={"model": model})
    return _as_wanted(draft.extraction.model_copy(update={"report": report}), transcript, draft.options)


def _as_wanted(extraction: Extraction, transcript: Transcript, options: Options) -> Extraction:
    """The extraction with the text, and less the records of too little confidence, where the options say so."""
    if options.text:
        info = extraction.transcript.model_copy(update=in_full(transcript))
        extraction = extraction.model_copy(update={"transcript": info})
    return confident(extraction, options.min_confidence)


def _has_rules(language: str) -> bool:
    return language.split("-")[0] == "en"


def explain(transcript: Transcript, options: Options | None = None) -> Explained:
    """What ``extract`` gives, with the rules behind it."""
    options = options or Options()
    found = _read(transcript, options)
    return Explained(_as_wanted(found.extraction, transcript, options), found.traces)


@without_collector()
def _read(transcript: Transcript, options: Options) -> Explained:
    language = language_of(transcript)
    if not _has_rules(language):
        unread = Skipped(start=0, end=len(transcript.text), reason=f"no rules for this language ({language})")
        return Explained(answer(transcript, language, options, {}, skipped=[unread]), {})
    plain = plainly(transcript)
    reading = analyse(plain.transcript, gate_for(options.records))
    report = discourse(reading, every_turn=options.turns)
    found = {plural: _found(plural, report) for plural in sorted(options.records)}
    traces = {r.id: plain.steps(trace) for f in found.values() for r, trace in zip(f.records, f.traces, strict=True)}
    stories = as_answered(plain.transcript, report.stories)
    told = link_statements(with_stories(answer(transcript, language, options, found, stories)))
    return Explained(plain.as_written(told), traces)


def _found(plural: str, report: Discourse) -> Found:
    """What the rules find in each part of the report by itself, one record an event."""
    find = rules_for(plural)
    found = one_event_each([held_against_words(plural, find(part), part) for part in report.parts])
    return less_sure(with_confidences(plural, replace(found, records=told_apart(found.records))))
