"""What one sentence says of one event, and the words that it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from schemas import Actor, Factuality
from service.rules.events.view import View
from service.rules.found import Grounded, Step, V

if TYPE_CHECKING:
    from spacy.tokens import Token

HAPPENED: frozenset[Factuality] = frozenset({"reported", "alleged"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that reports an event, and the name of the ``rule`` that saw it."""

    view: View
    rule: str
    token: Token

    @property
    def step(self) -> Step:
        """Its part in the trace of a record."""
        return Step(*self.view.span(self.token), self.rule)


@dataclass(frozen=True, slots=True)
class Report:
    """One report of one event. ``span`` is the clause that reports it, ``by`` whoever alleges, plans or demands it."""

    trigger: Trigger
    factuality: Factuality
    by: Actor | None
    span: tuple[int, int]

    @property
    def view(self) -> View:
        """Its sentence."""
        return self.trigger.view

    @property
    def index(self) -> int:
        """The index of its sentence."""
        return self.trigger.view.index

    @property
    def happened(self) -> bool:
        """Whether the transcript reports or alleges that it happened."""
        return self.factuality in HAPPENED

    @property
    def is_apart(self) -> bool:
        """Whether nothing outside of its own sentence speaks of the event."""
        return False


def grounded(found: tuple[V, int, int] | None) -> Grounded[V] | None:
    """A value with its offsets, if there is one."""
    return Grounded(*found) if found is not None else None
