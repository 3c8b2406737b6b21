"""Who votes: the place in the contest's own phrase, else the country that the sentences about it speak of."""

from __future__ import annotations

from collections import Counter

from schemas import Place
from service.language.gazetteer import country_names
from service.rules.elections.group import Group
from service.rules.elections.lexicon import Lexicon
from service.rules.events import as_place, country_near
from service.rules.reading import Reading
from service.words import load_words

_BODIES: Lexicon[str] = Lexicon(load_words("rules/elections")["bodies"])


def place_of(reading: Reading, group: Group) -> Place | None:
    """The place that votes; a country that only the news around it names counts where the phrase names none."""
    own = [m.own for m in group.mentions if m.own is not None]
    if own:
        return as_place(own[0])
    country = _by_body(group) or _around(reading, group) or country_near(reading, group.mentions[0].view.sentence)
    if country is None:
        return None
    return _as_named(reading, country)


def _around(reading: Reading, group: Group) -> str | None:
    """The country that the passage about the election speaks of most; the sentences that name it count twice."""
    indices = [m.view.sentence.index for m in group.mentions]
    passage = reading.sentences[max(0, min(indices) - 1) : max(indices) + 2]
    found = Counter(p.country for m in group.mentions for p in m.view.places if p.country)
    found.update(p.country for s in passage for p in (*reading.places(s), *reading.demonyms(s)) if p.country)
    return found.most_common(1)[0][0] if found else None


def _by_body(group: Group) -> str | None:
    found = Counter(hit.value for m in group.mentions for hit in _BODIES.find(m.view.doc))
    return found.most_common(1)[0][0] if found else None


def _as_named(reading: Reading, country: str) -> Place:
    """The country by the name that the text uses; where only its people or towns are named, the first of these."""
    named = [p for s in reading.sentences for p in (*reading.places(s), *reading.demonyms(s)) if p.country == country]
    whole = [p for p in named if p.kind == "country"]
    plain = [p for p in whole if not p.demonym] or whole or named
    return as_place(plain[0]) if plain else Place(name=country_names()[country], kind="country", country=country)
