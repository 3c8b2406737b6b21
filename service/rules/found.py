"""What a rules module gives back: records with their traces, and gaps; and how a record gets its id."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from schemas import Evidence, Gap, Record

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Grounded(Generic[V]):
    """A value with the offsets of the words that bear it out."""

    value: V
    start: int
    end: int


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """A rule that took part in a record, and the offsets of the words that it read; the word list describes the rule."""

    start: int
    end: int
    rule: str


Trace = tuple[Step, ...]


@dataclass(frozen=True)
class Found:
    """Records of one type in the order of the text, and what the rules saw but could not settle.

    ``traces`` holds, for each record in the same order, the rules that made it.
    """

    records: list[Record] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    traces: list[Trace] = field(default_factory=list)


def trace_of(steps: Iterable[Step]) -> Trace:
    """The steps in the order of the text, each once."""
    return tuple(sorted(set(steps)))


def record_id(kind: str, evidence: Iterable[Evidence], nth: int = 1) -> str:
    """A stable id: the type's name and a hash of the type and the places and words of its evidence.

    ``nth`` counts the records that rest on the very same evidence.
    """
    digest = hashlib.sha256(kind.encode() if nth == 1 else f"{kind} {nth}".encode())
    for e in evidence:
        digest.update(f"\x00{e.start}:{e.end}:{e.text}".encode())
    return f"{kind}_{digest.hexdigest()[:16]}"


def told_apart(records: Iterable[Record]) -> list[Record]:
    """The same records, each with an id of its own: of several that rest on the same words, the later ones get new ids."""
    seen: set[str] = set()
    out = []
    for record in records:
        kind, nth = record.id.partition("_")[0], 1
        while record.id in seen:
            nth += 1
            record = record.model_copy(update={"id": record_id(kind, record.evidence, nth)})
        seen.add(record.id)
        out.append(record)
    return out
