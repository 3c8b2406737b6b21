"""Characters that nobody sees and that split a word for every rule: soft hyphens, zero-width spaces, NUL."""

from __future__ import annotations

import re

# Not the joiners U+200C and U+200D: Persian words and emoji are made of them.
CHARACTERS = "\x00\u00ad\u180e\u200b\u2060\ufeff"
_INVISIBLE = re.compile(f"[{CHARACTERS}]")
_NAMES = {"\x00": "NUL", "\u00ad": "soft hyphen", "\u200b": "zero-width space"}


def without_invisible(text: str, warnings: list[str], where: str | None = None) -> str:
    """``text`` without them; a warning names the first, at ``where`` or in its line."""
    found = _first(text)
    if not found:
        return text
    kept, count = _INVISIBLE.subn("", text)
    warnings.append(
        f"{where or line_of(text, found.start())}: {count} invisible characters ({_named(found[0])}) were taken out"
    )
    return kept


def hidden_in(text: str) -> str | None:
    """Where the first such character stands and what it is called; None without any."""
    found = _first(text)
    return f"{line_of(text, found.start())}: a character that nobody sees ({_named(found[0])})" if found else None


def _first(text: str) -> re.Match[str] | None:
    return _INVISIBLE.search(text) if any(character in text for character in CHARACTERS) else None


def _named(character: str) -> str:
    return _NAMES.get(character, f"U+{ord(character):04X}")


def line_of(text: str, offset: int) -> str:
    """``line N``, as warnings begin: where ``offset`` stands."""
    return f"line {text.count(chr(10), 0, offset) + 1}"
