"""Captions of news pictures, which end with where and when: ``FILE - Miners march in Dorn, Marnia, May 4, 2016``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.language.mention import PlaceMention
from service.rules.events.view import View

if TYPE_CHECKING:
    from spacy.tokens import Token

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
    start: int
    end: int

    @property
    def month(self) -> str:
        """The month of its date."""
        return self.day[:_MONTH]


def caption_of(view: View, token: Token) -> Caption | None:
    """The caption that the token stands in."""
    at = view.at(token)
    return next((c for c in _captions(view) if c.start <= at < c.end), None)


def _captions(view: View) -> list[Caption]:
    """The captions that a sentence is made of: most often one; several where no stop stands between them."""
    text = view.reading.transcript.text
    out: list[Caption] = []
    start = view.sentence.start
    for moment in view.moments:
        if not _DAY.fullmatch(moment.edtf or "") or not text[start : moment.start].rstrip().endswith(","):
            continue
        filed = _FILED.search(text, max(out[-1].end if out else 0, start - _MARK), moment.start) is not None
        out.append(Caption(_before(view, start, moment.start), str(moment.edtf), filed, start, moment.end))
        start = moment.end
    return out


def _before(view: View, start: int, end: int) -> PlaceMention | None:
    """The first of the places that stand right before the date, each after a comma: the others only tell which it is."""
    text = view.reading.transcript.text
    first: PlaceMention | None = None
    for mention in reversed([m for m in view.places if start <= m.start and m.end <= end]):
        if text[mention.end : first.start if first is not None else end].strip() != ",":
            break
        first = mention
    return first
