"""A model's edits held against the story: what of each the words bear out, and ids of the draft back to the rules' records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from schemas import RECORD_TYPES, Extraction, Record
from service.ask.answers import Shown, ground
from service.ask.edits import Edit
from service.ask.proposals import readable
from service.ask.questions import Question
from service.guard import Guard
from service.merge import Edited, Said

_UNREADABLE = "not a whole record"
_UNKNOWN = "no such record in the draft"
_BORNE_OUT = "rejected, and borne out by the words"


@dataclass
class Count:
    """All values that were proposed, and those that were dropped, by the reason."""

    proposed: int = 0
    dropped: Counter[str] = field(default_factory=Counter)

    def drop(self, *reasons: str) -> None:
        """Values that do not stand; each was proposed as well."""
        self.proposed += len(reasons)
        self.dropped.update(reasons)


class Known:
    """The rules' records by their ids, with their types, and which of them a model may reject unasked."""

    def __init__(self, extraction: Extraction) -> None:
        self.records: dict[str, tuple[str, Record]] = {
            record.id: (e.name, record) for e in RECORD_TYPES for record in getattr(extraction, e.plural)
        }
        self.doubted = {g.record for g in extraction.report.gaps if g.record is not None and g.field is None}


@dataclass
class Editing:
    """One answer on its way through the guard. ``held``: what that lets pass of a rules' record, had a model proposed it."""

    guard: Guard
    question: Question
    known: Known
    held: Callable[[Record], Record | None]
    count: Count

    def said(self, edits: Iterable[Any]) -> Said:
        """What stands of the answer."""
        made: list[Edited] = []
        confirmed: set[str] = set()
        refused: set[str] = set()
        joined: list[tuple[str, ...]] = []
        for edit in filter(None, map(self._read, edits)):
            ids = self._ids(edit)
            if edit.do == "confirm":
                confirmed.update(ids)
            elif edit.do == "reject":
                refused.update(id_ for id_ in ids if self._is_rejected(id_))
            elif edit.do == "join":
                joined += [tuple(ids)] if len(ids) > 1 else []
            elif edit.do == "add" or ids:
                made += filter(None, [self._edited(edit, ids[0] if ids and edit.do != "add" else None)])
        return Said(tuple(made), frozenset(confirmed), frozenset(refused), tuple(joined))

    def _read(self, raw: Any) -> Edit | None:
        try:
            return Edit.model_validate(raw)
        except ValidationError:
            self.count.drop(_UNREADABLE)
            return None

    def _ids(self, edit: Edit) -> list[str]:
        """The rules' ids of those that the edit is about."""
        ours = dict(self.question.ids)
        self.count.drop(*(_UNKNOWN for id_ in edit.ids if id_ not in ours and edit.do != "add"))
        return list(dict.fromkeys(ours[id_] for id_ in edit.ids if id_ in ours))

    def _is_rejected(self, id_: str) -> bool:
        """Whether the record goes: the rules were not sure of it, or the words do not bear it out."""
        self.count.proposed += 1
        if id_ in self.known.doubted or self.held(self.known.records[id_][1]) is None:
            return True
        self.count.dropped[_BORNE_OUT] += 1
        return False

    def _edited(self, edit: Edit, of: str | None) -> Edited | None:
        kind, base = self.known.records[of] if of is not None else (edit.type, None)
        if kind not in self.question.kinds:
            self.count.drop(_UNREADABLE)
            return None
        proposed, unread = readable(kind, edit.values)
        self.count.drop(*(_UNREADABLE for _ in unread))
        shown = Shown(self.question.passage, self.question.sentences, self.guard.marks)
        grounded = ground(proposed, kind, self.guard.reading, shown, edit.on, base)
        self.count.drop(*(drop.reason for drop in grounded.drops))
        if grounded.record is None:
            return None
        verdict, given = self.guard.checked(grounded.record), grounded.given
        self.count.proposed += max(verdict.values, len(verdict.drops))
        self.count.dropped.update(drop.reason for drop in verdict.drops)
        if verdict.record is None and base is not None:  # a value that has to go does not take the others with it
            ours = {name: getattr(base, name) for name in given if _is_needed(name, base)}
            verdict, given = self.guard.checked(grounded.record.model_copy(update=ours)), given - ours.keys()
        if verdict.record is None:
            return None
        return Edited(kind, verdict.record, of, given, frozenset(edit.wrong), edit.do == "split")


def _is_needed(name: str, record: Record) -> bool:
    """Whether no record of the type is without the field, and it is not what the record is about."""
    return type(record).model_fields[name].is_required() and not isinstance(getattr(record, name), list)
