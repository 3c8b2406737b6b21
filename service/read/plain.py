"""Plain text: read as it stands, so that offsets refer to the caller's own text."""

from __future__ import annotations

from typing import Unpack

from service.read.about import About, checked_about, checked_text
from service.read.timed_lines import read_timed_lines
from service.read.transcript import Transcript
from service.read.turns import text_turns


def read_text(text: str, **about: Unpack[About]) -> Transcript:
    """The transcript whose text is ``text``, less a leading byte order mark.

    Only a text of timed lines, as speech recognisers print them, becomes another: their words joined, with a segment a
    line. UnreadableTranscript (field ``text``) if there are no words, InvalidRequest for ``about``.
    """
    known = checked_about(about)
    text = checked_text(text, "text")
    return read_timed_lines(text, known) or Transcript(text=text, turns=text_turns(text), form="text", **known)


def read_as_it_stands(text: str, **about: Unpack[About]) -> Transcript:
    """The same, but every text stays as it is, less a byte order mark: its offsets are those of the caller's own text."""
    known = checked_about(about)
    text = checked_text(text, "text")
    return Transcript(text=text, turns=text_turns(text), form="text", **known)
