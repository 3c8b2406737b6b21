"""The pairs: a true claim about a passage, and its twin that is false in one point."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
_FILES = ("events", "statements", "clauses", "inventions", "unseen", "reports")
TWINS = (
    "polarity", "digit", "date", "name", "antonym", "denial", "speaker", "leaked", "denied", "scope", "outcome", "tense",
    "figure", "duration", "roles", "neighbour", "half", "denier", "amount", "lowercase", "namesake", "world", "bearing",
    "person", "cause", "unit", "earlier", "planned", "conditional", "told",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim about a passage, as a model would give it: ``values`` of a record of type ``kind``."""

    kind: str
    passage: str
    published: str | None
    values: dict[str, Any]

    @property
    def words(self) -> list[str]:
        """All that the claim says it has copied: its quotations, names, figures and dates."""
        return list(dict.fromkeys(_words(self.values)))


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim that its passage bears out, and one that it does not; ``twin`` names what was changed."""

    twin: str
    true: Claim
    false: Claim


def pairs() -> list[Pair]:
    """All pairs, in the order of their files."""
    return [_pair(raw) for name in _FILES for raw in _raw(name)]


def _raw(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((_HERE / f"{name}.toml").read_text(encoding="utf-8"))["pair"]
    return found


def _pair(raw: dict[str, Any]) -> Pair:
    passage, claim = raw["passage"], raw["claim"]
    twin = raw.get("otherwise", passage)
    true = {"quotes": [passage], **claim}
    false = {**true, **raw.get("false", {})} | ({"quotes": [twin]} if "otherwise" in raw else {})
    published = raw.get("published")
    return Pair(raw["twin"], Claim(raw["type"], passage, published, true), Claim(raw["type"], twin, published, false))


_COPIED = frozenset({"text", "name", "quotes", "content", "cue", "by", "reason", "charges", "role"})


def _words(value: Any, field: str = "") -> Iterator[str]:
    if isinstance(value, str) and field in _COPIED:
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _words(each, field)
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _words(inner, name)
