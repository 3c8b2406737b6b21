"""Lines broken by width: which line breaks stand inside a sentence, and the text as it reads without them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Protocol

from service.words import load_words

_PREFIXES = frozenset(load_words("language/sentences")["prefixes"])
_LAST_WORD = re.compile(r"[\w.]+$")
_BREAK = re.compile(r"[^\S\n]*\n\s*")
_FIRST_WORD = re.compile(r"\S+")
_ENDS = re.compile(r"[.!?…][\"'”’»)\]]*$")
_BLANKS = re.compile(r"\s+")
_OTHER_BLANK = re.compile(r"[^\S \n]|\n")
# All white space but plain blanks, and the thin and unbroken ones that stand between the digits of a number.
_OTHERWISE_BLANK = re.compile(r"[^\S \u00a0\u202f\u2009]|(?<!\d)[\u00a0\u202f\u2009]|[\u00a0\u202f\u2009](?!\d)")
_LONG = 30  # characters of a line that may be broken by width though nothing but its length tells
_WIDEST = 160  # characters: longer lines are paragraphs


class Stretch(Protocol):
    """What a sentence's place is made of here."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def turn(self) -> int: ...
    @property
    def paragraph(self) -> int: ...


def paragraphs(text: str, start: int, end: int, *, wrapped: bool) -> Iterator[tuple[int, int]]:
    """The stretches of ``text[start:end]`` that no sentence reaches beyond; ``wrapped``: all its lines are known to be broken by width."""
    breaks = list(_BREAK.finditer(text, start, end))
    at = start
    block: list[re.Match[str]] = []
    for match in breaks:
        if match[0].count("\n") > 1:
            yield from _of_block(text, at, match.start(), block, wrapped)
            at, block = match.end(), []
        else:
            block.append(match)
    yield from _of_block(text, at, end, block, wrapped)


def _of_block(text: str, start: int, end: int, breaks: list[re.Match[str]], wrapped: bool) -> Iterator[tuple[int, int]]:
    """The paragraphs of lines without a blank one among them."""
    inside = [_runs_on(text, match.start(), match.end(), end) for match in breaks]
    edges = [start, *(m.end() for m in breaks)], [*(m.start() for m in breaks), end]
    lines = [text[a:b] for a, b in zip(*edges, strict=True)]
    wide = wrapped or _fills_its_lines(lines, known=any(inside))
    shortest = min((len(line) for line, runs in zip(lines, inside, strict=False) if runs), default=0)
    at = start
    for match, runs, line, following in zip(breaks, inside, lines, lines[1:], strict=False):
        alike = 0 < shortest <= len(line) <= _WIDEST and following[:1].isalnum() and not _ENDS.search(line)
        if not (runs or wide or alike):
            yield at, match.start()
            at = match.end()
    yield at, end


def _fills_its_lines(lines: Sequence[str], *, known: bool) -> bool:
    """Whether each line is as long as a width allows: the next word would not have fitted.

    Short lines, as those of a list, and two alone, as a headline and its story, tell only where a sentence is ``known`` to run over
    one of them.
    """
    width = max(map(len, lines))
    open_ended = any(not _ENDS.search(line) for line in lines[:-1])
    if len(lines) < 2 or not open_ended or not _ENDS.search(lines[-1]):
        return False
    full = all(len(line) + 1 + len(_first_word(following)) > width for line, following in pairwise(lines))
    return full and width <= _WIDEST and (known or (width >= _LONG and len(lines) > 2))


def _first_word(line: str) -> str:
    word = _FIRST_WORD.search(line)
    return word[0] if word else ""


def _runs_on(text: str, before: int, after: int, end: int) -> bool:
    """Whether a single line break stands inside a sentence, by the words on both sides."""
    last = _LAST_WORD.search(text, max(0, before - 20), before)
    if last is not None and last.group() in _PREFIXES:
        return True
    left = text[max(0, before - 1) : before]
    right = text[after : after + 1] if after < end else ""
    return right.islower() and (left.isalnum() or left in ",;-–")


def as_read(text: str, stretches: Sequence[Stretch]) -> str:
    """The text, as long as it is, with plain blanks inside its paragraphs, and line breaks alone between them."""
    if not _OTHER_BLANK.search(text):
        return text
    out: list[str] = []
    at = 0
    for start, end in _together(stretches):
        out += [_BLANKS.sub(_between, text[at:start]), _OTHERWISE_BLANK.sub(" ", text[start:end])]
        at = end
    return "".join([*out, _BLANKS.sub(_between, text[at:])])


def _together(stretches: Sequence[Stretch]) -> Iterator[tuple[int, int]]:
    """From the first to the last sentence of each paragraph."""
    start = end = -1
    of: tuple[int, int] | None = None
    for one in stretches:
        if of == (one.turn, one.paragraph):
            end = one.end
            continue
        if of is not None:
            yield start, end
        start, end, of = one.start, one.end, (one.turn, one.paragraph)
    if of is not None:
        yield start, end


def _between(blanks: re.Match[str]) -> str:
    """White space between paragraphs: as many line breaks, at its end."""
    lines = blanks[0].count("\n")
    return " " * (len(blanks[0]) - lines) + "\n" * lines
