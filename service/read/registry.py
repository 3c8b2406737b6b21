"""The one list of forms that transcripts come in, in the order in which a text is held against them."""

from __future__ import annotations

from typing import Unpack

from service.errors import UnreadableTranscript
from service.read.about import About, checked_about, checked_text
from service.read.captions import ass, braced, ebu_stl, exports, lrc, sami, sbv, scc, ttml, youtube
from service.read.formats import Format
from service.read.invisible import without_invisible
from service.read.recognised import columns
from service.read.recognised.reading import holds_json, read_json
from service.read.srt import holds_srt, read_srt
from service.read.transcript import Transcript
from service.read.webvtt import holds_vtt, read_vtt
from service.read.written import markdown, page, word
from service.read.written.writing import LAYOUTS, read_writing


def read_written(text: str, **about: Unpack[About]) -> Transcript:
    """The transcript that a written text is: a shotlist, lines with times, a debate, or plain text."""
    known = checked_about(about)
    warnings: list[str] = []
    return read_writing(without_invisible(checked_text(text, "transcript"), warnings), known, warnings)


VTT = Format(
    name="vtt",
    title="WebVTT",
    read=read_vtt,
    holds=holds_vtt,
    certain=True,
    suffixes=(".vtt", ".webvtt"),
    media_types=("text/vtt",),
    kept="words, times, `<v Name>` as turns, words in other angle brackets; rolling captions are read once",
    left_out="NOTE, STYLE and REGION, settings; blocks without times, each line with a warning",
)
SRT = Format(
    name="srt",
    title="SubRip",
    read=read_srt,
    holds=holds_srt,
    suffixes=(".srt",),
    media_types=("application/x-subrip",),
    kept="words, times, labels, dashes and names in brackets as turns; rolling and marked words are read once",
    left_out="counters, tags of fonts, places on the screen",
)
JSON = Format(
    name="json",
    title="JSON of recognisers",
    read=read_json,
    holds=holds_json,
    suffixes=(".json", ".json3", ".otr"),
    media_types=("application/json",),
    kept="words, times, speakers, language; what the text says beyond its segments",
    left_out="scores, alternatives",
)
WRITTEN = tuple(Format(read=read_written, **layout) for layout in LAYOUTS)

FORMATS: tuple[Format, ...] = (
    VTT,
    word.FORMAT,
    ebu_stl.EBU_STL,
    ttml.FORMAT,
    sami.FORMAT,
    youtube.FORMAT,
    ass.FORMAT,
    scc.FORMAT,
    JSON,
    SRT,
    sbv.FORMAT,
    braced.MICRODVD,
    braced.MPL2,
    ebu_stl.SPRUCE_STL,
    lrc.FORMAT,
    braced.TMPLAYER,
    columns.FORMAT,
    exports.FORMAT,
    markdown.FORMAT,
    page.FORMAT,
    *WRITTEN,
)


def refusal(detail: str) -> UnreadableTranscript:
    """The error for what no reader takes."""
    titles = ", ".join(dict.fromkeys(form.title for form in FORMATS))
    return UnreadableTranscript(f"no reader takes it: {detail}", field="transcript", expected=f"one of: {titles}")
