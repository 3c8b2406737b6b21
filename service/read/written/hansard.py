"""Hansard's turns: who speaks stands alone on a line, with constituency and party in brackets.

Ida Holt
(Vell North) (Lab)            Ida Holt (Vell North) (Lab)            The Minister for Ports (Carm Vella)
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.read.labels import is_label, label_name
from service.read.turns import Mark

_ASIDES = r"\([^()\n]{2,60}\)(?:[ \t]?\([^()\n]{2,60}\))?"
_NUMBER = r"(?:(?:Q?\d{1,3}\.|T\d{1,3}\.)[ \t]*)?(?:[\[(]\d{4,7}[\])][ \t]*)?"
_FULL = re.compile(rf"(?m)^[ \t]*{_NUMBER}([A-Z][^\n():.!?]{{2,60}}?)[ \t]*\n?[ \t]*({_ASIDES}):?[ \t]*$")
_LINE = re.compile(r"(?m)^[ \t]*([A-Z][^\n():.!?,]{2,60}?):?[ \t]*$")
_TITLES = ("The ", "Mr ", "Mrs ", "Madam ")
_FEWEST = 2


def hansard_marks(text: str) -> list[Mark]:
    """The marks of a debate's turns; none where fewer than two speakers stand so."""
    full = [found for found in _FULL.finditer(text) if is_label(found[1]) or _is_office(found)]
    if len(full) < _FEWEST:
        return []
    known = {label_name(found[1]) for found in full}
    offices = {found[1] for found in full if _is_office(found)}
    marks = [Mark(found.start(), found.end(), _name(found)) for found in full]
    marks += [
        Mark(found.start(), found.end(), found[1])
        for found in _LINE.finditer(text)
        if found[1] in known or found[1] in offices or (found[1].startswith(_TITLES) and is_label(found[1]))
    ]
    return _apart(sorted(marks, key=lambda mark: mark.start))


def _is_office(found: re.Match[str]) -> bool:
    """``The Minister for Ports (Carm Vella)``."""
    return found[1].startswith("The ") and is_label(_aside(found))


def _aside(found: re.Match[str]) -> str:
    return found[2].split(")")[0].strip("( ")


def _name(found: re.Match[str]) -> str:
    """Who speaks: for an office the name in brackets, ``The Minister for Ports (Carm Vella)``."""
    return _aside(found) if _is_office(found) else label_name(found[1])


def _apart(marks: Sequence[Mark]) -> list[Mark]:
    out: list[Mark] = []
    for mark in marks:
        if not out or mark.start >= out[-1].label_end:
            out.append(mark)
    return out
