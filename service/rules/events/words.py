"""A word list of the rules, as tables that words are looked up in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from service.language.inflection import forms
from service.words import load_words, words_in


class WordList:
    """The word list of a record type (its plural name); its ``irregular`` table has what verbs do not form by rule."""

    def __init__(self, plural: str) -> None:
        self._name = f"rules/{plural}"
        self._words = load_words(self._name)
        self._irregular: dict[str, Any] = self._words.get("irregular", {})
        self.verb_forms = cache(self._verb_forms)
        self.forms = cache(self._forms)

    def __getitem__(self, table: str) -> Any:
        return self._words[table]

    def of(self, *path: str) -> frozenset[str]:
        """The words in one list, named by its path: ``of("crowds", "nouns")``."""
        return words_in(self._name, *path)

    def _verb_forms(self, base: str) -> frozenset[str]:
        """The forms of a verb; of a phrasal verb, those of its first word."""
        first = base.split()[0]
        return frozenset(forms(first, self._irregular.get(first, ())))

    def _forms(self, *path: str) -> frozenset[str]:
        """All forms of the verbs in one list, named by its path."""
        return frozenset(form for base in self.of(*path) for form in self.verb_forms(base))

    def by_form(self, table: str) -> dict[str, tuple[tuple[str, dict[str, Any]], ...]]:
        """The entries of a table by every form of their ``verbs``, each with the verb as the list has it."""
        out: dict[str, list[tuple[str, dict[str, Any]]]] = {}
        for entry in self[table]:
            for verb in entry["verbs"]:
                for form in self.verb_forms(verb):
                    out.setdefault(form, []).append((verb, entry))
        return {form: tuple(entries) for form, entries in out.items()}


def any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of the phrases as whole words, the longest first, in capitals or not, with any space between them."""
    longest = [r"\s+".join(map(re.escape, phrase.split())) for phrase in sorted(phrases, key=len, reverse=True)]
    return re.compile(rf"\b(?:{'|'.join(longest)})\b", re.IGNORECASE)


WORDS = WordList("events")
