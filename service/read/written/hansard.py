"""Hansard's turns: who speaks stands alone on a line or before the words, with constituency and party in brackets.

Ida Holt                       Ida Holt (Vell North) (Lab)            The Minister for Ports (Carm Vella)
(Vell North) (Lab)             words                                  words
words
Ms HOLT (Vell) (10:02): words  Q4 Ida Holt: words                     Minister for Ports (Deputy Carm Vella): words
Ms. HOLT. words                Ida Holt (S&D). – words                The SPEAKER pro tempore. words
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from service.read.labels import is_label, is_name, label_name
from service.read.turns import Mark
from service.words import load_words

_WORDS = load_words("read/debates")
_CHAIRS = frozenset(_WORDS["chairs"])
_TITLES = "|".join(re.escape(title) for title in _WORDS["titles"])
_ASIDES = r"\([^()\n]{2,80}\)(?:[ \t]?\([^()\n]{1,80}\)){0,2}"
_NUMBER = r"(?:(?:Q?\d{1,3}\.|T\d{1,3}\.)[ \t]*)?(?:[\[(]\d{4,7}[\])][ \t]*)?"
_NAME = r"[ \t]?[^\W\d_][^\n():.!?]{1,100}?"
_FULL = re.compile(rf"(?m)^[ \t]*{_NUMBER}((?:(?:{_TITLES})\.)?{_NAME})(?:[ \t]*\n[ \t]*|[ \t]+)({_ASIDES}):?[ \t]*$")
# In front of the words, in the same line.
_BEFORE = re.compile(
    rf"(?m)^[ \t]*{_NUMBER}((?:{_TITLES})\.[^\n():.!?]{{1,60}}?|{_NAME})[ \t]*({_ASIDES}):[ \t]+(?=\S)"
)
_ASKED = re.compile(rf"(?m)^[ \t]*Q\d{{1,3}}[.:]?[ \t]+({_NAME}):[ \t]+(?=\S)()")
_EUROPE = re.compile(
    rf"(?m)^[ \t]*({_NAME})((?:[ \t]\([^()\n]{{1,40}}\))?(?:,[^\n.–]{{2,120}})?)\.[ \t]+[–—-][ \t]+(?=\S)"
)
_CONGRESS = re.compile(
    rf"(?m)^[ \t]*((?:{_TITLES})\.[ \t](?:[A-Z][A-Z'’-]+[ \t]?){{1,3}}(?:of [A-Z][a-z]+(?: [A-Z][a-z]+)?)?"
    r"|The [A-Z]{4,}(?: [A-Z]{4,}| pro tempore)?)((?:[ \t]\([^()\n]{2,60}\))?)\.[ \t]+(?=[A-Z“\"])"
)
_LINE = re.compile(r"(?m)^[ \t]*([^\W\d_][^\n():!?,]{2,60}?)(?::[ \t]+(?=\S)|:?[ \t]*$)")
_FEWEST = 2


def hansard_marks(text: str) -> list[Mark]:
    """The marks of a debate's turns; none where fewer than two speakers stand so."""
    full = [found for pattern in _forms(text) for found in pattern.finditer(text) if _names(found)]
    lines = list(_LINE.finditer(text)) if full else []
    if not full or len(full) + sum(found[1] in _CHAIRS for found in lines) < _FEWEST:
        return []
    known = {_name(found) for found in full} | {found[1].strip() for found in full}
    marks = [Mark(found.start(), found.end(), _name(found)) for found in full]
    marks += [
        Mark(found.start(), found.end(), found[1])
        for found in lines
        if found[1] in known or found[1] in _CHAIRS or _is_known_form(found)
    ]
    return list(_apart(sorted(marks, key=lambda mark: (mark.start, -mark.label_end))))


def _forms(text: str) -> Iterator[re.Pattern[str]]:
    """Those that the text may have, by what each of them needs."""
    if "(" in text:
        yield from (_FULL, _BEFORE)
    if "Q1" in text or "Q2" in text:
        yield _ASKED
    if ". –" in text or ". -" in text or ". —" in text:
        yield _EUROPE
    if _CONGRESS.search(text):
        yield _CONGRESS


def _names(found: re.Match[str]) -> bool:
    front = found[1].strip()
    return front in _CHAIRS or (is_label(front) and is_name(label_name(front))) or _is_office(found)


def _is_known_form(found: re.Match[str]) -> bool:
    """A title before a name, or a name of several words with a colon."""
    return (found[1].startswith(("The ", "Mr ", "Ms ")) or (":" in found[0] and " " in found[1])) and is_label(found[1])


def _is_office(found: re.Match[str]) -> bool:
    """``The Minister for Ports (Carm Vella)``: what stands before the bracket is no name, what stands in it is one."""
    aside = _aside(found)
    if found[1].lower().startswith("the "):
        return is_label(aside)
    return " " in aside and is_label(aside) and not is_label(found[1].strip())


def _aside(found: re.Match[str]) -> str:
    return found[2].split(")")[0].strip("( ")


def _name(found: re.Match[str]) -> str:
    """Who speaks: for an office the name in brackets, ``The Minister for Ports (Carm Vella)``."""
    front = found[1].strip()
    return _aside(found) if front not in _CHAIRS and _is_office(found) else label_name(front)


def _apart(marks: Sequence[Mark]) -> Iterator[Mark]:
    end = -1
    for mark in marks:
        if mark.start >= end:
            yield mark
            end = mark.label_end
