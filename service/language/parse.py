"""spaCy over the sentences that passed the gate: tokens, tags, lemmas and a dependency tree, no named entities."""

from __future__ import annotations

import os
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from service.language.hyphens import joined
from service.language.pipeline import DEFAULT_PIPELINE, pipeline

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


@dataclass(frozen=True)
class Sentence:
    """A sentence of the transcript, ``text[start:end]``; ``doc`` is its parse, None where the gate let it be.

    A token of ``doc`` stands at ``start + token.idx`` in the text.
    """

    index: int
    start: int
    end: int
    turn: int
    paragraph: int
    doc: Doc | None = None

    def at(self, token: Token) -> int:
        """Where the token begins in the transcript's text."""
        return self.start + int(token.idx)

    def span(self, first: Token, last: Token) -> tuple[int, int]:
        """Offsets in the transcript's text from ``first`` to the end of ``last``."""
        return self.start + int(first.idx), self.start + int(last.idx) + len(last)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens of the parse, made once: spaCy makes them anew for each loop over a ``doc``."""
        return tuple(self.doc or ())

    @cached_property
    def _token_starts(self) -> list[int]:
        return [self.at(t) for t in self.tokens]

    def before(self, offset: int, most: int) -> tuple[Token, ...]:
        """The last tokens that begin before ``offset`` in the transcript's text, ``most`` at the most."""
        right = bisect_left(self._token_starts, offset)
        return self.tokens[max(0, right - most) : right]

    def within(self, start: int, end: int) -> tuple[Token, ...]:
        """The tokens that begin in ``text[start:end]`` of the transcript."""
        return self.tokens[bisect_left(self._token_starts, start) : bisect_left(self._token_starts, end)]

    def token_at(self, offset: int) -> Token | None:
        """The token that the character at ``offset`` in the transcript's text is part of."""
        i = bisect_right(self._token_starts, offset) - 1
        return self.tokens[i] if i >= 0 and offset < self._token_starts[i] + len(self.tokens[i]) else None


def parse(texts: Sequence[str], name: str | None = None) -> list[Doc]:
    """Parses of the texts, in order. Line breaks inside a sentence are read as spaces; offsets stay,
    and a word with a hyphen is one phrase.

    The pipeline is ``name``, else the one that ``ONRECORD_PIPELINE`` names, else the small English one.
    """
    if not texts:
        return []
    flat = [text.translate(_AS_SPACE) for text in texts]
    chosen = pipeline(name or os.environ.get("ONRECORD_PIPELINE") or DEFAULT_PIPELINE)
    return [joined(doc) if "-" in text else doc for text, doc in zip(flat, chosen.parses(flat), strict=True)]


_AS_SPACE = {ord(c): " " for c in "\n\r\t\x00\x0b\x0c\u2028\u2029\xa0"}
