"""The day that a text gives for itself in a line of its own, and the year that it lends to dates without one."""

from __future__ import annotations

import re
from dataclasses import replace

from service.language.dates import Moment, find_dates
from service.language.parse import Sentence
from service.language.reading import Reading

_HEAD = 8  # sentences at the top of a text among which its date may stand
_AGENCY = re.compile(r"[A-Z][A-Z.'’ -]{2,30}, [^\n—–-]{2,25} (?:—|–|--?) ")  # `GENEVA, May 3 - `: the day of the report
_NOW = frozenset({"today", "tonight"})
_FULL = len("2023-12-26")


def find_dateline(reading: Reading) -> str | None:
    """The date (ISO 8601) that stands alone near the top: ``Monday, August 3, 2020``; None where there is none."""
    for sentence in reading.sentences[:_HEAD]:
        words = reading.text(sentence).strip(" .-–—|()")
        found = find_dates(words) if len(words) < 40 else []
        whole = len(found) == 1 and found[0].end - found[0].start >= len(words) - 1
        day = found[0].edtf if whole else None
        if day and day[:4].isdigit() and len(day) == _FULL:
            return day
    return None


def moments(reading: Reading, sentence: Sentence, dateline: str | None) -> tuple[Moment, ...]:
    """The dates of the sentence; a day and month take their year from the dateline, `today` is its day, weekdays stay as they are."""
    opening = _AGENCY.match(reading.transcript.text, sentence.start, sentence.end)
    found = [m for m in reading.moments(sentence) if opening is None or m.start >= opening.end()]
    if dateline is None or reading.transcript.published is not None:
        return tuple(found)
    anchored = {m.start + sentence.start: m.edtf for m in find_dates(reading.text(sentence), dateline)}
    text = reading.transcript.text
    found = [replace(m, edtf=dateline) if text[m.start : m.end].lower() in _NOW else m for m in found]
    return tuple(
        replace(m, edtf=anchored.get(m.start, m.edtf)) if (m.edtf or "").startswith("XXXX-") else m for m in found
    )
