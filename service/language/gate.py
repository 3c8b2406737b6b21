"""The gate: which sentences can bear on a record at all, by their words alone. The others are never parsed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

_WORD = re.compile(r"[^\W\d_]+|%")


class Gate:
    """Knows, for each record type, the words that can report one; ``protest*`` stands for all words that begin so."""

    def __init__(self, words: dict[str, Iterable[str]]) -> None:
        self.kinds = frozenset(words)
        self._whole: dict[str, set[str]] = {}
        self._stems: dict[str, set[str]] = {}
        for kind, entries in words.items():
            for entry in entries:
                table, key = (self._stems, entry[:-1]) if entry.endswith("*") else (self._whole, entry)
                table.setdefault(key, set()).add(kind)
        self._lengths = sorted({len(stem) for stem in self._stems})
        self._of_word = cache(self._look_up)

    def types(self, sentence: str) -> frozenset[str]:
        """The record types that the sentence can bear on."""
        found: frozenset[str] = frozenset()
        for word in set(_WORD.findall(sentence.lower())):
            found |= self._of_word(word)
        return found

    def passing(self, sentence: str) -> list[str]:
        """The words by which the sentence passes, in their order."""
        return [word for word in dict.fromkeys(_WORD.findall(sentence.lower())) if self._of_word(word)]

    def cuts(self, sentence: str, most: int) -> list[int]:
        """Where to cut a sentence (offsets of words) so that no part of it holds more than ``most`` of the gate's words."""
        if len(sentence) < most:
            return []
        known = [word.start() for word in _WORD.finditer(sentence) if self._of_word(word[0].lower())]
        return known[most::most]

    def _look_up(self, word: str) -> frozenset[str]:
        kinds = set(self._whole.get(word, ()))
        for length in self._lengths:
            if length > len(word):
                break
            kinds |= self._stems.get(word[:length], set())
        return frozenset(kinds)
