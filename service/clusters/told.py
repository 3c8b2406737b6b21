"""A record of a corpus with the transcript that tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from schemas import Record


class Said(NamedTuple):
    """Words of a transcript, and where they begin."""

    start: int
    words: str


@dataclass(frozen=True, slots=True)
class Told:
    """One telling of an event. ``around`` is what is said round it: the sentences of its paragraph, or, without
    the text, the evidence of all records of its story, whatever their type.
    """

    transcript: str
    outlet: str | None
    published: str | None
    record: Record
    around: tuple[Said, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """What no two tellings share: ids of records hang on words and offsets, which a reprint has as well."""
        return self.transcript, self.record.id

    @property
    def source(self) -> str:
        """Who tells it: the outlet, or the transcript where nobody is named."""
        return self.outlet or self.transcript

    @property
    def beside(self) -> list[str]:
        """The words of its story, the nearest first: those before it before those after it."""
        own = self.record.evidence[0].start
        return [said.words for said in sorted(self.around, key=lambda said: (abs(said.start - own), said.start))]

    @property
    def order(self) -> tuple[bool, str, str, str]:
        """The earliest first; what has no date last."""
        return self.published is None, self.published or "", *self.key

    def value(self, field: str) -> Any:
        """What the record has in a field; None where its type has no such field."""
        return getattr(self.record, field, None)
