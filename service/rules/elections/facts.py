"""What a sentence says about an election, before it is known which one: each fact with the words it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from schemas import Actor, AllegationKind, Basis, ElectionKind, ElectionStatus, Outcome, Quantity, RerunScope, When
from service.rules.elections.view import View

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True)
class Fact:
    """Anything said of an election: where (``token`` anchors it, ``start`` to ``end`` are its words)."""

    view: View
    token: Token
    start: int
    end: int

    @property
    def rules(self) -> tuple[str, ...]:
        """The names of the rules that read it: what it tells, or the field that it fills."""
        raise NotImplementedError


@dataclass(frozen=True)
class ResultFact(Fact):
    """A share, votes, seats or an outcome of one contestant."""

    contestant: Actor
    vote_share: Quantity | None = None
    votes: Quantity | None = None
    seats: Quantity | None = None
    outcome: Outcome | None = None
    basis: Basis = "unknown"
    kind: ElectionKind | None = None

    @property
    def rules(self) -> tuple[str, ...]:
        figures = tuple(name for name in ("vote_share", "votes", "seats") if getattr(self, name) is not None)
        return figures if self.outcome is None else (*figures, self.outcome)


@dataclass(frozen=True)
class AllegationFact(Fact):
    """Something said to be wrong with the vote; a denial has ``kind`` None and only ``denied_by``."""

    kind: AllegationKind | None
    by: Actor | None = None
    denied_by: Actor | None = None

    @property
    def rules(self) -> tuple[str, ...]:
        return (self.kind or "denial",)


@dataclass(frozen=True)
class RerunFact(Fact):
    """A repetition of the vote."""

    scope: RerunScope
    day: When | None = None
    stations: Quantity | None = None
    of_stations: Quantity | None = None
    status: ElectionStatus = "unknown"

    @property
    def rules(self) -> tuple[str, ...]:
        return ("rerun",)


@dataclass(frozen=True)
class StageFact(Fact):
    """Words that tell how far the vote has come, with their weight."""

    status: ElectionStatus
    weight: float

    @property
    def rules(self) -> tuple[str, ...]:
        return (self.status,)


@dataclass(frozen=True)
class TurnoutFact(Fact):
    """Turnout in per cent."""

    turnout: Quantity

    @property
    def rules(self) -> tuple[str, ...]:
        return ("turnout",)


@dataclass(frozen=True)
class AuthorityFact(Fact):
    """The body in charge of the vote."""

    authority: Actor

    @property
    def rules(self) -> tuple[str, ...]:
        return ("authority",)


@dataclass(frozen=True)
class OpenFact(Fact):
    """Words that tell something which the rules cannot settle: the ``field`` that it would fill, and what is missing."""

    field: str
    reason: str

    @property
    def rules(self) -> tuple[str, ...]:
        return ()
