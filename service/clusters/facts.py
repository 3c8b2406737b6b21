"""What of a record tells its event from others: where, when, who, how many, and by which words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from pydantic import BaseModel

from schemas import RECORD_TYPES, Actor, Detention, Place, Quantity, Record, When
from service.clusters.days import Span, day_in, length_of, published_on, span_of
from service.clusters.told import Told
from service.clusters.where import Where, mentioned, where
from service.clusters.words_of import bag, distinctive, heads_in, names_in, rarities, stems
from service.language.names import find_names, fold
from service.language.places import is_place_name

_OF_ALL = frozenset(Record.model_fields)
# Who acts on those that the event is about, and what it is about: the police of a country arrest many.
_NO_PEOPLE = frozenset({"authority", "against"})
_PEOPLE = frozenset({"person", "unknown"})
_MATTER = ("against", "demands", "reason", "charges")
Name = frozenset[str]
_RARE = 5.5  # bits


@dataclass(frozen=True, slots=True)
class Facts:
    """What two tellings are compared by. ``when`` is the event's own date, ``told`` the day of the transcript.

    ``day`` is one that only its words, or those round it, name. ``people`` are the names of those it is about, ``crowd``
    the words for what they are, ``matter`` those for what it is about, ``names`` the words of all names in and round it.
    """

    told_by: Told
    type: str
    where: Where
    near: Where
    when: Span | None
    day: Span | None
    lasts: int
    told: int | None
    people: frozenset[Name]
    crowd: frozenset[str]
    matter: frozenset[str]
    names: frozenset[str]
    heads: frozenset[str]
    figures: tuple[Quantity, ...]
    words: frozenset[str]
    around: frozenset[str]
    bag: Mapping[str, float] = field(default_factory=dict)
    rare: frozenset[str] = frozenset()


def facts_in(tellings: Sequence[Told]) -> list[Facts]:
    """The facts of all records of a corpus, each word and name with the weight that its rarity there gives it."""
    found = [facts_of(told) for told in tellings]
    names = _names(found)
    rarity = rarities([(one.told_by.transcript, one.around) for one in found])
    rare = rarities([(one.told_by.transcript, own) for one, own in zip(found, names, strict=True)])
    return [
        replace(
            one,
            names=own,
            rare=frozenset(name for name in own if rare[name] >= _RARE),
            bag=bag(one.around.difference(*map(stems, one.people)), rarity),
        )
        for one, own in zip(found, names, strict=True)
    ]


def _names(found: Sequence[Facts]) -> list[frozenset[str]]:
    """The names of each: a word at a head where others have it for a name; none of those whom another record of its text is about."""
    known = frozenset().union(*(one.names for one in found))
    about: dict[str, set[str]] = defaultdict(set)
    for one in found:
        about[one.told_by.transcript].update(*one.people)
    return [(one.names | (one.heads & known)) - about[one.told_by.transcript].difference(*one.people) for one in found]


def facts_of(told: Told) -> Facts:
    """The facts of a record."""
    record = told.record
    kind = _types()[type(record)]
    said = " ".join(evidence.text for evidence in record.evidence)
    own = [(name, value) for name, value in record if name not in _OF_ALL]
    sentences = [said, *(words for _, words in told.around)]
    beside = " ".join(words for _, words in told.around)
    actors = list(_parts(own, Actor))
    place = where(list(_parts(own, Place)), said, told.beside)
    return Facts(
        told_by=told,
        type=kind,
        where=place,
        near=mentioned(sentences),
        when=next((span for when in _parts(own, When, deep=False) if (span := span_of(when))), None),
        day=day_in(said, told.published) or day_in(beside, told.published),
        lasts=length_of(getattr(getattr(record, "duration", None), "iso", None)),
        told=published_on(told.published),
        people=frozenset(name for actor in actors if actor.kind in _PEOPLE and (name := named(actor))),
        crowd=distinctive(" ".join(_described(actors)), kind),
        matter=distinctive(" ".join(_texts(getattr(record, name, None) for name in _MATTER)), kind),
        names=names_in(sentences, kind) - place.words,
        heads=heads_in(sentences, kind) - place.words,
        figures=tuple(_parts(own, Quantity, deep=False)) or _counted(record, actors),
        words=distinctive(said, kind),
        around=distinctive(f"{said} {beside}", kind),
    )


def _described(actors: Iterable[Actor]) -> Iterator[str]:
    for actor in actors:
        yield (actor.role or "") if named(actor) else actor.name


def _counted(record: Record, actors: Sequence[Actor]) -> tuple[Quantity, ...]:
    """Of people who are all named, how many they are."""
    if not isinstance(record, Detention) or not actors or not all(map(named, actors)):
        return ()
    return (Quantity(text=str(len(actors)), low=len(actors), high=len(actors)),)


def _texts(values: Iterable[Any]) -> Iterator[str]:
    """The words of what may be words, a name, or several of these."""
    for value in values:
        if isinstance(value, list):
            yield from _texts(value)
        elif value is not None:
            yield value if isinstance(value, str) else getattr(value, "name", None) or value.text


@cache
def _types() -> dict[type[Record], str]:
    return {entry.model: entry.plural for entry in RECORD_TYPES}


def _parts(fields: list[tuple[str, Any]], part: type[Any], *, deep: bool = True) -> Iterator[Any]:
    """The parts of that kind in the fields, in order; with ``deep`` those within other parts as well."""
    for name, value in fields:
        if part is Actor and name in _NO_PEOPLE:
            continue
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, part):
                yield one
            elif deep and isinstance(one, BaseModel):
                yield from _parts(list(one), part)


@cache
def _named(name: str) -> Name:
    """The words of a name; none of what only describes somebody (`two lawyers`), or names a place."""
    found = find_names(name, 0, len(name))
    whole = (
        len(found) == 1
        and found[0].end == len(name)
        and found[0].start == len(found[0].title or "") + bool(found[0].title)
    )
    return frozenset(fold(found[0].name)) if whole and not is_place_name(found[0].name) else frozenset()


def named(actor: Actor) -> Name:
    """The words of the actor's name, if it is one."""
    return _named(actor.name)
