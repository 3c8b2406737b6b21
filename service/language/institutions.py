"""Bodies, parties and seats of power (`the White House`, `the BJP`) and the country that each of them stands for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from service.language.lookup import PhraseIndex, fold
from service.words import load_words


@dataclass(frozen=True, slots=True)
class Institution:
    """A body named at ``text[start:end]``, with the ISO alpha-2 code of its country."""

    start: int
    end: int
    country: str


def find_institutions(text: str, *, cased: bool = True) -> list[Institution]:
    """The bodies in ``text`` that name their country by themselves, in order; captions in lower case have ``cased`` False."""
    return [Institution(m.start, m.end, m.value) for m in _index(cased).matches(text, cased=cased) if m.value]


@cache
def _index(cased: bool) -> PhraseIndex[str]:
    words = load_words("language/institutions")
    barred = set() if cased else set(words["only_capitals"])
    named = {fold(name): code for code, names in words["countries"].items() for name in names if name not in barred}
    return PhraseIndex({**dict.fromkeys(map(fold, words["blocked"]), ""), **named})
