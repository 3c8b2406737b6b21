"""The table of names that recognisers use, as ``words/recognisers.toml`` has it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from service.words import load_words

_ASIDE = re.compile(r"\s?\([^()]*\)")
_PATHS = ("cues", "text", "words", "word", "start", "end", "duration", "speaker", "says", "language", "needs")


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A list that says who speaks: ``path`` to it, and in an item ``key`` (an id, or when) and ``name``."""

    path: tuple[str, ...]
    key: tuple[str, ...]
    name: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """What one form of JSON calls things: tuples of paths, tried in order, and how to take what they lead to."""

    name: str
    title: str
    cues: tuple[str, ...]
    text: tuple[str, ...]
    words: tuple[str, ...]
    word: tuple[str, ...]
    start: tuple[str, ...]
    end: tuple[str, ...]
    duration: tuple[str, ...]
    speaker: tuple[str, ...]
    says: tuple[str, ...]
    language: tuple[str, ...]
    needs: tuple[str, ...]
    unit: str
    spaced: bool
    channel: str | None  # where an item says its channel; "#", where it is one
    glued: tuple[str, ...]
    glued_values: frozenset[str]
    last_covers_all: bool
    is_streamed: bool  # values of it, one after the other, are parts of one transcript
    names: Elsewhere | None
    voices: Elsewhere | None


@cache
def forms() -> tuple[Form, ...]:
    """All forms, in the order in which they are tried."""
    return tuple(map(_form, load_words("read/recognisers")["form"]))


def recognisers() -> str:
    """The names of all forms but the last, which is for the others, in short, for an error."""
    names = (name for form in forms()[:-1] for name in _ASIDE.sub("", form.title).split(", "))
    return ", ".join(dict.fromkeys(names))


def _form(entry: dict[str, Any]) -> Form:
    paths = {name: _paths(entry.get(name)) for name in _PATHS}
    glued = entry.get("glued", {})
    return Form(
        name=entry["name"],
        title=entry["title"],
        **paths,
        unit=entry.get("unit", "s"),
        spaced=entry.get("spaced", False),
        channel=entry.get("channel"),
        glued=_paths(glued.get("path")),
        glued_values=frozenset(glued.get("values", ())),
        last_covers_all=entry.get("covers") == "last",
        is_streamed=entry.get("streamed", False),
        names=_elsewhere(entry.get("names"), "id", "name"),
        voices=_elsewhere(entry.get("voices"), "start", "speaker"),
    )


def _elsewhere(entry: dict[str, Any] | None, key: str, name: str) -> Elsewhere | None:
    return None if entry is None else Elsewhere(_paths(entry["path"]), _paths(entry[key]), _paths(entry[name]))


def _paths(value: str | list[str] | None) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)
