"""What a caller wants to have extracted, and how."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from schemas import RECORD_TYPES

ModelMode = Literal["off", "auto", "always"]
MODEL_MODES: tuple[ModelMode, ...] = ("off", "auto", "always")
_PLURALS = tuple(entry.plural for entry in RECORD_TYPES)


@dataclass(frozen=True, slots=True)
class Options:
    """What to extract, as plural names of record types, and how; ``schemas.request.RequestOptions`` says what each means."""

    records: frozenset[str] = frozenset(_PLURALS)
    model: ModelMode = "off"
    model_dry_run: bool = False
    text: bool = False
    turns: bool = False
    min_confidence: float = 0.0
