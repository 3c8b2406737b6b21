"""The gate: which sentences can bear on a record at all, by their words alone. The others are never parsed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_
from typing import TypeVar

_WORD = re.compile(r"[^\W\d_]+|%")
_FEW = 5  # sentences, which need not say what they are about
_NEAR = 20  # sentences before and after, in which a word of the gate settles what a doubtful one means ...
_BESIDE = 1  # ... and in which a setting does
_REMEMBERED = 65_536  # words; a corpus has millions


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

    def among(self, text: str) -> set[str]:
        """The words of the text, in lower case, that may be of the list."""
        low = text.lower()
        return {*_WORD.findall(low), *(word for word in self._joined if word in low)}

    def of(self, word: str) -> frozenset[str]:
        """The record types that the word, in lower case, speaks of."""
        kinds = set(self._whole.get(word, ()))
        for length in self._lengths:
            if length > len(word):
                break
            kinds |= self._stems.get(word[:length], set())
        return frozenset(kinds)


@dataclass(frozen=True, slots=True)
class _Heard:
    """What words tell: the record types that they report ``surely``, those that they may (``doubtful``) or of which they may tell
    more (``adds``), and those that they settle.
    """

    surely: frozenset[str] = frozenset()
    doubtful: frozenset[str] = frozenset()
    adds: frozenset[str] = frozenset()
    settles: frozenset[str] = frozenset()

    def __or__(self, other: _Heard) -> _Heard:
        return _Heard(
            self.surely | other.surely,
            self.doubtful | other.doubtful,
            self.adds | other.adds,
            self.settles | other.settles,
        )


_NOTHING = _Heard()
_T = TypeVar("_T")


class Gate:
    """Knows, for each record type, the words that can report one.

    Some do so only where something near them speaks of such things (`won`: a match, or an election): ``doubtful`` has them
    by record type, ``settings`` the words that settle it from beside. Any other word of the gate does so from farther, and
    that alone settles those in ``adds``, which report nothing by themselves (`%`, `demanded`).
    """

    def __init__(
        self,
        words: Mapping[str, Iterable[str]],
        doubtful: Mapping[str, Iterable[str]] | None = None,
        settings: Mapping[str, Iterable[str]] | None = None,
        adds: Mapping[str, Iterable[str]] | None = None,
    ) -> None:
        self.kinds = frozenset(words)
        self._words, self._doubtful, self._settings = Words(words), Words(doubtful or {}), Words(settings or {})
        self._adds = Words(adds or {})
        self._heard = lru_cache(_REMEMBERED)(self._look_up)

    def bearing(self, sentences: Sequence[str]) -> list[frozenset[str]]:
        """For each sentence of a text, the record types that it can bear on; in a few sentences, doubtful words always can."""
        heard = [self._heard_in(sentence) for sentence in sentences]
        if len(heard) <= _FEW:
            return [one.surely | one.doubtful | one.adds for one in heard]
        told = [one.surely | _settled(heard, at) for at, one in enumerate(heard)]
        return [told[at] | _added(one, _near(told, at, _NEAR)) for at, one in enumerate(heard)]

    def types(self, sentence: str) -> frozenset[str]:
        """The record types that the sentence by itself can bear on."""
        (found,) = self.bearing([sentence])
        return found

    def _heard_in(self, sentence: str) -> _Heard:
        told = [heard for word in self._words.among(sentence) if (heard := self._heard(word)) is not _NOTHING]
        return reduce(or_, told, _NOTHING)

    def _look_up(self, word: str) -> _Heard:
        kinds, settles = self._words.of(word), self._settings.of(word)
        if not kinds and not settles:
            return _NOTHING  # as most do
        doubtful, adds = self._doubtful.of(word), self._adds.of(word)
        return _Heard(kinds - doubtful - adds, kinds & doubtful, kinds & adds, settles)

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


def _settled(heard: Sequence[_Heard], at: int) -> frozenset[str]:
    """The types that doubtful words of a sentence report, since sentences near it speak of such things."""
    doubtful = heard[at].doubtful
    if not doubtful:
        return doubtful
    sure, settings = (one.surely for one in _near(heard, at, _NEAR)), (one.settles for one in _near(heard, at, _BESIDE))
    return doubtful & frozenset().union(*sure, *settings)


def _added(one: _Heard, near: Sequence[frozenset[str]]) -> frozenset[str]:
    """The types of which words of a sentence tell more, where sentences near it report them."""
    return one.adds & frozenset().union(*near) if one.adds else one.adds


def _near(sentences: Sequence[_T], at: int, reach: int) -> Sequence[_T]:
    return sentences[max(0, at - reach) : at + reach + 1]
