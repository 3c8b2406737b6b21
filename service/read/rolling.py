"""Rolling captions: broadcasters and video sites repeat a line while the next one is being spoken.

YouTube's automatic captions show each line twice or thrice: as the new line, alone for a hundredth of a second, and
above the next one. Read once, it belongs to the cue that showed it first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from service.read.cues import Cue

ROWS = 8  # no screen shows more lines of captions at once
GAP = 0.1  # seconds between cues that follow each other without a break
FLASH = 0.1  # seconds; nobody reads a cue as short as this
PHRASE = 3  # words; shorter cues are said twice in earnest ("No.", "No.")


def read_once(cues: Sequence[Cue], warnings: list[str]) -> list[Cue]:
    """The cues without the lines that the cue before, still on the screen, showed already; a warning tells of them."""
    overlaps = [0, *(_overlap(a, b) for a, b in pairwise(cues))][: len(cues)]
    rolls = any(0 < n < len(cue.lines) for n, cue in zip(overlaps, cues, strict=True))
    out: list[Cue] = []
    repeated: list[Cue] = []
    for cue, n in zip(cues, overlaps, strict=True):
        if n and (n < len(cue.lines) or rolls or _is_plain_repeat(cue)):
            repeated.append(cue)
            cue = replace(cue, lines=cue.lines[n:])
        out.append(cue)
    if repeated:
        warnings.append(
            f"line {repeated[0].number}: {len(repeated)} rolling captions repeat lines, which were read once"
        )
    return out


def _overlap(before: Cue, cue: Cue) -> int:
    """How many of the cue's first lines are the last lines of the cue before, if that is still on the screen."""
    if not (before.times and cue.times) or cue.times[0] > before.times[1] + GAP:
        return 0
    most = min(len(before.lines), len(cue.lines), ROWS)
    return next((n for n in range(most, 0, -1) if before.lines[-n:] == cue.lines[:n]), 0)


def _is_plain_repeat(cue: Cue) -> bool:
    """Whether a cue that shows nothing new is a repetition of the screen, not of the words."""
    assert cue.times is not None  # _overlap compared them
    flash = cue.times[1] - cue.times[0] <= FLASH
    return flash or sum(len(line.text.split()) for line in cue.lines) >= PHRASE
