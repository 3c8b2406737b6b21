"""The words by which one event is known from others of its kind."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache, lru_cache

from service.clusters.weights import common_words
from service.language.gate import Gate
from service.language.names import find_names, fold, fold_text
from service.language.places import find_demonyms, find_places
from service.words import load_words

_SHORTEST = 3
_DAYS, _YEARS = 31, range(1900, 2100)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
_OTHERS = 200  # transcripts on other things: in a corpus of three, a word that two have is rare all the same


def distinctive(text: str, kind: str) -> frozenset[str]:
    """The words of the text without those that any report of that kind has, and without the mark of the plural."""
    return frozenset(_stem(word) for word in set(fold_text(_THOUSANDS.sub("", text))) if _tells(word, kind))


def rarities(tellings: Sequence[tuple[str, Collection[str]]]) -> dict[str, float]:
    """For each word how rare it is, in bits: in how few of the transcripts, as of many more that nobody has, it stands."""
    within = Counter(word for _, word in {(transcript, word) for transcript, words in tellings for word in words})
    transcripts = len({transcript for transcript, _ in tellings})
    return {word: math.log2((transcripts + _OTHERS) / (count + 1)) for word, count in within.items()}


def bag(words: Collection[str], rarity: Mapping[str, float]) -> dict[str, float]:
    """The words with their weights, so that what two bags have in common is between 0 and 1."""
    whole = math.sqrt(math.fsum(rarity[word] ** 2 for word in words))
    return {word: rarity[word] / whole for word in sorted(words)}


def names_in(sentences: Iterable[str], kind: str) -> frozenset[str]:
    """The words of the names in the sentences; a word alone at the head may be no name, and countries are compared apart."""
    return frozenset(word for words in sentences for word in _named(words, kind)[0])


def heads_in(sentences: Iterable[str], kind: str) -> frozenset[str]:
    """The capitalised words alone at the head of the sentences, which are names where others write them so elsewhere."""
    return frozenset(word for words in sentences for word in _named(words, kind)[1])


@lru_cache(maxsize=4_096)  # a sentence stands round each of the records near it
def _named(words: str, kind: str) -> tuple[frozenset[str], frozenset[str]]:
    places = [*(place for place in find_places(words) if place.kind == "country"), *find_demonyms(words)]
    elsewhere = {part for place in places for part in fold(words[place.start : place.end])}
    found: tuple[set[str], set[str]] = (set(), set())
    for name in find_names(words, 0, len(words)):
        is_head = not name.start and len(name.words) == 1
        found[is_head].update(word for word in name.words if _tells(word, kind) and word not in elsewhere)
    return frozenset(found[False]), frozenset(found[True])


@cache
def _tells(word: str, kind: str) -> bool:
    if word.isdecimal():
        return _is_telling(int(word))
    return len(word) >= _SHORTEST and word not in common_words() and not _gate(kind).types(word)


def _is_telling(number: int) -> bool:
    """Whether two texts hardly have the number by chance: no day, no year, and not round."""
    return number > _DAYS and number % 10 != 0 and number not in _YEARS


@cache
def _gate(kind: str) -> Gate:
    """The words that report such an event: they are in all reports of one."""
    return Gate({kind: load_words(f"rules/{kind}")["gate"]})


def stems(words: Iterable[str]) -> frozenset[str]:
    """The words as bags have them."""
    return frozenset(map(_stem, words))


def _stem(word: str) -> str:
    """The word without what makes it plural, or an act of it: `smugglers` and `smuggling` are `smuggl`."""
    for ending in ("ing", "ers", "er", "ies", "es", "ed", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST + 1:
            return word[: -len(ending)]
    return word
