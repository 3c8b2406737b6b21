"""A parsed sentence with its figures, dates and places, each read when first asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from service.language.dates import Moment
from service.language.durations import TimeSpan
from service.language.parse import Sentence
from service.language.places import PlaceMention
from service.language.quantities import Figure
from service.language.reading import Reading
from service.rules.events import clause_span
from service.rules.protests.captions import Caption, captions_in, is_old

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class View:
    """A parsed sentence as the rules for protests look at it; all offsets are into the transcript's text.

    ``bears`` is False where the sentence was parsed for another record type only; ``latest_year`` is the transcript's, and
    ``news_month`` the month of the news, read where pictures from the files must be told from those of the day.
    """

    reading: Reading
    sentence: Sentence
    doc: Doc
    bears: bool
    latest_year: str
    news_month: str

    @cached_property
    def text(self) -> str:
        """The sentence's words."""
        return self.reading.text(self.sentence)

    @cached_property
    def words(self) -> frozenset[str]:
        """The sentence's words in lower case, as a set."""
        return frozenset(t.lower_ for t in self.doc)

    @cached_property
    def figures(self) -> list[Figure]:
        """The figures that count something."""
        return [f for f in self.reading.figures(self.sentence) if f.kind == "count" and not f.year_like]

    @cached_property
    def moments(self) -> list[Moment]:
        """The dates."""
        return self.reading.moments(self.sentence)

    @cached_property
    def durations(self) -> list[TimeSpan]:
        """The durations."""
        return self.reading.durations(self.sentence)

    @cached_property
    def places(self) -> list[PlaceMention]:
        """The places known by name."""
        return self.reading.places(self.sentence)

    @cached_property
    def demonyms(self) -> list[PlaceMention]:
        """The words for a country's people."""
        return self.reading.demonyms(self.sentence)

    @cached_property
    def _captions(self) -> list[Caption]:
        return captions_in(self)

    def caption(self, token: Token) -> Caption | None:
        """The caption that the token stands in."""
        at = self.sentence.at(token)
        return next((c for c in self._captions if c.start <= at < c.end), None)

    @cached_property
    def _clauses(self) -> dict[int, tuple[int, int]]:
        return {}

    def clause(self, token: Token) -> tuple[int, int]:
        """Offsets of the clause around the token, the token included."""
        if token.i not in self._clauses:
            start, end = clause_span(self.sentence, token)
            at = self.sentence.at(token)
            self._clauses[token.i] = min(start, at), max(end, at + len(token))
        return self._clauses[token.i]

    def span(self, token: Token) -> tuple[int, int]:
        """Offsets of the token."""
        return self.sentence.span(token, token)

    def under(self, token: Token) -> tuple[int, int]:
        """Offsets of all that hangs on the token, itself included."""
        return self.sentence.span(self.doc[token.left_edge.i], self.doc[token.right_edge.i])

    def token_at(self, offset: int) -> Token:
        """The token that holds the character at ``offset`` of the text, or the last one before it."""
        at = offset - self.sentence.start
        return max((t for t in self.doc if t.idx <= at), key=lambda t: t.i, default=self.doc[0])


def views(reading: Reading) -> list[View]:
    """The parsed sentences of the transcript, in order."""
    transcript = reading.transcript
    latest = max([*_YEAR.findall(transcript.text), (transcript.published or "")[:4]])
    month = _news_month(reading)
    return [
        View(reading, s, s.doc, "protests" in kinds, latest, month)
        for s, kinds in zip(reading.sentences, reading.bears, strict=True)
        if s.doc is not None
    ]


def _news_month(reading: Reading) -> str:
    """The month of publication, else the latest that the text gives; not looked for without a picture from the files."""
    if not is_old(reading.transcript.text):
        return ""
    if reading.transcript.published:
        return reading.transcript.published[:7]
    days = (m.edtf or "" for s in reading.sentences if s.doc is not None for m in reading.moments(s))
    return max((day[:7] for day in days if _DAY.fullmatch(day)), default="")
