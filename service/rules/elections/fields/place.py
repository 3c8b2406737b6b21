"""Who votes: the place in the contest's own phrase, else the country that the sentences about it speak of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from schemas import ElectionKind, Place
from service.language.gazetteer import country_names
from service.language.phrases import child
from service.language.reading import Reading
from service.rules.elections.cluster import Cluster
from service.rules.elections.trigger import Trigger
from service.rules.events.places import as_place, unlisted_place

_NATIONAL: frozenset[ElectionKind] = frozenset({"presidential", "parliamentary"})
# How much the countries named in the sentences about it, beside them, and anywhere count.
_DOUBT = 1  # a country named once is half as sure as one that is named all the time
_OWN, _BESIDE, _WHOLE = 2.0, 1.0, 1.0


def place_of(reading: Reading, cluster: Cluster) -> Place | None:
    """The place that votes; a country that only the news around it names counts where the phrase names none."""
    own = [m.own for m in cluster.mentions if m.own is not None]
    whole = bool(_NATIONAL & set(cluster.kinds))
    named = next((p for p in own if p.kind == "country" or not whole), None)
    if named is not None:
        return as_place(named)
    country = own[0].country if own else _spoken_of(reading, cluster)
    unlisted = None if own or whole else next((p for m in cluster.mentions if (p := _unlisted(m)) is not None), None)
    if unlisted is not None:
        return unlisted.model_copy(update={"country": unlisted.country or country})
    return _as_named(reading, country) if country is not None else None


def _unlisted(mention: Trigger) -> Place | None:
    """``the by-election in X``: a place that no list knows, right after the word for the vote."""
    placing = mention.token.doc[mention.token.i + 1 : mention.token.i + 2]
    name = next((child(prep, "pobj") for prep in placing if prep.lower_ == "in"), None)
    found = unlisted_place(mention.view, name) if name is not None and name.pos_ == "PROPN" else None
    return found.value if found is not None else None


def _spoken_of(reading: Reading, cluster: Cluster) -> str | None:
    """The country that the sentences about it, those beside them and the whole text speak of most, in falling weight."""
    own = {m.view.index for m in cluster.mentions} | {f.view.index for f in cluster.reports}
    beside = {i + step for i in own for step in (-2, -1, 1)} - own
    score: dict[str, float] = {}
    for found, weight in (
        (_spoken_in(reading, own), _OWN), (_spoken_in(reading, beside), _BESIDE), (reading.spoken, _WHOLE),
    ):  # fmt: skip
        for country, count in found.items():
            score[country] = score.get(country, 0) + weight * count / (found.total() + _DOUBT)
    return max(score, key=lambda c: score[c], default=None)


def _spoken_in(reading: Reading, indices: Iterable[int]) -> Counter[str]:
    """How often each country is named there, by its places or its people, else by its bodies (`Congress` is in many countries)."""
    return reading.countries(reading.sentences[i] for i in sorted(indices) if 0 <= i < len(reading.sentences))


def _as_named(reading: Reading, country: str) -> Place:
    """The country by the name that the text uses; where only its people or towns are named, the first of these."""
    named = reading.named.get(country)
    return as_place(named) if named else Place(name=country_names()[country], kind="country", country=country)
