"""Interviews in which who speaks stands alone on a line, without time, colon or bracket, and the words below."""

from __future__ import annotations

import re
from collections import Counter

from service.read.labels import is_label
from service.read.turns import Mark

_LINE = re.compile(r"(?m)^[ \t]*(\S[^\n]*?)[ \t]*$")
_LONGEST = 60  # characters
_FEWEST = 3  # such lines
_MOST_SAID = 400  # words between two of them
_SHARE = 0.6  # of them have a name that comes again
_ENDS = (".", "?", "!", "…", "”", '"', "’", ")")


def lone_marks(text: str) -> list[Mark]:
    """The marks of such turns; none where lines of that form do not come again, or have no sentences below."""
    lines = list(_LINE.finditer(text))
    are = [len(line[1]) <= _LONGEST and not line[1].endswith((":", ".")) and is_label(line[1]) for line in lines]
    alone = [i for i, is_name in enumerate(are) if is_name]
    counts = Counter(lines[i][1] for i in alone)
    if len(alone) < _FEWEST or len(counts) < 2 or len(alone) * _MOST_SAID < text.count(" "):
        return []
    again = sum(count for count in counts.values() if count > 1)
    if again < _SHARE * len(alone) or not all(_is_above_words(i, lines, are) for i in alone):
        return []
    return [Mark(lines[i].start(), lines[i].end(), lines[i][1]) for i in alone]


def _is_above_words(i: int, lines: list[re.Match[str]], are: list[bool]) -> bool:
    return i + 1 < len(lines) and not are[i + 1] and lines[i + 1][1].endswith(_ENDS)
