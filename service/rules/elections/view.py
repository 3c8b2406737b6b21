"""A parsed sentence with its places, dates and figures, each read once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.language.dates import Moment
from service.language.parse import Sentence
from service.language.places import PlaceMention
from service.language.quantities import Figure
from service.language.reading import Reading
from service.rules.elections.dateline import moments

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


@dataclass(frozen=True)
class View:
    """A parsed sentence as the rules for elections look at it; all offsets are into the transcript's text."""

    reading: Reading
    sentence: Sentence
    doc: Doc
    places: tuple[PlaceMention, ...]
    moments: tuple[Moment, ...]
    figures: tuple[Figure, ...]

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
        moments(reading, sentence, dateline),
        tuple(f for f in reading.figures(sentence) if f.kind in ("count", "percent")),
    )
