"""Single words with times to cues: up to the end of a sentence, a change of voice or a pause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from service.read.cues import Cue, Line, squeeze
from service.read.timing import Times

PAUSE = 1.0  # seconds
LONGEST = 40  # words
_ENDS = (".", "?", "!", "…", "。")


class Word(NamedTuple):
    """A word as it was recognised, with its own ``space`` before it; ``number`` is the place of the item that has it."""

    text: str
    space: str
    times: Times | None
    voice: str | None
    number: int


@dataclass(slots=True)
class _Group:
    number: int
    voice: str | None
    parts: list[str] = field(default_factory=list)
    times: list[Times] = field(default_factory=list)

    def cue(self) -> Cue:
        words = squeeze("".join(self.parts))
        lines = (Line(words, self.voice),) if words else ()
        ends = [end for _, end in self.times if end is not None]
        return Cue(lines, (self.times[0][0], max(ends, default=None)) if self.times else None, self.number)


def grouped(words: Iterable[Word]) -> Iterator[Cue]:
    """The cues that the words make up, in order."""
    group: _Group | None = None
    for word in words:
        if group and not _belongs(word, group):
            yield group.cue()
            group = None
        group = group or _Group(word.number, word.voice)
        group.parts += [word.space, word.text]
        if word.times:
            group.times.append(word.times)
    if group:
        yield group.cue()


def _belongs(word: Word, group: _Group) -> bool:
    """Whether the word goes on with the group; what is glued to the word before always does."""
    if not word.text.strip() or (not word.space and not (word.text[0].isspace() or group.parts[-1][-1:].isspace())):
        return True
    if word.number != group.number or word.voice != group.voice or len(group.parts) >= 2 * LONGEST:
        return False
    last = group.times[-1][1] if group.times else None
    paused = word.times is not None and last is not None and word.times[0] - last > PAUSE
    return not paused and not _ends_sentence(group.parts)


def _ends_sentence(parts: list[str]) -> bool:
    for part in reversed(parts):
        if part.strip():
            return part.rstrip().rstrip("\"'”’»)]").endswith(_ENDS)
    return False
