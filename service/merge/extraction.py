"""The rules' extraction with a model's edits: records completed, corrected, added, joined and split, and those that it rejects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from schemas import RECORD_TYPES, Extraction, Gap, Record, Statement
from service.merge.alike import SAME_WORDS, agreements, lies_in, likeness, says_nothing_else
from service.merge.complete import WHOLE, completed, contested, joined
from service.rules.found import told_apart

_REFUSED = "rejected by the model"
_NEARLY = 0.25  # of all words of two statements, where the rules were not sure of the words said
Held = Callable[[Record], Record | None]


@dataclass(frozen=True, slots=True)
class Edited:
    """A record as the guard let it pass, of which the model gave the fields ``given``; ``wrong`` are those to be emptied.

    ``of`` is the rules' record that it is about, None for a new one; ``part``: it is one part of that.
    """

    kind: str
    record: Record
    of: str | None = None
    given: frozenset[str] = frozenset()
    wrong: frozenset[str] = frozenset()
    part: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """What stands of one answer: edits, and ids of the rules' records confirmed, rejected and joined, the first of each to stay."""

    edits: tuple[Edited, ...] = ()
    confirmed: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()
    joined: tuple[tuple[str, ...], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.edits or self.confirmed or self.refused or self.joined)


def merged(extraction: Extraction, answers: Iterable[Said], held: Held = lambda record: record) -> Extraction:
    """The extraction with what the guard let pass of the answers. Gaps that they fill are gaps no longer.

    ``held`` is what the guard would let pass of a record of the rules, had a model proposed it: where both stand the
    rules' value stays, unless a gap or its confidence says that they were not sure of it, or the field is one that a model reads better.
    """
    order = [entry.name for entry in RECORD_TYPES]
    gaps: list[Gap] = []
    lists: dict[str, Any] = {}
    said = list(answers)
    for entry in RECORD_TYPES:
        desk = _Desk(
            entry.name,
            list(getattr(extraction, entry.plural)),
            [gap for gap in extraction.report.gaps if gap.record_type == entry.name],
            held,
        )
        for one in said:
            desk.take(one)
        lists[entry.plural] = sorted(told_apart(desk.records), key=lambda r: r.evidence[0].start)
        gaps += desk.gaps
    gaps.sort(key=lambda gap: (order.index(gap.record_type), gap.start, gap.end))
    return extraction.model_copy(update={**lists, "report": extraction.report.model_copy(update={"gaps": gaps})})


@dataclass
class _Desk:
    """The records and gaps of one type, while edits are made."""

    kind: str
    records: list[Record]
    gaps: list[Gap]
    held: Held

    def take(self, said: Said) -> None:
        """All edits of one answer, after what is to be joined; each of its records is one with at most one of ours."""
        for ids in said.joined:
            self._join(ids)
        edits = [edit for edit in said.edits if edit.kind == self.kind]
        parts = [edit for edit in edits if edit.part]
        homes = self._homes([edit for edit in edits if not edit.part], said.confirmed)
        edited = {self.records[at].id for _, at in homes} | {edit.of for edit in parts if edit.of}
        new = [edit for edit in edits if not edit.part and not any(edit is one for one, _ in homes)]
        for edit, at in homes:
            self._edit(at, edit)
        for of in dict.fromkeys(edit.of for edit in parts):
            new += self._split([edit for edit in parts if edit.of == of])
        self._add([edit.record for edit in new], {self.records[at].id: edit.record for edit, at in homes})
        for i, record in enumerate(self.records):
            if record.id in said.confirmed - edited:
                self.records[i] = record.model_copy(update={"source": "both"})
                self.gaps = [
                    g for g in self.gaps if g.record != record.id or not _is_settled(g, record, record, record)
                ]
        self._reject(said.refused - edited)

    def _homes(self, edits: Sequence[Edited], spoken_of: frozenset[str]) -> list[tuple[Edited, int]]:
        """Which edit is of which of our records: as it says, else the most alike; then by words that lie where ours has a gap.

        Those that are ``spoken_of`` by themselves are none of an edit that names no record.
        """
        at = {record.id: i for i, record in enumerate(self.records)}
        homes: list[tuple[Edited, int]] = []
        taken = {at[id_] for id_ in spoken_of if id_ in at and not any(edit.of == id_ for edit in edits)}
        for edit in edits:
            if edit.of in at and at[edit.of] not in taken:
                homes.append((edit, at[edit.of]))
                taken.add(at[edit.of])
        free = [edit for edit in edits if edit.of is None]
        rivals = [
            (alike, i, j)
            for i, edit in enumerate(free)
            for j, mine in enumerate(self.records)
            if j not in taken and (alike := _alike(edit.record, mine, self.gaps))
        ]
        settled: set[int] = set()
        for _, i, j in sorted(rivals, key=lambda rival: (-rival[0], rival[1], rival[2])):
            if i not in settled and j not in taken:
                settled.add(i)
                taken.add(j)
                homes.append((free[i], j))
        for i, edit in enumerate(free):
            if i not in settled and not isinstance(edit.record, Statement):
                near = {g.record for g in self.gaps if g.record is not None and _fills(edit.record, g)}
                home = next(
                    (
                        j
                        for j, m in enumerate(self.records)
                        if m.id in near and j not in taken and _may_be_one(edit.record, m)
                    ),
                    None,
                )
                if home is not None:
                    taken.add(home)
                    homes.append((edit, home))
        return homes

    def _edit(self, at: int, edit: Edited, *, whole: bool = False) -> None:
        """The record there with the edit's values; ``whole``: with all of them."""
        mine = self.records[at]
        known = _open_fields(mine, self.gaps) | _doubted(mine, edit.record) | (edit.given if whole else frozenset())
        kept, are_open = contested(mine, self.held(mine), known, edit.given, edit.wrong)
        self.records[at] = made = completed(kept, edit.record, are_open)
        self.gaps = [g for g in self.gaps if g.record != mine.id or not _is_settled(g, made, edit.record, mine)]

    def _split(self, parts: Sequence[Edited]) -> list[Edited]:
        """The record is the part that is most like it; the other parts, which are new."""
        at = next((i for i, record in enumerate(self.records) if record.id == parts[0].of), None)
        if at is None:
            return list(parts)
        first = max(parts, key=lambda part: likeness(part.record, self.records[at]))
        self._edit(at, first, whole=len(parts) > 1)
        return [part for part in parts if part is not first]

    def _add(self, found: Iterable[Record], told: dict[str, Record]) -> None:
        """What says nothing else than a known one is none; of those that the same answer ``told`` of, than its own word of them.

        Whoever tells of a known one, and beside it of one that rests on other words, means two.
        """
        for record in found:
            known = ((told.get(mine.id, mine), mine.id in told) for mine in self.records)
            if not any(
                says_nothing_else(record, one) and (not by_name or lies_in(record, one)) for one, by_name in known
            ):
                self.records.append(record)
                self.gaps = [g for g in self.gaps if g.record is not None or not _fills(record, g)]

    def _join(self, ids: Sequence[str]) -> None:
        """The records as the first of them, but for those that speak against it."""
        ours = {record.id: record for record in self.records}
        home = ours.get(ids[0])
        for id_ in ids[1:]:
            other = ours.get(id_)
            if home is None or other is None or (made := joined(home, other)) is None:
                continue
            home = made
            self.records = [home if r.id == home.id else r for r in self.records if r.id != id_]
            self.gaps = [g.model_copy(update={"record": home.id}) if g.record == id_ else g for g in self.gaps]

    def _reject(self, ids: frozenset[str]) -> None:
        """The records go, and a gap stays of each, for a person to look at."""
        gone = [record for record in self.records if record.id in ids]
        self.records = [record for record in self.records if record.id not in ids]
        self.gaps = [g for g in self.gaps if g.record not in ids]
        for words in (record.evidence[0] for record in gone):
            self.gaps.append(Gap(record_type=self.kind, start=words.start, end=words.end, reason=_REFUSED))


def _alike(theirs: Record, mine: Record, gaps: Sequence[Gap]) -> float:
    """The likeness of two records that may be one, else 0."""
    found = likeness(theirs, mine)
    if found <= 0:  # most pairs: of these no gap needs to be looked at
        return 0.0
    if isinstance(mine, Statement):
        unsure = not _open_fields(mine, gaps).isdisjoint({"content", WHOLE})
        return found if found >= (_NEARLY if unsure else SAME_WORDS) else 0.0
    return found


def _may_be_one(theirs: Record, mine: Record) -> bool:
    """Whether no more of their values differ than agree: words that lie where ours has a gap may tell of another event."""
    found = list(agreements(theirs, mine))
    return found.count(False) <= found.count(True)


def _open_fields(record: Record, gaps: Iterable[Gap]) -> frozenset[str]:
    return frozenset(gap.field or WHOLE for gap in gaps if gap.record == record.id)


def _doubted(mine: Record, theirs: Record) -> frozenset[str]:
    """The fields whose value the rules give for less likely than what a model says once the guard has let it pass."""
    return frozenset(name for name, share in mine.confidences.items() if share < theirs.confidence)


def _is_settled(gap: Gap, made: Record, theirs: Record, mine: Record) -> bool:
    """Whether the model's record leaves nothing open of the gap: it has a value there, or bears the record out."""
    return gap.field is None or getattr(made, gap.field) != getattr(mine, gap.field) or bool(getattr(theirs, gap.field))


def _fills(record: Record, gap: Gap) -> bool:
    return any(e.start < gap.end and e.end > gap.start for e in record.evidence)
