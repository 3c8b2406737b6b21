"""A word that reports a protest, as the other rules take it up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from schemas import ProtestForm
from service.rules.protests.crowds import doer_of

if TYPE_CHECKING:
    from spacy.tokens import Token

Rule = Literal["noun", "verb", "phrase", "people"]


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that reports a protest. ``sure`` is False where it counts only near a protest reported more plainly."""

    token: Token
    rule: Rule
    form: ProtestForm
    sure: bool
    plural: bool = False

    @property
    def actor(self) -> Token | None:
        """The noun for those who protest, as far as the trigger's own grammar tells."""
        if self.rule == "people":
            return self.token
        return doer_of(self.token) if self.rule in ("verb", "phrase") else None
