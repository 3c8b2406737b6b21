"""The words by which one event is known from others of its kind."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from service.clusters.weights import common_words
from service.language.demonyms import find_demonyms
from service.language.gate import Gate
from service.language.names import find_names, fold, fold_text
from service.words import load_words

_SHORTEST = 3


def distinctive(text: str, kind: str) -> frozenset[str]:
    """The words of the text without those that any report of that kind has, and without the mark of the plural."""
    return frozenset(_stem(word) for word in set(fold_text(text)) if _tells(word, kind))


def names_in(sentences: Iterable[str], kind: str) -> frozenset[str]:
    """The words of the names in the sentences; a word at the head may be no name, and peoples name their country."""
    return frozenset(word for words in sentences for word in _named(words, kind))


@lru_cache(maxsize=4_096)  # a sentence stands round each of the records near it
def _named(words: str, kind: str) -> frozenset[str]:
    peoples = {part for people in find_demonyms(words) for part in fold(words[people.start : people.end])}
    names = [name for name in find_names(words, 0, len(words)) if name.start or len(name.words) > 1]
    return frozenset(word for name in names for word in name.words if _tells(word, kind) and word not in peoples)


@cache
def _tells(word: str, kind: str) -> bool:
    tells = len(word) >= _SHORTEST and word not in common_words() and not word.isdecimal()
    return tells and not _gate(kind).types(word)


@cache
def _gate(kind: str) -> Gate:
    """The words that report such an event: they are in all reports of one."""
    return Gate({kind: load_words(f"rules/{kind}")["gate"]})


def _stem(word: str) -> str:
    """The word without what makes it plural, or an act of it: `smugglers` and `smuggling` are `smuggl`."""
    for ending in ("ing", "ers", "er", "ies", "es", "ed", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST + 1:
            return word[: -len(ending)]
    return word
