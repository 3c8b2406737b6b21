"""When a value that was found agrees with gold: names by their words, figures within two per cent, the rest exactly."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from schemas import Quantity
from service.words import words_in

_WORD = re.compile(r"[a-z0-9]+")
_LIST = "evaluate/names"
_NAMES_SHARE = 0.6  # of the shorter name's words that the longer one must hold
_WORDS_SHARE = 0.5  # the same for reasons and demands
_NEAR = 0.02  # of the larger figure


def naming() -> dict[str, list[str]]:
    """The lists that names are compared by, for the page, which compares two readers as we do."""
    return {name: sorted(words_in(_LIST, name)) for name in ("unremarkable", "describing")}


@cache
def words_of(text: str) -> frozenset[str]:
    """The words of a name or a phrase without case, accents and those that tell no name from another."""
    plain = unicodedata.normalize("NFKD", text.lower())
    words = frozenset(_WORD.findall("".join(c for c in plain if not unicodedata.combining(c))))
    return words - words_in(_LIST, "unremarkable") or words


def describes(name: str) -> bool:
    """Whether the words describe somebody rather than name one: ``a fisherman``, ``12 of them``."""
    first = re.match(r"\w+", name)
    return first is not None and (first[0].lower() in words_in(_LIST, "describing") or first[0].isdecimal())


def same_name(a: str, b: str) -> bool:
    """``Rossi`` and ``President Maria Rossi``."""
    return _share(a, b) >= _NAMES_SHARE


def any_name(names: Sequence[str], others: Sequence[str]) -> bool:
    """Whether any two of them agree."""
    return any(same_name(a, b) for a in names for b in others)


def same_words(a: str, b: str) -> bool:
    """Whether two phrases say the same, by the words that they share."""
    return _share(a, b) >= _WORDS_SHARE


def _share(a: str, b: str) -> float:
    x, y = words_of(a), words_of(b)
    return len(x & y) / min(len(x), len(y)) if x and y else 0.0


def close(a: float | None, b: float | None) -> bool:
    """Whether two figures are the same, or nearly; an unknown one is like an unknown one."""
    if a is None or b is None:
        return a is b
    return abs(a - b) <= _NEAR * max(abs(a), abs(b))


def same_range(gold: tuple[float | None, float | None], found: Quantity) -> bool:
    """Whether the range found is that of gold; gold without an upper end takes any."""
    return close(gold[0], found.low) and (gold[1] is None or close(gold[1], found.high))
