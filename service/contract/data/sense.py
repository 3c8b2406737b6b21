"""What a schema cannot say: lengths of evidence, ranges that are in order, words that stand in the transcript."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from service.contract.data.fault import Fault, pointer

Steps = tuple[str | int, ...]


def senseless(value: Any, text: str | None, at: Steps = ()) -> Iterator[Fault]:
    """What is at odds in a value that keeps its schema; with the transcript's ``text``, evidence has to stand in it."""
    if isinstance(value, list):
        for i, part in enumerate(value):
            if isinstance(part, dict | list):
                yield from senseless(part, text, (*at, i))
    elif isinstance(value, dict):
        if "text" in value:
            if "start" in value:
                yield from _evidence(value, text, at)
            elif "low" in value:
                yield from _range(value, at)
        for name, part in value.items():
            if isinstance(part, dict | list) and part:
                yield from senseless(part, text, (*at, name))


def _evidence(value: dict[str, Any], text: str | None, at: Steps) -> Iterator[Fault]:
    start, end, words = value["start"], value["end"], value["text"]
    if end - start != len(words):
        yield Fault(
            pointer((*at, "end")),
            f"end - start is {end - start}, the text has {len(words)} characters",
            f"{start + len(words)}",
        )
    elif text is not None and text[int(start) : int(end)] != words:
        there = text[int(start) : int(end)]
        found = f"there stands “{there}”" if there else f"the transcript ends at {len(text)}"
        yield Fault(pointer((*at, "text")), found, f"“{words}” from {start} to {end} of the transcript")


def _range(value: dict[str, Any], at: Steps) -> Iterator[Fault]:
    low, high = value["low"], value.get("high")
    if low is not None and high is not None and low > high:
        yield Fault(pointer((*at, "low")), f"{low:g} is above high", f"at most {high:g}")
