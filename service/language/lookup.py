"""Longest-match lookup of names in running text: linear in the text, however many names there are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Generic, TypeVar

from service.words import load_words

T = TypeVar("T")

_LETTERS = r"(?<!\w)(?:[^\W\d_][\u0300-\u036f]*)+(?!\w)"
_WORD = re.compile(_LETTERS)
_CAPITALISED = re.compile(rf"(?<![\u0300-\u036f])(?![a-z]){_LETTERS}")  # and words of letters that are no Latin ones
# Within a name words are joined by blanks (one line break at most), a hyphen, an apostrophe or the stop of "St."
_BLANKS = r"[^\S\r\n]{0,2}(?:\r?\n)?[^\S\r\n]{0,2}"
_NEXT_WORD = re.compile(rf"(?P<joint>{_BLANKS}|[-‐‑'’ʼ‘]|\.[^\S\r\n]{{0,2}})(?P<word>{_LETTERS})")
_LONGEST_ABBREVIATION = 3
_PLAIN_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
)


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """A name found: ``text[start:end]``, its ``key`` (see `fold`) and what the index holds for it."""

    start: int
    end: int
    key: str
    value: T


def fold(name: str) -> str:
    """The key of a name: its words in lower case, without accents, joined by blanks (``ivano frankivsk``)."""
    if name.isascii() and name.isalpha():  # most names: one plain word
        return name.lower()
    return " ".join(_fold_word(word) for word in _WORD.findall(name))


def _fold_word(word: str) -> str:
    lower = word.lower()
    if lower.isascii():
        return lower
    parts = unicodedata.normalize("NFKD", lower.translate(_PLAIN_LETTERS))
    return "".join(char for char in parts if not unicodedata.combining(char))


class PhraseIndex(Generic[T]):
    """Names by their folded form, found in text longest first, from left to right, without overlap."""

    def __init__(self, entries: Mapping[str, T]) -> None:
        self._entries = entries
        self._small = frozenset(load_words("language/places")["small_words"])
        self._longest: dict[str, int] = {}
        for key in entries:
            first, length = key.partition(" ")[0], key.count(" ") + 1
            if length > self._longest.get(first, 0):
                self._longest[first] = length

    def get(self, name: str) -> T | None:
        """What the index holds for a whole name, however it is spelt and capitalised."""
        return self._entries.get(fold(name))

    def keys_beginning_with(self, first_words: Set[str]) -> list[str]:
        """The keys of two words and more whose first word is one of ``first_words``."""
        return [key for key in self._entries if " " in key and key.partition(" ")[0] in first_words]

    def matches(self, text: str, *, cased: bool) -> Iterator[Match[T]]:
        """The names in ``text``; with ``cased`` only those written with capital letters."""
        done = 0
        for word in (_CAPITALISED if cased else _WORD).finditer(text):
            if word.start() < done or (cased and not word[0][0].isupper()):
                continue
            first = _fold_word(word[0])
            longest = self._longest.get(first.partition(" ")[0])
            if longest and (match := self._longest_match(text, word, first, longest, cased)):
                done = match.end
                yield match

    def _longest_match(self, text: str, word: re.Match[str], key: str, longest: int, cased: bool) -> Match[T] | None:
        """The longest entry that begins with ``word``: read on word by word and keep the last that is a name."""
        found: Match[T] | None = None
        end, last = word.end(), word[0]
        for _ in range(longest):
            if (value := self._entries.get(key)) is not None:
                found = Match(word.start(), _with_stop(text, end, last, key), key, value)
            step = _NEXT_WORD.match(text, end)
            if step is None or (step["joint"].startswith(".") and len(last) > _LONGEST_ABBREVIATION):
                break
            last, end = step["word"], step.end()
            if cased and not last[0].isupper() and last not in self._small:
                break
            key = f"{key} {_fold_word(last)}"
        return found


def _with_stop(text: str, end: int, last: str, key: str) -> int:
    """The end of a name, with the closing stop of an abbreviation such as ``U.S.``"""
    abbreviated = len(last) == 1 and " " in key and text[end - 2] == "."
    return end + 1 if abbreviated and text[end : end + 1] == "." else end
