"""A word that reports a protest, as the other rules take it up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from schemas import ProtestForm
from service.rules.events import report
from service.rules.found import Step
from service.rules.protests.crowds import doer_of

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Trigger(report.Trigger):
    """A word that reports a protest: a ``noun``, ``verb`` or ``phrase``, or ``people`` who can only be protesting.

    ``sure`` is False where it counts only near a protest reported more plainly.
    """

    form: ProtestForm
    sure: bool
    plural: bool = False

    @property
    def actor(self) -> Token | None:
        """The noun for those who protest, as far as the trigger's own grammar tells."""
        if self.rule == "people":
            return self.token
        return doer_of(self.token) if self.rule in ("verb", "phrase") else None

    @property
    def step(self) -> Step:
        """Its part in the trace of a record, by the form that it saw."""
        return Step(*self.view.span(self.token), f"{self.rule}/{self.form}")
