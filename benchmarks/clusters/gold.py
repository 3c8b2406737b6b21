"""The sets: reports in TOML, each with the events that its records are of."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from schemas import RECORD_TYPES

_NOT_IN_AN_ID = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Report:
    """A short transcript. ``events`` has for a record type the events told, by name, each with words of its report; where
    there is one event of a type alone, its words are not given.
    """

    id: str
    outlet: str
    published: str
    text: str
    events: dict[str, dict[str, str | None]] = field(default_factory=dict)

    def event(self, kind: str, record: dict[str, Any]) -> str | None:
        """The event that a record of this text is of; of several the one whose words lie in what bears most of it out."""
        told = self.events.get(kind, {})
        if len(told) == 1 and None in told.values():
            return next(iter(told))
        hits = [
            (len(evidence["fields"]), name)
            for name, words in told.items()
            for evidence in record["evidence"]
            if words is not None and _meet(self.text.index(words), len(words), evidence)
        ]
        return max(hits)[1] if hits else None

    def request(self) -> dict[str, Any]:
        """The report as a line for ``onrecord corpus``; the corpus keeps its text."""
        told = {"id": self.id, "text": self.text, "published": self.published, "source": self.outlet}
        return {**told, "options": {"text": True}}


def _meet(start: int, length: int, evidence: dict[str, Any]) -> bool:
    return bool(evidence["start"] < start + length and start < evidence["end"])


def is_held_out(event: str | None) -> bool:
    """Whether the event is of the third that no weight was read off."""
    return int(hashlib.sha256(str(event).encode()).hexdigest(), 16) % 3 == 0


def read(folder: Path) -> list[Report]:
    """All reports of a set."""
    return list(_reports(folder))


def _reports(folder: Path) -> Iterator[Report]:
    seen: Counter[str] = Counter()
    for path in sorted(folder.glob("*.toml")):
        for told in tomllib.loads(path.read_text(encoding="utf-8"))["report"]:
            name = f"{told['published']}-{_NOT_IN_AN_ID.sub('-', told['outlet'].lower())}"
            seen[name] += 1
            events = {entry.name: _events(told[entry.name]) for entry in RECORD_TYPES if entry.name in told}
            yield Report(f"{name}-{seen[name]}", told["outlet"], told["published"], told["text"], events)


def _events(told: str | dict[str, str]) -> dict[str, str | None]:
    return {told: None} if isinstance(told, str) else dict(told)
