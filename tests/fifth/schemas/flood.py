"""Floods: a record type that the tests add, and nobody else has."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ConfigDict, Field

from schemas.shared import Actor, Place, Quantity, Record, When

Warning = Literal["watch", "warning", "emergency"]


_EXAMPLE: dict[str, Any] = {
    "id": "flood_0123456789abcdef",
    "evidence": [{"start": 0, "end": 25, "text": "The Orle flooded Kestwick", "fields": ["place"]}],
    "confidence": 0.9,
    "source": "rules",
    "place": {"name": "Kestwick", "kind": "city"},
    "warning": "warning",
}


class Flood(Record):
    """Water where it does no good."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    place: Place | None = Field(default=None, description="What is under water.")
    homes: list[Quantity] = Field(default_factory=list, description="How many homes, a figure a source.")
    since: When | None = Field(default=None, description="Since when.")
    warning: Warning = Field(default="watch", description="How grave it is.")
    agency: Actor | None = Field(default=None, description="Who warns.")
    cause: str | None = Field(default=None, description="The words that give the cause.")
