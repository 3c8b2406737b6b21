"""What the sentences around a protest tell where its own words do not: where it takes place and how many take part."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemas import Place, Quantity
from service.language.parse import Sentence
from service.language.quantities import to_quantity
from service.language.reading import Reading
from service.rules.events.places import located, of_dateline, places_of, places_said
from service.rules.found import Grounded
from service.rules.protests.fields.crowd import estimates
from service.rules.protests.grouping import Cluster
from service.rules.protests.lexicon import words_of

_NAME_GOES_ON = re.compile(r" (?!and\b)[A-Z]")
_WORD = re.compile(r"[^\W\d_]+")
_FEWEST = 10  # fewer are no figure on a protest
_NEAR_HEAD = 3  # sentences at the head of a story that its dateline places
_AFTER = 4  # words after a figure in which those who are counted stand


def place_near(reading: Reading, cluster: Cluster) -> list[Grounded[Place]]:
    """The place of a protest whose own words give none: the nearest one said with a preposition of place, else its country."""
    for reach in (0, -1):
        for member in (m for m in cluster.members if m.index + reach >= 0):
            country = member.country or cluster.country
            for place in places_said(reading, reading.sentences[member.index + reach]):
                if country is None or place.value.country in (None, country):
                    return [place]
    if (head := _of_dateline(reading, cluster)) is not None:
        return [head]
    country = cluster.country or reading.main_country
    if country is None or cluster.family == "boycott":
        return []
    return list(_country(reading, cluster, country))[:1]


def clashes_near(cluster: Cluster) -> list[Grounded[Place]]:
    """Where the clashes were that are told of in a report or beside it: ``The violence broke out in the town of Usk``."""
    street = cluster.members if cluster.family == "street" and not cluster.is_filed else []
    seen = (view for m in street for view in (m.view, *m.view.beside(1, -1)))
    found = (
        p
        for view in seen
        for t in view.of_words(words_of("violence", "clashes"))
        for p in places_of(view, t, [t], frozenset())
    )
    return [
        p
        for p in found
        if p.value.kind == "city" and (cluster.country is None or p.value.country in (None, cluster.country))
    ][:1]


def _of_dateline(reading: Reading, cluster: Cluster) -> Grounded[Place] | None:
    """The town of the dateline, for the news that stands right under it and is of its country."""
    if cluster.members[0].index > _NEAR_HEAD or cluster.past is not None:
        return None
    return next((head for head in of_dateline(reading) if cluster.country in (None, head.value.country)), None)


def _country(reading: Reading, cluster: Cluster, country: str) -> Iterator[Grounded[Place]]:
    """The country by its own name in a sentence that reports the protest."""
    text = reading.transcript.text
    for index in sorted({member.index for member in cluster.members}):
        for mention in reading.places(reading.sentences[index]):
            inside = _NAME_GOES_ON.match(text, mention.end) is not None  # `the Velm Miners Against War`
            if mention.kind == "country" and mention.country == country and not inside:
                yield located(mention)


def sizes_near(cluster: Cluster) -> Iterator[Grounded[Quantity]]:
    """What organisers or the police put the crowd at, in a report or right after it."""
    return (size for m in cluster.members for view in (m.view, *m.view.beside(1)) for size in estimates(view))


def crowd_near(reading: Reading, cluster: Cluster) -> list[Grounded[Quantity]]:
    """How many take part, where only a sentence beside says so: ``Several hundred people here``."""
    seen: set[int] = set()
    for reach in (0, 1, -1):
        for member in cluster.members:
            index = member.index + reach
            if 0 <= index < len(reading.sentences) and index not in seen:
                seen.add(index)
                found = list(_crowds(reading, reading.sentences[index], cluster.country))
                if found:
                    return found[:1]
    return []


def _crowds(reading: Reading, sentence: Sentence, country: str | None) -> Iterator[Grounded[Quantity]]:
    text = reading.transcript.text
    named = {p.country for p in reading.places(sentence)}
    if len(named) > 1 or (country is not None and not named <= {None, country}):
        return  # whose crowd it is cannot be told, or it is one elsewhere
    words = {w.lower() for w in _WORD.findall(reading.text(sentence))}
    if words & words_of("figures", "harmed") or not words & words_of("figures", "present"):
        return
    for figure in reading.figures(sentence):
        following = [w.lower() for w in _WORD.findall(text[figure.end : sentence.end])[:_AFTER]]
        counted = figure.kind == "count" and not figure.year_like and (figure.high or _FEWEST) >= _FEWEST
        if counted and any(w in words_of("figures", "crowds") for w in following):
            yield Grounded(to_quantity(figure, text, None), figure.start, figure.end)
