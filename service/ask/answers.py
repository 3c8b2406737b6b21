"""A proposal to a record: its quotations found in the transcript, its figures and dates read from where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from schemas import Actor, Evidence, Place, Quantity, Record, StatementKind, record_type
from schemas.protest import Duration
from service.ask.proposals import OURS, QUOTES
from service.guard import Drop
from service.guard.align import align
from service.language.durations import find_durations
from service.language.names import fold, kind_of
from service.language.places import SITE_WORDS, country_of, is_place_name
from service.language.quantities import find_quantities, to_quantity
from service.language.reading import Reading
from service.rules.found import record_id

CONFIDENCE = 0.6  # of a record that only a model proposed; what it was right in, once the guard had passed it
Span = tuple[int, int]
_FEW = 0.3  # of what is said: so much may stand in marks in words that are told, not quoted
_OPENING = ('"', "“", "‘", "«", "„")
_MARKS = "\"'“”‘’«»„` \t\n"


class _Unfounded(Exception):
    """A quotation that the passage does not have."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a model was shown: the passage, the places of its numbered sentences, and the folded names in the prompts' examples."""

    within: Span
    sentences: tuple[Span, ...] = ()
    marks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Grounded:
    """The record that a proposal makes, None where its quotations have no place; ``drops`` says which.

    ``given`` are the fields that the proposal has a value for.
    """

    record: Record | None
    drops: tuple[Drop, ...] = ()
    given: frozenset[str] = frozenset()


def ground(
    proposed: BaseModel,
    kind: str,
    reading: Reading,
    shown: Shown,
    on: Sequence[int | str] = (),
    base: Record | None = None,
) -> Grounded:
    """The proposal as a record of the transcript: ``on`` and its quotations are looked for in what was shown only.

    Where it is an edit of the record ``base``, it has what a record cannot be without from there, and rests on its words, too.
    What it claims is not yet held against the words: that is the guard's part.
    """
    finder = _Finder(reading, shown)
    model = record_type(kind).model
    try:
        own = base.evidence if base is not None else []
        finder.home = [(e.start, e.end) for e in own]
        words = finder.evidence([*on, *getattr(proposed, QUOTES)], "evidence", needed=not own)
        finder.home = [(e.start, e.end) for e in words] or finder.home
        given = finder.fields(proposed, model)
        values = {**_kept(base, model), **given}
        if kind == "statement" and values.get("content"):
            values["kind"] = finder.said(values["content"], values.get("kind"))
        values["evidence"] = sorted({(e.start, e.end): e for e in (*words, *own)}.values(), key=lambda e: e.start)
        made = model(**values, id=record_id(kind, values["evidence"]), confidence=CONFIDENCE, source="model")
    except _Unfounded:
        return Grounded(None, (finder.drops[-1],))
    except ValidationError:
        return Grounded(None, (*finder.drops, Drop(kind, "not a whole record")))
    return Grounded(made, tuple(finder.drops), frozenset(name for name in given if given[name] not in (None, [])))


def _kept(base: Record | None, model: type[Record]) -> dict[str, Any]:
    """Of the record that is edited, what none can be without."""
    if base is None:
        return {}
    needed = (name for name, info in model.model_fields.items() if info.is_required() and name not in OURS)
    return {name: getattr(base, name) for name in (*needed, "factuality")}


@dataclass
class _Finder:
    """Turns what a model gave, field by field, into what the schema has. ``home`` is where words are looked for first."""

    reading: Reading
    shown: Shown
    home: list[Span] = field(default_factory=list)
    drops: list[Drop] = field(default_factory=list)

    def fields(self, given: BaseModel, target: type[BaseModel]) -> dict[str, Any]:
        """The values of the target's fields, where the model gave any."""
        values: dict[str, Any] = {}
        for name, info in target.model_fields.items():
            raw = getattr(given, name, None)
            if name in OURS or raw is None or name == "evidence":
                continue
            values[name] = self._value(raw, info.annotation, name)
        if "evidence" in target.model_fields and not issubclass(target, Record):
            values["evidence"] = self._of_part(given, values)
        if "country" in target.model_fields and "name" in values:
            values |= {"kind": values.get("kind") or _sort(values["name"], target)}
            values["country"] = _country(values["name"], target)
        return values

    def said(self, content: list[Evidence], kind: StatementKind | None) -> StatementKind:
        """Whether all words said stand between quotation marks, or some; what has none, or next to none, is as the model has it.

        So is what stands in marks only in part of its sentence (``mixed``), or begins with a mark that none closes (``direct``).
        """
        shares = [self._quoted(e) for e in content]
        if not any(shares) or (kind == "indirect" and max(shares) < _FEW) or kind == "mixed":
            return kind or "indirect"
        whole = min(shares) >= 1 or (kind == "direct" and shares[0] >= 1 and self._goes_on(content, shares))
        return "direct" if whole else "mixed"

    def _goes_on(self, content: list[Evidence], shares: list[float]) -> bool:
        """Whether each part that no marks enclose is opened by one, or follows a part without other words between."""
        text = self.reading.transcript.text
        before = [text[max(0, e.start - 2) : e.start].strip() for e in content]
        after = [False, *(not text[a.end : b.start].strip(_MARKS) for a, b in pairwise(content))]
        return all(
            share >= 1 or follows or mark[-1:] in _OPENING
            for share, mark, follows in zip(shares, before, after, strict=True)
        )

    def _quoted(self, words: Evidence) -> float:
        """The share of the words that stands between quotation marks."""
        found = self.reading.quotations_in(words.start, words.end)
        common = sum(max(0, min(q.outer_end, words.end) - max(q.outer_start, words.start)) for q in found)
        return common / (words.end - words.start)

    def evidence(self, given: Iterable[int | str], name: str, *, needed: bool = True) -> list[Evidence]:
        """The places of sentences given by their numbers, and of words; what has none is dropped."""
        found: dict[Span, Evidence] = {}
        for each in given:
            spans = self._place(each)
            if not spans:
                copied = isinstance(each, str) and not self.shown.marks.isdisjoint(fold(each))
                self.drops.append(Drop(name, "copied from the prompt" if copied else "quotation not in the transcript"))
            found |= {span: self.reading.evidence(*span) for span in spans}
        if needed and not found:
            self.drops = self.drops or [Drop(name, "quotation not in the transcript")]
            raise _Unfounded
        return list(found.values())

    def _place(self, given: int | str) -> list[Span]:
        """Where it stands: words in the sentences that are cited, else from the first of these to the last, else anywhere shown."""
        if isinstance(given, int):
            return [self.shown.sentences[given - 1]] if 0 < given <= len(self.shown.sentences) else []
        text = self.reading.transcript.text
        return next((spans for within in self._near() if (spans := align(text, given, within))), [])

    def _near(self) -> Iterator[Span]:
        yield from self.home
        if len(self.home) > 1:
            yield min(self.home)[0], max(end for _, end in self.home)
        yield self.shown.within

    def _of_part(self, given: BaseModel, values: dict[str, Any]) -> list[Evidence]:
        """The words of a part: those it quotes, else where its text stands, else those of the edit."""
        if quotes := getattr(given, QUOTES, None):
            return self.evidence(quotes, "evidence")
        told = self._place(values["text"]) if "text" in values else []
        return [self.reading.evidence(*span) for span in told or self.home]

    def _value(self, raw: Any, annotation: Any, name: str) -> Any:
        inner = _bare(annotation)
        if isinstance(raw, list):
            if inner is Evidence:
                return [self._unmarked(e) for e in self.evidence(raw, name)]
            return [kept for each in raw if (kept := self._tried(each, inner, name)) is not None]
        return self._tried(raw, inner, name)

    def _unmarked(self, words: Evidence) -> Evidence:
        """Without the quotation marks around them: a sentence given by its number has them."""
        bare = words.text.strip(_MARKS)
        at = words.start + words.text.find(bare)
        return self.reading.evidence(at, at + len(bare)) if bare and bare != words.text else words

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


def _bare(annotation: Any) -> Any:
    """The model in ``list[Model]`` or ``Model | None``; the annotation itself where there is none."""
    if get_origin(annotation) in (list, Union, UnionType):
        return next((_bare(a) for a in get_args(annotation) if a is not type(None)), annotation)
    return annotation


def _country(name: str, target: type[BaseModel]) -> str | None:
    """The country that a place's name points to; of an actor, the country it is."""
    return country_of(name) if target is Place or is_place_name(name) == "country" else None


def _sort(name: str, target: type[BaseModel]) -> str:
    """What sort of place or actor the name shows, where the model did not say."""
    if target is Actor:
        return kind_of(name)
    return is_place_name(name) or ("site" if not SITE_WORDS().isdisjoint(fold(name)) else "city")


def _quantity(given: Any) -> Quantity:
    """The model's number, as an exact figure, where it gave one; else our reading of its words."""
    if given.value is not None:
        return Quantity(text=given.text, low=given.value, high=given.value, by=given.by)
    figure = next(iter(find_quantities(given.text)), None)
    return to_quantity(figure, given.text, given.by) if figure is not None else Quantity(text=given.text, by=given.by)


def _duration(given: Any) -> Duration:
    read = next(iter(find_durations(given.text)), None)
    return Duration(text=given.text, iso=read.iso if read is not None else "P0D")
