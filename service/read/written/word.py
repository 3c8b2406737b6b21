"""Word files (.docx), as Teams and Otter write them: the paragraphs of the body, whatever they are nested in."""

from __future__ import annotations

from typing import Unpack

from service.read.about import About, checked_about, checked_text
from service.read.formats import Format
from service.read.invisible import without_invisible
from service.read.tags import decode, tokens
from service.read.transcript import Transcript
from service.read.written.writing import read_writing

_TABS = {"tab": "\t", "br": "\n", "cr": "\n", "nobreakhyphen": "-"}
_GONE = frozenset({"deltext", "instrtext", "delinstrtext"})  # struck out by a reviewer, or codes of fields


def holds_word(text: str) -> bool:
    """Whether a text is the body of a Word file."""
    return "<w:document" in text[:4000]


def read_word(text: str, **about: Unpack[About]) -> Transcript:
    """The transcript in a Word file, of which ``text`` is ``word/document.xml``."""
    known = checked_about(about)
    warnings: list[str] = []
    body = without_invisible(checked_text(_paragraphs(text), "transcript"), warnings)
    return read_writing(body, known, warnings, form="docx")


def _paragraphs(text: str) -> str:
    """A line a paragraph, with an empty one between; words of hyperlinks, tables, boxes and insertions are in their places."""
    parts: list[str] = []
    open_texts = 0
    for token in tokens(text):
        name = token.name
        if not name:
            if open_texts:
                parts.append(decode(token.text))
        elif name == "t" and not token.is_empty:
            open_texts = 1
        elif name == "/t" or name in _GONE:
            open_texts = 0
        elif name in _TABS:
            parts.append(_TABS[name])
        elif name == "/p":
            parts.append("\n\n")
    return "".join(parts).strip("\n")


FORMAT = Format(
    name="docx",
    title="Word (.docx)",
    read=read_word,
    holds=holds_word,
    certain=True,
    suffixes=(".docx",),
    media_types=("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
    kept="words of paragraphs, tables, boxes, links and insertions, speakers and times in any layout",
    left_out="what was struck out, comments, footnotes, headers and footers",
)
