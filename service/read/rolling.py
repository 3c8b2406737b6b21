"""Rolling captions: broadcasters and video sites repeat words while the next ones are being spoken.

YouTube's automatic captions show each line twice or thrice: as the new line, alone for a hundredth of a second, and
above the next one. Others let one line grow, join both rows into one, leave a gap of some frames between cues, or mark
word after word of a sentence that stays. Read once, words belong to the cue that showed them first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from service.read.cues import Cue, Line

ROWS = 8  # no screen shows more lines of captions at once
GAP = 0.1  # seconds between cues that follow each other without a break
PAUSE = 1.0  # seconds; within them a screen may be redrawn, if the captions are known to roll
FLASH = 0.1  # seconds; nobody reads a cue as short as this
PHRASE = 3  # words; shorter cues are said twice in earnest ("No.", "No.")
LONGEST = 600  # characters on a screen
MOSTLY = (
    0.5  # share of them that repeat all of the cue before; a chant is as short as a phrase, or has other cues around it
)
ROLLING = 0.3  # share of the cues that follow closely: speakers repeat themselves too, but not as often


@dataclass(frozen=True, slots=True)
class _Overlap:
    """What a cue repeats of the one before: whole first lines, or else first words; ``near`` if nothing came between."""

    near: bool = False
    close: bool = False
    lines: int = 0
    words: int = 0
    new: bool = True  # the cue has other words as well
    grown: bool = False  # and it begins with all that the cue before had


def read_once(cues: Sequence[Cue], warnings: list[str], unit: str = "line") -> list[Cue]:
    """The cues without the words that the cue before, still on the screen, showed already; a warning tells of them.

    A cue that shows nothing else is left out, and the one before is there until its end.
    """
    repeating = _repeating(cues)
    if not any(o.words for o in repeating.values()):
        return [cue for cue in cues if cue.lines]
    overlaps = [repeating.get(i) or _screen(cues[i - 1], cue) if i else _APART for i, cue in enumerate(cues)]
    habit = _habit(overlaps)
    out: list[Cue] = []
    repeated: list[Cue] = []
    for cue, o in zip(cues, overlaps, strict=True):
        if _is_repeated(cue, o, habit):
            repeated.append(cue)
            cue = _rest(cue, o)
        if cue.lines:
            out.append(cue)
        elif out and o.words:
            out[-1] = _prolonged(out[-1], cue)
    if repeated:
        warnings.append(
            f"{unit} {repeated[0].number}: {len(repeated)} rolling captions repeat lines, which were read once"
        )
    return out


_APART, _NEAR, _CLOSE = _Overlap(), _Overlap(near=True, close=True), _Overlap(close=True)


def _repeating(cues: Sequence[Cue]) -> dict[int, _Overlap]:
    """The overlaps of the cues that may repeat something: those which have the last word of the cue before, and that their first."""
    found: dict[int, _Overlap] = {}
    before = last = ""
    for i, cue in enumerate(cues):
        lines = cue[0]
        own = lines[0][0] if len(lines) == 1 else " ".join([line[0] for line in lines])
        if last in own and before and own.partition(" ")[0] in before:
            found[i] = _overlap(cues[i - 1], cue)
        before, last = own, own[own.rfind(" ") + 1 :]
    return found


def _screen(before: Cue, cue: Cue) -> _Overlap:
    """How near a cue is to the one before it, of which it repeats nothing."""
    if not (before.times and cue.times and before.lines and cue.lines):
        return _APART
    since = cue.times[0] - (cue.times[0] if before.times[1] is None else before.times[1])
    return _APART if since > PAUSE else _NEAR if since <= GAP else _CLOSE


def _overlap(before: Cue, cue: Cue) -> _Overlap:
    screen = _screen(before, cue)
    if not screen.close:
        return screen
    near = screen.near
    first = cue.lines[0].text.partition(" ")[0]
    if lines := _same_lines(before, cue):
        words = sum(line.text.count(" ") + 1 for line in cue.lines[:lines])
        return _Overlap(near, True, lines, words, lines < len(cue.lines), lines == len(before.lines))
    if words := _same_words(before, cue, first):
        grown = words == sum(line.text.count(" ") + 1 for line in before.lines)
        return _Overlap(near, True, 0, words, words < sum(line.text.count(" ") + 1 for line in cue.lines), grown)
    return screen


def _same_lines(before: Cue, cue: Cue) -> int:
    """How many of the cue's first lines are the last lines of the cue before."""
    most = min(len(before.lines), len(cue.lines), ROWS)
    return next((n for n in range(most, 0, -1) if before.lines[-n:] == cue.lines[:n]), 0)


def _same_words(before: Cue, cue: Cue, first: str) -> int:
    """How many of the cue's first words are the last words of the cue before, said by the same voice."""
    if before.lines[-1].voice != cue.lines[0].voice:
        return 0
    own = " ".join(line.text for line in cue.lines) + " "
    shown = " " + " ".join(line.text for line in before.lines)[-LONGEST:] + " "
    at = shown.find(f" {first} ")
    while at >= 0:
        if own.startswith(shown[at + 1 :]):
            return shown.count(" ", at + 1)
        at = shown.find(f" {first} ", at + 1)
    return 0


@dataclass(frozen=True, slots=True)
class _Habit:
    """What so many cues do that it is the captions, and not the speaker, who repeat: by lines or words, or all of it."""

    near_lines: bool
    lines: bool
    words: bool
    whole: bool


def _habit(overlaps: Sequence[_Overlap]) -> _Habit:
    strong = [o for o in overlaps if o.new and o.words >= PHRASE]
    by_words = sum(not o.lines for o in strong)
    close = sum(o.close for o in overlaps)
    growing = sum(o.grown and o.new for o in overlaps)
    whole = [o for o in overlaps if o.words and not o.new]
    return _Habit(
        near_lines=any(o.near and o.lines and o.new for o in overlaps),
        lines=bool(strong) and len(strong) >= ROLLING * close,
        words=(by_words > 0 and by_words >= ROLLING * close) or (growing > 1 and growing >= MOSTLY * close),
        whole=sum(o.words >= PHRASE for o in whole) > 1 and len(whole) >= MOSTLY * close,
    )


def _is_repeated(cue: Cue, o: _Overlap, habit: _Habit) -> bool:
    if not o.words:
        return False
    if habit.whole and not o.new:
        return True
    if not o.lines:
        return habit.words or (habit.lines and o.words >= PHRASE)
    return habit.lines or (o.near and (o.new or habit.near_lines or _is_plain_repeat(cue)))


def _is_plain_repeat(cue: Cue) -> bool:
    """Whether a cue that shows nothing new is a repetition of the screen, not of the words."""
    return _is_flash(cue) or sum(len(line.text.split()) for line in cue.lines) >= PHRASE


def _is_flash(cue: Cue) -> bool:
    return bool(cue.times) and cue.times[1] is not None and cue.times[1] - cue.times[0] <= FLASH  # type: ignore[index]


def _rest(cue: Cue, o: _Overlap) -> Cue:
    if o.lines:
        return cue._replace(lines=cue.lines[o.lines :])
    left, lines = o.words, []
    for line in cue.lines:
        words = line.text.split()
        if left < len(words):
            lines.append(Line(" ".join(words[left:]), line.voice) if left else line)
        left = max(0, left - len(words))
    return cue._replace(lines=tuple(lines))


def _prolonged(shown: Cue, cue: Cue) -> Cue:
    """Words that stay on the screen while one after the other is marked are there until the last of them."""
    if _is_flash(cue) or not (shown.times and cue.times) or shown.times[1] is None or cue.times[1] is None:
        return shown
    return shown._replace(times=(shown.times[0], max(shown.times[1], cue.times[1])))
