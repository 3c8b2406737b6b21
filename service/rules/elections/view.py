"""A parsed sentence with its places, dates and figures, as elections read them: dates take their year from that of the text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from service.language.dates import Moment, find_dates
from service.language.places import PlaceMention
from service.language.quantities import Figure
from service.language.reading import Reading
from service.rules.events import view

if TYPE_CHECKING:
    from spacy.tokens import Token

_HEAD = 8  # sentences at the top of a text among which its date may stand
_AGENCY = re.compile(r"[A-Z][A-Z.'’ -]{2,30}, [^\n—–-]{2,25} (?:—|–|--?) ")  # `GENEVA, May 3 - `: the day of the report
_SCORE = re.compile(r"\b(\d\d(?:\.\d+)?)[-–](\d\d(?:\.\d+)?)\b%?")
_MOST = 90  # per cent
_NOW = frozenset({"today", "tonight"})
_LINE = 60  # characters of a line that is no prose
_PROSE = frozenset('.?!,;:”"')


@dataclass(frozen=True)
class View(view.View):
    """A parsed sentence; ``dateline`` is the date (ISO 8601) that the text gives for itself."""

    dateline: str | None = None

    @cached_property
    def places(self) -> list[PlaceMention]:
        """The places known by name, and the words for a country's people or things."""
        return sorted((*super().places, *self.demonyms), key=lambda p: p.start)

    @cached_property
    def figures(self) -> list[Figure]:
        """The counts and shares; of ``passed 51-49``, ``leads fifty four to forty four``, which are nearly all the votes, both."""
        found = [f for f in super().figures if f.kind in ("count", "percent")]
        for pair in _SCORE.finditer(self.reading.transcript.text, self.sentence.start, self.sentence.end):
            both = [float(share) for share in pair.groups()]
            if _MOST < sum(both) <= 100:
                found = [f for f in found if f.end <= pair.start() or f.start >= pair.end()]
                found += [Figure(*pair.span(i), s, s, unit="percent", kind="percent") for i, s in enumerate(both, 1)]
        found.sort(key=lambda f: f.start)
        shares = {f for pair in pairwise(found) if self._are_all_votes(*pair) for f in pair}
        return [replace(f, unit="percent", kind="percent") if f in shares else f for f in found]

    def _are_all_votes(self, first: Figure, second: Figure) -> bool:
        joined = self.said(first.end, second.start).strip() == "to" and first.unit is second.unit is None
        return joined and _MOST < (first.low or 0) + (second.low or 0) <= 100

    @cached_property
    def moments(self) -> list[Moment]:
        """The dates; a day and month take their year from the dateline, `today` is its day, weekdays stay as they are."""
        opening = _AGENCY.match(self.reading.transcript.text, self.sentence.start, self.sentence.end)
        found = [m for m in super().moments if opening is None or m.start >= opening.end()]
        if self.dateline is None or self.reading.transcript.published is not None:
            return found
        anchored = {m.start + self.sentence.start: m.edtf for m in find_dates(self.text, self.dateline)}
        found = [replace(m, edtf=self.dateline) if self.said(m.start, m.end).lower() in _NOW else m for m in found]
        return [
            replace(m, edtf=anchored.get(m.start, m.edtf)) if (m.edtf or "").startswith("XXXX-") else m for m in found
        ]

    @cached_property
    def _starts(self) -> list[int]:
        return [t.idx for t in self.sentence.tokens]

    def tokens_of(self, start: int, end: int) -> list[Token]:
        """The tokens that ``text[start:end]`` touches."""
        left, right = start - self.sentence.start, end - self.sentence.start
        first, last = bisect_right(self._starts, left) - 1, bisect_left(self._starts, right)
        return [t for t in self.sentence.tokens[max(0, first) : last] if t.idx + len(t) > left]

    def verbs(self, lemmas: frozenset[str]) -> Iterator[Token]:
        """The sentence's verbs with one of these lemmas, in order."""
        return (t for t in self.of_lemmas(lemmas) if t.pos_ in ("VERB", "AUX"))


def views(reading: Reading) -> list[View]:
    """The parsed sentences that may bear on an election, in order."""
    dateline = find_dateline(reading)
    parsed = reading.parsed("elections")
    return [View(reading, s, s.doc, dateline) for s in parsed if s.doc is not None]


def find_dateline(reading: Reading) -> str | None:
    """The date that a line near the top gives: ``Updated August 3, 2020 10:48``, ``RESULTS (March 1991)``; None where there is none."""
    for sentence in reading.sentences[:_HEAD]:
        words = reading.text(sentence).strip()
        found = find_dates(words) if len(words) < _LINE and words[-1:] not in _PROSE else []
        dated = [day.edtf.rpartition("/")[2] for day in found if day.edtf and day.edtf[:4].isdigit()]
        if dated and len(dated[-1]) > len("2023"):
            return dated[-1]
    return None
