"""Answers about a token that are kept with its sentence: rules that climb or descend ask for the same token again and again."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from spacy.tokens import Token

T = TypeVar(
    "T", bool, int, "tuple[int, int]", "str | None", "tuple[tuple[str | None, frozenset[int]], ...]"
)  # no token: it would hold on to its sentence, which keeps it


def kept(find: Callable[[Token], T]) -> Callable[[Token], T]:
    """``find``, which looks at a token and at its sentence alone, asked once for each token."""

    name = f"{find.__module__}.{find.__qualname__}"

    @wraps(find)
    def answer(token: Token) -> T:
        answers = cast("dict[int, T]", token.doc.user_data.setdefault(name, {}))
        if token.i not in answers:
            answers[token.i] = find(token)
        return answers[token.i]

    return answer


def first_above(ends: Callable[[Token], bool]) -> Callable[[Token], Token]:
    """Finds the nearest of a token and those over it for which ``ends`` holds, else the root; kept for all on the way."""
    name = f"{ends.__module__}.{ends.__qualname__}"

    @wraps(ends)
    def climb(token: Token) -> Token:
        known: dict[int, int] = token.doc.user_data.setdefault(name, {})
        way = []
        while token.i not in known and token.head != token and not ends(token):
            way.append(token.i)
            token = token.head
        top = known.get(token.i, token.i)
        known.update(dict.fromkeys((*way, token.i), top))
        return token.doc[top]

    return climb
