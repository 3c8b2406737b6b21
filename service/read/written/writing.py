"""A written transcript, whatever file it stood in: a shotlist, a layout with times, a debate, or plain text."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from service.read.about import About
from service.read.cues import capped, in_order
from service.read.joining import transcript_of
from service.read.rolling import read_once
from service.read.transcript import Transcript
from service.read.written.day_clocks import tell_of_clocks
from service.read.written.hansard import hansard_marks
from service.read.written.layouts import check_times, cues_in
from service.read.written.plain import as_it_stands
from service.read.written.rows import rows_of
from service.read.written.shotlists import is_shotlist


def read_writing(text: str, known: About, warnings: list[str], form: str | None = None) -> Transcript:
    """The transcript that ``text`` is. ``form`` names the file that it stood in; without one, it is named by its layout.
    UnreadableTranscript if it has times of which none is good.
    """
    told = list(warnings)
    cues = None if is_shotlist(text) else cues_in(text, told)
    if cues is None:
        check_times(text)
        found = as_it_stands(text, known)
        if found.form == "text":
            tell_of_clocks(rows_of(text), warnings)
        found = replace(found, warnings=capped(warnings))
    else:
        found = transcript_of(read_once(in_order(cues, told), told), told, known, form="timed_lines")
    return replace(found, form=form) if form else found


# What the registry says of each; one reader finds which it is.
LAYOUTS: tuple[dict[str, Any], ...] = (
    {
        "name": "shotlist",
        "title": "Agency shotlists (AP, Reuters, AFP)",
        "holds": is_shotlist,
        "kept": "the text as it stands; each sound bite a turn of who is named, with title",
    },
    {
        "name": "timed_lines",
        "title": "Text with times",
        "holds": lambda text: cues_in(text, []) is not None,
        "kept": "words, times (a line ends where the next begins), speakers, in the layouts of Otter, Teams, Meet, Zoom, Rev, "
        "Trint, Descript, Sonix, Happy Scribe, YouTube, editors, chats and recognisers; "
        "dates, and clocks with AM or PM, count from the first; `<v Name>`, here and elsewhere, as turns",
        "left_out": "what a program says of itself, with a warning; "
        "words before the first time, and lines whose time cannot be read, are kept with a warning",
    },
    {
        "name": "hansard",
        "title": "Hansard",
        "holds": lambda text: bool(hansard_marks(text)),
        "kept": "the text as it stands; members with constituency and party, offices, and names in capitals or with numbers, as turns",
    },
    {
        "name": "text",
        "title": "Plain text",
        "holds": lambda text: bool(text.strip()),
        "suffixes": (".txt", ".text"),
        "media_types": ("text/plain",),
        "kept": "the text as it stands; `NAME:` at the start of a line, `>>` anywhere, and names alone on lines as turns",
    },
)
