"""The lines that tell when a cue is shown, ``start --> end``: well written, badly written, and what stands behind the times.

Badly written are letters for figures (``O0:00:05``), other marks (``00;00;05,000``), other arrows or none, frames for
a fraction, a time that is cut off. What can be read is; a line of words that holds an arrow is never taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from service.read.cues import shorten
from service.read.timing import ARROW, CLOCK, Times, read_arrow, read_clock

AS_FIGURES = str.maketrans("OoQlI|", "000111")  # letters that were read or typed for figures
FRAMES = 25  # a second, where a file does not say it

_BEFORE = re.compile(rf"\s{{0,20}}[-+\d](?:(?![^\W\d_]{{2}}).){{0,20}}?{ARROW}\s{{0,20}}{CLOCK}", re.ASCII)
_BEHIND = re.compile(rf"\s{{0,20}}{CLOCK}\S{{0,3}}\s{{0,20}}{ARROW}", re.ASCII)
_NEITHER = re.compile(rf"\s{{0,20}}[\d:.,;?*_-]{{3,20}}\s{{0,20}}{ARROW}[\s\d:.,;?*_-]{{0,40}}$", re.ASCII)
_SETTING = re.compile(r"(?:(?:vertical|line|position|size|align|region|[ADLST]):\S*|[XY][12]:\d{1,5})$")
_CLOCKISH = re.compile(rf"[\d:.,;?*_+-]{{3,}}|{ARROW}")

_FULL = r"(?:\d{1,5}:)?\d{1,2}:\d{2}[.,]\d{1,3}"
_WELL_WRITTEN = re.compile(rf"{_FULL} --> {_FULL}(?:(?!-->).)*$", re.ASCII)
_INSIDE = re.compile(rf"(?:(?<=\S)\s+|(?<=[^\s\d:])(?<!^[-+−]))(?={_FULL}\s{{0,9}}-->\s{{0,9}}{_FULL})", re.ASCII)
_GLUED = re.compile(r"\s{0,9}(\d{2,9}):\d\d:\d\d[.,]\d{1,3}\s{0,9}-->\s{0,9}(\d{1,2}):\d\d:", re.ASCII)

_FIGURE = r"[\dOoQlI|]"
_LOOSE = rf"{_FIGURE}{{1,5}}(?:(?:\s?[:;.,]\s?|\s){_FIGURE}{{1,3}}){{1,3}}"
_PAIR = re.compile(
    rf"\s{{0,20}}[\[({{]?\s?({_LOOSE})\s{{0,20}}(?:({ARROW}|-\s-?\s?>|--?\s>)|--?|[–—,;/]|to|\s)\s{{0,20}}({_LOOSE})"
    r"\s?[\])}]?(?=\s|$)(.*)",
    re.ASCII | re.DOTALL,
)
_ALONE = re.compile(
    rf"\s{{0,20}}[\[({{]?{_FIGURE}{{1,5}}(?:[:;.,]{_FIGURE}{{1,3}}){{1,2}}[:;.,]{_FIGURE}{{3}}[\])}}]?\s{{0,20}}(?:{ARROW})?\s{{0,20}}$",
    re.ASCII,
)
_NO_WORDS = re.compile(r"(?:(?![^\W\d_]{3}).){9,90}$")
_FIGURES = re.compile(r"(?=.*\d)[\dOoQlI|:;.,]+", re.ASCII)
_FIRST = frozenset("0123456789OoQlI|[({ \t")
_MARK = re.compile(r"\s?([:;.,])\s?|\s")


def lines_apart(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The lines with their numbers; where times stand in the middle of one, they begin another of the same number."""
    for number, line in enumerate(lines, 1):
        if "-->" not in line or _WELL_WRITTEN.match(line) or (line.count("-->") == 1 and _pair(line)):
            yield number, line
        else:
            yield from ((number, part) for part in _INSIDE.split(line))


def without_next(line: str, counter: int) -> str:
    """A line of words without the counter of the next cue, if it is glued to their end."""
    kept = line.rstrip().removesuffix(str(counter + 1))
    return line if not kept or len(kept) == len(line.rstrip()) or kept[-1].isdecimal() else kept.rstrip()


def is_timing_line(line: str) -> bool:
    """Whether a line is meant to tell a cue's times, well or badly written; a line of words with an arrow is not."""
    if (">" in line or not line.isascii()) and (_BEHIND.match(line) or _BEFORE.match(line) or _NEITHER.match(line)):
        return True
    if line[:1] in _FIRST and any(mark in line for mark in ":;,") and (_pair(line) is not None or _ALONE.match(line)):
        return True
    return line.count(":") + line.count(";") > 2 and _is_figures(line)


def is_loose_arrow(line: str) -> bool:
    """Whether a line holds two times and an arrow between them, badly written, and nothing else."""
    pair = _pair(line) if line[:1] in _FIRST and line.lstrip()[:1] not in "[({" else None
    return pair is not None and bool(pair[2]) and not pair[4].strip()


def times_and_words(number: int, line: str, warnings: list[str]) -> tuple[Times | None, str]:
    """The times of a timing line and the words behind them; without times, and a warning, if those cannot be read."""
    try:
        times, rest = read_arrow(line)
    except ValueError as wrong:
        if apart := _without_counter(line):
            return times_and_words(number, apart, warnings)
        return _read_loosely(number, line, wrong, warnings)
    return times, _words(rest) if rest else ""


def _without_counter(line: str) -> str | None:
    """A line whose start, as it stands, is too late, without the counter that is glued to it: ``200:00:05,000``."""
    glued = _GLUED.match(line)
    more = len(glued[1]) - len(glued[2]) if glued else 0
    return line[glued.start(1) + more :] if glued and more > 0 else None


def tell_of_empty_line(first: int, payload: Sequence[str], warnings: list[str]) -> None:
    """Tell of words that stand below an empty line, and so may not belong to the times above; ``first`` is the number of a line."""
    ended = begun = False
    for number, line in enumerate(payload, first):
        if not line.strip():
            ended = begun
        elif ended:
            warnings.append(f"line {number}: words after an empty line were kept with the cue: {shorten(line)!r}")
            return
        else:
            begun = True


def _read_loosely(number: int, line: str, wrong: ValueError, warnings: list[str]) -> tuple[Times | None, str]:
    pair = _pair(line)
    times = _times(pair) if pair else None
    if times is None:
        warnings.append(f"line {number}: {wrong}; its words were kept without times: {shorten(line)!r}")
    elif pair and re.search(r"[^\W\d_]|\|", pair[1] + pair[3]):
        warnings.append(f"line {number}: letters in its times were read as figures: {shorten(line)!r}")
    elif pair and _has_frames(pair[1]):
        told = f"no frame rate is given; frames were counted as {FRAMES} a second"
        warnings += [] if any(w.endswith(told) for w in warnings) else [f"line {number}: {told}"]
    return times, _words(pair[4]) if pair else _words_among(line)


def _words(rest: str) -> str:
    """What stands behind the times, less the settings."""
    return " ".join(part for part in rest.split() if not _SETTING.match(part))


def _words_among(line: str) -> str:
    """The words of a line whose times cannot be told from what else is in it."""
    words = [
        part for part in _CLOCKISH.sub(" ", line).split() if not (_SETTING.match(part) or _FIGURES.fullmatch(part))
    ]
    return " ".join(words) if any(len(word) > 1 for word in words) else ""


def _pair(line: str) -> re.Match[str] | None:
    """Two times: with an arrow in any case; without one, whole times that have the line for themselves."""
    found = _PAIR.match(line)
    if found is None or not (_is_time(found[1]) and _is_time(found[3])):
        return None
    if found[2] or (not found[4].strip() and _is_whole(found[1]) and _is_whole(found[3])):
        return found
    return None


def _is_time(clock: str) -> bool:
    return ":" in clock or ";" in clock or len(_MARK.findall(clock)) > 1


def _is_whole(clock: str) -> bool:
    return len(re.findall("[:;.,]", clock)) > 1 and (":" in clock or ";" in clock)


def _is_figures(line: str) -> bool:
    """Whether there are as many figures in a line as two times have, and no words."""
    return sum(map(str.isdigit, line)) > 8 and bool(_NO_WORDS.match(line))


def _times(pair: re.Match[str]) -> Times | None:
    try:
        start, end = _seconds(pair[1]), _seconds(pair[3])
    except ValueError:
        return None
    return (start, end) if start <= end else None


def _numbers(clock: str) -> tuple[list[str], str]:
    """The numbers of a time, and the mark before the last."""
    folded = clock.translate(AS_FIGURES)
    marks = [found[1] or " " for found in _MARK.finditer(folded)]
    return _MARK.sub(":", folded).split(":"), marks[-1]


def _has_frames(clock: str) -> bool:
    numbers, mark = _numbers(clock)
    return len(numbers) == 4 and mark in ":;" and len(numbers[3]) < 3


def _seconds(clock: str) -> float:
    numbers, mark = _numbers(clock)
    if _has_frames(clock):
        return round(read_clock(":".join(numbers[:3])) + int(numbers[3]) / FRAMES, 3)
    if len(numbers) == 4 or (len(numbers) == 3 and len(numbers[2]) == 3):
        return read_clock(f"{':'.join(numbers[:-1])}.{numbers[-1]}")
    if len(numbers) == 2 and mark not in ":;":
        raise ValueError(f"{clock} is no time")
    return read_clock(":".join(numbers))
