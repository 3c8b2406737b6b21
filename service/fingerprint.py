"""Fingerprints of all that shapes an answer: of code, schemas, word lists, prompts. What a face alone has shapes none."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from service.words.folder import own_folder

HOME = Path(__file__).parent
# The wheel has all of us in one package, and our imports say so (hatch_build.py): the same code, the same fingerprint.
_IN_A_WHEEL = __package__ != "service"

# Parts of the service that no extraction passes through, and those that only a model's answer does.
FACES = frozenset(
    {
        "answering",
        "cache",
        "cli",
        "clusters",
        "compressed",
        "contract",
        "corpus",
        "evaluate",
        "explain",
        "exports",
        "fingerprint",
    }
    | {"http", "jobs", "mcp", "own_words", "page", "pool", "requests", "settings", "telemetry"}
)
OF_MODEL = frozenset({"ask"})


@cache
def rules_version() -> str:
    """The fingerprint of this installation's rules and of the user's word lists, as reports tell it."""
    return of_rules(own_words=own_folder())[:16]


def of_rules(home: Path = HOME, own_words: Path | None = None) -> str:
    """Of all rooms that a transcript walks through without a model, and of the schemas.

    ``own_words``: a folder of a user's own word lists, laid over ours.
    """
    code = [path for path in _sources(home) if part_of(path, home) not in FACES | OF_MODEL]
    models = [path for path in _sources(home.parent / "schemas") if path.suffix == ".py"]
    ours = digest([*code, *models], home.parent)
    return hashlib.sha256((ours + digest(_sources(own_words), own_words)).encode()).hexdigest() if own_words else ours


def of_model(home: Path = HOME) -> str:
    """Of the code that asks a model, and of the prompts."""
    asking = [path for path in _sources(home) if part_of(path, home) in OF_MODEL]
    return digest([*asking, *_sources(home.parent / "prompts")], home.parent)


def of_doors(home: Path = HOME) -> str:
    """Of the code that makes a transcript of an HTTP request's bytes."""
    doors = [path for part in ("http", "requests") for path in _sources(home / part)]
    return digest([path for path in doors if path.suffix == ".py"], home.parent)


def part_of(path: Path, home: Path) -> str:
    """The part of the service that the file is of: a folder, or a module at its top."""
    return path.relative_to(home).parts[0].removesuffix(".py")


def _sources(folder: Path) -> list[Path]:
    """All that is code or words, in an order that no file system changes."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix not in (".pyc", ".pyo"))


def digest(paths: Iterable[Path], home: Path) -> str:
    """Of the names and contents of files below ``home``, as hexadecimal."""
    made = hashlib.sha256()
    for path in paths:
        content = _as_in_the_checkout(path)
        made.update(f"{path.relative_to(home).as_posix()}\x00{len(content)}\x00".encode() + content)
    return made.hexdigest()


def _as_in_the_checkout(path: Path) -> bytes:
    content = path.read_bytes()
    if _IN_A_WHEEL and path.suffix == ".py":
        content = content.replace(b"from onrecord import ", b"import ").replace(b"from onrecord.", b"from ")
    return content
