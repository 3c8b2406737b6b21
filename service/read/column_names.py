"""What the columns of a table hold, by their names."""

from __future__ import annotations

import re

from service.words import load_words

_NAMES: dict[str, frozenset[str]] = {role: frozenset(names) for role, names in load_words("read/columns").items()}
_SIGNS = re.compile(r"[^a-z]")
_NAME = re.compile(r"(?!.*[{}])(?!.*[\"']\s*:)")  # of a column, and no piece of JSON


def role_of(name: str) -> str | None:
    """What a column of that name holds: start, end, duration, text, speaker; None if nothing of these."""
    plain = _SIGNS.sub("", name.lower()) if _NAME.match(name) else ""
    return next((role for role, names in _NAMES.items() if plain in names), None)
