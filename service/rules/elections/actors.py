"""Who stands in an election: whether two names are one actor's."""

from __future__ import annotations

from schemas import Actor
from service.language.names import fold

_ARTICLES = frozenset({"the", "a", "an"})
_COMMON = _ARTICLES | {"party"}  # tells no two apart


def same_actor(a: Actor, b: Actor) -> bool:
    """Whether two actors have a name in common, one the shorter form of the other."""
    x, y = name_words(a), name_words(b)
    return bool(x and y) and (x <= y or y <= x)


def name_words(actor: Actor) -> set[str]:
    """The words of a name that tell it from others."""
    words = set(fold(actor.name))
    return words - _COMMON or words - _ARTICLES
