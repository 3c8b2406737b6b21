"""Which words of a list report a record by themselves, so that a sentence with one has to be looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from service.words.lines import Key

LETTERS = re.compile(r"[^\W\d_]+")
_OTHERS = frozenset({"example", "response", "response_verb", "basis", "kind_pairs"})
_IN_LISTS = ("attributive",)
_AS_KEYS = ("contests",)


def added_triggers(own: dict[str, Any]) -> Iterator[tuple[tuple[Key, ...], bool, str]]:
    """The triggers in a list of one's own: where each stands, whether it is a verb, and its words."""
    for table, listed in own.items():
        if table in _OTHERS or not isinstance(listed, list):
            continue
        for number, entry in enumerate(listed):
            if isinstance(entry, dict):
                for key in ("verbs", "nouns", "words", "phrases"):
                    yield from (((table, number, key), key == "verbs", word) for word in entry.get(key, ()))
    for table in _IN_LISTS:
        for key, words in own.get(table, {}).items():
            yield from (((table, key), False, word) for word in words)
    for table in _AS_KEYS:
        yield from (((table, word), False, word) for word in own.get(table, {}))
