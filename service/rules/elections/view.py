"""A parsed sentence with its places, dates and figures, each read once; dates take their year from that of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from service.language.dates import Moment, find_dates
from service.language.parse import Sentence
from service.language.places import PlaceMention
from service.language.quantities import Figure
from service.language.reading import Reading

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


_HEAD = 8  # sentences at the top of a text among which its date may stand
_AGENCY = re.compile(r"[A-Z][A-Z.'’ -]{2,30}, [^\n—–-]{2,25} (?:—|–|--?) ")  # `GENEVA, May 3 - `: the day of the report
_SCORE = re.compile(r"\b(\d\d(?:\.\d+)?)[-–](\d\d(?:\.\d+)?)\b%?")
_NOW = frozenset({"today", "tonight"})
_FULL = len("2023-12-26")


@dataclass(frozen=True)
class View:
    """A parsed sentence as the rules for elections look at it; all offsets are into the transcript's text."""

    reading: Reading
    sentence: Sentence
    doc: Doc
    places: tuple[PlaceMention, ...]
    moments: tuple[Moment, ...]
    figures: tuple[Figure, ...]

    def verbs(self, lemmas: frozenset[str]) -> Iterator[Token]:
        """The sentence's verbs with one of these lemmas, in order."""
        return (t for t in self.doc if t.lemma_.lower() in lemmas and t.pos_ in ("VERB", "AUX"))

    def token_at(self, offset: int) -> Token:
        """The token that holds the character at ``offset`` of the text, or the last one before it."""
        at = offset - self.sentence.start
        return max((t for t in self.doc if t.idx <= at), key=lambda t: t.i, default=self.doc[0])

    def tokens_of(self, start: int, end: int) -> list[Token]:
        """The tokens that ``text[start:end]`` touches."""
        left, right = start - self.sentence.start, end - self.sentence.start
        return [t for t in self.doc if t.idx < right and t.idx + len(t) > left]


def view(reading: Reading, sentence: Sentence, dateline: str | None = None) -> View:
    """The view of a parsed sentence; ``dateline`` is the date that the text gives for itself."""
    assert sentence.doc is not None
    places = sorted((*reading.places(sentence), *reading.demonyms(sentence)), key=lambda p: p.start)
    return View(
        reading,
        sentence,
        sentence.doc,
        tuple(places),
        _moments(reading, sentence, dateline),
        tuple(_figures(reading, sentence)),
    )


def _figures(reading: Reading, sentence: Sentence) -> list[Figure]:
    """The counts and shares; of ``passed 51-49``, which together are all the votes, both."""
    found = [f for f in reading.figures(sentence) if f.kind in ("count", "percent")]
    for pair in _SCORE.finditer(reading.transcript.text, sentence.start, sentence.end):
        shares = [float(share) for share in pair.groups()]
        if 90 < sum(shares) <= 100:
            found = [f for f in found if f.end <= pair.start() or f.start >= pair.end()]
            found += [
                Figure(*pair.span(i), share, share, unit="percent", kind="percent") for i, share in enumerate(shares, 1)
            ]
    return sorted(found, key=lambda f: f.start)


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


def _moments(reading: Reading, sentence: Sentence, dateline: str | None) -> tuple[Moment, ...]:
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
