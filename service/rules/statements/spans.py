"""Tokens to offsets: the unbroken stretches that they make in the text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from service.language.parse import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

_EDGE = frozenset(
    {"that", ",", ":", ";", "-", "–", "—", "--", '"', "“", "”", "''", "``", "'", "’", "‘", ".", "and", "but", "…"}
)
_END_EDGE = _EDGE | {"!"}


def spans_of(sentence: Sentence, tokens: Iterable[Token]) -> tuple[tuple[int, int], ...]:
    """Offsets of the tokens as unbroken stretches, without punctuation and ``that`` at their edges."""
    runs: list[list[Token]] = []
    for token in sorted(tokens, key=lambda t: t.i):
        if runs and _adjoin(runs[-1][-1], token):
            runs[-1].append(token)
        else:
            runs.append([token])
    return tuple(span for run in runs if (span := _trimmed(sentence, run)) is not None)


def _adjoin(before: Token, token: Token) -> bool:
    return token.i <= before.i + 1 or all(t.is_punct or t.is_space for t in token.doc[before.i + 1 : token.i])


def _trimmed(sentence: Sentence, run: list[Token]) -> tuple[int, int] | None:
    while run and (run[0].lower_ in _EDGE or run[0].is_space):
        run = run[1:]
    while run and (run[-1].lower_ in _END_EDGE or run[-1].is_space):
        run = run[:-1]
    return sentence.span(run[0], run[-1]) if run else None
