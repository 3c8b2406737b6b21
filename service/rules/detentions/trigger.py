"""What a rule yields: the word that reports a detention, the people it is about, and who did it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from schemas import Stage

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that reports a detention: the ``rule`` that saw it, the people (``patients``) and who did it (``force``).

    ``site`` is the verb or noun that the arguments hang on: the word itself, or the verb above it.
    """

    rule: str
    stage: Stage
    token: Token
    patients: tuple[Token, ...]
    force: Token | None
    site: Token
