"""A statement in the making."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from schemas import Act, Actor

Offsets = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Draft:
    """What one rule read: the words said (``spans``; none yet for a cue that waits for its quotation), and who said them how.

    ``sentence`` is the index of the sentence that holds the cue, or in which a quotation without one begins.
    """

    rule: str
    sentence: int
    spans: tuple[Offsets, ...]
    speaker: Actor | None
    act: Act = "claim"
    cue: Offsets | None = None
    target: Actor | None = None

    @property
    def size(self) -> int:
        """How many characters are said."""
        return sum(end - start for start, end in self.spans)


class Stretches:
    """Stretches of text, to be asked whether a passage touches one of them."""

    def __init__(self, spans: Iterable[Offsets]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def touch(self, start: int, end: int) -> bool:
        """Whether ``text[start:end]`` shares a character with one of the stretches."""
        i = bisect_left(self._starts, end) - 1
        return i >= 0 and self._ends[i] > start


def overlap(a: tuple[Offsets, ...], b: tuple[Offsets, ...]) -> int:
    """How many characters two sets of spans share."""
    return sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in a for y in b)
