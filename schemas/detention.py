"""Detentions: people deprived of liberty, the charges against them, and their release."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schemas.shared import Actor, Place, Quantity, Record, When

Stage = Literal["detained", "arrested", "charged", "prosecuted", "sentenced", "released"]


class Detention(Record):
    """People held by an authority or an armed group, or let go by it."""

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
