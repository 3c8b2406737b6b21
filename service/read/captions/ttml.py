"""TTML (W3C, 2018) and what is made of it: IMSC, DFXP, SMPTE-TT, EBU-TT. Times inside times are added up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from service.read.about import About, is_language_tag
from service.read.captions.languages import Track, one_language
from service.read.clocks import Rate, read_time
from service.read.cues import Cue, Line, made, squeeze
from service.read.formats import Format, Found, captions, no_times
from service.read.tags import INLINE, PROLOGUE, Places, Token, decode, elements, known_tags, tell_of_comments, tokens
from service.read.timing import Times

_ROOT = re.compile(rf"{PROLOGUE}<(?:[\w-]{{1,20}}:)?tt[\s>]")
_TIMED = frozenset({"tt", "body", "div", "p", "span"})
_NO_WORDS = frozenset({"head", "metadata", "title", "desc", "copyright", "agent", "style", "styling", "layout", "set"})
_SPEECH = frozenset({"body", "p"})
_IS_TAG = known_tags(
    _TIMED | _NO_WORDS, INLINE | {"br", "region", "initial", "animate", "name", "actor", "image", "audio", "data"}
)
_PARAGRAPHS = elements("p")
_KEPT = "words, times (frames, ticks, nested and in sequence), agents as speakers, words that are timed one by one"


@dataclass(slots=True)
class _Frame:
    """An open element: its times in the media, whether its children follow one another, and where the next one begins."""

    name: str
    start: float = 0.0
    end: float | None = None
    timed: bool = False
    bad: bool = False
    voice: str | None = None
    language: str = ""
    in_sequence: bool = False
    next: float = 0.0


@dataclass(slots=True)
class _Piece:
    """Words with the same times, by line."""

    times: Times | None
    voice: str | None
    lines: list[str] = field(default_factory=lambda: [""])


def _holds(text: str) -> bool:
    return bool(_ROOT.match(text, 0, 50_000))


def _find(text: str, warnings: list[str]) -> Found:
    tell_of_comments(text, "<p", warnings)
    told: list[str] = []
    reader = _read(text, told, is_absolute=False)
    if reader.is_late:
        # Apple writes each time as one from the start, whatever it stands in.
        told = ["line 1: times inside of others were read as times from the start: added up they would be too late"]
        reader = _read(text, told, is_absolute=True)
    warnings += told
    language = reader.root_language
    about = About(language=language) if is_language_tag(language) else About()
    return Found(one_language(reader.tracks, warnings), about)


def _read(text: str, warnings: list[str], *, is_absolute: bool) -> _Reader:
    reader = _Reader(text, warnings, is_absolute=is_absolute)
    for token in tokens(text, _IS_TAG, _PARAGRAPHS):
        reader.take(token)
    reader.flush()
    return reader


class _Reader:
    """Takes the tokens of a document one by one."""

    def __init__(self, text: str, warnings: list[str], *, is_absolute: bool) -> None:
        self.tracks: dict[str, Track] = {}
        self.root_language = ""
        self._warnings = warnings
        self._places = Places(text)
        self._stack: list[_Frame] = [_Frame("")]
        self._silent: list[str] = []  # open elements that hold no words
        self._agents: dict[str, str] = {}
        self._agent = ""
        self._rate = Rate()
        self._pieces: list[_Piece] = []
        self._line = 1
        self._is_absolute = is_absolute
        self.is_late = False  # something begins when what it is in has ended

    def take(self, token: Token) -> None:
        name = token.name
        if name in _SPEECH:
            self._silent.clear()  # a head that nobody closed
        if token.words is not None:
            self._paragraph(token, token.words)
        elif not name:
            self._text(token)
        elif name == "br":
            if self._pieces:
                self._pieces[-1].lines.append("")
        elif name.startswith("/"):
            self._close(name[1:])
        elif name in _NO_WORDS or self._silent:
            self._note_agent(token)
            if not token.is_empty:
                self._silent.append(name)
        elif name in _TIMED:
            self._open(token)

    def _note_agent(self, token: Token) -> None:
        if token.name == "agent":
            self._agent = token.attributes.get("id", "")

    def _open(self, token: Token) -> None:
        attributes = token.attributes
        if token.name == "tt":
            self._rate = _rate(attributes)
            self.root_language = attributes.get("lang", "")
        if token.name == "p":
            self.flush()
        frame = self._frame(token, attributes)
        if token.is_empty:
            return
        self._stack.append(frame)

    def _paragraph(self, token: Token, words: str) -> None:
        """Of words alone, as most are: what opening it, its text and closing it would do."""
        self.flush()
        frame = self._frame(token, token.attributes)
        if not (text := squeeze(words)):
            return
        number = self._places.line(token.offset)
        if not frame.timed:
            no_times(number, text, self._warnings)
        times = (frame.start, frame.end) if frame.timed and not frame.bad else None
        self._track(frame).cues.append(made(Cue, ((made(Line, (text, frame.voice, 0)),), times, number, False)))

    def _frame(self, token: Token, attributes: dict[str, str]) -> _Frame:
        parent = self._stack[-1]
        base = 0.0 if self._is_absolute else parent.next if parent.in_sequence else parent.start
        frame = _Frame(
            token.name, base, parent.end, parent.timed, parent.bad,
            self._voice(attributes.get("agent"), parent), attributes.get("lang") or parent.language,
            attributes.get("timecontainer") == "seq",
        )  # fmt: skip
        if attributes.keys() & {"begin", "end", "dur"}:
            self._time(frame, parent, base, token.offset, attributes)
        frame.next = frame.start
        parent.next = frame.end if frame.end is not None else parent.next
        return frame

    def _voice(self, agent: str | None, parent: _Frame) -> str | None:
        """Who speaks: the name of an agent, or its mark, where nothing names it."""
        return self._agents.get(agent, agent) if agent else parent.voice

    def _time(self, frame: _Frame, parent: _Frame, base: float, offset: int, attributes: dict[str, str]) -> None:
        frame.timed = True
        try:
            begin = read_time(attributes.get("begin", "0s"), self._rate)
            self.is_late = self.is_late or (parent.end is not None and base > 0 and base + begin >= parent.end)
            frame.start = round(base + begin, 6)
            ends = [round(base + read_time(attributes["end"], self._rate), 6)] if "end" in attributes else []
            if "dur" in attributes:
                ends.append(round(frame.start + read_time(attributes["dur"], self._rate), 6))
            frame.end = min([*ends, *([frame.end] if frame.end is not None else [])], default=None)
            if frame.end is not None and frame.end < frame.start:
                raise ValueError("the end comes before the start")
        except ValueError as wrong:
            frame.bad = True
            self._warnings.append(f"line {self._places.line(offset)}: {wrong}; its words were kept without times")

    def _close(self, name: str) -> None:
        if self._silent:
            if name in self._silent:
                while self._silent.pop() != name:
                    pass
            return
        if name == "p":
            self.flush()
        if any(frame.name == name for frame in self._stack[1:]):
            while self._stack.pop().name != name:
                pass

    def _text(self, token: Token) -> None:
        words = decode(token.text)
        if self._silent:
            if self._agent and self._silent[-1] == "name" and "agent" in self._silent:
                self._agents[self._agent] = squeeze(words)
            return
        frame = self._stack[-1]
        if not words.strip():
            if self._pieces and words:
                self._pieces[-1].lines[-1] += " "
            return
        self._piece(frame, words, token).lines[-1] += words

    def _piece(self, frame: _Frame, words: str, token: Token) -> _Piece:
        """Where the words go: on to the last piece, if they are glued to it or share its times."""
        times = (frame.start, frame.end) if frame.timed and not frame.bad else None
        last = self._pieces[-1] if self._pieces else None
        glued = last and last.lines[-1] and not last.lines[-1][-1].isspace() and not words[0].isspace()
        if last and (glued or (last.times == times and last.voice == frame.voice)):
            return last
        if last is None:
            self._line = self._places.line(token.offset)
        if times is None and not frame.bad:
            no_times(self._places.line(token.offset), squeeze(words), self._warnings)
        self._pieces.append(_Piece(times, frame.voice))
        return self._pieces[-1]

    def flush(self) -> None:
        """The words since the last paragraph, as cues."""
        if self._pieces:
            self._track(self._stack[-1]).cues += _cues(self._pieces, self._line)
            self._pieces = []

    def _track(self, frame: _Frame) -> Track:
        """Where what is said in a frame's language goes."""
        return self.tracks.setdefault(frame.language or self.root_language, Track())


def _cues(pieces: list[_Piece], number: int) -> Iterator[Cue]:
    for piece in pieces:
        lines = tuple(Line(words, piece.voice) for line in piece.lines if (words := squeeze(line)))
        if lines:
            yield Cue(lines, piece.times, number)


def _rate(attributes: dict[str, str]) -> Rate:
    """As ``ttp:frameRate`` and the like give it; what is malformed counts as not given."""
    numbers = {key: [int(n) for n in re.findall(r"\d{1,9}", value)] for key, value in attributes.items()}
    frames = float((numbers.get("framerate") or [30])[0] or 30)
    match numbers.get("frameratemultiplier"):
        case [above, below] if above and below:
            frames *= above / below
    parts = (numbers.get("subframerate") or [1])[0] or 1
    ticks = (numbers.get("tickrate") or [0])[0] or (frames * parts if "framerate" in numbers else 1)
    return Rate(frames, parts, ticks)


FORMAT = Format(
    name="ttml",
    title="TTML, IMSC, DFXP, SMPTE-TT, EBU-TT",
    read=captions("ttml", _find, bare=True),
    holds=_holds,
    certain=True,
    suffixes=(".ttml", ".dfxp", ".imsc", ".itt"),
    media_types=("application/ttml+xml", "application/ttaf+xml"),
    kept=_KEPT,
    left_out="styles, regions, metadata, images; of captions in several languages all but one, with a warning",
)
