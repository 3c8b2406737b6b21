"""Verbs of the word lists in a parsed sentence, and the words of what they take."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from service.rules.elections.view import View

if TYPE_CHECKING:
    from spacy.tokens import Token


def verbs(view: View, lemmas: frozenset[str]) -> Iterator[Token]:
    """The sentence's verbs with one of these lemmas, in order."""
    return (t for t in view.doc if t.lemma_.lower() in lemmas and t.pos_ in ("VERB", "AUX"))


def words_of(goal: Token | None) -> set[str]:
    """The object's head word with its compounds and what it is ``of``, in lower case."""
    if goal is None:
        return set()
    return {goal.lower_, goal.lemma_.lower()} | {
        t.lower_ for t in goal.subtree if t.dep_ in ("compound", "pobj", "conj")
    }


def is_count(view: View, goal: Token) -> bool:
    """``won 40 per cent of the votes``, ``won 62 seats``: a figure, and no outcome."""
    start, end = view.sentence.span(goal.doc[goal.left_edge.i], goal)
    return any(start <= f.start < end for f in view.figures)
