"""Records of little confidence left out, where the caller wants none."""

from __future__ import annotations

from typing import Any

from schemas import RECORD_TYPES, Extraction


def confident(extraction: Extraction, least: float) -> Extraction:
    """The extraction without records of less confidence than ``least``, nor links to them; a warning counts them.

    A gap in such a record stays, as one where no record was made.
    """
    every = {entry.plural: getattr(extraction, entry.plural) for entry in RECORD_TYPES}
    gone = {record.id for records in every.values() for record in records if record.confidence < least}
    if not gone:
        return extraction
    kept: dict[str, Any] = {
        plural: [_unlinked(record, gone) for record in records if record.id not in gone]
        for plural, records in every.items()
    }
    report = extraction.report
    gaps = [gap.model_copy(update={"record": None}) if gap.record in gone else gap for gap in report.gaps]
    left_out = f"{len(gone)} of {sum(map(len, every.values()))} records have a confidence under {least:g}: left out"
    report = report.model_copy(update={"gaps": gaps, "warnings": [*report.warnings, left_out]})
    return extraction.model_copy(update={**kept, "report": report})


def _unlinked(record: Any, gone: set[str]) -> Any:
    about = getattr(record, "about", ())
    if gone.isdisjoint(about):
        return record
    return record.model_copy(update={"about": [name for name in about if name not in gone]})
