"""Segments that lie deeper in JSON than any form has them, under whatever names: an answer of some service around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from service.read.recognised.items import fits, has_spans
from service.read.recognised.table import Form

_DEEPEST = 6
_MOST = 200  # lists and objects that are looked at


def nested(value: Any, form: Form) -> Form | None:
    """``form`` with the path to the first list whose items have words, a start and an end; None if there is none."""
    for count, path in enumerate(_lists(value, "", _DEEPEST)):
        found = replace(form, cues=(path,))
        if count >= _MOST:
            return None
        if fits(value, found) and has_spans(value, found):
            return found
    return None


def _lists(value: Any, path: str, left: int) -> Iterator[str]:
    """The paths to all lists of objects, the shallower before those inside of them."""
    if not isinstance(value, dict) or not left:
        return
    inner = [(f"{path}.{key}".lstrip("."), item) for key, item in value.items() if key.replace("_", "").isalnum()]
    yield from (f"{at}[]" for at, item in inner if isinstance(item, list) and item and isinstance(item[0], dict))
    for at, item in inner:
        yield from _lists(item, at, left - 1)
