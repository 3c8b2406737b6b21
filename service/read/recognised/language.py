"""What recognisers call languages."""

from __future__ import annotations

from typing import Any

from service.read.about import is_language_tag
from service.words import load_words


def language_tag(name: Any, warnings: list[str]) -> str | None:
    """The BCP 47 tag of what a recogniser calls a language: ``en``, ``english``."""
    if not isinstance(name, str) or not name:
        return None
    tag = load_words("read/languages").get(name.lower(), name.replace("_", "-"))
    if is_language_tag(tag):
        return str(tag)
    warnings.append(f"language: {name[:40]!r} is not a known language, and was left out")
    return None
