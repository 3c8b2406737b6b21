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
            known[self] = [(hit.value, hit.first.i, hit.last.i) for hit in self._find(plain_words(doc))]
        return [Hit(value, doc[first], doc[last]) for value, first, last in known[self]]

    def _find(self, words: list[Token]) -> list[Hit[V]]:
        found: list[Hit[V]] = []
        at = 0
        while at < len(words):
            hit = self._longest(words, at)
            if hit is None:
                at += 1
            else:
                length, value = hit
                found.append(Hit(value, words[at], words[at + length - 1]))
                at += length
        return found

    def _longest(self, words: list[Token], at: int) -> tuple[int, V] | None:
        best: tuple[int, V] | None = None
        for phrase, value in self._candidates(words[at]):
            if (best is None or len(phrase) > best[0]) and _matches(phrase, words, at):
                best = len(phrase), value
        return best

    def _candidates(self, word: Token) -> Iterable[tuple[tuple[str, ...], V]]:
        yield from self._entries.get(word.lower_, ())
        yield from self._entries.get(word.lemma_.upper(), ())
        for length in self._lengths:
            yield from self._stems.get(word.lower_[:length], ())


def plain_words(doc: Doc) -> list[Token]:
    """The sentence's tokens without spaces and hyphens."""
    return [t for t in doc if not t.is_space and t.text not in ("-", "–", "‑")]


def _matches(phrase: tuple[str, ...], words: list[Token], at: int) -> bool:
    return at + len(phrase) <= len(words) and all(_is(entry, words[at + i]) for i, entry in enumerate(phrase))


def _is(entry: str, word: Token) -> bool:
    if entry.endswith("*"):
        return word.lower_.startswith(entry[:-1])
    if entry.isupper():
        return word.lemma_.upper() == entry or word.lower_ == entry.lower()
    return word.lower_.replace("’", "'") == entry
