"""Protests: demonstrations, strikes, boycotts and riots, what they demand and how they are met."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ConfigDict, Field

from schemas.shared import Actor, Evidence, Model, Place, Quantity, Record, When

ProtestForm = Literal[
    "demonstration", "march", "rally", "sit_in", "occupation", "road_block", "strike",
    "hunger_strike", "boycott", "vigil", "riot", "storming", "other",
]  # fmt: skip
Response = Literal[
    "crackdown", "arrests", "tear_gas", "water_cannon", "rubber_bullets", "live_fire",
    "beating", "ban", "dispersal", "other",
]  # fmt: skip


class Demand(Model):
    """One thing that the protest asks for."""

    text: str = Field(min_length=1, description="The demand, in the transcript's words.")
    evidence: list[Evidence] = Field(min_length=1, description="Where it is stated.")


class Duration(Model):
    """How long, in words and as an ISO 8601 duration."""

    text: str = Field(min_length=1, description="The words of the duration.", examples=["nine days in a row"])
    iso: str = Field(pattern=r"^P[0-9T]", description="ISO 8601 duration.", examples=["P9D", "P2W"])


_EXAMPLE: dict[str, Any] = {
    "id": "protest_7c02b95ee13fd840",
    "evidence": [
        {
            "start": 85,
            "end": 153,
            "text": "About 300 dockers marched in Port Ellin on Monday against the result",
            "fields": ["actors", "forms", "participants", "places", "started"],
        }
    ],
    "confidence": 0.85,
    "source": "rules",
    "places": [{"name": "Port Ellin", "kind": "city"}],
    "forms": ["march"],
    "participants": [{"text": "About 300", "low": 300.0, "high": 300.0, "approximate": True}],
    "actors": [{"name": "dockers", "kind": "group"}],
    "started": {"text": "Monday"},
}


class Protest(Record):
    """One protest, or one continuing wave of protest in a country."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    places: list[Place] = Field(default_factory=list, description="Where it takes place.")
    forms: list[ProtestForm] = Field(default_factory=list, description="What the protesters do.")
    participants: list[Quantity] = Field(
        default_factory=list, description="How many people take part, a figure a source."
    )
    actors: list[Actor] = Field(default_factory=list, description="Organisers and participants.")
    against: Actor | None = Field(default=None, description="Whom or what it is directed against.")
    demands: list[Demand] = Field(default_factory=list, description="What it asks for.")
    started: When | None = Field(default=None, description="When it began.")
    duration: Duration | None = Field(default=None, description="How long it has gone on.")
    response: list[Response] = Field(default_factory=list, description="What the authorities do about it.")
