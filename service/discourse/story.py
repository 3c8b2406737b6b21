"""What discourse hands on: stories, voices, and each story's cast and scene."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.shared import StoryKind
from service.discourse.phrases import Clue


@dataclass(frozen=True, slots=True)
class Story:
    """A stretch of a report, ``text[start:end]``, that tells one thing: sentences ``first`` up to ``last``, half-open.

    ``clues`` are the words that told where it begins, or of what kind it is.
    """

    kind: StoryKind
    first: int
    last: int
    start: int
    end: int
    title: str | None = None
    clues: tuple[Clue, ...] = ()
