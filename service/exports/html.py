"""An answer as a file by itself: the view of the page, its scripts and styles and the answer in one, to open anywhere.

Nothing is asked of any other file or host. Whatever the transcript holds stays text: it is data of the page, never markup
or script, and the page's own policy lets no other script run.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from html import escape
from typing import Any
from urllib.parse import quote

from schemas import RECORD_TYPES
from service.page import assets
from service.page.bundle import bundled

INDEX = "index.html"
_STYLES = ("look.css", "view/view.css", "file.css")
_POLICY = (
    "default-src 'none'; script-src {script}; style-src {style}; img-src data:; media-src blob: data: file: http: https:; "
    "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
)
_PLACE = re.compile(r"\{\{(\w+)\}\}")
# What could end a script element, or a line of a script, stands as JSON may have it as well.
_ESCAPED = {character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}
_UNSAFE = re.compile("[" + "".join(_ESCAPED) + "]")
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")


@dataclass(frozen=True, slots=True)
class Told:
    """A transcript in the index: its file, or why there is none; its records' ids, types and summaries; its words."""

    name: str
    page: str | None
    title: str | None
    published: str | None
    problem: str | None
    records: Sequence[tuple[str, str, str]]
    words: str


def page(answer: str, explanation: dict[str, Any] | None, name: str, media: str | None, *, indexed: bool) -> str:
    """The page of one answer (its JSON, with the text). ``indexed`` ones lead back to the index of their folder."""
    given = {"name": name, "explanation": explanation, "media": media}
    known = "".join(f", {json.dumps(key)}: {json.dumps(value)}" for key, value in given.items() if value is not None)
    back = f'<a href="{INDEX}">All transcripts</a>' if indexed else ""
    return _filled("view/file.js", name, "On record", f'{{"extraction": {answer}{known}}}', back)


def index(told: Sequence[Told], title: str) -> str:
    """The first page of a folder: what is in it, and a search."""
    kinds = [entry.plural for entry in RECORD_TYPES]
    data = {"kinds": kinds, "transcripts": [{**asdict(one), "page": one.page and quote(one.page)} for one in told]}
    return _filled("view/folder.js", title, title, json.dumps(data, ensure_ascii=False), "")


def words_of(text: str) -> str:
    """Each word of a text once, for a search."""
    return " ".join(sorted({word.lower() for word in _WORD.findall(text)}))


def _filled(entry: str, title: str, heading: str, data: str, back: str) -> str:
    script, style = bundled(entry), _style()
    policy = _POLICY.format(script=_hash(script), style=_hash(style))
    values = {
        "policy": escape(policy),
        "title": escape(title),
        "heading": escape(heading),
        "style": style,
        "back": back,
        "data": _UNSAFE.sub(lambda found: _ESCAPED[found[0]], data),
        "script": script,
    }
    return _PLACE.sub(lambda place: values[place[1]], assets()["file.html"].decode())


@cache
def _style() -> str:
    return "".join(assets()[name].decode() for name in _STYLES)


@cache
def _hash(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"
