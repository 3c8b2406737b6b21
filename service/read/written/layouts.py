"""Written transcripts with times, in all the layouts that people and programs use.

    [00:00:01] ANNA ROSSI, HOST: words          (00:01) words          0:01 words
    Anna Rossi  0:01                            Anna Rossi (00:01):    Anna Rossi
    words                                       words                  0:01
                                                                       words
    [00:01.0 --> 00:04.5] words                 words (00:01)          0:01
                                                                       words

One line proves nothing: prose has times of day. What counts is what most lines of a text do, that the times go up, and
that somebody could speak that fast.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from service.read.cues import Cue, Line, shorten, split_lines, squeeze, until_next
from service.read.labels import is_label, label_name
from service.read.timing import Times
from service.read.written.stamps import Place, Stamp, bad_stamp, before_time_in_words, stamp_of

_PARTED = re.compile(r"(.{2,60}?)\s*[|–—-]\s+(\S.*)", re.DOTALL)
_BEGINS = re.compile(r"\s{0,20}[\[(]\d{1,3}:\d\d", re.ASCII)
_INSIDE = re.compile(
    r"(?<=[.?!…”\"])\s+(?=[\[(]\d{1,3}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?[\])]\s)", re.ASCII
)  # one time behind another
_ENOUGH = 40  # lines that tell whether the rest is worth a look
_GROUPS: dict[Place, str] = {
    "span": "span", "head": "head", "bare": "bare", "alone": "alone", "tail": "tail",
    "heading": "heading", "bare_heading": "heading",
}  # fmt: skip
_WEAK = frozenset({"bare", "alone", "tail"})  # prose and programmes have such lines as well
_SHARE = {"span": 0.2, "head": 0.05, "bare": 0.3, "alone": 0.15, "tail": 0.3, "heading": 0.04}
_ASCENDING, _MIXED = (
    0.8,
    0.3,
)  # share of the times that are not before the last one, where they prove little and where much
_SLOWEST, _FASTEST = 0.5, 12.0  # words a second, the median
_BEGIN = 120  # seconds; times of day begin later
_LATE = 3 * 3600  # seconds; few recordings are as long


@dataclass(slots=True)
class _Part:
    """What belongs to one time: its line, its times, who speaks, and the words."""

    number: int
    times: Times | None
    speaker: str | None = None
    lines: list[str] = field(default_factory=list)
    is_timed: bool = True
    stamp: str = ""  # the line with the time
    is_mended: bool = False  # letters were read as figures


def cues_in(text: str, warnings: list[str]) -> list[Cue] | None:
    """The cues of a text that is laid out in one of these ways; None if it is not.

    Words before the first time are kept without one, and so are those of a line whose time cannot be; both are told of.
    """
    lines = [
        (number, _bare(part))
        for number, line in enumerate(split_lines(text), 1)
        if line.strip()
        for part in (_INSIDE.split(line) if _BEGINS.match(line) else (line,))
    ]
    if _group_of(_with_headings([stamp_of(line) for _, line in lines[:_ENOUGH]])) is None:
        return None
    stamps = _with_headings([stamp_of(line) for _, line in lines])
    group = _group_of(stamps)
    if group is None:
        return None
    stamps = _with_bad_ones([line for _, line in lines], stamps, group)
    parts = list(_parts(lines, stamps, group))
    if group == "heading" and _are_days(stamps):
        return None
    if not _are_times(parts, group, of_day=not any(stamp.is_long for stamp in stamps if stamp)):
        return None
    for part in parts:
        _tell(part, warnings)
    first = next(part for part in parts if part.times)
    if first.times and first.times[0] > _LATE:
        warnings.append(f"line {first.number}: times begin at {first.times[0]:g} s; they may be times of day")
    return until_next([cue for part in parts for cue in _cues(part)])


def _bare(line: str) -> str:
    """The line without bold type: ``**Anna Rossi** [0:01]:``."""
    return line.replace("**", "").replace("*[", "[").replace("]*", "]").strip() if "**" in line else line.strip()


def _group_of(stamps: Sequence[Stamp | None]) -> str | None:
    """The way in which most lines have their times, if enough of them have."""
    counts = Counter(_GROUPS[stamp.place] for stamp in stamps if stamp and _counts(stamp))
    if not counts:
        return None
    group, count = max(counts.items(), key=lambda pair: (pair[1], pair[0]))
    is_whole = group in ("span", "head") and count == len(stamps)
    return group if (count > 1 or is_whole) and count >= _SHARE[group] * len(stamps) else None


def _with_bad_ones(lines: Sequence[str], stamps: Sequence[Stamp | None], group: str) -> list[Stamp | None]:
    """The stamps, and those that are badly written where the others stand."""
    places = dict.fromkeys(stamp.place for stamp in stamps if stamp and _GROUPS[stamp.place] == group)
    return [stamp or bad_stamp(line, places) for line, stamp in zip(lines, stamps, strict=True)]


def _counts(stamp: Stamp) -> bool:
    return stamp.times is not None and (_GROUPS[stamp.place] != "heading" or is_label(stamp.front))


def _parts(lines: Sequence[tuple[int, str]], stamps: Sequence[Stamp | None], group: str) -> Iterator[_Part]:
    named_above = group == "alone" and _are_named_above(lines, stamps)
    named_beside = group in ("head", "bare") and _are_named_beside(stamps, group)
    parted = group in ("head", "bare") and _are_parted(stamps, group)
    part = _Part(lines[0][0], None, is_timed=False)
    for i, ((number, line), stamp) in enumerate(zip(lines, stamps, strict=True)):
        if stamp is None or _GROUPS[stamp.place] != group or (group == "heading" and not is_label(stamp.front)):
            if not _repeats(i, lines, stamps, named_above):
                part.lines.append(line)
            continue
        if part.is_timed or part.lines:
            yield part
        part = _Part(number, stamp.times, stamp=line, is_mended=stamp.is_mended)
        rest = stamp.front if group == "tail" else stamp.words
        if group == "heading":
            part.speaker = stamp.front
        elif named_above and i:
            part.speaker = _name_in(lines[i - 1][1])
        elif parted and (cut := _PARTED.match(rest)) and is_label(cut[1]):
            part.speaker, rest = cut[1], cut[2]
        elif named_beside and is_label(name := rest.lstrip("-–— ")):
            part.speaker, rest = name, ""
        if rest:
            part.lines.append(rest)
    yield part


def _name_in(line: str) -> str | None:
    """The speaker that a line above or below a time names, alone or with the time in words."""
    before = before_time_in_words(line)
    name = line if before is None else before
    return name if is_label(name) else None


def _repeats(i: int, lines: Sequence[tuple[int, str]], stamps: Sequence[Stamp | None], named_above: bool) -> bool:
    """Whether a line is the name that belongs to the time below it, or says again the one above it."""
    below = stamps[i + 1] if i + 1 < len(stamps) else None
    above = stamps[i - 1] if i else None
    line = lines[i][1]
    if named_above and below and below.place == "alone" and _name_in(line):
        return True
    return (
        above is not None
        and above.place == "alone"
        and before_time_in_words(line) is not None
        and (before_time_in_words(line) == "" or _name_in(line) is not None)
    )


def _are_named_above(lines: Sequence[tuple[int, str]], stamps: Sequence[Stamp | None]) -> bool:
    """Whether above most times that stand alone there is a name."""
    alone = [i for i, stamp in enumerate(stamps) if stamp and stamp.place == "alone"]
    return sum(i > 0 and _name_in(lines[i - 1][1]) is not None for i in alone) >= 0.8 * len(alone)


def _with_headings(stamps: list[Stamp | None]) -> list[Stamp | None]:
    """The stamps, with times behind a name as those of headings, where most that stand behind something do: ``Anna Rossi (0:01)``."""
    tails = [stamp for stamp in stamps if stamp and stamp.place == "tail"]
    if sum(is_label(stamp.front) for stamp in tails) < 0.8 * len(tails) or len(tails) == len(stamps):
        return stamps
    return [replace(stamp, place="heading") if stamp and stamp.place == "tail" else stamp for stamp in stamps]


def _are_days(stamps: Sequence[Stamp | None]) -> bool:
    """Whether the headings are those of a programme: single words with a time of day each, ``Monday 10:30``."""
    headings = [stamp for stamp in stamps if stamp and _GROUPS[stamp.place] == "heading" and stamp.times]
    return all(
        stamp.place == "bare_heading"
        and " " not in stamp.front
        and not stamp.is_long
        and stamp.times
        and stamp.times[0] > _BEGIN
        for stamp in headings
    )


def _are_parted(stamps: Sequence[Stamp | None], group: str) -> bool:
    """Whether in most lines a dash or a bar parts a name from the words: ``[0:01] Anna Rossi - words``."""
    heads = [stamp for stamp in stamps if stamp and _GROUPS[stamp.place] == group]
    named = [cut for stamp in heads if (cut := _PARTED.match(stamp.words)) and is_label(cut[1])]
    return len(named) >= 0.8 * len(heads)


def _are_named_beside(stamps: Sequence[Stamp | None], group: str) -> bool:
    """Whether most lines that begin with a time have a name alone behind it, and the words below."""
    heads = [(i, stamp) for i, stamp in enumerate(stamps) if stamp and _GROUPS[stamp.place] == group]
    named = [
        i for i, stamp in heads
        if is_label(stamp.words.lstrip("-–— ")) and i + 1 < len(stamps) and stamps[i + 1] is None
    ]  # fmt: skip
    return len(named) >= 0.8 * len(heads)


def _are_times(parts: Sequence[_Part], group: str, *, of_day: bool) -> bool:
    """Whether the times can be those of speech: in order; where they prove little, early and at the rate of speech too.

    ``of_day`` says that they have two figures, as times of day have.
    """
    timed = [part for part in parts if part.times]
    starts = [part.times[0] for part in timed if part.times]
    ordered = sum(a <= b for a, b in pairwise(starts))
    is_sure = group not in _WEAK or not of_day
    if (
        not timed
        or ordered < (_MIXED if is_sure else _ASCENDING) * (len(starts) - 1)
        or not any(part.lines for part in timed)
    ):
        return False
    if is_sure:
        return True
    if min(starts) > _BEGIN:
        return False
    rates = [
        sum(len(line.split()) for line in part.lines) / (after - before)
        for part, (before, after) in zip(timed, pairwise(starts), strict=False)
        if after > before
    ]
    return bool(rates) and _SLOWEST <= median(rates) <= _FASTEST


def _tell(part: _Part, warnings: list[str]) -> None:
    if part.times is None and part.lines:
        reason = (
            f"the time in {shorten(part.stamp, 80)!r} cannot be read"
            if part.is_timed
            else "words before the first time"
        )
        warnings.append(f"line {part.number}: {reason}; kept without times: {shorten(part.lines[0])!r}")
    elif part.is_mended:
        warnings.append(f"line {part.number}: letters in its time were read as figures: {shorten(part.stamp, 80)!r}")


def _cues(part: _Part) -> Iterator[Cue]:
    words = [squeeze(line) for line in part.lines]
    if not part.is_timed:
        yield from (Cue((Line(line),), None, part.number, apart=True) for line in words)
    elif part.speaker is None:
        yield Cue(tuple(map(Line, words)), part.times, part.number)
    else:
        label = squeeze(part.speaker.strip("*_ :[]"))
        name = label_name(label)
        first, *rest = words or [""]
        head = Line(f"{label}: {first}".rstrip(), name, len(label) + 2)
        yield Cue((head, *(Line(line, name) for line in rest)), part.times, part.number)
