"""What recognisers call the language that they heard."""

from __future__ import annotations

from typing import Any

from service.read.language_tags import UNKNOWN, language_tag


def recognised_language(name: Any, warnings: list[str]) -> str | None:
    """The BCP 47 tag of it; of several the first. A warning tells of what is no language."""
    if isinstance(name, list):
        name = name[0] if name else None
    if not isinstance(name, str) or not name or name.lower() in UNKNOWN:
        return None
    tag = language_tag(name)
    if tag is None:
        warnings.append(f"language: {name[:40]!r} is not a known language, and was left out")
    return tag
