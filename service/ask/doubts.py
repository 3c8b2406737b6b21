"""Records that the rules are not sure of: a model is asked about them by their first words, and may refuse them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from schemas import RECORD_TYPES, Extraction, Gap, Record, Statement

_LONGEST = 100  # characters of the words that stand for a record
_ALIKE = 90.0  # in per cent, as rapidfuzz counts, of words that a model copied


@dataclass(frozen=True, slots=True)
class Doubts:
    """The records of one type in doubt as such, by id."""

    records: dict[str, Record]

    def words(self, gaps: Iterable[Gap]) -> list[str]:
        """The words that stand for those records in doubt that the gaps are about, each once."""
        return list(dict.fromkeys(_gist(self.records[g.record]) for g in gaps if g.record in self.records))

    def place_of(self, gap: Gap) -> tuple[int, int]:
        """The offsets of what has to be shown for the gap: of a statement in doubt all that is said, else the gap itself."""
        record = self.records.get(gap.record or "") if is_doubt(gap) else None
        if not isinstance(record, Statement):
            return gap.start, gap.end
        return min(gap.start, record.content[0].start), max(gap.end, record.content[-1].end)

    def refused(self, words: Iterable[str]) -> frozenset[str]:
        """The ids of those whose words a model gave back as reporting nothing of the kind."""
        said = [_short(each) for each in words]
        gists = {id_: _gist(record) for id_, record in self.records.items()}
        return frozenset(id_ for id_, gist in gists.items() if any(fuzz.ratio(gist, s) >= _ALIKE for s in said))


def is_doubt(gap: Gap) -> bool:
    """Whether the gap says that the rules are not sure of a record as such."""
    return gap.record is not None and gap.field is None


def doubts_about(extraction: Extraction, kind: str) -> Doubts:
    """The doubts about records of one type (its singular name)."""
    plural = next(entry.plural for entry in RECORD_TYPES if entry.name == kind)
    doubted = {gap.record for gap in extraction.report.gaps if gap.record_type == kind and is_doubt(gap)}
    return Doubts({record.id: record for record in getattr(extraction, plural) if record.id in doubted})


def _gist(record: Record) -> str:
    words = record.content if isinstance(record, Statement) else record.evidence
    return _short(words[0].text)


def _short(words: str) -> str:
    return " ".join(words.split())[:_LONGEST].strip()
