"""Plain text: read as it stands, so that offsets refer to the caller's own text."""

from __future__ import annotations

from typing import Unpack

from service.read.about import About, checked_about, checked_text
from service.read.transcript import Transcript
from service.read.turns import text_turns, turns_of
from service.read.written.hansard import hansard_marks
from service.read.written.lone_names import lone_marks
from service.read.written.shotlists import is_shotlist, turns_and_segments


def read_text(text: str, **about: Unpack[About]) -> Transcript:
    """The transcript whose text is ``text``, less a leading byte order mark, whatever else it may be.

    UnreadableTranscript (field ``text``) if there are no words, InvalidRequest for ``about``.
    """
    known = checked_about(about)
    return as_it_stands(checked_text(text, "text"), known)


def as_it_stands(text: str, known: About) -> Transcript:
    """The transcript of a text that is not changed: a shotlist's sound bites, a debate's turns, labels and ``>>``, or names."""
    if is_shotlist(text):
        turns, segments = turns_and_segments(text)
        return Transcript(text=text, turns=turns, segments=segments, form="shotlist", **known)
    if marks := hansard_marks(text):
        return Transcript(text=text, turns=turns_of(text, marks), form="hansard", **known)
    turns = text_turns(text) or turns_of(text, lone_marks(text))
    return Transcript(text=text, turns=turns, form="text", **known)
