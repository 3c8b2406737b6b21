"""A tolerant reading of XML and HTML: tags and text, whatever is broken about them.

No entity is ever expanded but the named characters of HTML, so that a file cannot grow by being read. It tells where in
the file a tag stands, which the standard library's readers do not, and it goes on where they would give up.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

_TAG = re.compile(
    r"<(?:(!--|!\[CDATA\[|\?(?=[A-Za-z])|!(?=[A-Za-z\[]))"
    r"|(/?)([A-Za-z_][\w:.-]*)((?:[^<>\"\']++|\"[^\"<]*+\"|\'[^\'<]*+\')*+)>"
    r"|(/?)([A-Za-z_][\w:.-]*)((?:\s[^<>]*+)?+)>)"
)
_ATTRIBUTE = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|\'([^\']*)\'|([^\s\"\'>]+))")
# Tags among words that any caption may have.
INLINE = frozenset({
    "a", "b", "big", "br", "center", "del", "em", "font", "hr", "i", "ins", "rb", "rp", "rt", "ruby", "s", "small", "span",
    "strike", "strong", "sub", "sup", "tt", "u",
})  # fmt: skip
# What may stand before the first element: declarations, instructions, comments.
PROLOGUE = r"\s{0,100}(?:(?:<[?!][^>]{0,2000}>|\]>)\s{0,100}){0,40}"
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ASSIGNED = re.compile(r"(?:\s+[\w:.-]+\s?=\s?(?:\"[^\"<]*\"|'[^'<]*'|[^\s\"'<>]+))*\s*/?\s*")
_CLOSED_BY = {"!--": "-->", "![CDATA[": "]]>", "?": "?>", "!": ">"}


class Token(NamedTuple):
    """An opening tag (``name``), a closing one (``/name``) or, without a name, ``text``; names are local and in small letters.

    One that has ``words`` is a whole element: the tag, words alone, and the closing tag.
    """

    name: str
    text: str  # of a tag, its attributes as they stand
    offset: int  # of an element's words
    words: str | None = None

    @property
    def attributes(self) -> dict[str, str]:
        """By local name, in small letters."""
        return {
            name.rpartition(":")[2].lower(): decode(double or single or bare)
            for name, double, single, bare in _ATTRIBUTE.findall(self.text)
        }

    @property
    def is_empty(self) -> bool:
        """Whether the tag closes itself: ``<br/>``."""
        return self.text.endswith("/")


IsTag = Callable[[str, str], bool]


def known_tags(outer: frozenset[str], inner: frozenset[str]) -> IsTag:
    """Tells tags from words in angle brackets, such as ``<maybe>`` or ``5 <b and c> 3``, by name and attributes.

    The ``outer`` hold the format together: they may be written badly. The ``inner`` stand among words, and so may
    those of another namespace (``ttm:desc``).
    """

    def is_tag(name: str, attributes: str) -> bool:
        local = (name.rpartition(":")[2] if ":" in name else name).lower()
        if local in outer:
            return not attributes or "=" in attributes or not attributes.strip(" \t\r\n/")
        return (":" in name or local in inner) and bool(_ASSIGNED.fullmatch(attributes))

    return is_tag


def elements(name: str) -> re.Pattern[str]:
    """Elements of that name, after white space, in which there are words alone: they need not be taken apart."""
    return re.compile(rf"\s*+<({name})((?:\s++[\w:.-]++=\"[^\"<>]*+\")*+)\s?>([^<>&]*+)</{name}>")


def tokens(text: str, is_tag: IsTag | None = None, whole: re.Pattern[str] | None = None) -> Iterator[Token]:
    """The tags of ``text`` and what stands between them, in order. Comments, declarations and instructions are none.

    What ``is_tag`` denies is text. ``whole`` are elements that come as one, where they stand behind another tag.
    """
    search = _Search(text, is_tag)
    at = 0
    while found := search.next(at):
        if found.start > at:
            yield Token("", text[at : found.start], at)
        if found.name or found.inner:
            yield Token(found.name, found.inner, found.start)
        at = found.end
        while whole and (element := whole.match(text, at)):
            yield Token(element[1], element[2], element.start(3), element[3])
            at = element.end()
    if at < len(text):
        yield Token("", text[at:], at)


class _Found(NamedTuple):
    start: int
    end: int
    name: str
    inner: str


class _Search:
    """Walks from tag to tag; where a comment or the like is never closed, its opening is text."""

    def __init__(self, text: str, is_tag: IsTag | None) -> None:
        self._text = text
        self._is_tag = is_tag
        self._unclosed: set[str] = set()

    def next(self, at: int) -> _Found | None:
        """The first tag from ``at`` on."""
        while tag := _TAG.search(self._text, at):
            found = self._special(tag) if tag[1] else _of(tag)
            if found and (self._is_tag is None or tag[1] or self._is_tag(tag[3] or tag[6], found.inner)):
                return found
            at = tag.start() + 1
        return None

    def _special(self, tag: re.Match[str]) -> _Found | None:
        closing = _CLOSED_BY[tag[1]]
        begin = tag.end()
        if tag[1] == "!" and self._text.find("[", begin, self._text.find(">", begin)) >= 0:
            # The declarations inside a DOCTYPE end with a bracket of their own.
            begin = max(self._find("]", begin), begin)
        end = self._find(closing, begin)
        if end < 0:
            return None
        inner = self._text[tag.end() : end].replace("&", "&amp;") if tag[1] == "![CDATA[" else ""
        return _Found(tag.start(), end + len(closing), "", inner)

    def _find(self, closing: str, begin: int) -> int:
        """Where it is closed, -1 if nowhere; what is closed nowhere is looked for but once."""
        end = -1 if closing in self._unclosed else self._text.find(closing, begin)
        if end < 0:
            self._unclosed.add(closing)
        return end


def _of(tag: re.Match[str]) -> _Found:
    slash, name, inner = (tag[2], tag[3], tag[4]) if tag[3] else (tag[5], tag[6], tag[7])
    local = name.rpartition(":")[2] if ":" in name else name
    return _Found(tag.start(), tag.end(), slash + local.lower(), inner)


def decode(text: str) -> str:
    """``text`` with its character entities replaced; what is none, such as the ``&`` of ``AT&T``, stays."""
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), text) if "&" in text else text


def tell_of_comments(text: str, mark: str, warnings: list[str]) -> None:
    """Tell of the lines of a comment that holds ``mark``, an element with words: somebody took it out, or a tag broke."""
    at = 0
    while (begin := text.find("<!--", at)) >= 0 and (end := text.find("-->", begin)) >= 0:
        comment = text[begin:end]
        number = text.count("\n", 0, begin) + 1
        for i, line in enumerate(comment.split("\n") if mark in comment.lower() else ()):
            if line.strip(" <!-"):
                warnings.append(
                    f"line {number + i}: it stands in a comment, and was left out: {' '.join(line.split())[:40]!r}"
                )
        at = end


class Places:
    """Line numbers of offsets that are asked for in order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._line = 1

    def line(self, offset: int) -> int:
        """The number, from 1, of the line in which ``offset`` stands."""
        self._line += self._text.count("\n", self._at, offset)
        self._at = max(offset, self._at)
        return self._line
