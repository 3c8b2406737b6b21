"""What was found, as an answer: the records, and the report on what was read and what is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from schemas import (
    RECORD_TYPES,
    Coverage,
    Extraction,
    Gap,
    ModelReport,
    Report,
    Skipped,
    Story,
    TextSegment,
    TextTurn,
    TranscriptForm,
    TranscriptInfo,
)
from service.extract.options import Options
from service.fingerprint import rules_version
from service.read.transcript import Transcript
from service.rules.doubt import doubts
from service.rules.found import Found


def answer(
    transcript: Transcript,
    language: str,
    options: Options,
    found: Mapping[str, Found],
    stories: Sequence[Story] = (),
    skipped: Sequence[Skipped] = (),
) -> Extraction:
    """What was found in the transcript, by the plural of each record type, in the stories that it tells."""
    report = Report(
        rules_version=rules_version(),
        coverage=_coverage(transcript, skipped),
        stories=list(stories),
        gaps=[gap for e in RECORD_TYPES if e.plural in found for gap in _gaps(e.name, found[e.plural])],
        model=ModelReport(reason=None if options.model == "off" else "no language model is configured"),
        warnings=list(transcript.warnings),
    )
    records: dict[str, Any] = {plural: f.records for plural, f in found.items()}
    return Extraction(transcript=_info(transcript, language), report=report, **records)


def _gaps(record_type: str, found: Found) -> list[Gap]:
    return sorted([*found.gaps, *doubts(record_type, found)], key=lambda gap: (gap.start, gap.end))


def _coverage(transcript: Transcript, skipped: Sequence[Skipped]) -> Coverage:
    unread = sum(s.end - s.start for s in skipped)
    return Coverage(characters=len(transcript.text) - unread, skipped=list(skipped))


def _info(transcript: Transcript, language: str) -> TranscriptInfo:
    return TranscriptInfo(
        sha256=transcript.sha256,
        characters=len(transcript.text),
        language=language,
        title=transcript.title,
        source=transcript.source,
        published=transcript.published,
        form=_form(transcript),
    )


def _form(transcript: Transcript) -> TranscriptForm | None:
    if transcript.form is None:
        return None
    return TranscriptForm(
        name=transcript.form,
        cues=len(transcript.segments),
        speakers=len({turn.speaker for turn in transcript.turns if turn.speaker is not None}),
        times=sum(segment.start_time is not None for segment in transcript.segments),
    )


def in_full(transcript: Transcript) -> dict[str, Any]:
    """The text, and who says which of it when."""
    segments = [
        TextSegment(start=s.start, end=s.end, start_time=s.start_time, end_time=s.end_time) for s in transcript.segments
    ]
    turns = [TextTurn(start=turn.start, end=turn.end, speaker=turn.speaker) for turn in transcript.turns]
    return {"text": transcript.text, "segments": segments, "turns": turns}
