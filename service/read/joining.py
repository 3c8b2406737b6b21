"""Cues to one text: a cue's end is no sentence's end, so cues are joined by a space; a new voice begins a new line."""

from __future__ import annotations

from collections.abc import Sequence

from service.errors import UnreadableTranscript
from service.read.about import About
from service.read.cues import Cue, capped, in_order
from service.read.rolling import read_once
from service.read.transcript import Segment, Transcript
from service.read.turns import Mark, Start, caption_marks, turns_of


def transcript_of_subtitles(cues: Sequence[Cue], warnings: list[str], about: About, *, field: str) -> Transcript:
    """The transcript of subtitles: cues in order of time, rolling captions read once.

    UnreadableTranscript, naming ``field``, if no cue has both words and times.
    """
    if not any(cue.times and cue.lines for cue in cues):
        problem = warnings[0] if warnings else "there are no cues with words in it"
        expected = "cues with words, each under a line such as 00:01:02.500 --> 00:01:04.000"
        raise UnreadableTranscript(problem, field=field, expected=expected)
    return transcript_of(read_once(in_order(cues, warnings), warnings), warnings, about, form=field)


def transcript_of(cues: Sequence[Cue], warnings: Sequence[str], about: About, *, form: str) -> Transcript:
    """One text from ``cues``, which must hold at least one word, with a segment a cue and its turns; ``form`` names the reader."""
    text, segments, starts = _lay_out(cues)
    marks = caption_marks(text, starts)
    text = _break_at(text, marks)
    return Transcript(
        text=text, segments=tuple(segments), turns=turns_of(text, marks), warnings=capped(warnings), form=form, **about
    )


def _lay_out(cues: Sequence[Cue]) -> tuple[str, list[Segment], list[Start]]:
    """All lines with a single space between them; a segment a cue that has words; where each line starts."""
    words: list[str] = []
    segments: list[Segment] = []
    starts: list[Start] = []
    at = 0
    for cue in cues:
        first = at
        for line in cue.lines:
            starts.append(Start(at, line.voice))
            words.append(line.text)
            at += len(line.text) + 1
        if at > first:
            segments.append(Segment(first, at - 1, *(cue.times or (None, None))))
    return " ".join(words), segments, starts


def _break_at(text: str, marks: Sequence[Mark]) -> str:
    """``text`` with the space before each mark made a line break: no offset changes."""
    parts: list[str] = []
    at = 0
    for mark in marks:
        if mark.start > at and text[mark.start - 1] == " ":
            parts += [text[at : mark.start - 1], "\n"]
            at = mark.start
    return "".join([*parts, text[at:]])
