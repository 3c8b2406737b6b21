"""A statement in the making."""

from __future__ import annotations

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
    named: Offsets | None = None

    @property
    def size(self) -> int:
        """How many characters are said."""
        return sum(end - start for start, end in self.spans)


def overlap(a: tuple[Offsets, ...], b: tuple[Offsets, ...]) -> int:
    """How many characters two sets of spans share."""
    return sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in a for y in b)
