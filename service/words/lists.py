"""Word lists: TOML files in the ``words`` folders, and those of one's own laid over them, read once a process."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import service
from service.errors import Incomplete
from service.words.folder import own_lists
from service.words.overlay import laid_over


@cache
def load_words(name: str) -> dict[str, Any]:
    """The word list ``name`` (``"language/quantities"`` is ``service/language/words/quantities.toml``) as a dict.

    What the folder that ONRECORD_WORDS names has of that name is laid over it. Incomplete, with the file, if there is none;
    BadWords if a list of that folder is malformed. The dict is shared: do not change it.
    """
    folder, _, stem = name.partition("/")
    file = files(service).joinpath(folder, "words", f"{stem}.toml")
    try:
        ours = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Incomplete(f"{_path(name)}: there is no such word list") from None
    except ValueError as error:
        raise Incomplete(f"{_path(name)}: {error}", expected="TOML in UTF-8") from None
    own = own_lists().get(name)
    return laid_over(ours, own) if own else ours


def needed(name: str, part: str) -> Any:
    """A part of the word list ``name`` that it has to have; Incomplete, with the file, where it has none."""
    words = load_words(name)
    if part not in words:
        raise Incomplete(f"{_path(name)}: it has no `{part}`")
    return words[part]


def _path(name: str) -> str:
    folder, _, stem = name.partition("/")
    return f"service/{folder}/words/{stem}.toml"


@cache
def words_in(name: str, *path: str) -> frozenset[str]:
    """The words in one list of the word list ``name``, found by its path: ``words_in("rules/protests", "crowds", "nouns")``."""
    entries: Any = load_words(name)
    for key in path:
        entries = entries[key]
    return frozenset(entries)
