"""What the guard says of a record: what of it stands, and what was dropped with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from schemas import Record

Reason = Literal[
    "quotation not in the transcript",
    "copied from the prompt",
    "words not in the transcript",
    "name not in the words",
    "country not borne out",
    "figure disagrees",
    "date disagrees",
    "duration disagrees",
    "negated in the words",
    "stands otherwise in the words",
    "value not in the words",
    "the words say the opposite",
    "somebody else says it",
    "told of somebody else",
    "told of something else",
    "only a part of what is said",
    "not a whole record",
]

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Drop:
    """A value that the words do not bear out: the ``field`` it was proposed for, and why it goes."""

    field: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Verdict(Generic[R]):
    """What of a record stands (None where nothing does), what goes, and how many values were held against the words."""

    record: R | None
    drops: tuple[Drop, ...]
    values: int
