"""One event, one record: what a model said of an event that the rules found completes their record, the rest is new."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from schemas import RECORD_TYPES, Evidence, Extraction, Gap, Record, Statement
from service.rules.found import record_id

_KEPT = frozenset({"id", "evidence", "confidence", "source", "factuality", "content", "kind", "about"})
_SAME_WORDS = 0.5  # of all words of two statements that they share, to be one


def merged(extraction: Extraction, proposed: Iterable[Record]) -> Extraction:
    """The extraction with what the guard let pass of the proposals. Gaps that they fill are gaps no longer.

    A value of the rules stays, unless a gap says that they were not sure of that very field.
    """
    records: dict[str, list[Record]] = {e.name: list(getattr(extraction, e.plural)) for e in RECORD_TYPES}
    names = {entry.model: entry.name for entry in RECORD_TYPES}
    gaps = list(extraction.report.gaps)
    for record in proposed:
        kind = names[type(record)]
        at = _same(record, records[kind], [g for g in gaps if g.record_type == kind])
        if at is None:
            records[kind].append(record)
            gaps = [g for g in gaps if not (g.record_type == kind and g.record is None and _fills(record, g))]
            continue
        mine = records[kind][at]
        open_fields = {g.field for g in gaps if g.record == mine.id and g.field}
        records[kind][at] = made = completed(mine, record, open_fields)
        gaps = [g for g in gaps if g.record != mine.id or not g.field or _value(made, g) == _value(mine, g)]
    lists: dict[str, Any] = {
        e.plural: sorted(_apart(e.name, records[e.name]), key=lambda r: r.evidence[0].start) for e in RECORD_TYPES
    }
    report = extraction.report.model_copy(update={"gaps": gaps})
    return extraction.model_copy(update={**lists, "report": report})


def completed(mine: Record, theirs: Record, open_fields: set[str]) -> Record:
    """The rules' record with the model's values for its empty fields and for those that the rules had marked as open."""
    update: dict[str, Any] = {}
    for name in type(mine).model_fields:
        given, have = getattr(theirs, name), getattr(mine, name)
        if name in _KEPT or given in (None, [], "unknown"):
            continue
        if have in (None, [], "unknown"):
            update[name] = given
        elif name in open_fields and given != have:
            update[name] = [*have, *(v for v in given if v not in have)] if isinstance(have, list) else given
    if not update:
        return mine
    new = [e.model_copy(update={"fields": sorted(update)}) for e in theirs.evidence if not _covered(e, mine.evidence)]
    evidence = sorted([*mine.evidence, *new], key=lambda e: (e.start, e.end))
    return mine.model_copy(update={**update, "evidence": evidence, "source": "both"})


def _value(record: Record, gap: Gap) -> object:
    return getattr(record, gap.field or "", None)


def _fills(record: Record, gap: Gap) -> bool:
    return any(e.start < gap.end and e.end > gap.start for e in record.evidence)


def _covered(words: Evidence, by: Iterable[Evidence]) -> bool:
    return any(e.start <= words.start and words.end <= e.end for e in by)


def _same(record: Record, among: list[Record], gaps: list[Gap]) -> int | None:
    """Which of the records tells of the same event: by the words they share, else by the gap that the words lie in."""
    if isinstance(record, Statement):
        shared = [_likeness(record, r) if isinstance(r, Statement) else 0.0 for r in among]
        best = max(shared, default=0.0)
        return shared.index(best) if best >= _SAME_WORDS else None
    common = [_shared(record.evidence, r.evidence) for r in among]
    if any(common):
        return common.index(max(common))
    completing = {g.record for g in gaps if g.record is not None and _fills(record, g)}
    return next((i for i, r in enumerate(among) if r.id in completing), None)


def _shared(one: Iterable[Evidence], other: Iterable[Evidence]) -> int:
    others = list(other)
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in others)


def _likeness(one: Statement, other: Statement) -> float:
    common = _shared(one.content, other.content)
    sizes = sum(e.end - e.start for e in (*one.content, *other.content))
    return common / (sizes - common) if common else 0.0


def _apart(kind: str, records: Iterable[Record]) -> list[Record]:
    """Each with an id of its own."""
    seen: set[str] = set()
    out: list[Record] = []
    for record in records:
        nth = 1
        while record.id in seen:
            nth += 1
            record = record.model_copy(update={"id": record_id(kind, record.evidence, nth)})
        seen.add(record.id)
        out.append(record)
    return out
