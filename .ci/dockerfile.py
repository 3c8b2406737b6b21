"""The Dockerfile, read: stages with their steps, as far as ours uses the language. What is not known is said with its line."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field

STEPS = frozenset({"RUN", "COPY", "ENV", "WORKDIR", "USER"})  # done in order
SAID = frozenset({"EXPOSE", "HEALTHCHECK", "STOPSIGNAL", "CMD"})  # the last one holds


class NotKnown(Exception):
    """An instruction, or a way to write one, that is not read here."""


@dataclass(frozen=True, slots=True)
class Step:
    """An instruction and what stands behind it, on one line."""

    line: int
    word: str
    rest: str


@dataclass(slots=True)
class Stage:
    """What stands under one FROM."""

    image: str
    name: str
    steps: list[Step] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)

    @property
    def command(self) -> list[str]:
        return _words("CMD", self.said["CMD"])

    @property
    def health(self) -> list[str]:
        """The command of HEALTHCHECK."""
        return _words("HEALTHCHECK", re.sub(r"^.*?\bCMD\s+", "", self.said["HEALTHCHECK"]))


def stages(text: str) -> list[Stage]:
    """The stages of a Dockerfile, in order."""
    found: list[Stage] = []
    for step in _steps(text):
        if step.word == "FROM":
            found.append(_stage(step))
        elif not found:
            raise NotKnown(f"line {step.line}: {step.word} before FROM")
        elif step.word in STEPS:
            found[-1].steps.append(step)
        elif step.word in SAID:
            found[-1].said[step.word] = step.rest
        else:
            raise NotKnown(f"line {step.line}: {step.word} is not read here")
    return found


def sources(step: Step) -> tuple[str | None, list[str], str]:
    """Of a COPY: the stage that it takes from, what, and where to."""
    words = step.rest.split()
    stage = None
    if words[0].startswith("--"):
        option, _, stage = words.pop(0).partition("=")
        if option != "--from":
            raise NotKnown(f"line {step.line}: {option} is not read here")
    if len(words) < 2:
        raise NotKnown(f"line {step.line}: COPY wants what and where to")
    return stage, words[:-1], words[-1]


def variables(step: Step, known: dict[str, str]) -> dict[str, str]:
    """Those that an ENV sets; ``$NAME`` in it is what was known before."""
    set_here = {}
    for word in shlex.split(step.rest):
        name, is_set, value = word.partition("=")
        if not is_set:
            raise NotKnown(f"line {step.line}: ENV wants NAME=value")
        set_here[name] = re.sub(r"\$\{?(\w+)\}?", lambda found: known.get(found[1], ""), value)
    return set_here


def _stage(step: Step) -> Stage:
    found = re.fullmatch(r"(\S+)(?:\s+[Aa][Ss]\s+(\S+))?", step.rest)
    if found is None:
        raise NotKnown(f"line {step.line}: FROM {step.rest} is not read here")
    return Stage(found[1], found[2] or "")


def _steps(text: str) -> Iterator[Step]:
    began, held = 0, ""
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith("#") or not (line.strip() or held):
            continue
        began = began or number
        held += line.strip()
        if held.endswith("\\"):
            held = held[:-1] + " "
            continue
        word, _, rest = held.partition(" ")
        yield Step(began, word.upper(), rest.strip())
        began, held = 0, ""


def _words(word: str, rest: str) -> list[str]:
    try:
        words: list[str] = json.loads(rest)
    except ValueError:
        raise NotKnown(f"{word} is read as a list of words alone") from None
    return words
