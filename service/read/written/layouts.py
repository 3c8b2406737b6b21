"""Written transcripts with times, in all the layouts that people and programs use.

    [00:00:01] ANNA ROSSI, HOST: words          (00:01) words          0:01 words          1m05s words
    Anna Rossi  0:01                            Anna Rossi (00:01):    Anna Rossi          words
    words                                       words                  0:01                (00:01)
                                                                       words
    [00:01.0 --> 00:04.5] words                 words (00:01)          0:01                00:01 <tab> Anna Rossi <tab> words
                                                                       words

One line proves nothing: prose has times of day. What counts is what most lines of a text do, that the times go up, and
that somebody could speak that fast.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from service.read.cues import Cue, Line, shorten, squeeze, until_next
from service.read.dates import counted_from_first
from service.read.formats import unreadable
from service.read.labels import Label, is_label, label_at, label_name
from service.read.names import named, with_names
from service.read.timing import Times
from service.read.written.beside import Beside, beside
from service.read.written.day_clocks import with_clocks
from service.read.written.rows import Row, rows_of
from service.read.written.stamps import Place, Stamp, bad_stamp, stamp_of

_ENOUGH = 40  # lines that tell whether the rest is worth a look
_HEAD = 20_000  # characters that have as many
_GROUPS: dict[Place, str] = {"bare_heading": "heading"}
_BEFORE_WORDS = frozenset({"span", "head", "bare", "alone"})
_LONGEST_NAME = 4  # words
_WEAK = frozenset({"bare", "alone", "tail", "bare_tail"})  # prose and programmes have such lines as well
_SHARE = {"span": 0.2, "head": 0.05, "bare": 0.3, "alone": 0.15, "tail": 0.3, "bare_tail": 0.3, "heading": 0.04}
_ASCENDING, _MIXED = 0.8, 0.3  # share of the times not before the last one, where they prove little and where much
_SLOWEST, _FASTEST = 0.5, 12.0  # words a second, the median
_REMARK = re.compile(r"\[[a-z][^\[\]\d:]{1,40}\s\d{1,3}:\d\d(?::\d\d)?\]", re.ASCII)  # [inaudible 0:09]
_BEGIN = 120  # seconds; times of day begin later
_HASTY = 5.0  # words a second, the median; nobody goes on so
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
    is_odd: bool = False  # no name can be told from the line with the time


def cues_in(text: str, warnings: list[str]) -> list[Cue] | None:
    """The cues of a text that is laid out in one of these ways; None if it is not.

    Words before the first time are kept without one, and so are those of a line whose time cannot be; both are told of.
    """
    rows = rows_of(text)
    clocked = with_clocks(rows)
    rows = clocked or rows
    if _group_of(_with_headings([stamp_of(row.text) for row in rows[:_ENOUGH]])) is None:
        return None
    stamps = _with_headings([stamp_of(row.text) for row in rows])
    group = _group_of(stamps)
    if group is None:
        return None
    stamps = _with_bad_ones(rows, stamps, group)
    of_group = [stamp if stamp and _group(stamp) == group and _fits(stamp) else None for stamp in stamps]
    found = beside(rows, of_group, group)
    told = list(found.warnings)
    parts = list(_parts(rows, of_group, group, found))
    if group == "heading" and _are_days(stamps):
        return None
    if not _are_times(parts, group, of_day=not any(stamp.is_long for stamp in stamps if stamp)):
        return None
    for part in parts:
        _tell(part, told)
    first = next(part for part in parts if part.times)
    if first.times and not clocked and (first.times[0] > _LATE or (first.times[0] > _BEGIN and _rate(parts) > _HASTY)):
        told.append(f"line {first.number}: times begin at {first.times[0]:g} s; they may be times of day")
    warnings += told
    names = frozenset(label_name(part.speaker) for part in parts if part.speaker)
    cues = until_next(with_names([cue for part in parts for cue in _cues(part, names)]))
    return counted_from_first(cues, warnings, "line", "times of day") if clocked else cues


def check_times(text: str) -> None:
    """UnreadableTranscript for lines that begin with times in brackets of which none can be one: ``[00:75] words``."""
    rows = rows_of(text[:_HEAD])[:_ENOUGH]
    stamps = [(row, stamp) for row in rows if (stamp := stamp_of(row.text)) and stamp.place in ("span", "head")]
    if len(stamps) < 2 or len(stamps) < _ASCENDING * len(rows) or any(stamp.times for _, stamp in stamps):
        return
    row = stamps[0][0]
    detail = f"line {row.number}: the time in {shorten(row.text)!r} cannot be read, nor can any other"
    raise unreadable(detail, "times such as [00:01:02] or [00:01.500 --> 00:04.000]")


def _group(stamp: Stamp) -> str:
    return _GROUPS.get(stamp.place, stamp.place)


def _fits(stamp: Stamp) -> bool:
    """Whether a stamp is what its place says: a heading has a name, or something else that is as short."""
    return stamp.is_whole or _group(stamp) != "heading" or is_label(stamp.front)


def _group_of(stamps: Sequence[Stamp | None]) -> str | None:
    """The way in which most lines have their times, if enough of them have."""
    counts = Counter(_group(stamp) for stamp in stamps if stamp and stamp.times is not None and _fits(stamp))
    if not counts:
        return None
    group, count = max(counts.items(), key=lambda pair: (pair[1], pair[0]))
    is_whole = group in ("span", "head") and count == len(stamps)
    is_enough = count > 1 or is_whole or (group == "heading" and _heads(stamps[0]))
    return group if is_enough and count >= _SHARE[group] * len(stamps) else None


def _heads(stamp: Stamp | None) -> bool:
    """Whether a first line is that of the only one who speaks, ``Anna Rossi (00:00):``, and has no time of day."""
    if stamp is None or stamp.place != "heading" or stamp.times is None:
        return False
    return is_label(stamp.front) and stamp.times[0] <= _BEGIN


def _with_bad_ones(rows: Sequence[Row], stamps: Sequence[Stamp | None], group: str) -> list[Stamp | None]:
    """The stamps, and those that are badly written where the others stand."""
    places = dict.fromkeys(stamp.place for stamp in stamps if stamp and _group(stamp) == group)
    return [_of_group(row.text, stamp, group, places) for row, stamp in zip(rows, stamps, strict=True)]


def _of_group(line: str, stamp: Stamp | None, group: str, places: Mapping[Place, None]) -> Stamp | None:
    """The stamp of a line as the group has its own, where it may be one of them that is spoilt."""
    if group == "heading" and (stamp is None or line.startswith("[")) and _REMARK.search(line):
        return None
    if stamp is None or (_group(stamp) != group and group in _BEFORE_WORDS):
        return bad_stamp(line, places) or stamp
    if group in ("heading", "tail") and stamp.place == "alone":
        return replace(stamp, place="tail" if group == "tail" else "heading", is_whole=True)
    if group == "heading" and not is_label(stamp.front) and len(stamp.front.split()) <= _LONGEST_NAME:
        return replace(stamp, place="heading", is_whole=True, words=f"{stamp.front} {stamp.words}".strip())
    return stamp


def _parts(rows: Sequence[Row], stamps: Sequence[Stamp | None], group: str, found: Beside) -> Iterator[_Part]:
    behind = group in ("tail", "bare_tail") or (group == "alone" and _stand_behind(rows, stamps))
    part = _Part(rows[0].number, None, is_timed=False)
    for i, (row, stamp) in enumerate(zip(rows, stamps, strict=True)):
        if stamp is None:
            if i not in found.gone:
                part.lines.append(row.text)
            continue
        timed = _Part(row.number, stamp.times, found.names.get(i), stamp=row.text, is_mended=stamp.is_mended)
        rest = found.rest.get(i, stamp.front if behind and group != "alone" else stamp.words)
        if stamp.is_whole:
            timed.speaker, timed.is_odd, rest = None, group == "heading", stamp.words
        timed.lines = [rest] if rest else []
        if behind:
            timed.number, timed.lines = part.number if part.lines else row.number, part.lines + timed.lines
            yield timed
            part = _Part(row.number + 1, None, is_timed=False)
            continue
        if part.is_timed or part.lines:
            yield part
        part = timed
    if part.is_timed or part.lines:
        yield part


def _stand_behind(rows: Sequence[Row], stamps: Sequence[Stamp | None]) -> bool:
    """Whether times that stand alone belong to the words above them: empty lines stand below, or the last line is one."""
    alone = [i for i, stamp in enumerate(stamps) if stamp]
    first = stamps[alone[0]]
    if stamps[-1] is None and first and first.times and first.times[0] == 0:
        return False  # there are words behind the last one, and none were said before the first
    above = sum(rows[i].is_after_empty for i in alone if i)
    below = sum(rows[i + 1].is_after_empty for i in alone if i + 1 < len(rows))
    if above != below:
        return below > above and stamps[0] is None
    return stamps[0] is None and stamps[-1] is not None and rows[0].text.endswith((".", "?", "!", "”", '"', "…"))


def _with_headings(stamps: list[Stamp | None]) -> list[Stamp | None]:
    """The stamps, with times behind a name as those of headings, where most that stand behind something do: ``Anna Rossi (0:01)``."""
    tails = [stamp for stamp in stamps if stamp and stamp.place == "tail"]
    if sum(is_label(stamp.front) for stamp in tails) < 0.8 * len(tails) or len(tails) == len(stamps):
        return stamps
    return [replace(stamp, place="heading") if stamp and stamp.place == "tail" else stamp for stamp in stamps]


def _are_days(stamps: Sequence[Stamp | None]) -> bool:
    """Whether the headings are those of a programme: single words with a time of day each, ``Monday 10:30``."""
    headings = [stamp for stamp in stamps if stamp and _group(stamp) == "heading" and stamp.times]
    return all(
        stamp.place == "bare_heading"
        and " " not in stamp.front
        and not stamp.is_long
        and stamp.times
        and stamp.times[0] > _BEGIN
        for stamp in headings
    )


def _are_times(parts: Sequence[_Part], group: str, *, of_day: bool) -> bool:
    """Whether the times can be those of speech: in order; where they prove little, early and at the rate of speech too.

    ``of_day`` says that they have two figures, as times of day have.
    """
    timed = [part for part in parts if part.times]
    starts = [part.times[0] for part in timed if part.times]
    ordered = sum(a <= b for a, b in pairwise(starts))
    is_sure = group not in _WEAK or not of_day
    if not timed or ordered < (_MIXED if is_sure else _ASCENDING) * (len(starts) - 1):
        return False
    if not any(part.lines for part in timed):
        return False
    if is_sure:
        return True
    if min(starts) > _BEGIN:
        return False
    return _SLOWEST <= _rate(parts) <= _FASTEST


def _rate(parts: Iterable[_Part]) -> float:
    """Words a second, the median of the parts that last; 0 if none does."""
    timed = [(part.times[0], part.lines) for part in parts if part.times]
    rates = [
        sum(len(line.split()) for line in lines) / (after - before)
        for (before, lines), (after, _) in pairwise(timed)
        if after > before
    ]
    return median(rates) if rates else 0.0


def _tell(part: _Part, warnings: list[str]) -> None:
    if part.times is None and part.lines:
        unread = f"the time in {shorten(part.stamp, 80)!r} cannot be read"
        reason = unread if part.is_timed else "words without a time of their own"
        warnings.append(f"line {part.number}: {reason}; kept without times: {shorten(part.lines[0])!r}")
    elif part.is_odd:
        warnings.append(f"line {part.number}: no name stands before its time: {shorten(part.stamp, 80)!r}")
    elif part.is_mended:
        warnings.append(f"line {part.number}: letters in its time were read as figures: {shorten(part.stamp, 80)!r}")


def _cues(part: _Part, names: frozenset[str]) -> Iterator[Cue]:
    lines = tuple(Line(squeeze(line)) for line in part.lines)
    if not part.is_timed:
        yield from (Cue((line,), None, part.number, apart=True) for line in lines)
    elif part.speaker is None:
        yield Cue(lines, part.times, part.number)
    else:
        cue = named(squeeze(part.speaker), lines, Cue((), part.times, part.number))
        yield cue._replace(lines=tuple(_with_labels(cue.lines, names)))


def _with_labels(lines: Sequence[Line], names: frozenset[str]) -> Iterator[Line]:
    """The lines below a name; from a label of another on, which has no time of its own, that one speaks."""
    first, *others = lines
    yield first
    voice = first.voice
    for line in others:
        label = label_at(line.text, 0) if ":" in line.text else None
        if label and _names_voice(label, names):
            voice = label.name
            yield Line(line.text, voice, label.length)
        else:
            yield Line(line.text, voice)


def _names_voice(label: Label, names: frozenset[str]) -> bool:
    """Whether a label is one of the ``names``, a role, or in capitals as they are."""
    return label.name in names or label.form == "role" or (label.form == "upper" and any(map(str.isupper, names)))
