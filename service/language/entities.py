"""Names to entities: every name in the transcript, joined with its fuller and shorter forms."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Literal

from schemas import ActorKind
from service.language.names import FIRST_NAMES, Name, find_names, fold, nickname
from service.words import load_words

Gender = Literal["female", "male"]

_WORDS = load_words("language/names")
_FEMALE = frozenset(_WORDS["female"]) | frozenset(_WORDS["female_nouns"])
_MALE = frozenset(_WORDS["male"]) | frozenset(_WORDS["male_nouns"])
_ORDINARY = frozenset(load_words("language/tongue")["common"])
_LOWER = re.compile(r"(?<![\w’'])[a-z][a-z]+(?![\w])")
_ACRONYM = re.compile(r"\s*\(+([A-Z][A-Za-z]{1,7})\)")
_CALLED = re.compile(
    r",? \(?(?:who is |also |better |otherwise |widely )*(?:known as|called|nicknamed|dubbed|alias|a\.?k\.?a\.?) [\"“‘']?",
    re.IGNORECASE,
)
_FOLLOWED = re.compile(r"\b(?:(?P<former>predecessor)|successor),?\s+(?:\w+\s+)?$", re.IGNORECASE)
_REACH = 40  # characters between the word for whom somebody follows and the name
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii"})


@dataclass
class Entity:
    """Somebody or something with a name: ``name`` is its fullest form, ``aliases`` its short names.

    ``stands`` is ``former`` of whom the text calls somebody's predecessor, ``new`` of a successor.
    """

    name: str
    kind: ActorKind
    roles: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    first: int = 0
    stands: Literal["former", "new"] | None = None

    @property
    def gender(self) -> Gender | None:
        """What its first name or its roles tell, if they tell anything."""
        if self.kind != "person":
            return None
        words = [*fold(self.name)[:1], *(w for role in self.roles for w in fold(role))]
        female, male = any(w in _FEMALE for w in words), any(w in _MALE for w in words)
        return None if female == male else "female" if female else "male"


@dataclass(frozen=True)
class Entities:
    """All names of a transcript with the entity each belongs to, in the order of the text."""

    names: tuple[Name, ...]
    owners: tuple[Entity, ...]
    starts: tuple[int, ...]

    @cached_property
    def by_name(self) -> dict[str, Entity]:
        """Each entity by its fullest name; of two with one name, the first."""
        return {owner.name: owner for owner in reversed(self.owners)}

    def at(self, start: int, end: int) -> tuple[Name, Entity] | None:
        """The name that ``text[start:end]`` touches, with its entity."""
        i = bisect_right(self.starts, end - 1) - 1
        if i >= 0 and self.names[i].end > start:
            return self.names[i], self.owners[i]
        return None

    def before(self, offset: int, most: int = 300) -> list[tuple[Name, Entity]]:
        """The last names that begin before ``offset``, ``most`` at the most, in the order of the text."""
        right = bisect_right(self.starts, offset - 1)
        left = max(0, right - most)
        return list(zip(self.names[left:right], self.owners[left:right], strict=True))

    def spell(self, text: str) -> None:
        """Give each entity its name as ``text`` writes it, where the names were found in another case."""
        for name, owner in zip(self.names, self.owners, strict=True):
            written = text[name.start : name.end]
            if owner.name == name.name and written.lower() == name.name.lower():
                owner.name = written

    def within(self, text: str, spans: Sequence[tuple[int, int]], beside: Sequence[tuple[int, int]] = ()) -> Entities:
        """The names in these stretches of ``text``, joined anew by themselves; fuller forms may also stand in those ``beside``."""
        own = {name.start for span in spans for name, _ in self.between(*span)}
        known = own | {name.start for span in beside for name, _ in self.between(*span)}
        made = joined(text, tuple(n for n in self.names if n.start in known))
        kept = [i for i, start in enumerate(made.starts) if start in own]
        names, owners = tuple(made.names[i] for i in kept), tuple(made.owners[i] for i in kept)
        return Entities(names, owners, tuple(made.starts[i] for i in kept))

    def between(self, start: int, end: int) -> list[tuple[Name, Entity]]:
        """The names that begin in ``text[start:end]``, in order, each with its entity."""
        left, right = bisect_right(self.starts, start - 1), bisect_right(self.starts, end - 1)
        return list(zip(self.names[left:right], self.owners[left:right], strict=True))


def find_entities(
    text: str, spans: Iterable[tuple[int, int]], common: frozenset[int] = frozenset(), more: Sequence[Name] = ()
) -> Entities:
    """The entities named in the sentences ``spans`` of ``text``.

    ``common`` are offsets of capitalised words that the parse knows for common nouns: alone, they are no names. ``more`` are found otherwise,
    where capitals tell nothing.
    """
    ordinary = _ORDINARY | frozenset(_LOWER.findall(text))
    found = (name for start, end in spans for name in find_names(text, start, end, ordinary))
    names = _without_common(tuple(found), common)
    if more:
        others = (n for n in names if not any(n.start < m.end and m.start < n.end for m in more))
        names = tuple(sorted((*others, *more), key=lambda n: n.start))
    return joined(text, names)


def joined(text: str, names: tuple[Name, ...]) -> Entities:
    """The entities that these names of ``text``, in order, are names of."""
    book = _Book()
    for name in sorted(names, key=lambda n: -len(n.words)):  # stable: fuller forms first, then the order of the text
        book.enter(name)
    for name, other in pairwise(names):
        if _CALLED.fullmatch(text, name.end, other.start):
            book.call(name, other)
    owners = tuple(book.owner(name) for name in names)
    for name, owner in zip(names, owners, strict=True):
        _learn(text, name, owner)
    return Entities(names, owners, tuple(n.start for n in names))


def _without_common(names: tuple[Name, ...], common: frozenset[int]) -> tuple[Name, ...]:
    """The names but for single words that the parse takes for common nouns and that are part of no fuller name."""
    known = {word for name in names if len(name.words) > 1 for word in name.words}
    return tuple(n for n in names if n.start not in common or len(n.words) > 1 or n.words[0] in known | FIRST_NAMES)


class _Book:
    """Entities under construction, found by the words of their names."""

    def __init__(self) -> None:
        self._by_words: dict[tuple[str, ...], Entity] = {}
        self._by_last: dict[tuple[str, str], list[Entity]] = {}  # the last word, and each of its words
        self._people_by_first: dict[str, list[Entity]] = {}
        self._people_by_middle: dict[str, list[Entity]] = {}
        self._initials: dict[str, Entity] = {}
        self._shared: dict[tuple[str, ...], list[Entity]] = {}

    def enter(self, name: Name) -> None:
        """Give the name an entity: that of a fuller form already entered, or a new one."""
        words = name.words
        if words in self._by_words:
            self._promote(self._by_words[words], name)
            return
        fuller = self._fuller(words, name)
        if len(fuller) > 1:
            self._shared[words] = fuller
            return
        entity = fuller[0] if fuller else self._new(words, name)
        self._by_words[words] = entity
        self._promote(entity, name)

    def _new(self, words: tuple[str, ...], name: Name) -> Entity:
        entity = Entity(name.name, name.kind, first=name.start)
        for word in {*words, *fold(name.name)}:
            self._by_last.setdefault((_last(words), word), []).append(entity)
        self._people_by_first.setdefault(words[0], []).append(entity)
        if (called := nickname(name.name)) is not None:
            self._by_words.setdefault(fold(called), entity)
        for word in words[1:-1]:
            self._people_by_middle.setdefault(word, []).append(entity)
        if len(words) > 2:
            initials = "".join(w[0] for w in words if w not in ("of", "the", "for", "and"))
            self._initials.setdefault(initials, entity)
        return entity

    def call(self, name: Name, other: Name) -> None:
        """``Ann Rossi, better known as La Loba``: the other name is hers, unless somebody has it already."""
        own = self._by_words.get(other.words)  # none where several share the name
        if own is not None and own.first == other.start:
            self._by_words[other.words] = self.owner(name)

    def owner(self, name: Name) -> Entity:
        """The entity of an entered name; of several people who share it, the one meant in its place."""
        shared = self._shared.get(name.words)
        return _nearest(shared, name) if shared else self._by_words[name.words]

    def _promote(self, entity: Entity, name: Name) -> None:
        entity.first = min(entity.first, name.start)
        if entity.kind == "unknown" and name.kind == "person":
            entity.kind = "person"

    def _fuller(self, words: tuple[str, ...], name: Name) -> list[Entity]:
        """The entities of whose name these words are a short form."""
        same_last = self._by_last.get((_last(words), words[0]), [])
        if name.kind in ("person", "unknown"):
            people = [e for e in same_last if e.kind in ("person", "unknown") and set(words) <= set(fold(e.name))]
            return people or (self._of_one_word(words[0]) if len(words) == 1 else [])
        if len(words) == 1 and name.name.isupper():
            return [self._initials[words[0]]] if words[0] in self._initials else []
        ending = [e for e in same_last if e.kind == name.kind and fold(e.name)[-len(words) :] == words]
        return ending if len(words) > 1 and len(ending) == 1 else []

    def _of_one_word(self, word: str) -> list[Entity]:
        """The people whose first name it is; else the one of whose surnames it is the first: ``Ana Ruiz Vega``, ``Ruiz``."""
        first = [e for e in self._people_by_first.get(word, ()) if e.kind == "person"]
        middle = [e for e in self._people_by_middle.get(word, ()) if e.kind == "person"]
        return first or (middle if len(middle) == 1 and word not in FIRST_NAMES else [])


def _last(words: tuple[str, ...]) -> str:
    return next((w for w in reversed(words) if w not in _SUFFIXES), words[-1])


def _nearest(candidates: list[Entity], name: Name) -> Entity:
    """Of several people with the name, the one introduced last before it; a stated gender decides first."""
    stated = set(fold(name.title or "")) & (_FEMALE | _MALE)
    if stated:
        gender = "female" if stated & _FEMALE else "male"
        candidates = [e for e in candidates if e.gender in (gender, None)] or candidates
    before = [e for e in candidates if e.first <= name.start]
    return max(before or candidates, key=lambda e: e.first)


def _learn(text: str, name: Name, entity: Entity) -> None:
    if name.title and name.title not in entity.roles:
        entity.roles.append(name.title)
    follows = _FOLLOWED.search(text, max(0, name.start - _REACH), name.start)
    if follows is not None:
        entity.stands = "former" if follows["former"] else "new"
    bracket = _ACRONYM.match(text, name.end, name.end + 14)
    if bracket and bracket.group(1) not in entity.aliases and entity.kind != "person":
        entity.aliases.append(bracket.group(1))
