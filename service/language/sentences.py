"""Text to sentences, keeping offsets: within one voice, across line breaks only where a text is wrapped."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from service.language.datelines import Dateline, dateline_at
from service.language.wrapping import paragraphs
from service.read.transcript import Transcript
from service.words import load_words

LONGEST = 1200  # characters; unpunctuated speech is cut at a space, so that time stays linear
_MOST_WORDS = 300  # words and marks; no 1,200 characters that somebody spoke or wrote hold as many

_WORDS = load_words("language/sentences")
_ABBREVIATIONS = frozenset(_WORDS["abbreviations"])
_MAY_END = frozenset(_WORDS["may_end"])
_ENDS_LISTS = frozenset(_WORDS["ends_lists"])
_STARTERS = frozenset(_WORDS["starters"])

_END = re.compile(r"[.!?…]{1,6}[\"'”’»)\]]{0,4}(?=\s|$|[A-Z“\"])")
_LAST_WORD = re.compile(r"[\w.]+$")
_NEWLINE = re.compile(r"\n(?!\s)")
_TOKEN = re.compile(r"\w+|[^\w\s]")
_SHORT = 4  # letters of a word with a capital that a small letter follows: an abbreviation that no list has
_CLOSING = "\"'”’»)]"


@dataclass(frozen=True, slots=True)
class Span:
    """A sentence's place, ``text[start:end]``, the ``turn`` it stands in (an index, -1 for none) and its ``paragraph``."""

    start: int
    end: int
    turn: int = -1
    paragraph: int = 0


def split(transcript: Transcript) -> list[Span]:
    """The sentences of a transcript, in order; white space, labels and turn marks lie between them."""
    out: list[Span] = []
    paragraph = 0
    wrapped = _is_wrapped(transcript.text)
    for start, end, turn in _voices(transcript):
        for left, right in paragraphs(transcript.text, start, end, wrapped=wrapped):
            out += [Span(a, b, turn, paragraph) for a, b in _sentences(transcript.text, left, right)]
            paragraph += 1
    return out


def _voices(transcript: Transcript) -> Iterator[tuple[int, int, int]]:
    """Stretches of one voice: what precedes the first turn, then every turn's words without its label."""
    at = 0
    for i, turn in enumerate(transcript.turns):
        if turn.start > at:
            yield at, turn.start, -1
        yield turn.label_end, turn.end, i
        at = turn.end
    if at < len(transcript.text):
        yield at, len(transcript.text), -1


def _is_wrapped(text: str) -> bool:
    """Whether lines are broken by width rather than by sense."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()]
    if len(lines) < 6:
        return False
    open_ended = sum(40 <= len(line) <= 100 and line.rstrip()[-1] not in '.!?:;"”’)' for line in lines[:-1])
    return open_ended > 0.5 * len(lines)


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for head in _heads(text, start, end):
        yield from _ended(text, at, head.start)
        yield from _pieces(text, head.start, head.end)
        at = head.end
    yield from _ended(text, at, end)


def _heads(text: str, start: int, end: int) -> Iterator[Dateline]:
    """The datelines at the beginning, and at that of a line: no part of the sentence behind them, which begins as sentences do."""
    at = start
    for line in (start, *(newline.end() for newline in _NEWLINE.finditer(text, start, end))):
        if line >= at and (head := dateline_at(text, line, end)):
            yield head
            at = head.end


def _ended(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of a stretch, by the marks that end them."""
    at = start
    for match in _END.finditer(text, start, end):
        if match.end() > at and _ends_here(text, match, at, end):
            yield from _pieces(text, at, match.end())
            at = match.end()
    yield from _pieces(text, at, end)


def _ends_here(text: str, match: re.Match[str], start: int, end: int) -> bool:
    mark, following = match.group(), text[match.end() : min(end, match.end() + 40)].lstrip()
    if mark[0] != "." or mark.startswith(".."):
        return not following or not (mark[-1] in _CLOSING and following[0].islower() and following[:1] != "i")
    if not following:
        return True
    if mark[-1] in _CLOSING and following[0].islower():
        return False
    word = _LAST_WORD.search(text, max(start, match.start() - 20), match.start())
    last = word.group().lower() if word else ""
    if len(mark) == 1 and len(last) == 1 and last.isalpha() and last != "i":
        return False  # an initial
    if len(mark) == 1 and last in _ABBREVIATIONS:
        starts = last in _ENDS_LISTS or re.split(r"\W", following.lower(), maxsplit=1)[0] in _STARTERS
        return last in _MAY_END and starts and following[0].isupper()
    short = word is not None and word[0].istitle() and len(last) <= _SHORT
    return not (len(mark) == 1 and following[0].islower() and short)  # `Williams Cos. plans to dig`


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch without the white space around it, cut where it is too long."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = cut if cut > 0 else start + LONGEST
        yield from _of_few_words(text, start, cut)
        start = cut + (text[cut] == " ")
    yield from _of_few_words(text, start, end)


def _of_few_words(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch, cut where it holds too many words and marks: the parse, and whoever reads it, cost by the word."""
    while end - start > _MOST_WORDS and (
        word := next(islice(_TOKEN.finditer(text, start, end), _MOST_WORDS, None), None)
    ):
        yield start, word.start()
        start = word.start()
    if start < end:
        yield start, end


def index_at(starts: list[int], offset: int) -> int:
    """The index of the sentence that begins last before or at ``offset``; -1 if none does."""
    return bisect_right(starts, offset) - 1
