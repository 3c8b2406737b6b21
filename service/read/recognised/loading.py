"""JSON to values, fast, and once for a text that is looked at several times."""

from __future__ import annotations

import json
import re
from functools import cached_property
from typing import Any

import msgspec

_BEGIN = re.compile(r"\s*+[{\[]")


class JsonText(str):
    """A text whose value is worked out but once: to tell its form, and to read it."""

    def __init__(self, text: str) -> None:
        self._plain = text

    @cached_property
    def value(self) -> Any:
        """ValueError or RecursionError if it is no JSON."""
        return _load(self._plain)


def begins_as_json(text: str) -> bool:
    """Whether it begins as an object or a list."""
    return _BEGIN.match(text) is not None


def loads(text: str) -> Any:
    """The value of JSON; ValueError or RecursionError if it is none."""
    return text.value if isinstance(text, JsonText) else _load(text)


def _load(text: str) -> Any:
    try:
        return msgspec.json.decode(text)
    except (msgspec.MsgspecError, ValueError):
        # Whisper's JSON may hold NaN among its scores, and others lone surrogates, which are no JSON but to Python.
        return json.loads(text)
