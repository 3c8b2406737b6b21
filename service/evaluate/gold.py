"""Gold: what a careful reader finds in a text, as ``NAME.gold.json`` beside ``NAME.txt`` (docs/evaluating.md)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, create_model

from schemas import (
    RECORD_TYPES,
    AllegationKind,
    ElectionKind,
    ElectionStatus,
    Factuality,
    Outcome,
    ProtestForm,
    RerunScope,
    Response,
    Stage,
    StatementKind,
)
from service.errors import OnrecordError
from service.evaluate.derived import Derived, Range, gold_model
from service.read import Transcript, read_bytes
from service.words.shapes import countries

SUFFIX = ".gold.json"
TEXTS = (".txt", ".vtt", ".srt")
_EDTF = re.compile(r"[\dX.]{2,4}|/")  # how each begins that is written so: no word does
_PASSAGE = 3  # where a passage's number stands in a location: ("protests", 0, "quotes", 1)

Passage = Annotated[str, Field(min_length=1)] | tuple[Annotated[int, Field(ge=0)], Annotated[int, Field(ge=1)]]
Passages = Annotated[list[Passage], Field(min_length=1)]
Names = list[str]


def _country(code: str) -> str:
    if code not in countries():
        raise ValueError(f"{code!r} is no country; expected an ISO 3166-1 code of two letters, such as FR")
    return code


def _day(edtf: str) -> str:
    if not _EDTF.match(edtf):
        raise ValueError(f"{edtf!r} is no date; expected EDTF, such as 2023-12-17, or XXXX-12-17 without its year")
    return edtf


Country = Annotated[str, AfterValidator(_country)]
Day = Annotated[str, AfterValidator(_day)]


class _Gold(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="allow")


class GoldRecord(_Gold):
    """A record of any type, and the words of the text that report it."""

    @property
    def passages(self) -> list[Passage]:
        """Its words: verbatim, or as ``(start, end)`` into the transcript's text."""
        raise NotImplementedError


class _Event(GoldRecord):
    quotes: Passages
    country: Country | None = None
    factuality: Factuality | None = None

    @property
    def passages(self) -> list[Passage]:
        return self.quotes


class DerivedGold(_Event, Derived):
    """Gold of a type that has no form of its own here."""


class GoldResult(_Gold):
    """What one contestant, under any of its names, got: per cent, votes, seats, an outcome."""

    contestant: Annotated[Names, Field(min_length=1)]
    vote_share: float | None = None
    votes: float | None = None
    seats: float | None = None
    outcome: Outcome | None = None


class GoldAllegation(_Gold):
    """Something said to be wrong with the vote, and who says so."""

    kind: AllegationKind
    by: Names | None = None


class GoldRerun(_Gold):
    """A repetition of the vote, whole or in part."""

    scope: RerunScope | None = None
    polling_day: Day | None = None
    polling_stations: float | None = None


class GoldElection(_Event):
    """One vote that the text reports; a day is EDTF, with ``XXXX`` for a year that is not told."""

    place: str | None = None
    kinds: list[ElectionKind] = []
    status: ElectionStatus | None = None
    polling_day: Day | None = None
    results: list[GoldResult] = []
    allegations: list[GoldAllegation] = []
    reruns: list[GoldRerun] = []


class GoldProtest(_Event):
    """One protest, or one continuing wave of them; ``participants`` from the lowest to the highest number."""

    places: Names = []
    forms: list[ProtestForm] = []
    participants: Range | None = None
    actors: Names = []
    against: Names = []
    demands: list[str] = []
    duration_days: int | None = None
    response: list[Response] = []


class GoldDetention(_Event):
    """One case: whoever was held together, with the furthest stage that the text tells."""

    detainees: Names = []
    named: Names = []
    count: Range | None = None
    authority: Names = []
    place: str | None = None
    stage: Stage | None = None
    reason: str | None = None


class GoldStatement(GoldRecord):
    """What one cue or quotation ascribes to a speaker; no speaker where the text names none."""

    content: Passages
    speaker: Names | None = None
    cue: str | None = None
    kind: StatementKind | None = None

    @property
    def passages(self) -> list[Passage]:
        """The words said."""
        return self.content


# What gold of these types says is more, or less, than their schemas' fields; that of any other is made from its schema.
_OWN: dict[str, type[GoldRecord]] = {
    "elections": GoldElection,
    "protests": GoldProtest,
    "detentions": GoldDetention,
    "statements": GoldStatement,
}
_LISTS: dict[str, Any] = {
    entry.plural: (list.__class_getitem__(_OWN.get(entry.plural) or gold_model(entry.model, DerivedGold)), [])
    for entry in RECORD_TYPES
}
_GoldFile = create_model("_GoldFile", __base__=_Gold, **_LISTS)


@dataclass(frozen=True, slots=True)
class GoldText:
    """A text with its gold: records by the plural name of their type. ``passed_over`` are fields that gold has not."""

    name: str
    transcript: Transcript
    records: dict[str, list[GoldRecord]]
    passed_over: frozenset[str]


class BadGold(OnrecordError):
    """A gold file cannot be used: each of ``faults`` names the file, the field and what was expected."""

    slug = "bad-gold"
    title = "The gold is malformed"
    status = 422

    def __init__(self, faults: list[str]) -> None:
        super().__init__(faults[0])
        self.faults = faults


def read_gold(folder: Path) -> list[GoldText]:
    """All texts of the folder that have gold, by name. BadGold, with every fault found, if any is malformed."""
    texts: list[GoldText] = []
    faults: list[str] = []
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        found = _read(path)
        if isinstance(found, GoldText):
            texts.append(found)
        else:
            faults += found
    if faults:
        raise BadGold(faults)
    return texts


def _read(path: Path) -> GoldText | list[str]:
    name = path.name.removesuffix(SUFFIX)
    source = next((p for suffix in TEXTS if (p := path.with_name(name + suffix)).is_file()), None)
    if source is None:
        return [f"{path.name}: no text beside it; expected {name}{TEXTS[0]} (or {', '.join(TEXTS[1:])})"]
    faults: list[str] = []
    transcript = gold = None
    try:
        transcript = read_bytes(source.read_bytes(), filename=source.name)
    except OnrecordError as error:
        faults.append(f"{source.name}: {error.detail}")
    try:
        gold = _GoldFile.model_validate_json(path.read_bytes())
    except ValidationError as error:
        faults += [
            f"{path.name}: {_field(e['loc'])}: {e['msg'].removeprefix('Value error, ')}" for e in _told_once(error)
        ]
    if transcript is not None:
        faults += [f"{path.name}: {fault}" for fault in _misplaced(path.read_bytes(), transcript.text)]
    if transcript is None or gold is None or faults:
        return faults
    records: dict[str, list[GoldRecord]] = {t.plural: getattr(gold, t.plural) for t in RECORD_TYPES}
    return GoldText(name, transcript, records, frozenset(_extras(gold)))


def _told_once(error: ValidationError) -> Iterator[Any]:
    """The faults of a file; a passage that is neither words nor offsets is one fault."""
    seen = set()
    for e in error.errors():
        place = e["loc"]
        if len(place) > _PASSAGE and place[2] in ("quotes", "content"):
            place, e = place[: _PASSAGE + 1], {**e, "msg": "expected words of the text, or [start, end]"}
        if place not in seen:
            seen.add(place)
            yield {**e, "loc": place}


def _field(location: tuple[str | int, ...]) -> str:
    """``protests[0].quotes[1]``."""
    return "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in location).lstrip(".") or "the file"


def _misplaced(raw: bytes, text: str) -> Iterator[str]:
    """Passages that are not in the text, also of records that have other faults."""
    for field, passage in _passages(raw):
        if isinstance(passage, str) and passage and passage not in text:
            yield f"{field}: not in the text: {passage[:60]!r}; expected its very words"
        elif _is_span(passage) and not passage[0] < passage[1] <= len(text):
            yield f"{field}: {passage}; expected [start, end] within the {len(text)} characters of the text"


def _is_span(passage: Any) -> bool:
    """Whether it has the form of one; what has none is told of already."""
    return isinstance(passage, list) and len(passage) == 2 and all(type(end) is int and end >= 0 for end in passage)


def _passages(raw: bytes) -> Iterator[tuple[str, Any]]:
    """What stands for the passages of records, whatever it is, with its field."""
    try:
        whole = json.loads(raw)
    except (ValueError, RecursionError):
        return
    for plural in _LISTS if isinstance(whole, dict) else ():
        name = "content" if plural == "statements" else "quotes"
        for i, record in enumerate(whole[plural] if isinstance(whole.get(plural), list) else ()):
            found = record.get(name) if isinstance(record, dict) else None
            for j, passage in enumerate(found if isinstance(found, list) else ()):
                yield f"{plural}[{i}].{name}[{j}]", passage


def _extras(value: BaseModel) -> Iterator[str]:
    """The names of fields that gold does not have, at any depth."""
    yield from value.model_extra or ()
    for name in type(value).model_fields:
        inner = getattr(value, name)
        for part in inner if isinstance(inner, list) else ():
            if isinstance(part, BaseModel):
                yield from _extras(part)
