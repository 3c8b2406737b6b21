"""Whom a transcript presents as its own reporters: ``our correspondent Ann Rossi``, ``Ann Rossi reports``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemas import Actor
from service.words import load_words

_TITLES = "|".join(load_words("rules/statements")["soundbites"]["reporters"])
_TITLED = re.compile(rf"\b(?:{_TITLES})", re.IGNORECASE)
_BEFORE = re.compile(rf"(?:{_TITLES})\b", re.IGNORECASE)
_AFTER = re.compile(rf"\b(?:{_TITLES}|reports|has more|has this)\b", re.IGNORECASE)
_AHEAD, _BACK = 30, 25  # characters between the title and the name
_LONGEST_NAME = 60
_NAME = re.compile(r"\w+(?:[-'’]\w+)*")
_STOPS = re.compile(r"[.?!]")


class Reporters:
    """The names beside which a text speaks of a correspondent; looked for once, so that many speakers cost no more."""

    def __init__(self, text: str) -> None:
        self._names = {part for name in (*_named_after(text), *_named_before(text)) for part in _parts(name)}

    def present(self, speaker: Actor) -> bool:
        """Whether the speaker is one of them, by title or by the last word of the name."""
        return _TITLED.search(speaker.name) is not None or speaker.name.split()[-1].lower() in self._names


def _named_after(text: str) -> Iterator[str]:
    """The names that begin soon after a title, in its sentence."""
    for title in _BEFORE.finditer(text):
        stop = _STOPS.search(text, title.end(), title.end() + _AHEAD)
        last = stop.start() if stop else title.end() + _AHEAD
        for name in _NAME.finditer(text, title.end(), last + _LONGEST_NAME):
            if name.start() > last:
                break
            yield name[0]


def _named_before(text: str) -> Iterator[str]:
    """The names that end shortly before a title or ``reports``, in its sentence."""
    for title in _AFTER.finditer(text):
        start = max(0, title.start() - _BACK)
        first = max((m.end() for m in _STOPS.finditer(text, start, title.start())), default=start)
        for name in _NAME.finditer(text, max(0, first - _LONGEST_NAME), title.start()):
            if name.end() >= first:
                yield name[0]


def _parts(name: str) -> set[str]:
    """A double name, and each of its words."""
    return {name.lower(), *re.findall(r"\w+", name.lower())}
