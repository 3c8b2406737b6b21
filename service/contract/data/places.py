"""The line of a JSON text that a pointer leads to."""

from __future__ import annotations

import json
import re
from json.decoder import scanstring  # type: ignore[attr-defined]

_SPACE = re.compile(r"[ \t\n\r]*")
_DECODER = json.JSONDecoder()


def line_of(text: str, pointer: str) -> int:
    """The line, from 1, where the value stands; for one that is missing, where what should hold it does."""
    at = _after_space(text, 0)
    for step in pointer.split("/")[1:]:
        found = _inside(text, at, step.replace("~1", "/").replace("~0", "~"))
        if found is None:
            break
        at = found
    return text.count("\n", 0, at) + 1


def _inside(text: str, at: int, step: str) -> int | None:
    """Where the field or item of that name stands in the object or list at ``at``."""
    is_object = text[at] == "{"
    if not is_object and text[at] != "[":
        return None
    at, number = _after_space(text, at + 1), 0
    while text[at] not in "}]":
        name = str(number)
        if is_object:
            name, at = scanstring(text, at + 1)
            at = _after_space(text, _after_space(text, at) + 1)
        if name == step:
            return at
        _, at = _DECODER.raw_decode(text, at)
        at, number = _after_space(text, at), number + 1
        if text[at] == ",":
            at = _after_space(text, at + 1)
    return None


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
