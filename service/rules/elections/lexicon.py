"""Phrases of the word list, found in a parsed sentence.

A word in CAPITALS stands for all forms of that word, ``rigg*`` for all words that begin so; hyphens are as spaces.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

V = TypeVar("V")
# All lexicons by the first words of their phrases, and by the stems that these begin with.
_WHOLE: dict[str, list[Lexicon[Any]]] = {}
_STEMS: dict[str, list[Lexicon[Any]]] = {}


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
        for own, every in ((self._entries, _WHOLE), (self._stems, _STEMS)):
            for first in own:
                every.setdefault(first, []).append(self)
        _begun_by.cache_clear()

    @classmethod
    def of(cls, phrases: Iterable[str], value: V) -> Lexicon[V]:
        """All ``phrases`` with one ``value``."""
        return cls(dict.fromkeys(phrases, value))

    def find(self, doc: Doc) -> list[Hit[V]]:
        """The phrases in the parsed sentence, in order; looked for once, however many words of the sentence ask."""
        words = _words_of(doc)
        begun = words.begun.get(self)
        if begun is None:  # in most sentences
            return []
        if self not in words.found:
            words.found[self] = self._find(words, begun)
        return [Hit(value, doc[first], doc[last]) for value, first, last in words.found[self]]

    def _find(self, words: _Words, beginnings: list[int]) -> list[tuple[V, int, int]]:
        found: list[tuple[V, int, int]] = []
        free = 0
        for at in beginnings:
            if at >= free and (hit := self._longest(words, at)):
                length, value = hit
                free = at + length
                found.append((value, words.token[at], words.token[free - 1]))
        return found

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


@lru_cache(maxsize=16_384)
def _begun_by(lower: str, lemma: str) -> tuple[Lexicon[Any], ...]:
    """The lexicons that have a phrase which may begin with the word."""
    stems = (_STEMS.get(lower[:length], ()) for length in range(1, len(lower) + 1))
    return tuple(dict.fromkeys(chain(_WHOLE.get(lower, ()), _WHOLE.get(lemma, ()), *stems)))


class _Words:
    """A sentence's words without spaces and hyphens: in lower case, their LEMMAS, and where phrases of each lexicon may begin.

    It is read once for all lexicons, most of which have no phrase there; ``found`` are the phrases of those that were asked.
    """

    def __init__(self, doc: Doc) -> None:
        plain = [t for t in doc if not t.is_space and t.text not in ("-", "–", "‑")]
        self.token = [t.i for t in plain]
        self.lower = [t.lower_ for t in plain]
        self.lemma = [t.lemma_.upper() for t in plain]
        self.begun: dict[Lexicon[Any], list[int]] = {}
        self.found: dict[Lexicon[Any], list[tuple[Any, int, int]]] = {}
        for at, word in enumerate(zip(self.lower, self.lemma, strict=True)):
            for lexicon in _begun_by(*word):
                self.begun.setdefault(lexicon, []).append(at)

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
