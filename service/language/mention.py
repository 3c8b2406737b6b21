"""A place or people named in a text: what `places` and `demonyms` both return."""

from __future__ import annotations

from dataclasses import dataclass

from service.language.gazetteer import PlaceKind


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """``text[start:end]`` names a place, or with ``demonym`` its people (`Serbian`).

    ``name`` is the name as it stands (of a demonym: the common name of the country or region), ``country`` an ISO
    3166-1 alpha-2 code, None where several countries hold the place.
    """

    start: int
    end: int
    name: str
    kind: PlaceKind
    country: str | None
    demonym: bool = False
