"""Word files (.docx), as Teams and Otter write them: the paragraphs of the body, whatever they are nested in."""

from __future__ import annotations

from typing import Unpack

from service.read.about import About, checked_about, checked_text
from service.read.formats import Format
from service.read.invisible import without_invisible
from service.read.tags import Token, decode, tokens
from service.read.transcript import Transcript
from service.read.written.cells import CELL, PARAGRAPH, labelled, lines_of
from service.read.written.writing import read_writing

_TABS = {"tab": "\t", "br": "\n", "cr": "\n", "nobreakhyphen": "-"}
# Struck out or moved away by a reviewer, codes of fields, and what old programs show for a box that stands there as well.
_GONE = frozenset({"deltext", "instrtext", "delinstrtext", "movefrom", "fallback"})


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
    """A line a paragraph, with an empty one between, or a row of a table; words of hyperlinks, boxes and insertions are in
    their places.
    """
    body = _Body()
    for token in tokens(text):
        body.take(token)
    lines = labelled([line for part in "".join(body.parts).split("\n") for line in lines_of(part)])
    return "\n".join(lines).strip("\n")


class _Body:
    """The words of the runs, with breaks between paragraphs and rows, and tabs between cells."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._gone: list[str] = []  # elements whose words are left out
        self._in_text = self._in_run = False
        self._cells = 0

    def take(self, token: Token) -> None:
        """The next token of the document."""
        name = token.name
        if not name:
            if self._in_text and not self._gone:
                self.parts.append(decode(token.text))
        elif name.removeprefix("/") in _GONE and not token.is_empty:
            self._open_or_close(name)
        elif name.removeprefix("/") in ("t", "r") and not token.is_empty:
            self._in_text = name == "t"
            self._in_run = name in ("t", "r", "/t")
        elif name in _TABS and self._in_run and not self._gone:
            self.parts.append(PARAGRAPH if self._cells and name in ("br", "cr") else _TABS[name])
        elif name in ("tc", "/tc"):
            self._cells += 1 if name == "tc" else -1
            self.parts.append(CELL if name == "/tc" else "")
        elif name in ("/p", "/tr") and not self._gone:
            self.parts.append(PARAGRAPH if self._cells else "\n\n")

    def _open_or_close(self, name: str) -> None:
        if not name.startswith("/"):
            self._gone.append(name)
        elif name[1:] in self._gone:
            self._gone.remove(name[1:])


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
