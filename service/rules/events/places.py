"""Where an event happens: places as the schema has them."""

from __future__ import annotations

from schemas import Place
from service.language.mention import PlaceMention
from service.rules.found import Grounded


def as_place(mention: PlaceMention) -> Place:
    """The place of the schema for a place found in the text."""
    return Place(name=mention.name, kind=mention.kind, country=mention.country)


def located(mention: PlaceMention) -> Grounded[Place]:
    """The same with its words."""
    return Grounded(as_place(mention), mention.start, mention.end)
