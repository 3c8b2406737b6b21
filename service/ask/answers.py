"""A proposal to a record: its quotations found in the transcript, its figures and dates read from where they stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from schemas import Evidence, Place, Quantity, Record, StatementKind, record_type
from schemas.protest import Duration
from service.ask.proposals import OURS, QUOTES
from service.guard import Drop
from service.guard.align import align
from service.language.durations import find_durations
from service.language.names import fold
from service.language.places import country_of, is_place_name
from service.language.quantities import find_quantities, to_quantity
from service.language.quotations import Quotation
from service.language.reading import Reading
from service.rules.found import record_id

CONFIDENCE = 0.6  # of a record that only a model proposed; what it was right in, once the guard had passed it
Span = tuple[int, int]


class _Unfounded(Exception):
    """A quotation that the passage does not have."""


@dataclass(frozen=True, slots=True)
class Grounded:
    """The record that a proposal makes, None where its quotations have no place; ``drops`` says which."""

    record: Record | None
    drops: tuple[Drop, ...] = ()


def ground(
    proposed: BaseModel, kind: str, reading: Reading, within: Span, marks: frozenset[str] = frozenset()
) -> Grounded:
    """The proposal as a record of the transcript, its quotations looked for in ``text[within]`` only.

    What it claims is not yet held against the words: that is the guard's part.
    """
    finder = _Finder(reading, within, marks)
    try:
        values = finder.fields(proposed, record_type(kind).model)
        if kind == "statement":
            values |= finder.said(values["content"])
        evidence = sorted(values["evidence"], key=lambda e: (e.start, e.end))
        made = record_type(kind).model(
            **{**values, "evidence": evidence}, id=record_id(kind, evidence), confidence=CONFIDENCE, source="model"
        )
    except _Unfounded:
        return Grounded(None, (finder.drops[-1],))
    except ValidationError:
        return Grounded(None, (*finder.drops, Drop(kind, "not a whole record")))
    return Grounded(made, tuple(finder.drops))


@dataclass
class _Finder:
    """Turns what a model gave, field by field, into what the schema has."""

    reading: Reading
    within: Span
    marks: frozenset[str]
    drops: list[Drop] = field(default_factory=list)

    def fields(self, given: BaseModel, target: type[BaseModel]) -> dict[str, Any]:
        """The values of the target's fields, where the model gave any."""
        values: dict[str, Any] = {}
        for name, info in target.model_fields.items():
            raw = getattr(given, QUOTES if name == "evidence" else name, None)
            if name in OURS or raw is None:
                continue
            values[name] = self._value(raw, info.annotation, name)
        if "country" in target.model_fields and "name" in values:
            values["country"] = _country(values["name"], target)
        return values

    def said(self, content: list[Evidence]) -> dict[str, StatementKind]:
        """Whether all words said stand between quotation marks, or some; what has no marks is as the model has it."""
        quoted = [any(q.outer_start <= e.start and e.end <= q.outer_end for q in self._around(e)) for e in content]
        touched = any(self._around(e) for e in content)
        return {"kind": "direct" if all(quoted) else "mixed"} if touched else {}

    def _around(self, words: Evidence) -> list[Quotation]:
        found = self.reading.quotations_in(words.start, words.end)
        return [q for q in found if q.start < words.end and q.end > words.start]

    def _value(self, raw: Any, annotation: Any, name: str) -> Any:
        inner = _bare(annotation)
        if isinstance(raw, list):
            if inner is Evidence:
                return self._evidence(raw, name)
            return [kept for each in raw if (kept := self._tried(each, inner, name)) is not None]
        return self._tried(raw, inner, name)

    def _tried(self, raw: Any, target: Any, name: str) -> Any:
        """A part of a record; one that has no place in the text, or is no whole one, goes and the record stays."""
        if not isinstance(raw, BaseModel):
            return raw
        try:
            if target is Quantity:
                return _quantity(raw)
            if target is Duration:
                return _duration(raw)
            return target(**self.fields(raw, target))
        except _Unfounded:
            return None
        except ValidationError:
            self.drops.append(Drop(name, "not a whole record"))
            return None

    def _evidence(self, quotations: list[str], name: str) -> list[Evidence]:
        text = self.reading.transcript.text
        found: list[Evidence] = []
        for quotation in quotations:
            spans = align(text, quotation, self.within)
            if spans is None:
                copied = not self.marks.isdisjoint(fold(quotation))
                self.drops.append(Drop(name, "copied from the prompt" if copied else "quotation not in the transcript"))
            found += [self.reading.evidence(*span) for span in spans or ()]
        if not found:
            raise _Unfounded
        return list({(e.start, e.end): e for e in found}.values())


def _bare(annotation: Any) -> Any:
    """The model in ``list[Model]`` or ``Model | None``; the annotation itself where there is none."""
    if get_origin(annotation) in (list, Union, UnionType):
        return next((_bare(a) for a in get_args(annotation) if a is not type(None)), annotation)
    return annotation


def _country(name: str, target: type[BaseModel]) -> str | None:
    """The country that a place's name points to; of an actor, the country it is."""
    return country_of(name) if target is Place or is_place_name(name) == "country" else None


def _quantity(given: Any) -> Quantity:
    """The model's number, as an exact figure, where it gave one; else our reading of its words."""
    if given.value is not None:
        return Quantity(text=given.text, low=given.value, high=given.value, by=given.by)
    figure = next(iter(find_quantities(given.text)), None)
    return to_quantity(figure, given.text, given.by) if figure is not None else Quantity(text=given.text, by=given.by)


def _duration(given: Any) -> Duration:
    read = next(iter(find_durations(given.text)), None)
    return Duration(text=given.text, iso=read.iso if read is not None else "P0D")
