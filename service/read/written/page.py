"""HTML: the words of a page by its blocks; times in links, in brackets, or in the attributes of players."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Unpack

from service.read.about import About, checked_about, checked_text
from service.read.cues import Cue, Line, shorten, squeeze, until_next
from service.read.formats import Format
from service.read.invisible import without_invisible
from service.read.joining import transcript_of
from service.read.moments import read_moment
from service.read.rates import in_seconds
from service.read.tags import Places, Token, decode, tokens
from service.read.timing import CLOCK, Times, read_clock
from service.read.transcript import Transcript
from service.read.written.cells import CELL, PARAGRAPH, labelled, lines_of
from service.read.written.writing import read_writing

_ROOT = re.compile(
    r"(?i)\s{0,100}(?:<\?[^>]{0,500}>\s{0,100})?(?:<!--[^>]{0,2000}-->\s{0,100})?(?:<!doctype html|<html[\s>]|<body[\s>])"
)
_BLOCK = re.compile(
    r"(?i)\s{0,100}<(?:p|div|article|section|main|ul|ol|table|h[1-6]|span|blockquote|pre)(?:\s[^<>]{0,500})?>"
)
_BARE_BLOCK = re.compile(
    r"(?i)\s{0,100}<(?:p|div|article|section|ul|ol|table|h[1-6]|blockquote|pre)(?:\s[\w-]+=[^<>]{0,500})?>"
)
# Tags that nobody says: several of them are those of a part of a page, wherever they stand.
_PART = re.compile(
    r"(?i)<(?:/?(?:p|div|span|li|ul|ol|table|t[rd]|h[1-6]|b|strong|i|em|blockquote|a)|br\s?/?|a\s[^<>]{1,500})>"
)
_BROKEN_BY = re.compile(r"(?i)<(?:/?(?:p|div|li|ul|ol|table|tr|h[1-6]|blockquote)|br\s?/?)\b")
_CELLS = frozenset({"td", "th"})
_MARKED = frozenset({"a", "time", "button"})
_ROWS = frozenset({"table", "tr"})  # where a cell ends, closed or not
_SILENT = frozenset(
    {"script", "style", "head", "noscript", "template", "svg", "nav", "form", "button", "select", "iframe"}
)
_TIMED = re.compile(
    r"(?:<[^<>]{0,500}>\s*)+\d{1,3}(?::\d\d){1,2}(?:[.,]\d{1,3})?\s*(?:<[^<>]{0,500}>\s*)*", re.ASCII
)  # a button
_TOLD = frozenset({"nav", "form", "button", "select"})
# A head without an end goes to the first of what a body holds.
_END = {
    name: re.compile(
        r"(?i)</head\b|<(?:body|p|div|article|section|main|h[1-6])\b" if name == "head" else rf"(?i)</{name}\b"
    )
    for name in _SILENT
}
_BLOCKS = frozenset({
    "p", "div", "article", "section", "main", "ul", "ol", "li", "table", "tr", "h1", "h2", "h3", "h4", "h5", "h6",
    "blockquote", "br", "dl", "dt", "dd", "header", "footer", "aside", "figure", "figcaption", "hr", "pre", "body",
})  # fmt: skip
_SECONDS = ("data-start", "data-time", "data-timestamp", "data-begin", "data-start-time", "data-seconds")
_MILLISECONDS = ("data-m", "data-start-ms", "data-ms")
_ENDS = ("data-end", "data-end-time")
_SPACE = re.compile(r"\s+")
# What breaks a line: nothing but tags; in a part of a page empty lines as well; where no tag does, every line.
_NO_BREAK, _EMPTY_LINE, _PRE_BREAK = re.compile(r"(?!)"), re.compile(r"\n[ \t]*\n"), re.compile(r"\n")
_CLOCK = re.compile(rf"\s*[\[(]?({CLOCK})[\])]?\s*", re.ASCII)
_SHOWN = re.compile(r"[\[(]?(\d{1,3}(?::[0-5]\d){1,2})[\])]?:?\s?(?=\D)", re.ASCII)
_CLOSES = re.compile(r"</[A-Za-z][\w:-]{0,30}\s?>")


def _holds(text: str) -> bool:
    head = text[:20_000]
    if _ROOT.match(text) or _BARE_BLOCK.match(text):
        return True
    if _BLOCK.match(text) and len(_CLOSES.findall(head)) > 1:
        return True
    return len(_PART.findall(head)) > 2 and (not head.lstrip().startswith("<") or bool(_PART.match(head.lstrip())))


@dataclass(slots=True)
class _Page:
    """The words of a page: by lines, and, where elements bring their times, by those."""

    title: str = ""
    lines: list[str] = field(default_factory=lambda: [""])
    cues: list[tuple[int, Times | None, list[str]]] = field(default_factory=list)
    spoilt: dict[int, str] = field(default_factory=dict)  # attributes that are no times, by their lines
    before: list[str] = field(default_factory=list)  # words before the first of those
    is_set: bool = False  # in <pre>, where lines are lines
    in_cell: bool = False
    marked: bool = False  # in a link or <time>, where a clock is a time of the recording


def read_page(text: str, **about: Unpack[About]) -> Transcript:
    """The transcript in a page. Scripts, styles, menus and forms are left out; its title is the title, where no other is known."""
    known = checked_about(about)
    warnings: list[str] = []
    page = _page(without_invisible(checked_text(text, "transcript"), warnings), warnings)
    if page.title and not known.get("title"):
        known = {**known, "title": page.title}
    if sum(times is not None for _, times, _ in page.cues) > 1:
        return transcript_of(_cues(page, warnings), warnings, known, form="html")
    lines = labelled([line for row in page.lines for line in lines_of(row)])
    joined = "\n\n".join(line for line in lines if line)
    return read_writing(checked_text(joined, "transcript"), known, warnings, form="html")


def _page(text: str, warnings: list[str]) -> _Page:
    page = _Page()
    breaks = _NO_BREAK if _ROOT.match(text) else _EMPTY_LINE if _BROKEN_BY.search(text) else _PRE_BREAK
    places = Places(text)
    silence = _Silence(text, places, warnings)
    in_title = False
    for token in tokens(text):
        name = token.name.removeprefix("/")
        if name:
            in_title = token.name == "title"
        if name == "title":
            continue
        if in_title:
            page.title = squeeze(f"{page.title} {decode(token.text)}")
        elif silence.covers(token):
            continue
        elif not name:
            _words(page, decode(token.text), breaks)
        else:
            _element(page, token, places)
    return page


def _words(page: _Page, text: str, breaks: re.Pattern[str]) -> None:
    for i, part in enumerate((_PRE_BREAK if page.is_set else breaks).split(text)):
        if i and not page.in_cell:
            page.lines.append("")
        words = _SPACE.sub(" ", part)
        if page.marked and (clock := _CLOCK.fullmatch(words)):
            words = f"[{clock[1]}]"
        page.lines[-1] += words
        (page.cues[-1][2] if page.cues else page.before).append(words)


class _Silence:
    """Which parts of a page are no words of it; a part that is never closed is none."""

    def __init__(self, text: str, places: Places, warnings: list[str]) -> None:
        self._text = text
        self._places = places
        self._warnings = warnings
        self._until = 0
        self._part = ""
        self._unclosed: set[str] = set()

    def covers(self, token: Token) -> bool:
        """Whether the token is in such a part, or begins one. Words of menus and forms are told of."""
        if token.offset < self._until:
            words = squeeze(decode(token.text)) if not token.name and self._part in _TOLD else ""
            if words:
                line = self._places.line(token.offset)
                self._warnings.append(f"line {line}: words of a {self._part} were left out: {shorten(words)!r}")
            return True
        if token.name not in _SILENT or token.is_empty or token.name in self._unclosed:
            return False
        end = _END[token.name].search(self._text, token.offset)
        if end is None:
            self._unclosed.add(token.name)
            return False
        if token.name == "button" and _TIMED.fullmatch(self._text, token.offset, end.start()):
            return False
        self._until, self._part = end.start(), token.name
        return True


def _element(page: _Page, token: Token, places: Places) -> None:
    name, is_closing = token.name.removeprefix("/"), token.name.startswith("/")
    if name in _CELLS:
        page.in_cell = not is_closing
        page.lines[-1] += CELL
    elif name in _ROWS:
        page.in_cell = False
    elif name == "pre":
        page.is_set = not is_closing
    elif name in _MARKED:
        page.marked = not is_closing
        page.lines[-1] += " "
    if name in _BLOCKS and page.in_cell:
        page.lines[-1] += PARAGRAPH
    elif name in _BLOCKS:
        page.lines.append("")
    if name in _BLOCKS | _CELLS and page.cues:
        page.cues[-1][2].append(" ")
    if not is_closing and "data-" in token.text:
        _timed(page, token, places)


def _timed(page: _Page, token: Token, places: Places) -> None:
    """What follows has the time that an attribute tells, or none where that cannot be read: not that of what stands before."""
    attributes = token.attributes
    given = next((name for name in (*_SECONDS, *_MILLISECONDS) if name in attributes), None)
    if given is None:
        return
    line = places.line(token.offset)
    start = _moment(attributes[given], "s" if given in _SECONDS else "ms")
    if start is None:
        page.spoilt[line] = f"{given}={attributes[given]!r:.30}"
    ends = (_moment(attributes[key], "s") for key in _ENDS if key in attributes)
    times = None if start is None else (start, next((end for end in ends if end is not None and end >= start), None))
    page.cues.append((line, times, []))


def _moment(value: str, unit: str) -> float | None:
    try:
        return read_moment(value, unit)
    except ValueError:
        return None


def _cues(page: _Page, warnings: list[str]) -> list[Cue]:
    cues = [Cue(_lines(words, shown=times), times, number) for number, times, words in page.cues]
    warnings += [
        f"line {cue.number}: {page.spoilt[cue.number]} is no time; its words were kept without: {shorten(cue.lines[0].text)!r}"
        for cue in cues
        if cue.lines and cue.times is None
    ]
    if head := _lines(page.before):
        warnings.append(f"line 1: words before the first time were kept without times: {head[0].text[:40]!r}")
        cues.insert(0, Cue(head, None, 1))
    return in_seconds(until_next(cues), warnings, unit="line")


def _lines(words: list[str], shown: Times | None = None) -> tuple[Line, ...]:
    """The words as a line, without the clock before them that only shows their time."""
    line = squeeze("".join(words))
    if shown and (clock := _SHOWN.match(line)) and abs(read_clock(clock[1]) - shown[0]) < 1:
        line = line[clock.end() :]
    return (Line(line),) if line else ()


FORMAT = Format(
    name="html",
    title="HTML",
    read=read_page,
    holds=_holds,
    suffixes=(".html", ".htm", ".xhtml"),
    media_types=("text/html", "application/xhtml+xml"),
    kept="words by paragraphs, speakers and times in any layout, times in players' attributes "
    "(`data-start`, `data-m`), in seconds, milliseconds or as clocks; the title",
    left_out="scripts, styles, menus, forms, addresses of links",
)
