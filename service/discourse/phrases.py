"""Phrases of a word list as patterns: what presenters say, looked for in one sentence."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from service.words import load_words


@dataclass(frozen=True, slots=True)
class Clue:
    """Words that tell something about the report, ``text[start:end]``, and what: a name in the word list."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cue:
    """A kind of phrase: where in a sentence it must stand, and whether a name must follow."""

    name: str
    at: Literal["start", "anywhere"]
    pattern: re.Pattern[str]
    before_name: bool


def compiled(patterns: Iterable[str]) -> re.Pattern[str]:
    """One pattern out of several of a word list, case aside; ``~`` is white space."""
    joined = "|".join(patterns).replace("~?", r"\s*").replace("~", r"\s+")
    return re.compile(rf"(?<![\w’'])(?:{joined})", re.IGNORECASE)


@cache
def story_cues() -> tuple[Cue, ...]:
    """The kinds of phrases in ``stories.toml``."""
    return tuple(_cue(entry) for entry in load_words("discourse/stories")["cue"])


@cache
def _any_cue(at: str) -> re.Pattern[str]:
    """One pattern for all kinds of phrases that stand there."""
    entries = load_words("discourse/stories")["cue"]
    return compiled(pattern for entry in entries if entry["at"] == at for pattern in entry["patterns"])


def _cue(entry: Mapping[str, Any]) -> Cue:
    return Cue(entry["name"], entry["at"], compiled(entry["patterns"]), entry.get("with") == "name")


def clues_in(text: str, start: int, end: int, named: Collection[int], *, cased: bool) -> Iterator[Clue]:
    """The clues in the sentence ``text[start:end]``; ``named`` are offsets at which names of places and peoples begin."""
    at_start, anywhere = _any_cue("start").match(text, start, end), _any_cue("anywhere").search(text, start, end)
    for cue in story_cues() if at_start or anywhere else ():  # most sentences have none
        met = cue.pattern.match(text, start, end) if cue.at == "start" else cue.pattern.search(text, start, end)
        if met is not None and (not cue.before_name or _name_follows(text, met.end(), end, named, cased)):
            yield Clue(cue.name, met.start(), met.end())


_NAME_NEAR = 45  # characters between a phrase and the name that it needs
_CAPITAL = re.compile(r"[\s,]*(?:the\s+|a\s+|our\s+)?(?-i:[A-Z])")


def _name_follows(text: str, at: int, end: int, named: Collection[int], cased: bool) -> bool:
    if cased and _CAPITAL.match(text, at, end):
        return True
    return any(at <= offset <= min(end, at + _NAME_NEAR) for offset in named)
