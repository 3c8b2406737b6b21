"""Bulletins of many kinds, made up: in ``bulletins/``, with ``|kind|`` where a new stretch begins."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

_MARK = re.compile(r"\|(story|menu|advert|link|sign_off)\| ")


class Bulletin(NamedTuple):
    """The text, and where its stretches begin, with the kind of each."""

    text: str
    stretches: list[tuple[int, str]]


def bulletin(marked: str) -> Bulletin:
    """The bulletin without its marks."""
    stretches: list[tuple[int, str]] = []
    text = ""
    parts = _MARK.split(marked)
    for kind, words in zip(parts[1::2], parts[2::2], strict=True):
        stretches.append((len(text), kind))
        text += words
    return Bulletin(text, stretches)


ALL = {path.stem: bulletin(path.read_text()) for path in sorted((Path(__file__).parent / "bulletins").glob("*.txt"))}
