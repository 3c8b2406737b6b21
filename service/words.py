"""Word lists: TOML files in the ``words`` folders, read once a process."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load_words(name: str) -> dict[str, Any]:
    """The word list ``name`` (``"language/quantities"`` is ``service/language/words/quantities.toml``) as a dict.

    The dict is shared: do not change it.
    """
    folder, _, stem = name.partition("/")
    return tomllib.loads(files("service").joinpath(folder, "words", f"{stem}.toml").read_text(encoding="utf-8"))


@cache
def words_in(name: str, *path: str) -> frozenset[str]:
    """The words in one list of the word list ``name``, found by its path: ``words_in("rules/protests", "crowds", "nouns")``."""
    entries: Any = load_words(name)
    for key in path:
        entries = entries[key]
    return frozenset(entries)
