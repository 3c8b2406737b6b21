"""Which rules find which records: for each type of the schema registry, the module of its plural name here."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.resources import files
from importlib.resources.abc import Traversable

from schemas import RECORD_TYPES
from service.language.gate import Gate
from service.rules.found import Found
from service.rules.reading import Reading
from service.words import load_words

Rules = Callable[[Reading], Found]


@cache
def rules_for(plural: str) -> Rules:
    """The ``find`` of ``service/rules/<plural>``."""
    find: Rules = import_module(f"service.rules.{plural}").find
    return find


@cache
def gate() -> Gate:
    """The gate over the ``gate`` words of every record type's word list."""
    return Gate({entry.plural: load_words(f"rules/{entry.plural}")["gate"] for entry in RECORD_TYPES})


@cache
def rules_version() -> str:
    """A fingerprint of the code and word lists that records depend on."""
    digest = hashlib.sha256()
    for folder in ("language", "rules", "read"):
        for path in _files(files("service").joinpath(folder)):
            digest.update(path.name.encode() + b"\x00" + path.read_bytes())
    return digest.hexdigest()[:16]


def _files(folder: Traversable) -> list[Traversable]:
    out: list[Traversable] = []
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir():
            out += _files(entry)
        elif entry.name.endswith((".py", ".toml")):
            out.append(entry)
    return out
