"""Interviews in which who speaks stands alone on a line, in brackets or before a tab, without time and colon.

Anna Rossi          [Anna Rossi] words          Anna Rossi <tab> words
words
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from service.read.labels import is_label
from service.read.turns import Mark

_LINE = re.compile(r"[^\n]+")
_BRACKET = re.compile(r"\s*\[([^\[\]\n]{2,60})\]\s+(?=\S)")
_TAB = re.compile(r"\s*+([^\t\n]{2,60}?)[^\S\t]*\t\s*+(?=\S+\s+\S)")
_LONGEST = 60  # characters
_FEWEST = 3  # such lines
_MOST_SAID = 400  # words between two of them
_SHARE = 0.6  # of them have a name that comes again; of the lines that have one before the words
_ENDS = (".", "?", "!", "…", "”", '"', "’", ")")


def lone_marks(text: str) -> list[Mark]:
    """The marks of such turns; none where names do not come again, or have no sentences to say."""
    lines = [line for line in _LINE.finditer(text) if not line[0].isspace()]
    for marks in (_alone(lines), _before(lines, _BRACKET, "["), _before(lines, _TAB, "\t")):
        names = Counter(mark.speaker for mark in marks)
        again = sum(count for count in names.values() if count > 1)
        if (
            len(marks) >= _FEWEST
            and len(names) > 1
            and again >= _SHARE * len(marks) >= _SHARE * text.count(" ") / _MOST_SAID
        ):
            return marks
    return []


def _alone(lines: list[re.Match[str]]) -> list[Mark]:
    """Names with sentences below each of them."""
    said = [line[0].strip() for line in lines]
    are = [len(words) <= _LONGEST and not words.endswith((":", ".")) and is_label(words) for words in said]
    if (
        not any(are)
        or are[-1]
        or any(a and (b or not below.endswith(_ENDS)) for (a, b), below in zip(pairwise(are), said[1:], strict=True))
    ):
        return []
    return [
        Mark(line.start(), line.end(), words) for line, words, is_name in zip(lines, said, are, strict=True) if is_name
    ]


def _before(lines: list[re.Match[str]], form: re.Pattern[str], sign: str) -> list[Mark]:
    """Names before the words of most lines."""
    found = [
        (line, name)
        for line in lines
        if sign in line[0][:_LONGEST] and (name := form.match(line[0])) and is_label(name[1])
    ]
    if len(found) < _SHARE * len(lines):
        return []
    return [Mark(line.start(), line.start() + name.end(), name[1]) for line, name in found]
