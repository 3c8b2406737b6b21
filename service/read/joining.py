"""Cues to one text: a cue's end is no sentence's end, so cues are joined by a space; a new voice begins a new line."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from service.errors import UnreadableTranscript
from service.read.about import About
from service.read.cues import Cue, capped, in_order, made
from service.read.markup import with_voices
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
    laid_out = _lay_out(cues)
    text, segments, offsets, voices, breaks = _lay_out(with_voices(cues)) if "<v" in laid_out.text else laid_out
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
    lines = [line for cue in cues for line in cue[0]]
    offsets = list(accumulate([len(line[0]) + 1 for line in lines], initial=0))
    bounds = [offsets[count] for count in accumulate([len(cue[0]) for cue in cues], initial=0)]
    times = [cue[1] or _NO_TIMES for cue in cues]
    spans = zip(bounds, bounds[1:], times, strict=False)
    segments = [made(Segment, (start, end - 1, since, until)) for start, end, (since, until) in spans if end > start]
    first = next((i for i, line in enumerate(lines) if line[1] or line[2]), len(lines))
    voices = [Start(at, *line[1:]) for at, line in zip(offsets[first:], lines[first:], strict=False)]
    breaks = [end for end, cue in zip(bounds[1:], cues, strict=True) if cue[3]]
    return _Layout(" ".join([line[0] for line in lines]), segments, offsets[:-1], voices, breaks)


def _break_at(text: str, offsets: Sequence[int]) -> str:
    """``text`` with the space before each of the offsets made a line break: no offset changes."""
    parts: list[str] = []
    at = 0
    for offset in offsets:
        if at < offset <= len(text) and text[offset - 1] == " ":
            parts += [text[at : offset - 1], "\n"]
            at = offset
    return "".join([*parts, text[at:]])
