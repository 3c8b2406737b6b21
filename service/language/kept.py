"""Answers about a token that are kept with its sentence: rules that climb or descend ask for the same token again and again."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from spacy.tokens import Token

T = TypeVar("T")


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
