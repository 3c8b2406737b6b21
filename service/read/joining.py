"""Cues to one text: a cue's end is no sentence's end, so cues are joined by a space; a new voice begins a new line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from service.errors import UnreadableTranscript
from service.read.about import About
from service.read.cues import Cue, capped, in_order
from service.read.names import with_names
from service.read.rolling import read_once
from service.read.transcript import Segment, Transcript
from service.read.turns import Start, caption_marks, turns_of

_NO_TIMES = (None, None)


def transcript_of_subtitles(
    cues: Sequence[Cue], warnings: list[str], about: About, *, form: str, field: str = "transcript"
) -> Transcript:
    """The transcript of subtitles: cues in order of time, rolling captions read once.

    UnreadableTranscript, naming ``field``, if no cue has both words and times.
    """
    if not any(cue.times and cue.lines for cue in cues):
        why = f": {warnings[0]}" if warnings else ""
        problem = f"there are no cues with words in it{why}"
        expected = "cues with words, each under a line such as 00:01:02.500 --> 00:01:04.000"
        raise UnreadableTranscript(problem, field=field, expected=expected)
    shown = with_names(read_once(in_order(cues, warnings), warnings))
    return transcript_of(shown, warnings, about, form=form)


def transcript_of(cues: Sequence[Cue], warnings: Sequence[str], about: About, *, form: str) -> Transcript:
    """One text from ``cues``, which must hold at least one word, with a segment a cue and its turns; ``form`` names the reader."""
    text, segments, offsets, voices, breaks = _lay_out(cues)
    marks = caption_marks(text, offsets, voices)
    text = _break_at(text, sorted({*breaks, *(mark.start for mark in marks)}))
    return Transcript(
        text=text, segments=tuple(segments), turns=turns_of(text, marks), warnings=capped(warnings), form=form, **about
    )


class _Layout(NamedTuple):
    """All lines with a single space between them; a segment a cue that has words; where lines start,

    from the first with a ``voice`` on who speaks in each, and where new lines must begin.
    """

    text: str
    segments: list[Segment]
    offsets: list[int]
    voices: list[Start]
    breaks: list[int]


def _lay_out(cues: Sequence[Cue]) -> _Layout:
    words: list[str] = []
    segments: list[Segment] = []
    offsets: list[int] = []
    voices: list[Start] = []
    breaks: list[int] = []
    at = 0
    for lines, times, _, is_apart in cues:
        first = at
        for text, voice, label in lines:
            if voice or label or voices:
                voices.append(Start(at, voice, label))
            offsets.append(at)
            words.append(text)
            at += len(text) + 1
        if at > first:
            start, end = times or _NO_TIMES
            segments.append(Segment(first, at - 1, start, end))
        if is_apart:
            breaks.append(at)
    return _Layout(" ".join(words), segments, offsets, voices, breaks)


def _break_at(text: str, offsets: Sequence[int]) -> str:
    """``text`` with the space before each of the offsets made a line break: no offset changes."""
    parts: list[str] = []
    at = 0
    for offset in offsets:
        if at < offset <= len(text) and text[offset - 1] == " ":
            parts += [text[at : offset - 1], "\n"]
            at = offset
    return "".join([*parts, text[at:]])
