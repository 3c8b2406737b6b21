"""Links from statements to the records that their words are about."""

from __future__ import annotations

from schemas import RECORD_TYPES, Evidence, Extraction, Statement


def link_statements(extraction: Extraction) -> Extraction:
    """The extraction with ``about`` filled in: the records whose evidence lies in, or holds, a statement's words."""
    events = [
        (record.id, record.evidence)
        for entry in RECORD_TYPES
        if entry.model is not Statement
        for record in getattr(extraction, entry.plural)
    ]
    linked = [s.model_copy(update={"about": _about(s, events)}) for s in extraction.statements]
    return extraction.model_copy(update={"statements": linked})


def _about(statement: Statement, events: list[tuple[str, list[Evidence]]]) -> list[str]:
    return [
        record
        for record, evidence in events
        if any(e.start < c.end and c.start < e.end for e in evidence for c in statement.content)
    ]
