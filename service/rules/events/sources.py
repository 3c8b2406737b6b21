"""Who says so: the verbs of saying above a clause, and ``according to``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from service.language.kept import first_above
from service.language.phrases import child
from service.rules.events.words import WORDS

if TYPE_CHECKING:
    from spacy.tokens import Token


def saying_above(token: Token) -> Iterator[Token | None]:
    """The subject of each verb of saying over the token, the nearest first; None for one without a subject."""
    while token.head != token:
        token = _saying(token.head)
        if token.lemma_.lower() in WORDS.of("saying", "verbs"):
            yield child(token, "nsubj")


@first_above
def _saying(token: Token) -> bool:
    return token.lemma_.lower() in WORDS.of("saying", "verbs")
