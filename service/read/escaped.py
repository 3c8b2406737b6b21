"""Captions copied out of a page's source: their arrows and tags are written as characters of a page (``--&gt;``)."""

from __future__ import annotations

from html import unescape

from service.read.invisible import line_of

_ARROW = "--&gt;"


def without_escapes(text: str, warnings: list[str]) -> str:
    """``text`` as the page shows it, with a warning; one that has tags of its own is a page, and stays as it is."""
    if _ARROW not in text or "<" in text:
        return text
    warnings.append(
        f"{line_of(text, text.index(_ARROW))}: signs written as on a page (&gt; and the like) were read as such"
    )
    return unescape(text)
