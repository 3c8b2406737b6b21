"""The folder of word lists that ONRECORD_WORDS names: its lists, by the names of ours that they are laid over."""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import service
from service.errors import OnrecordError
from service.words.lines import line_of
from service.words.shapes import misfits

VARIABLE = "ONRECORD_WORDS"
_TOO_DEEP = 50  # brackets in a line, of which none of our lists has three in one another
# Endings of files that are meant for lists of ours, and are none.
_MISNAMED = frozenset({".toml", ".tml", ".txt", ".yaml", ".yml"})
_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
# What people forget, by what the parser says of it.
_MENDS = {
    "Invalid value": 'words in quotation marks, such as nouns = ["march", "rally"]',
    "Unclosed array": "a comma between words, and ] at the end of the list",
    "Expected '=' after a key": 'a key, = and a value, such as nouns = ["march"]; a heading stands in [ ] on a line of its own',
    "Expected ']'": "a heading with as many ] at its end as [ at its beginning",
    "Unterminated string": 'a quotation mark at the end of the word as well, such as "march"',
    r"Illegal character '\n'": 'a quotation mark at the end of the word as well, such as "march"',
    "Illegal character": "characters that can be seen: type the word anew",
    "Cannot overwrite": "each key once under a heading: put all words in one list",
    "Cannot declare": "each heading once: put what is under both under one",
    "Expected newline": "one key and its value a line",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a list, in which line of which file, and what was expected."""

    file: Path
    line: int
    detail: str
    expected: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.detail} (expected {self.expected})"


class BadWords(OnrecordError):
    """Word lists of one's own cannot be used: each of ``faults`` names its file, its line and what was expected."""

    slug = "bad-words"
    title = "A word list is malformed"
    status = 500

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(str(faults[0]))
        self.faults = faults


def own_folder() -> Path | None:
    """The folder that the environment names, if it names one. It holds as long as the process lives."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else None


@cache
def own_lists() -> dict[str, dict[str, Any]]:
    """The lists in the folder, by the names of ours; none without a folder. BadWords, with all faults, if any is malformed."""
    folder = own_folder()
    if folder is None:
        return {}
    found, faults = read_folder(folder)
    if faults:
        raise BadWords(faults)
    return found


def read_folder(folder: Path) -> tuple[dict[str, dict[str, Any]], list[Fault]]:
    """The lists of a folder that are well formed, and what is wrong with the others."""
    paths, faults = _files(folder)
    if not paths and not faults:
        return {}, [Fault(folder, 1, "it holds no word list", "files named as ours are, such as rules/protests.toml")]
    lists = {}
    for path in paths:
        name = path.relative_to(folder).with_suffix("").as_posix()
        own, wrong = _read(path, name)
        faults += wrong
        if not wrong:
            lists[name] = own
    return lists, faults


def _files(folder: Path) -> tuple[list[Path], list[Fault]]:
    """The lists in a folder, and what in it, or on the way to it, would else be left out without a word."""
    closed: list[OSError] = []
    found = sorted(Path(home, name) for home, _, names in os.walk(folder, onerror=closed.append) for name in names)
    faults = [_closed(Path(error.filename), error) for error in closed]
    for path in found:
        name = path.relative_to(folder).with_suffix("").as_posix()
        if path.suffix != ".toml" and path.suffix.lower() in _MISNAMED and name in our_names():
            faults.append(Fault(path, 1, "a list does not end so, and is not read", f"the name {name}.toml"))
    # A name with a dot before it, and nothing behind it, is the lock of an editor.
    return [p for p in found if p.suffix == ".toml" and (p.is_file() or not p.name.startswith("."))], faults


def _closed(path: Path, error: OSError) -> Fault:
    """Why a folder or a file cannot be read."""
    if isinstance(error, FileNotFoundError):
        return Fault(path, 1, "there is no such folder", f"{VARIABLE} to name a folder of word lists")
    if isinstance(error, NotADirectoryError):
        return Fault(path, 1, "it is a file", "the folder that holds it, with lists such as rules/protests.toml in it")
    return Fault(path, 1, f"it cannot be read: {error.strerror}", "a file or folder that you have the right to read")


def our_names() -> list[str]:
    """The names of all word lists that we have: ``rules/protests``."""
    home = files(service)
    return sorted(
        f"{room.name}/{file.name.removesuffix('.toml')}"
        for room in home.iterdir()
        if room.is_dir() and (words := room.joinpath("words")).is_dir()
        for file in words.iterdir()
        if file.name.endswith(".toml")
    )


def our_file(name: str) -> Path:
    """Where our own list of that name lies."""
    room, _, stem = name.partition("/")
    return Path(str(files(service).joinpath(room, "words", f"{stem}.toml")))


def our_list(name: str) -> dict[str, Any]:
    """Our own list of that name, with nothing laid over it."""
    return tomllib.loads(our_file(name).read_text(encoding="utf-8"))


def _read(path: Path, name: str) -> tuple[dict[str, Any], list[Fault]]:
    ours = our_names()
    if name not in ours:
        near = difflib.get_close_matches(name, [*ours, *(one.partition("/")[2] for one in ours)], n=1, cutoff=0.5)
        named = next((one for one in ours if near and one.endswith(near[0])), "rules/protests")
        return {}, [
            Fault(
                path, 1, f"we have no list named {name}.toml to lay it over", f"the name of one, such as {named}.toml"
            )
        ]
    try:
        raw = path.read_bytes()
    except OSError as error:
        return {}, [Fault(path, 1, f"it cannot be read: {error.strerror}", "a file that you have the right to read")]
    try:
        text = raw.decode("utf-8-sig")
        own = tomllib.loads(text)
    except UnicodeDecodeError as error:
        return {}, [Fault(path, raw[: error.start].count(b"\n") + 1, "it is not UTF-8", "a file saved as UTF-8")]
    except tomllib.TOMLDecodeError as error:
        return {}, [_notation(path, text, str(error))]
    except RecursionError:
        deep = next((n for n, line in enumerate(text.splitlines(), 1) if line.count("[") > _TOO_DEEP), 1)
        return {}, [
            Fault(path, deep, "it is no TOML that we read: too many brackets in one another", "a list of words")
        ]
    return own, list(_misfits(path, text, name, own))


def _notation(path: Path, text: str, told: str) -> Fault:
    at = _AT.search(told)
    words = _AT.sub("", told)
    line = int(at[1]) if at and at[1] else text.count("\n") + 1
    column = f", column {at[2]}" if at and at[2] else ""
    mend = next((mend for begin, mend in _MENDS.items() if words.startswith(begin)), "TOML, as in our own lists")
    return Fault(path, line, f"it is no TOML: {words}{column}", mend)


def _misfits(path: Path, text: str, name: str, own: dict[str, Any]) -> Iterator[Fault]:
    for misfit in misfits(name, our_list(name), own):
        place = ".".join(str(part) for part in misfit.path if isinstance(part, str))
        line = line_of(text, misfit.path, misfit.word)
        yield Fault(path, line, f"{place}: {misfit.detail}" if place else misfit.detail, misfit.expected)
