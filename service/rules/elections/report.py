"""What a sentence says about an election, before it is known which one: each report with the words it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from schemas import Actor, AllegationKind, ElectionStatus, Quantity, Rerun, Result
from service.rules.elections.view import View

if TYPE_CHECKING:
    from spacy.tokens import Token

FIGURES = ("vote_share", "votes", "seats")


@dataclass(frozen=True)
class Stage:
    """How far the vote has come, and how much the words for it weigh."""

    status: ElectionStatus
    weight: float


@dataclass(frozen=True)
class Alleged:
    """Something said to be wrong with the vote; a denial has ``kind`` None and only ``denied_by``."""

    kind: AllegationKind | None
    by: Actor | None = None
    denied_by: Actor | None = None


@dataclass(frozen=True)
class Open:
    """Something told that the rules cannot settle: the ``field`` that it would fill, and what is missing."""

    field: str
    reason: str


# A Quantity is the turnout, an Actor the body in charge.
Value = Result | Alleged | Rerun | Stage | Quantity | Actor | Open
FIELDS: dict[type, str] = {
    Result: "results", Alleged: "allegations", Rerun: "reruns", Quantity: "turnout", Actor: "authority",
}  # fmt: skip
V = TypeVar("V")


@dataclass(frozen=True)
class Report:
    """A value said of an election: ``token`` anchors it, ``start`` to ``end`` are its words."""

    view: View
    token: Token
    start: int
    end: int
    value: Value

    @property
    def rules(self) -> tuple[str, ...]:
        """The names of the rules that read it: what it tells, or the field that it fills."""
        value = self.value
        if isinstance(value, Result):
            figures = tuple(name for name in FIGURES if getattr(value, name) is not None)
            return (*figures, value.outcome) if value.outcome else figures
        if isinstance(value, Alleged):
            return (value.kind or "denial",)
        if isinstance(value, Stage):
            return (value.status,)
        return ("rerun",) if isinstance(value, Rerun) else (FIELDS.get(type(value), ""),)


def report(view: View, token: Token, value: Value, *others: Token) -> Report:
    """The report that the token anchors, over the words from the first to the last of it and ``others``."""
    words = sorted(others or (token,), key=lambda t: t.i)
    return Report(view, token, *view.span(words[0], words[-1]), value)


def values(reports: Iterable[Report], kind: type[V]) -> list[V]:
    """The values of one kind."""
    return [f.value for f in reports if isinstance(f.value, kind)]
