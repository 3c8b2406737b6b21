"""Detentions: people deprived of liberty, the charges against them, and their release."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ConfigDict, Field

from schemas.shared import Actor, Place, Quantity, Record, When

Stage = Literal["detained", "arrested", "charged", "prosecuted", "sentenced", "released"]


_EXAMPLE: dict[str, Any] = {
    "id": "detention_d13a6f0b57c2e948",
    "evidence": [
        {
            "start": 155,
            "end": 206,
            "text": "Police arrested 12 marchers for blocking the bridge",
            "fields": ["authority", "counts", "detainees", "reason", "stage"],
        }
    ],
    "confidence": 0.85,
    "source": "rules",
    "detainees": [{"name": "12 marchers", "kind": "group"}],
    "counts": [{"text": "12", "low": 12.0, "high": 12.0}],
    "authority": {"name": "Police", "kind": "government"},
    "stage": "arrested",
    "reason": "blocking the bridge",
}


class Detention(Record):
    """People held by an authority or an armed group, or let go by it."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    detainees: list[Actor] = Field(
        default_factory=list, description="Named people, or the group as the transcript describes it."
    )
    counts: list[Quantity] = Field(default_factory=list, description="How many people, a figure a source.")
    authority: Actor | None = Field(default=None, description="Who holds, charges, sentences or releases them.")
    place: Place | None = Field(default=None, description="Where they were detained.")
    when: When | None = Field(default=None, description="When they were detained.")
    stage: Stage = Field(description="The furthest stage that the transcript reports.")
    reason: str | None = Field(default=None, description="The words that give the reason.")
    charges: list[str] = Field(default_factory=list, description="The words of each charge.")
