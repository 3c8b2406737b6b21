"""The words round a record: its paragraph as far as that is near, where the corpus keeps the text."""

from __future__ import annotations

import re
from itertools import pairwise

from service.clusters.told import Said

REACH = 300  # characters before and after a record's first evidence
_PARAGRAPH = re.compile(r"\n\s*\n")
_SENTENCE = re.compile(r"(?<=[.!?])[\"”’)]*\s+")


def context(window: str, begins: int, at: int) -> tuple[Said, ...]:
    """The sentences of the paragraph in which offset ``at`` lies, out of a piece of the text that ``begins`` at an offset."""
    here = at - begins
    stops = [0, *(found.start() for found in _PARAGRAPH.finditer(window)), len(window)]
    first, last = next(((a, b) for a, b in pairwise(stops) if a <= here < b), (0, len(window)))
    starts = [first, *(found.end() for found in _SENTENCE.finditer(window, first, last)), last]
    return tuple(Said(begins + a, words) for a, b in pairwise(starts) if (words := window[a:b].strip()))
