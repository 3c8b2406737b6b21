"""Links from statements to the records that their words are about."""

from __future__ import annotations

from bisect import bisect_left

from schemas import RECORD_TYPES, Extraction, Statement


def link_statements(extraction: Extraction) -> Extraction:
    """The extraction with ``about`` filled in: the records whose evidence lies in, or holds, a statement's words."""
    events = sorted(
        (evidence.start, evidence.end, record.id)
        for entry in RECORD_TYPES
        if entry.model is not Statement
        for record in getattr(extraction, entry.plural)
        for evidence in record.evidence
    )
    longest = max((end - start for start, end, _ in events), default=0)
    linked = [s.model_copy(update={"about": _about(s, events, longest)}) for s in extraction.statements]
    return extraction.model_copy(update={"statements": linked})


def _about(statement: Statement, events: list[tuple[int, int, str]], longest: int) -> list[str]:
    """Ids in the order of the text. No evidence that begins more than ``longest`` before the words can reach them."""
    found: dict[str, None] = {}
    for words in statement.content:
        left = bisect_left(events, (words.start - longest, 0, ""))
        right = bisect_left(events, (words.end, 0, ""))
        found |= dict.fromkeys(record for _, end, record in events[left:right] if end > words.start)
    return list(found)
