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
