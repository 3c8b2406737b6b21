"""The corridor: transcript -> gate -> parse -> rules -> gaps -> merge -> Extraction, read from top to bottom."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Literal

from schemas import RECORD_TYPES, Coverage, Extraction, ModelReport, Report, Skipped, TranscriptInfo
from service.about import link_statements
from service.language import entities, parse, quotations, sentences
from service.language.mentions import Mentions
from service.read.transcript import Transcript
from service.rules.found import Found
from service.rules.reading import Reading
from service.rules.registry import gate, rules_for, rules_version

ModelMode = Literal["off", "auto", "always"]
MODEL_MODES: tuple[ModelMode, ...] = ("off", "auto", "always")


@dataclass(frozen=True, slots=True)
class Options:
    """What to extract: plural names of record types, and whether a language model may be asked."""

    records: frozenset[str] = frozenset(entry.plural for entry in RECORD_TYPES)
    model: ModelMode = "off"


def extract(transcript: Transcript, options: Options | None = None) -> Extraction:
    """The elections, protests, detentions and statements that the transcript reports.

    The same transcript, options and versions give the same answer, byte for byte.
    """
    options = options or Options()
    if not _is_english(transcript):
        return _answer(transcript, options, {}, (Skipped(start=0, end=len(transcript.text), reason="no rules for this language"),))
    reading = read(transcript, options.records)
    found = {plural: rules_for(plural)(reading) for plural in sorted(options.records)}
    return link_statements(_answer(transcript, options, found))


def read(transcript: Transcript, records: frozenset[str] = Options().records) -> Reading:
    """Gate and parse: what the rules are given. The pipeline is loaded only if a sentence passes the gate."""
    text = transcript.text
    spans = sentences.split(transcript)
    quoted = tuple(quotations.find_quotations(text))
    bears = _gated(text, spans, quoted, records)
    passed = _with_context(text, spans, bears)
    docs = iter(parse.parse([text[spans[i].start : spans[i].end] for i in passed], os.environ.get("ONRECORD_PIPELINE", parse.DEFAULT_PIPELINE)))
    wanted = set(passed)
    parsed = tuple(
        parse.Sentence(i, s.start, s.end, s.turn, s.paragraph, next(docs) if i in wanted else None) for i, s in enumerate(spans)
    )
    named = entities.find_entities(text, ((s.start, s.end) for s in spans) if passed else ())
    return Reading(transcript, parsed, bears, quoted, Mentions(text, parsed, named), cased=_is_cased(text))


def _gated(
    text: str, spans: list[sentences.Span], quoted: tuple[quotations.Quotation, ...], records: frozenset[str]
) -> tuple[frozenset[str], ...]:
    """For each sentence, the record types that it may bear on; a quotation always may be a statement."""
    bears = [gate(records).types(text[s.start : s.end]) for s in spans]
    if "statements" in records:
        starts = [s.start for s in spans]
        for quotation in quoted:
            i = max(0, sentences.index_at(starts, quotation.outer_start))
            bears[i] |= {"statements"}
    return tuple(bears)


_BACKWARD = ("he ", "she ", "it ", "they ", "his ", "her ", "its ", "their ", "the ", "this ", "these ", "those ", '"', "“", "''")


def _with_context(text: str, spans: list[sentences.Span], bears: tuple[frozenset[str], ...]) -> list[int]:
    """The sentences to parse: those that bear on a record, and before one that points backward, the one it may point to."""
    wanted = {i for i, kinds in enumerate(bears) if kinds}
    wanted |= {i - 1 for i in wanted if i and text[spans[i].start : spans[i].start + 8].lower().startswith(_BACKWARD)}
    return sorted(wanted)


def _is_cased(text: str) -> bool:
    """Whether capitals tell anything: False for captions all in one case."""
    letters = [c for c in text[:20_000] if c.isalpha()]
    upper = sum(c.isupper() for c in letters)
    return 0.008 * len(letters) < upper < 0.6 * len(letters)


def _is_english(transcript: Transcript) -> bool:
    return (transcript.language or "en").lower().split("-")[0] in ("en", "eng", "und", "english")


def _answer(transcript: Transcript, options: Options, found: dict[str, Found], skipped: tuple[Skipped, ...] = ()) -> Extraction:
    unread = sum(s.end - s.start for s in skipped)
    report = Report(
        rules_version=rules_version(),
        coverage=Coverage(characters=len(transcript.text) - unread, skipped=list(skipped)),
        gaps=[gap for f in found.values() for gap in f.gaps],
        model=ModelReport(reason=None if options.model == "off" else "no language model is configured"),
        warnings=list(transcript.warnings),
    )
    info = TranscriptInfo(
        sha256=transcript.sha256,
        characters=len(transcript.text),
        language=transcript.language or "en",
        title=transcript.title,
        source=transcript.source,
        published=transcript.published,
    )
    return Extraction(transcript=info, report=report, **{plural: f.records for plural, f in found.items()})
