"""Keys: hashes of all that an answer depends on, and of nothing else. A release that changes none of it keeps them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec

from service import fingerprint
from service.extract import Options
from service.language.pipeline import BACKEND
from service.read.transcript import Transcript
from service.words.folder import own_folder

_LIBRARIES = ("spacy", "thinc", BACKEND, "langcodes", "pydantic-core")
_encode = msgspec.msgpack.Encoder().encode


@dataclass(frozen=True, slots=True)
class Keys:
    """Makes keys. ``rules`` is the fingerprint of code, word lists, schemas and pipeline; ``model`` that of the prompts,
    the code that asks, the model's name and its parameters; ``doors`` that of the code that reads a request's bytes. What
    changes one leaves alone the keys that hang on the others.
    """

    rules: str
    model: str
    doors: str = ""

    def request(self, content_type: bytes, query: bytes, body: bytes) -> str:
        """The key of a request's very bytes. It is not known yet whether it asks for a model, so all fingerprints count."""
        head = _encode((self.rules, self.model, self.doors, content_type, query))
        return hashlib.sha256(head + body).hexdigest()

    def answer(self, transcript: Transcript, options: Options) -> str:
        """The key of an extraction's content: the text with its segments and all that is known about it, and the options."""
        given = [getattr(transcript, field.name) for field in fields(transcript)]
        asked = {field.name: getattr(options, field.name) for field in fields(options)}
        asked["records"] = sorted(options.records)
        model = None if options.model == "off" else self.model
        return hashlib.sha256(_encode((self.rules, model, asked, given))).hexdigest()


def keys(pipeline: str, model: Iterable[str] = (), home: Path = fingerprint.HOME) -> Keys:
    """The keys of the code in ``home`` with that spaCy pipeline and, in ``model``, a model's name and parameters."""
    libraries = [f"{name} {_version(name)}" for name in (*_LIBRARIES, pipeline)]
    return Keys(
        rules=_hashed(fingerprint.of_rules(home, own_folder()), libraries),
        model=_hashed(fingerprint.of_model(home), model),
        doors=fingerprint.of_doors(home),
    )


def _hashed(code: str, words: Iterable[str]) -> str:
    return hashlib.sha256(_encode((code, list(words)))).hexdigest()[:32]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"
