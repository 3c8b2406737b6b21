"""In which of the rules' lists a word of a text stands, so that whoever mends them knows where to look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from service.language.inflection import forms
from service.words import load_words

_NOT_WORDS = frozenset({"example", "rules", "readings", "lacking", "plover", "joins", "irregular"})


def standing(plurals: Iterable[str], words: Iterable[str]) -> Iterator[str]:
    """A line each for a word and its lists: ``marched: rules/protests [verb] verbs: march``."""
    known = [
        (f"rules/{plural}", *place) for plural in sorted(plurals) for place in _entries(load_words(f"rules/{plural}"))
    ]
    for word in sorted({word.lower() for word in words if word.strip()}):
        for name, table, entry, is_verb in known:
            if _is_form(word, entry, load_words(name).get("irregular", {}) if is_verb else None):
                yield f"{word}: {name} {table}: {entry}"


def _entries(words: dict[str, Any], path: str = "") -> Iterator[tuple[str, str, bool]]:
    """Each word of a list with the heading and the key that it stands under, and whether it is a verb."""
    for key, value in words.items():
        if path or key not in _NOT_WORDS:
            here = f"{path}.{key}" if path else key
            if isinstance(value, dict):
                yield from _entries(value, here)
            elif isinstance(value, list):
                for entry in value:
                    if isinstance(entry, dict):
                        yield from _entries(entry, here)
                    else:
                        yield here, str(entry), key.endswith("verbs")
            elif isinstance(value, str) and path:
                yield here, key, False


def _is_form(word: str, entry: str, irregular: dict[str, Any] | None) -> bool:
    if entry.endswith("*"):
        return word.startswith(entry[:-1])
    if irregular is None:
        return word in (entry, f"{entry}s")
    return word == entry or word.split()[0] in forms(entry, irregular.get(entry, ()))
