"""Text to plain tokens with offsets, and tables of phrases over them, for figures, dates and durations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from functools import lru_cache
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

# Digits keep their separators (8,000, 1,50,000 or 8 000 with a non-breaking space); an empty line is a token of its
# own, so that nothing is read across it.
_TOKEN = re.compile(
    r"(?P<digits>\d{1,3}(?:[,\u00a0\u202f\u2009]\d{3})+(?!\d)(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)|\d+(?:\.\d+)?)"
    r"|(?P<word>[^\W\d_]+)|(?P<gap>\n[^\S\n]*\n)|(?P<mark>[^\w\s]|_)"
)
_MARKS = {"’": "'", "‘": "'", "ʼ": "'", "–": "-", "‑": "-", "‐": "-", "−": "-", "…": "."}


class Token(NamedTuple):
    """``text`` is in lower case, curly marks made plain; ``kind`` is `digits`, `word`, `mark`, `gap` or empty."""

    text: str
    start: int
    end: int
    kind: str


_NOTHING = Token("", -1, -2, "")
_MARGIN = 32
_ARTICLES = frozenset({"a", "an", "the"})


class Tokens:
    """The tokens of a text; outside of it, up to 32 tokens off (more than any phrase is long), stand empty ones."""

    def __init__(self, text: str) -> None:
        self.source = text
        self._all = [_NOTHING] * _MARGIN + [_token(match) for match in _TOKEN.finditer(text)] + [_NOTHING] * _MARGIN

    def __len__(self) -> int:
        return len(self._all) - 2 * _MARGIN

    def __getitem__(self, i: int) -> Token:
        return self._all[i + _MARGIN]

    def candidates(self, words: Set[str], after_article: Set[str]) -> list[int]:
        """Where something can begin: at digits, one of ``words``, or an article before digits or ``after_article``.

        Most tokens begin nothing: to pass over them here keeps the grammars off them.
        """
        return [
            i
            for i, (token, following) in enumerate(pairwise(self._all[_MARGIN:]))
            if token.kind == "digits"
            or token.text in words
            or (token.text in _ARTICLES and (following.text in after_article or following.kind == "digits"))
        ]

    def words(self) -> tuple[str, ...]:
        """The text of every token."""
        return tuple(self[i].text for i in range(len(self)))

    def glued(self, i: int) -> bool:
        """Whether nothing stands between token ``i`` and the one before it."""
        return self[i].start == self[i - 1].end

    def ties_digits(self, i: int) -> bool:
        """Whether token ``i`` is a mark that ties further digits to those before it: ``3-1``, ``9/11``, ``10:30``."""
        return self[i].text in ("-", "/", ":") and self.glued(i) and self.glued(i + 1) and self[i + 1].kind == "digits"

    def capital(self, i: int) -> bool:
        """Whether token ``i`` begins with a capital letter."""
        return self[i].start >= 0 and self.source[self[i].start].isupper()

    def has_case(self) -> bool:
        """Whether capitals mean anything here: not so in captions that are all lower or all upper case."""
        capitals = sum(map(str.isupper, self.source))
        small = sum(map(str.islower, self.source))
        return 0 < capitals < small and capitals * 200 > small


@lru_cache(maxsize=4)
def tokenize(text: str) -> Tokens:
    """The tokens of ``text``; the last few are kept, as figures, dates and durations are read from the same text."""
    return Tokens(text)


def _token(match: re.Match[str]) -> Token:
    kind, text = match.lastgroup or "", match.group()
    return Token(_MARKS.get(text, text) if kind == "mark" else text.lower(), match.start(), match.end(), kind)


V = TypeVar("V")


class Phrases(Generic[V]):
    """Phrases with a value each, looked up from their first word on or from their last word back; the longest wins."""

    def __init__(self, values: Mapping[str, V]) -> None:
        self._values = {Tokens(phrase).words(): value for phrase, value in values.items()}
        self._from_first = _lengths(self._values, 0)
        self._from_last = _lengths(self._values, -1)

    @classmethod
    def of(cls, phrases: Iterable[str], value: V) -> Phrases[V]:
        """All ``phrases`` with one ``value``."""
        return cls(dict.fromkeys(phrases, value))

    def words_at(self, position: int) -> frozenset[str]:
        """The words that stand at ``position`` in the phrases."""
        return frozenset(phrase[position] for phrase in self._values if len(phrase) > position)

    def at(self, tokens: Tokens, i: int) -> tuple[V, int] | None:
        """The value of the longest phrase that begins at token ``i``, and the index after it."""
        for length in self._from_first.get(tokens[i].text, ()):
            words = tuple(tokens[j].text for j in range(i, i + length))
            if words in self._values:
                return self._values[words], i + length
        return None

    def before(self, tokens: Tokens, i: int) -> tuple[V, int] | None:
        """The value of the longest phrase that ends right before token ``i``, and the index of its first token."""
        for length in self._from_last.get(tokens[i - 1].text, ()):
            words = tuple(tokens[j].text for j in range(i - length, i))
            if words in self._values:
                return self._values[words], i - length
        return None


def _lengths(phrases: Iterable[tuple[str, ...]], end: int) -> dict[str, list[int]]:
    lengths: dict[str, set[int]] = {}
    for phrase in phrases:
        lengths.setdefault(phrase[end], set()).add(len(phrase))
    return {word: sorted(found, reverse=True) for word, found in lengths.items()}
