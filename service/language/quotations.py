"""Quotation marks to quotations: paired over sentences and paragraphs, whatever the style of the marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_PAIRS = {"“": "”", "”": "”", "«": "»", "„": "“", '"': '"', "''": "''", "``": "''", "‘": "’", "'": "'"}
_CLOSERS = {opening: {closing} for opening, closing in _PAIRS.items()} | {
    "“": {"”", '"'},
    '"': {'"', "”"},
}  # marks get mixed
_MARK = re.compile(r"[“”«»„\"]|''|``|‘|’|'")
_OPEN_PARAGRAPHS = 4  # line breaks that a curly quotation may run over without reopening
_SENTENCE_END = re.compile(r"[.?!…](?=\s)")
_SPEECH_ENDS = re.compile(r"[.,!?…]['’]")
_IN_PASSING = 400  # characters that words in single marks run
_LONG_SPEECH = 2000  # and those that are led in as speech
_LONGEST = 6000  # characters that a quotation may run before its opening mark counts as stray


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks: ``text[start:end]`` without the marks, ``outer_start``/``outer_end`` with them.

    ``parts`` are its stretches, one a paragraph: marks that reopen a paragraph lie between them.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    parts: tuple[tuple[int, int], ...]


def find_quotations(text: str) -> list[Quotation]:
    """All outermost quotations of the text, in order, not overlapping."""
    return [quotation for quotation in _pair(text) if quotation.parts]


def _pair(text: str) -> Iterator[Quotation]:
    opened: re.Match[str] | None = None
    reopened: list[tuple[int, int]] = []
    for mark in _MARK.finditer(text):
        if opened is not None and _breaks_off(text, opened, reopened, mark):
            yield from _unclosed(text, opened, reopened)
            opened, reopened = None, []
        elif opened is not None and (end := _forgotten(text, opened, mark)):
            yield _quotation(text, opened, reopened, end, end)
            opened, reopened = None, []
        if opened is None:
            if _can_open(text, mark):
                opened = mark
        elif _reopens(text, opened, mark):
            reopened.append((mark.start(), mark.end()))
        elif mark.group() in _CLOSERS[opened.group()] and _can_close(text, opened, mark):
            yield _quotation(text, opened, reopened, mark.start(), mark.end())
            opened, reopened = None, []
    if opened is not None:
        yield from _unclosed(text, opened, reopened)


def _unclosed(text: str, opened: re.Match[str], reopened: list[tuple[int, int]]) -> Iterator[Quotation]:
    """A quotation that nobody closed ends with its line, if a sentence ends there."""
    last = reopened[-1][1] if reopened else opened.end()
    line_end = text.find("\n", last)
    end = len(text) if line_end < 0 else line_end
    if (
        opened.group() in ("“", '"')
        and text[max(0, end - 1) : end] in (".", "!", "?", "…")
        and end - opened.end() < _LONGEST
    ):
        yield _quotation(text, opened, reopened, end, end)


def _forgotten(text: str, opened: re.Match[str], mark: re.Match[str]) -> int | None:
    """Where a quotation ended whose closing mark is missing: another's cue and opening mark follow its last sentence in one line."""
    led_in = text[mark.start() - 2 : mark.start()] in (", ", ": ")
    if mark.group() != opened.group() or mark.group() != "“" or not led_in or "\n" in text[opened.end() : mark.start()]:
        return None
    ends = [end.end() for end in _SENTENCE_END.finditer(text, opened.end(), mark.start())]
    return ends[-1] if ends else None


def _can_open(text: str, mark: re.Match[str]) -> bool:
    if mark.group() not in _PAIRS or mark.end() >= len(text):
        return False
    before = text[mark.start() - 1] if mark.start() else " "
    after = text[mark.end()]
    if mark.group() in ("'", "‘") and not _is_single_quotation(text, mark):
        return False
    if mark.group() == "”" and not before.isspace():
        return False
    return not after.isspace() and (before.isspace() or before in "([{—–-:,/>’'" or mark.group() in "“«„``")


def _is_single_quotation(text: str, mark: re.Match[str]) -> bool:
    """A single mark opens a quotation only if a mark that can close it follows in the same line, with a space inside."""
    before = text[mark.start() - 1] if mark.start() else " "
    if not (before.isspace() or before in "([—–:"):
        return False
    close = _PAIRS[mark.group()]
    line_end = text.find("\n", mark.end())
    led_in = text[max(0, mark.start() - 2) : mark.start()] in (": ", ", ") and text[mark.end()].isupper()
    stop = min(len(text) if line_end < 0 else line_end, mark.end() + (_LONG_SPEECH if led_in else _IN_PASSING))
    found = re.compile(rf"[\w.,!?…]{close}(?=$|[\s.,;:!?)\]])").search(text, mark.end(), stop)
    return found is not None and found.end() - mark.end() > 2 and not text[mark.end()].isdigit()


def _can_close(text: str, opened: re.Match[str], mark: re.Match[str]) -> bool:
    before = text[mark.start() - 1]
    after = text[mark.end()] if mark.end() < len(text) else " "
    if mark.group() in ("'", "’"):
        return not after.isalnum() and not before.isspace() and not _owns(text, mark)
    if mark.group() != _PAIRS[opened.group()]:  # the other style: only where a sentence or clause ends before it
        return before in ".,!?…" and not after.isalnum()
    if mark.group() in ("”", "»"):
        return True
    return not before.isspace() or after.isspace() or not after.isalnum()


def _owns(text: str, mark: re.Match[str]) -> bool:
    """``the teachers' union``: the mark of a plural's possession, where one that ends speech follows in its line."""
    if text[mark.start() - 1] != "s" or not text[mark.end() : mark.end() + 2].strip().islower():
        return False
    return _SPEECH_ENDS.search(text[mark.end() : mark.end() + _IN_PASSING].partition("\n")[0]) is not None


def _reopens(text: str, opened: re.Match[str], mark: re.Match[str]) -> bool:
    """An opening mark at the head of a further paragraph of the same quotation."""
    if mark.group() not in (opened.group(), '"'):
        return False
    before = (
        text[: mark.start()].rstrip(" \t") if mark.start() < 3 else text[mark.start() - 3 : mark.start()].rstrip(" \t")
    )
    after = text[mark.end() : mark.end() + 1]
    return before.endswith("\n") and bool(after) and not after.isspace()


def _breaks_off(text: str, opened: re.Match[str], reopened: list[tuple[int, int]], mark: re.Match[str]) -> bool:
    """An opening mark that was never closed: its paragraph ended, and the next does not reopen the quotation."""
    if mark.start() - opened.start() > _LONGEST:
        return True
    last = reopened[-1][1] if reopened else opened.end()
    line_break = text.find("\n", last, mark.start())
    if line_break < 0:
        return False
    between = text[line_break : mark.start()]
    if not between.strip():
        return False
    closes = (
        mark.group() in _CLOSERS[opened.group()] and text[mark.start() - 1] in ".,!?…" and not _can_open(text, mark)
    )
    goes_on = between.count("\n") <= _OPEN_PARAGRAPHS and (opened.group() == "“" or "\n\n" not in between)
    wrapped = between.rstrip(" ").endswith("\n\n") and "\n\n" not in between.strip()  # its paragraph runs over lines
    return not (goes_on and (closes or (wrapped and _reopens(text, opened, mark))))


def _quotation(
    text: str, opened: re.Match[str], reopened: list[tuple[int, int]], inner_end: int, outer_end: int
) -> Quotation:
    edges = [opened.end(), *(e for pair in reopened for e in pair), inner_end]
    parts = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        words = text[start:end]
        left = start + len(words) - len(words.lstrip())
        right = start + len(words.rstrip(" \t\n\r,"))  # a comma before the closing mark is the reporter's
        if right > left:
            parts.append((left, right))
    first, last = (parts[0][0], parts[-1][1]) if parts else (opened.end(), opened.end())
    return Quotation(first, last, opened.start(), outer_end, tuple(parts))
