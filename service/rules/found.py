"""What a rules module gives back, and how a record gets its id."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from schemas import Evidence, Gap, Record


@dataclass(frozen=True)
class Found:
    """Records of one type in the order of the text, and what the rules saw but could not settle."""

    records: list[Record] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)


def record_id(kind: str, evidence: Iterable[Evidence]) -> str:
    """A stable id: the type's name and a hash of the type and the places and words of its evidence."""
    digest = hashlib.sha256(kind.encode())
    for e in evidence:
        digest.update(f"\x00{e.start}:{e.end}:{e.text}".encode())
    return f"{kind}_{digest.hexdigest()[:16]}"
