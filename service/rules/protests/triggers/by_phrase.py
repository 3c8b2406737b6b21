"""Rule: a verb with a preposition and a noun, as a whole: ``took to the streets``, ``went on strike``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from service.language.phrases import child, prepositional
from service.rules.events.view import View
from service.rules.protests.lexicon import forms_of, phrases, words_of
from service.rules.protests.trigger import Trigger
from service.rules.protests.triggers.by_noun import befores
from service.rules.protests.triggers.by_verb import is_told_around, subject_fits

if TYPE_CHECKING:
    from spacy.tokens import Token


def by_phrase(view: View) -> Iterator[Trigger]:
    """``took to the streets``, ``went on strike``."""
    if view.words & words_of("never", "sport"):
        return
    for token in view.doc:
        if token.pos_ not in ("VERB", "AUX"):
            continue
        for entry in phrases().get(token.lower_, ()):
            if _goes(token, entry["prepositions"], entry["nouns"]) and subject_fits(token, entry["subjects"]):
                plain = token.lower_ in forms_of("phrase_sure", "verbs") or entry["form"] in ("strike", "riot")
                yield Trigger(view, "phrase", token, entry["form"], sure=plain or is_told_around(view))
                break


def _goes(verb: Token, prepositions: list[str], goals: list[str]) -> bool:
    direct = child(verb, "dobj")
    if direct is not None and direct.lower_ == "streets" and "streets" in goals:
        return True
    reach = [verb, *(c for c in verb.children if c.dep_ in ("advmod", "prt", "prep"))]
    found = ((prep, noun) for token in reach for prep, noun in prepositional(token))
    return any(n.lower_ in goals and p.lower_ in prepositions and "hunger" not in befores(n) for p, n in found)
