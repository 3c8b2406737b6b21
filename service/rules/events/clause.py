"""What the rules for events share: the clause that reports one, where it happens, and which country the news is about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from service.language.kept import first_above, kept
from service.language.parse import Sentence
from service.words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_FICTION = re.compile(rf"\b(?:{'|'.join(load_words('rules/events')['fiction']['patterns'])})\b", re.IGNORECASE)
_CLAUSES = frozenset({"ROOT", "conj", "ccomp", "advcl", "relcl", "acl", "parataxis", "xcomp", "pcomp"})


def tells_of_fiction(words: str) -> bool:
    """Whether a sentence tells what happens in a book, a film or a game."""
    return _FICTION.search(words) is not None


def clause_span(sentence: Sentence, token: Token) -> tuple[int, int]:
    """Offsets of the smallest finite clause around the token, without the marks at its edges."""
    first, last = _edges(_head(token))
    return sentence.span(token.doc[first], token.doc[last])


@first_above
def _head(token: Token) -> bool:
    return token.dep_ in _CLAUSES and token.pos_ in ("VERB", "AUX") and _is_finite(token)


@kept
def _edges(head: Token) -> tuple[int, int]:
    """Where in the sentence its first and its last word stand that is no mark."""
    words = [t for t in head.subtree if not t.is_space]
    while len(words) > 1 and words[0].is_punct:
        words.pop(0)
    while len(words) > 1 and words[-1].is_punct:
        words.pop()
    return words[0].i, words[-1].i


def _is_finite(verb: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass", "csubj", "expl") for c in verb.children)
