"""Phrases of the word list, found in a parsed sentence.

A word in CAPITALS stands for all forms of that word, ``rigg*`` for all words that begin so; hyphens are as spaces.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Hit(Generic[V]):
    """A phrase found: its value, and its first and last token."""

    value: V
    first: Token
    last: Token


class Lexicon(Generic[V]):
    """Phrases with a value each. At every word the longest phrase wins, and phrases do not overlap."""

    def __init__(self, values: Mapping[str, V]) -> None:
        self._entries: dict[str, list[tuple[tuple[str, ...], V]]] = {}
        self._stems: dict[str, list[tuple[tuple[str, ...], V]]] = {}
        for phrase, value in values.items():
            words = tuple(phrase.replace("-", " ").split())
            table = self._stems if words[0].endswith("*") else self._entries
            table.setdefault(words[0].rstrip("*"), []).append((words, value))
        self._lengths = sorted({len(stem) for stem in self._stems})

    @classmethod
    def of(cls, phrases: Iterable[str], value: V) -> Lexicon[V]:
        """All ``phrases`` with one ``value``."""
        return cls(dict.fromkeys(phrases, value))

    def find(self, doc: Doc) -> list[Hit[V]]:
        """The phrases in the parsed sentence, in order; looked for once, however many words of the sentence ask."""
        known = doc.user_data.setdefault("lexicons", {})
        if self not in known:
            known[self] = self._find(_words_of(doc))
        return [Hit(value, doc[first], doc[last]) for value, first, last in known[self]]

    def _find(self, words: _Words) -> list[tuple[V, int, int]]:
        found: list[tuple[V, int, int]] = []
        free = 0
        for at in self._beginnings(words):
            if at >= free and (hit := self._longest(words, at)):
                length, value = hit
                free = at + length
                found.append((value, words.token[at], words.token[free - 1]))
        return found

    def _beginnings(self, words: _Words) -> list[int]:
        """Where a phrase may begin: in most sentences nowhere, and the rest of the work is spared."""
        found = [words.at[form] for form in words.at.keys() & self._entries.keys()]
        for length in self._lengths:
            prefixes = words.prefixes(length)
            found += [prefixes[stem] for stem in prefixes.keys() & self._stems.keys()]
        return sorted({at for places in found for at in places})

    def _longest(self, words: _Words, at: int) -> tuple[int, V] | None:
        best: tuple[int, V] | None = None
        for phrase, value in self._candidates(words, at):
            if (best is None or len(phrase) > best[0]) and words.have(phrase, at):
                best = len(phrase), value
        return best

    def _candidates(self, words: _Words, at: int) -> Iterable[tuple[tuple[str, ...], V]]:
        yield from self._entries.get(words.lower[at], ())
        yield from self._entries.get(words.lemma[at], ())
        for length in self._lengths:
            yield from self._stems.get(words.lower[at][:length], ())


class _Words:
    """A sentence's words without spaces and hyphens, as every lexicon asks for them: in lower case, their LEMMAS, and where each is."""

    def __init__(self, doc: Doc) -> None:
        plain = [t for t in doc if not t.is_space and t.text not in ("-", "–", "‑")]
        self.token = [t.i for t in plain]
        self.lower = [t.lower_ for t in plain]
        self.lemma = [t.lemma_.upper() for t in plain]
        self.at = _places([*enumerate(self.lower), *enumerate(self.lemma)])
        self._prefixes: dict[int, dict[str, list[int]]] = {}

    def prefixes(self, length: int) -> dict[str, list[int]]:
        """Where words begin with so many letters."""
        if length not in self._prefixes:
            self._prefixes[length] = _places((at, word[:length]) for at, word in enumerate(self.lower))
        return self._prefixes[length]

    def have(self, phrase: tuple[str, ...], at: int) -> bool:
        """Whether the phrase stands there."""
        return at + len(phrase) <= len(self.lower) and all(self._is(entry, at + i) for i, entry in enumerate(phrase))

    def _is(self, entry: str, at: int) -> bool:
        if entry.endswith("*"):
            return self.lower[at].startswith(entry[:-1])
        if entry.isupper():
            return self.lemma[at] == entry or self.lower[at] == entry.lower()
        return self.lower[at].replace("’", "'") == entry


def _words_of(doc: Doc) -> _Words:
    """Read once a sentence, however many lists are looked for in it."""
    words: _Words | None = doc.user_data.get("words")
    if words is None:
        words = doc.user_data["words"] = _Words(doc)
    return words


def _places(words: Iterable[tuple[int, str]]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for at, word in words:
        places.setdefault(word, []).append(at)
    return places
