"""The corridor: transcript -> gate -> parse -> rules -> gaps -> merge -> Extraction, read from top to bottom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from schemas import RECORD_TYPES, Coverage, Extraction, ModelReport, Report, Skipped, TranscriptInfo
from service.about import link_statements
from service.language.tongue import language_of
from service.read.transcript import Transcript
from service.rules.found import Found, Trace, told_apart
from service.rules.prepare import prepare
from service.rules.registry import rules_for, rules_version

ModelMode = Literal["off", "auto", "always"]
MODEL_MODES: tuple[ModelMode, ...] = ("off", "auto", "always")
_PLURALS = tuple(entry.plural for entry in RECORD_TYPES)


@dataclass(frozen=True, slots=True)
class Options:
    """What to extract: plural names of record types, and whether a language model may be asked."""

    records: frozenset[str] = frozenset(_PLURALS)
    model: ModelMode = "off"


@dataclass(frozen=True, slots=True)
class Explained:
    """An extraction, and for each of its records, by id, the rules that made it."""

    extraction: Extraction
    traces: dict[str, Trace]


def extract(transcript: Transcript, options: Options | None = None) -> Extraction:
    """The elections, protests, detentions and statements that the transcript reports.

    The same transcript, options and versions give the same answer, byte for byte. A transcript in a language without
    rules gives no records, and says so in ``report.coverage``.
    """
    return explain(transcript, options).extraction


def explain(transcript: Transcript, options: Options | None = None) -> Explained:
    """What ``extract`` gives, with the rules behind it."""
    options = options or Options()
    language = language_of(transcript)
    if language.split("-")[0] != "en":
        unread = Skipped(start=0, end=len(transcript.text), reason=f"no rules for this language ({language})")
        return Explained(_answer(transcript, language, options, {}, [unread]), {})
    reading = prepare(transcript, options.records)
    found = {plural: told_apart(rules_for(plural)(reading)) for plural in sorted(options.records)}
    traces = {r.id: trace for f in found.values() for r, trace in zip(f.records, f.traces, strict=True)}
    return Explained(link_statements(_answer(transcript, language, options, found, [])), traces)


def _answer(
    transcript: Transcript, language: str, options: Options, found: dict[str, Found], skipped: list[Skipped]
) -> Extraction:
    unread = sum(s.end - s.start for s in skipped)
    report = Report(
        rules_version=rules_version(),
        coverage=Coverage(characters=len(transcript.text) - unread, skipped=skipped),
        gaps=[gap for plural in _PLURALS if plural in found for gap in found[plural].gaps],
        model=ModelReport(reason=None if options.model == "off" else "no language model is configured"),
        warnings=list(transcript.warnings),
    )
    info = TranscriptInfo(
        sha256=transcript.sha256,
        characters=len(transcript.text),
        language=language,
        title=transcript.title,
        source=transcript.source,
        published=transcript.published,
    )
    records: dict[str, Any] = {plural: f.records for plural, f in found.items()}
    return Extraction(transcript=info, report=report, **records)
