"""Captions of news pictures, which end with where and when: ``FILE - Miners march in Dorn, Marnia, May 4, 2016``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from service.language.mention import PlaceMention
from service.rules.events.view import View

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_FILED = re.compile(r"\bFILE\b ?[-–—]+ ")
_MONTH = len("2016-05")
_MARK = len("FILE — ")  # which is no part of the sentence where it heads a line, as a dateline is


@dataclass(frozen=True, slots=True)
class Caption:
    """The place that a caption names before its date, the date in EDTF, and whether the picture is an old one."""

    place: PlaceMention | None
    day: str
    filed: bool

    @property
    def month(self) -> str:
        """The month of its date."""
        return self.day[:_MONTH]


def caption_of(view: View) -> Caption | None:
    """The caption that the sentence is."""
    text, start = view.reading.transcript.text, view.sentence.start
    for moment in view.moments:
        if _DAY.fullmatch(moment.edtf or "") and text[start : moment.start].rstrip().endswith(","):
            filed = _FILED.search(text, max(0, start - _MARK), moment.start) is not None
            return Caption(_before(view, moment.start), str(moment.edtf), filed)
    return None


def _before(view: View, end: int) -> PlaceMention | None:
    """The first of the places that stand right before the date, each after a comma: the others only tell which it is."""
    text = view.reading.transcript.text
    first: PlaceMention | None = None
    for mention in reversed([m for m in view.places if m.end <= end]):
        if text[mention.end : first.start if first is not None else end].strip() != ",":
            break
        first = mention
    return first
