"""Is an answer borne out by its transcript? Read from the text alone, without the guard whose work it looks at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from schemas import RECORD_TYPES, Extraction

_COPIED = frozenset({"name", "text", "reason", "cue", "role", "affiliation", "abbreviation"})
_AGAIN = re.compile(r"\b(?:re-?(?:run|vote|poll|peat)|again|new|fresh|another|second|anew)", re.IGNORECASE)
_WORD = re.compile(r"\w+")


def not_borne_out(extraction: Extraction, text: str) -> list[str]:
    """What stands in records that a model had a part in and not in the text, as ``type.field: words``.

    Evidence stands where it says and is of more than marks; each word of a name, figure, date or reason occurs; a vote is
    held again only where some word says so.
    """
    wrong = []
    for entry in RECORD_TYPES:
        for record in getattr(extraction, entry.plural):
            if record.source != "rules":
                wrong += [f"{entry.name}.{fault}" for fault in _faults(record.model_dump(), text)]
    return wrong


def _faults(value: Any, text: str, name: str = "") -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _faults(each, text, name)
    elif isinstance(value, dict):
        if "start" in value and text[value["start"] : value["end"]] != value["text"]:
            yield f"{name}: {value['text']} does not stand there"
        if "start" in value and not _WORD.search(value["text"]):
            yield f"{name}: evidence of no words"
        if value.get("reruns") and not _AGAIN.search(text):
            yield "reruns: no word of a vote held again"
        for inner, part in value.items():
            yield from _faults(part, text, inner)
    elif isinstance(value, str) and name in _COPIED and not _words(value) <= _words(text):
        yield f"{name}: {value}"


def _words(text: str) -> set[str]:
    return {word.lower().removesuffix("s") for word in _WORD.findall(text)}
