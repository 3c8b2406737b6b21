"""The embedding of a word, which depends on the word alone: made once, then remembered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy
from spacy.language import Language
from spacy.pipeline import Tok2Vec
from spacy.tokens import Doc
from thinc.api import Model, NumpyOps, chain

_Array = numpy.ndarray[Any, Any]

_MOST = 16_384  # words, 10 MB; the memory begins anew once it holds as many


def remember_embeddings(nlp: Language) -> None:
    """Let the pipeline remember what it makes of words before it looks at their neighbours.

    A pipeline that does not begin with features of words stays as it is.
    """
    first = nlp.pipeline[0][1] if nlp.pipeline else None
    if not isinstance(first, Tok2Vec) or not first.model.has_ref("embed"):
        return
    embed = first.model.get_ref("embed")
    if embed.layers and embed.layers[0].name == "extract_features":
        remembered = Embeddings(embed.layers[0], chain(*embed.layers[1:]))
        first.model.replace_node(embed, Model("remembered", remembered.forward))


class Embeddings:
    """What ``embed`` makes of the ``features`` of words, which are all that it looks at."""

    def __init__(self, features: Model[Any, Any], embed: Model[Any, Any]) -> None:
        self._features, self._embed = features, embed
        for layer in embed.walk():
            layer.ops = _RowByRow(use_blis=False)
        self._known: dict[bytes, bytes] = {}

    def forward(self, _: Model[Any, Any], docs: Sequence[Doc], is_train: bool) -> tuple[list[_Array], Any]:
        """A row a token, for each of the texts; as a layer, which cannot be trained."""
        if is_train:
            raise NotImplementedError("what is remembered cannot be trained")
        features = self._features.predict(docs)
        words = _rows(numpy.concatenate(features))
        known = self._with(words)
        flat = _of_rows([known[word] for word in words], "float32")
        return numpy.split(flat, numpy.cumsum([len(of_text) for of_text in features])[:-1]), None

    def _with(self, words: list[bytes]) -> dict[bytes, bytes]:
        """What is known, these words with it. It is never changed so that a reader could miss a word it looked for."""
        known = self._known
        new = list(dict.fromkeys(word for word in words if word not in known))
        if new and len(known) + len(new) > _MOST:
            new, known = list(dict.fromkeys(words)), {}
        if new:
            (made,) = self._embed.predict([_of_rows(new, "uint64").copy()])
            known.update(zip(new, _rows(made), strict=True))
            self._known = known
        return known


class _RowByRow(NumpyOps):  # type: ignore[misc]
    """Multiplies each row by itself: in a product of many, the last digit may hang on where a row stands among them, and what
    is remembered of a word would hang on the texts before it.
    """

    def gemm(self, x: _Array, y: _Array, *, trans2: bool = False) -> _Array:
        """``x @ y``, or ``x @ y.T``: all that the way forward asks for."""
        product: _Array = numpy.matmul(x[:, None, :], y.T if trans2 else y)
        return product[:, 0, :]


def _rows(array: _Array) -> list[bytes]:
    """The rows of a table, each as its bytes."""
    data, width = array.tobytes(), array.itemsize * array.shape[1]
    return [data[i : i + width] for i in range(0, len(data), width)]


def _of_rows(rows: Iterable[bytes], dtype: str) -> _Array:
    data = list(rows)
    return numpy.frombuffer(b"".join(data), dtype=dtype).reshape(len(data), -1)
