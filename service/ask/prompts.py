"""The prompts: texts with a version and the names in their examples, read from ``prompts/`` once a process."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import prompts
from schemas import RECORD_TYPES
from service.ask.proposals import notation
from service.errors import Incomplete
from service.language.names import fold

_FENCE = "+++"
_FORM = f"{_FENCE}, TOML with version and marks, {_FENCE}, the text"
_PREAMBLE = "preamble"


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt's ``text``, its ``version``, and ``marks``: the names in its examples."""

    text: str
    version: int
    marks: tuple[str, ...]


@cache
def load(name: str) -> Prompt:
    """The prompt of that file name in ``prompts/``, without its ending; Incomplete, with the file, where it is none."""
    try:
        source = files(prompts).joinpath(f"{name}.md").read_text(encoding="utf-8")
        _, front, text = source.split(_FENCE, 2)
        about = tomllib.loads(front)
        return Prompt(text.strip(), about["version"], tuple(about["marks"]))
    except FileNotFoundError:
        raise Incomplete(f"prompts/{name}.md: there is no such prompt") from None
    except (ValueError, KeyError) as error:
        raise Incomplete(f"prompts/{name}.md: {error}", expected=_FORM) from None


@cache
def instructions(kinds: tuple[str, ...]) -> str:
    """What the model is told before it is given a story: the preamble, what is a record of each type, and their fields."""
    return "\n\n".join([load(_PREAMBLE).text, *(load(kind).text for kind in kinds), f"Fields:\n{notation(kinds)}"])


@cache
def prompt_version() -> str:
    """The versions of all prompts, and a fingerprint of their wording."""
    prompts = [load(name) for name in (_PREAMBLE, *(entry.name for entry in RECORD_TYPES))]
    digest = hashlib.sha256("\x00".join(p.text for p in prompts).encode()).hexdigest()[:8]
    return ".".join(str(p.version) for p in prompts) + f"-{digest}"


def marks_missing_from(text: str) -> frozenset[str]:
    """The folded words of all examples' names that the text does not have: in an answer about it they are copied."""
    files = (_PREAMBLE, *(entry.name for entry in RECORD_TYPES))
    named = {word for file in files for mark in load(file).marks for word in fold(mark)}
    lower = text.lower()
    return frozenset(word for word in named if word not in lower)
