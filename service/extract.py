"""The corridor: transcript -> gate -> parse -> rules -> gaps -> merge -> Extraction, read from top to bottom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from schemas import RECORD_TYPES

ModelMode = Literal["off", "auto", "always"]


@dataclass(frozen=True, slots=True)
class Options:
    """What to extract: plural names of record types, and whether a language model may be asked."""

    records: frozenset[str] = frozenset(entry.plural for entry in RECORD_TYPES)
    model: ModelMode = "off"
