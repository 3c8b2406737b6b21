"""The gate: which sentences can bear on a record at all, by their words alone. The others are never parsed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

_WORD = re.compile(r"[^\W\d_]+|%")


class Words:
    """Words, each with the record types that it speaks of; ``protest*`` stands for all words that begin so.

    Of a word with a hyphen (``run-off``), whose parts say nothing, all is asked for.
    """

    def __init__(self, words: Mapping[str, Iterable[str]]) -> None:
        self._whole: dict[str, set[str]] = {}
        self._stems: dict[str, set[str]] = {}
        for kind, entries in words.items():
            for entry in entries:
                table, key = (self._stems, entry[:-1]) if entry.endswith("*") else (self._whole, entry)
                table.setdefault(key, set()).add(kind)
        self._lengths = sorted({len(stem) for stem in self._stems})
        self._joined = sorted(word for word in {*self._whole, *self._stems} if "-" in word)
        self.of = cache(self._look_up)

    def among(self, text: str) -> set[str]:
        """The words of the text, in lower case, that may be of the list."""
        low = text.lower()
        return {*_WORD.findall(low), *(word for word in self._joined if word in low)}

    def _look_up(self, word: str) -> frozenset[str]:
        kinds = set(self._whole.get(word, ()))
        for length in self._lengths:
            if length > len(word):
                break
            kinds |= self._stems.get(word[:length], set())
        return frozenset(kinds)


class Gate:
    """Knows, for each record type, the words that can report one.

    Some do so only where something else in the transcript speaks of such things (`won`: a match, or an election):
    ``doubtful`` has them by record type, ``settings`` the words that settle it. Any other word of the gate does so as well.
    """

    def __init__(
        self,
        words: Mapping[str, Iterable[str]],
        doubtful: Mapping[str, Iterable[str]] | None = None,
        settings: Mapping[str, Iterable[str]] | None = None,
    ) -> None:
        self.kinds = frozenset(words)
        self._words, self._doubtful, self._settings = Words(words), Words(doubtful or {}), Words(settings or {})
        self._settled_by = cache(self._settled)

    def unsettled(self, text: str) -> frozenset[str]:
        """The record types that no word of the whole text settles: there, doubtful words report none of them."""
        open_kinds = set(self.kinds)
        for word in self._words.among(text):
            if settled := self._settled_by(word):  # most words say nothing
                open_kinds -= settled
                if not open_kinds:
                    break
        return frozenset(open_kinds)

    def _settled(self, word: str) -> frozenset[str]:
        return (self._words.of(word) - self._doubtful.of(word)) | self._settings.of(word)

    def types(self, sentence: str, unsettled: frozenset[str] = frozenset()) -> frozenset[str]:
        """The record types that the sentence can bear on."""
        found: frozenset[str] = frozenset()
        for word in self._words.among(sentence):
            if kinds := self._words.of(word):
                found |= kinds - (self._doubtful.of(word) & unsettled)
        return found

    def passing(self, sentence: str) -> list[str]:
        """The words by which the sentence passes, in their order."""
        low = sentence.lower()
        return sorted((word for word in self._words.among(sentence) if self._words.of(word)), key=low.find)

    def cuts(self, sentence: str, most: int) -> list[int]:
        """Where to cut a sentence (offsets of words) so that no part of it holds more than ``most`` of the gate's words."""
        if len(_WORD.findall(sentence)) <= most:
            return []
        known = [word.start() for word in _WORD.finditer(sentence) if self._words.of(word[0].lower())]
        return known[most::most]
