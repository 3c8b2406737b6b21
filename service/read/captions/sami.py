"""SAMI (Microsoft): words that stay until the next SYNC; a class a language."""

from __future__ import annotations

import re

from service.read.captions.languages import Track, one_language
from service.read.cues import Cue, Line, squeeze, until_next
from service.read.formats import Format, Found, captions, no_times
from service.read.tags import INLINE, PROLOGUE, Places, Token, decode, known_tags, tell_of_comments, tokens

_ROOT = re.compile(rf"(?is){PROLOGUE}<sami[\s>]")
_LANGUAGE = re.compile(r"(?is)\.([\w-]{1,40})\s*\{[^}]{0,500}?lang\s*:\s*([\w-]{2,20})")
_NUMBER = re.compile(r"(-?\d{1,12}(?:\.\d{1,9})?)(?:ms)?", re.ASCII)
_START = re.compile(r"\s+start\s?=\s?\"?(\d{1,12})\"?", re.ASCII | re.I)
_NO_WORDS = frozenset({"head", "style", "title", "script", "samiparam"})
_BREAKS = frozenset({"br", "p", "/p", "div", "/div"})
_IS_TAG = known_tags(frozenset({"sami", "body", "sync", "p", "div", *_NO_WORDS}), INLINE)


def _holds(text: str) -> bool:
    return bool(_ROOT.match(text, 0, 50_000))


def _find(text: str, warnings: list[str]) -> Found:
    reader = _Reader(text, warnings)
    tell_of_comments(text, "<sync", warnings)
    for token in tokens(text, _IS_TAG):
        reader.take(token)
    reader.flush()
    for track in reader.tracks.values():
        track.cues = _ended(track.cues)
    tags = {found[1].lower(): found[2] for found in _LANGUAGE.finditer(text, 0, 50_000)}
    for name, track in reader.tracks.items():
        track.tag = tags.get(name, "")
    return Found(one_language(reader.tracks, warnings))


class _Reader:
    """Takes the tokens of a document one by one."""

    def __init__(self, text: str, warnings: list[str]) -> None:
        self.tracks: dict[str, Track] = {}
        self._warnings = warnings
        self._places = Places(text)
        self._silent = ""
        self._class = ""
        self._start: float | None = None
        self._end: float | None = None
        self._line = 1
        self._lines: list[str] = [""]
        self._is_told = True
        self._classes: dict[str, str] = {}  # by the attributes that they were read from

    def take(self, token: Token) -> None:
        name = token.name
        if self._silent and name != "sync":
            self._silent = "" if name == f"/{self._silent}" else self._silent
        elif not name:
            self._lines[-1] += decode(token.text)
        elif name in _NO_WORDS:
            self._silent = "" if token.is_empty else name
        elif name == "sync":
            self._silent = ""  # a head that nobody closed
            self.flush()
            self._sync(token)
        elif name in _BREAKS:
            self._break(token)

    def _sync(self, token: Token) -> None:
        self._line = self._places.line(token.offset)
        alone = _START.fullmatch(token.text)
        attributes = {} if alone else token.attributes
        start = int(alone[1]) / 1000 if alone else _milliseconds(attributes.get("start"))
        self._start, self._end, self._is_told = start, _milliseconds(attributes.get("end")), False
        if start is None or start < 0 or (self._end is not None and self._end < start):
            self._start, self._is_told = None, True
            self._warnings.append(f"line {self._line}: SYNC has no time; its words were kept without times")

    def _break(self, token: Token) -> None:
        name = self._class_of(token) if token.name == "p" else ""
        if name and name != self._class:
            self.flush()
            self._class = name
        self._lines.append("")

    def _class_of(self, token: Token) -> str:
        """The class of a paragraph; most have the same attributes."""
        if token.text not in self._classes:
            self._classes[token.text] = token.attributes.get("class", "").lower()
        return self._classes[token.text]

    def flush(self) -> None:
        """The words since the last SYNC, as a cue; none, where the screen was cleared."""
        lines = tuple([Line(words) for line in self._lines if line and (words := squeeze(line))])
        if self._start is None and lines and not self.tracks and self._is_told:
            no_times(self._line, lines[0].text, self._warnings)
        times = None if self._start is None else (self._start, self._end)
        if lines or times:
            self.tracks.setdefault(self._class, Track()).cues.append(Cue(lines, times, self._line))
        self._lines = [""]


def _milliseconds(value: str | None) -> float | None:
    """In seconds."""
    found = _NUMBER.fullmatch(value.strip()) if value else None
    return float(found[1]) / 1000 if found else None


def _ended(cues: list[Cue]) -> list[Cue]:
    """The cues that have words, each up to the next one, which may be empty to clear the screen."""
    return [cue for cue in until_next(cues) if cue.lines]


FORMAT = Format(
    name="sami",
    title="SAMI",
    read=captions("sami", _find, bare=True),
    holds=_holds,
    certain=True,
    suffixes=(".smi", ".sami"),
    media_types=("application/x-sami",),
    kept="words, times",
    left_out="styles; of several languages all but one, with a warning",
)
