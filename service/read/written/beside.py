"""Who speaks, where times have lines of their own or stand before the words: the name is beside, above or behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from service.read.column_names import role_of
from service.read.cues import shorten
from service.read.labels import is_label
from service.read.written.rows import Row
from service.read.written.stamps import Stamp, before_time_in_words
from service.words import load_words

_MOST = 0.8  # of the times
_PARTED = re.compile(r"(.{2,60}?)(?:\s*[|–—-]\s+|\t\s*)(\S.*)", re.DOTALL)
_CHAT = re.compile(r"From\s+(.{1,60}?)(?:\s+to\s+.{1,60}?)?\s*:\s*(.*)", re.DOTALL)
_NICK = re.compile(r"<[@+%&~]?([^\W\d][\w|^`-]{0,30})>\s(.*)", re.DOTALL)  # of IRC
_INITIALS = re.compile(r"[A-Z]{1,3}$")
_REMARKS, _HEADS = (re.compile("|".join(load_words("read/remarks")[key])) for key in ("remarks", "heads"))


@dataclass(slots=True)
class Beside:
    """By the places of times among the lines: ``names``, and the ``rest`` of the line where that is not all that it has.

    Lines that are ``gone`` are names, or say again what stands beside them; of others that are, ``warnings`` tell.
    """

    names: dict[int, str] = field(default_factory=dict)
    rest: dict[int, str] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)
    warnings: list[str] = field(default_factory=list)


def beside(rows: Sequence[Row], stamps: Sequence[Stamp | None], group: str) -> Beside:
    """What stands beside the ``stamps`` of a ``group`` of places, None where a line has none."""
    timed = [(i, stamp) for i, stamp in enumerate(stamps) if stamp]
    found = Beside()
    if group == "heading":
        found.names = {i: stamp.front for i, stamp in timed}
    elif not _in_line(found, timed) and not _name_alone(found, rows, stamps, timed):
        _above(found, rows, stamps, timed)
    _pass_over(found, rows, stamps)
    return found


_Timed = list[tuple[int, Stamp]]


def _in_line(found: Beside, timed: _Timed) -> bool:
    """``[0:01] Anna Rossi - words``, cells of a table, ``10:02:31 From Anna Rossi to Everyone: words``, or ``10:02 <anna> words``."""
    cuts = {i: cut for i, stamp in timed if (cut := _cut(stamp.words))}
    if len(cuts) < _MOST * len(timed):
        return False
    found.names = {i: name for i, (name, _) in cuts.items()}
    found.rest = {i: rest for i, (_, rest) in cuts.items()}
    return True


def _cut(words: str) -> tuple[str, str] | None:
    if chat := _CHAT.match(words):
        return chat[1], chat[2]
    if nick := _NICK.match(words):
        return nick[1], nick[2]
    parted = _PARTED.match(words)
    return (parted[1], parted[2]) if parted and is_label(parted[1]) else None


def _name_alone(found: Beside, rows: Sequence[Row], stamps: Sequence[Stamp | None], timed: _Timed) -> bool:
    """A name alone behind the time, and the words below."""
    names = {
        i: name
        for i, stamp in timed
        if is_label(name := stamp.words.lstrip("-–— ")) and i + 1 < len(rows) and stamps[i + 1] is None
    }
    if len(names) < _MOST * len(timed):
        return False
    found.names, found.rest = names, dict.fromkeys(names, "")
    return True


def _above(found: Beside, rows: Sequence[Row], stamps: Sequence[Stamp | None], timed: _Timed) -> None:
    """A name in the line above, or behind a time that is said once more in words, above or below."""
    if any(stamp.words for _, stamp in timed):
        return
    places = {i: place for i, _ in timed if (place := next(_places(i, rows, stamps), None)) is not None}
    if len(places) < _MOST * len(timed):
        return
    found.names = {i: _name_in(rows[place].text) or "" for i, place in places.items()}
    found.gone |= {place for i, place in places.items() if place < i}
    for i, place in places.items():
        name = found.names[i]
        if place and _is_avatar(rows[place - 1].text, name) and stamps[place - 1] is None:
            found.gone.add(place - 1)


def _places(i: int, rows: Sequence[Row], stamps: Sequence[Stamp | None]) -> Iterator[int]:
    """The lines in which the name that belongs to the time in line ``i`` may stand, the likeliest first."""
    above = i - 1
    if above > 0 and before_time_in_words(rows[above].text) == "":
        above -= 1
    if above >= 0 and stamps[above] is None and _name_in(rows[above].text):
        yield above
    if i + 1 < len(rows) and before_time_in_words(rows[i + 1].text) and _name_in(rows[i + 1].text):
        yield i + 1


def _name_in(line: str) -> str | None:
    """The speaker that a line names, alone or with a time in words."""
    before = before_time_in_words(line)
    name = line if before is None else before
    return name if is_label(name) else None


def _is_avatar(line: str, name: str) -> bool:
    """Whether a line has the initials of a name, as they stand for a picture that was copied."""
    return bool(_INITIALS.match(line)) and line == "".join(word[0] for word in name.split())[: len(line)]


def _pass_over(found: Beside, rows: Sequence[Row], stamps: Sequence[Stamp | None]) -> None:
    """Lines that are no words: times in words beside times, counters, names of columns; and what a program says of itself."""
    numbers = [i for i, row in enumerate(rows[:-1]) if row.text.isdecimal() and stamps[i + 1] and not stamps[i]]
    if len(numbers) >= _MOST * sum(map(bool, stamps)) and _count_up([int(rows[i].text) for i in numbers]):
        found.gone |= set(numbers)
    first = next(i for i, stamp in enumerate(stamps) if stamp)
    if first and "\t" in rows[first - 1].text and all(map(role_of, rows[first - 1].text.split("\t"))):
        found.gone.add(first - 1)
    for i, row in enumerate(rows):
        if stamps[i] is not None or i in found.gone:
            continue
        in_words = before_time_in_words(row.text)
        near = any(0 <= at < len(stamps) and stamps[at] for at in (i - 1, i + 1))
        if near and in_words is not None and (in_words == "" or _name_in(row.text)):
            found.gone.add(i)
        elif _REMARKS.fullmatch(row.text) or (i < first and _is_head(rows, i)):
            found.gone.add(i)
            found.warnings.append(
                f"line {row.number}: what a program says of itself was left out: {shorten(row.text)!r}"
            )


def _is_head(rows: Sequence[Row], i: int) -> bool:
    """Whether the line, or the one above it, heads what a program says before the words: ``SUMMARY KEYWORDS``."""
    return any(_HEADS.fullmatch(row.text) for row in rows[max(0, i - 1) : i + 1])


def _count_up(numbers: list[int]) -> bool:
    return all(after == before + 1 for before, after in pairwise(numbers))
