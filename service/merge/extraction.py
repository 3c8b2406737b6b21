"""The rules' extraction with a model's answers: records completed, records added, and records in doubt that it refuses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from schemas import RECORD_TYPES, Extraction, Gap, Record, Statement
from service.merge.alike import SAME_WORDS, likeness, says_nothing_else
from service.merge.complete import WHOLE, completed
from service.rules.found import record_id

_REFUSED = "in doubt, and refused by the model"
_NEARLY = 0.25  # of all words of two statements, where the rules were not sure of the words said


@dataclass(frozen=True, slots=True)
class Said:
    """What stands of one answer about a record type: ``records``, and ids of the rules' records that it ``refused``."""

    kind: str
    records: tuple[Record, ...]
    refused: frozenset[str] = frozenset()


def merged(extraction: Extraction, answers: Iterable[Said]) -> Extraction:
    """The extraction with what the guard let pass of the answers. Gaps that they fill are gaps no longer.

    A value of the rules stays, unless a gap says that they were not sure of that very field; and so does a record,
    unless a gap says that they were not sure of it.
    """
    records: dict[str, list[Record]] = {e.name: list(getattr(extraction, e.plural)) for e in RECORD_TYPES}
    gaps = list(extraction.report.gaps)
    for said in answers:
        others = [gap for gap in gaps if gap.record_type != said.kind]
        records[said.kind], left = _with(said, records[said.kind], [g for g in gaps if g.record_type == said.kind])
        gaps = [*others, *left]
    order = [entry.name for entry in RECORD_TYPES]
    lists: dict[str, Any] = {
        e.plural: sorted(_apart(e.name, records[e.name]), key=lambda r: r.evidence[0].start) for e in RECORD_TYPES
    }
    gaps.sort(key=lambda gap: (order.index(gap.record_type), gap.start, gap.end))
    return extraction.model_copy(update={**lists, "report": extraction.report.model_copy(update={"gaps": gaps})})


def _with(said: Said, records: Sequence[Record], gaps: Sequence[Gap]) -> tuple[list[Record], list[Gap]]:
    """The records and gaps of one type after one answer, whose records are one each with at most one of ours."""
    homes = _homes(said.records, records, gaps)
    out = list(records)
    for theirs, at in homes.items():
        mine = records[at]
        out[at] = made = completed(mine, said.records[theirs], _open_fields(mine, gaps))
        gaps = [g for g in gaps if g.record != mine.id or not _is_settled(g, made, said.records[theirs], mine)]
    new: list[Record] = []
    for record in (record for i, record in enumerate(said.records) if i not in homes):
        if not any(says_nothing_else(record, known) for known in (*out, *new)):
            new.append(record)
    gaps = [g for g in gaps if g.record is not None or not any(_fills(record, g) for record in new)]
    gone = said.refused - {records[at].id for at in homes.values()}
    unmade = [_unmade(said.kind, record) for record in out if record.id in gone]
    return [r for r in out if r.id not in gone] + new, [g for g in gaps if g.record not in gone] + unmade


def _homes(theirs: Sequence[Record], mine: Sequence[Record], gaps: Sequence[Gap]) -> dict[int, int]:
    """Which of their records is which of ours, the most alike first; then those whose words lie where ours has a gap."""
    rivals = [(alike, i, j) for i, t in enumerate(theirs) for j, m in enumerate(mine) if (alike := _alike(t, m, gaps))]
    homes: dict[int, int] = {}
    for _, i, j in sorted(rivals, key=lambda rival: (-rival[0], rival[1], rival[2])):
        if i not in homes and j not in homes.values():
            homes[i] = j
    for i, record in enumerate(theirs):
        if i not in homes and not isinstance(record, Statement):
            near = {g.record for g in gaps if g.record is not None and _fills(record, g)}
            free = (j for j, m in enumerate(mine) if m.id in near and j not in homes.values())
            if (home := next(free, None)) is not None:
                homes[i] = home
    return homes


def _alike(theirs: Record, mine: Record, gaps: Sequence[Gap]) -> float:
    """The likeness of two records that may be one, else 0."""
    found = likeness(theirs, mine)
    if found <= 0:  # most pairs: of these no gap needs to be looked at
        return 0.0
    if isinstance(mine, Statement):
        unsure = not _open_fields(mine, gaps).isdisjoint({"content", WHOLE})
        return found if found >= (_NEARLY if unsure else SAME_WORDS) else 0.0
    return found


def _open_fields(record: Record, gaps: Iterable[Gap]) -> frozenset[str]:
    return frozenset(gap.field or WHOLE for gap in gaps if gap.record == record.id)


def _is_settled(gap: Gap, made: Record, theirs: Record, mine: Record) -> bool:
    """Whether the model's record leaves nothing open of the gap: it has a value there, or bears the record out."""
    return gap.field is None or getattr(made, gap.field) != getattr(mine, gap.field) or bool(getattr(theirs, gap.field))


def _unmade(kind: str, record: Record) -> Gap:
    """What stays of a record that was refused, for a person to look at."""
    words = record.evidence[0]
    return Gap(record_type=kind, start=words.start, end=words.end, reason=_REFUSED)


def _fills(record: Record, gap: Gap) -> bool:
    return any(e.start < gap.end and e.end > gap.start for e in record.evidence)


def _apart(kind: str, records: Iterable[Record]) -> Iterator[Record]:
    """Each with an id of its own."""
    seen: set[str] = set()
    for record in records:
        nth = 1
        while record.id in seen:
            nth += 1
            record = record.model_copy(update={"id": record_id(kind, record.evidence, nth)})
        seen.add(record.id)
        yield record
