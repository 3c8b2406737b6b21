"""What a token's word, tag and dependency alone decide: its part of speech, morphology and lemma, remembered by these three."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy
from spacy.attrs import DEP, LEMMA, LOWER, MORPH, ORTH, POS, TAG  # type: ignore[import-not-found]
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc

_ASKED = [ORTH, LOWER, TAG, DEP]
_TOLD = [TAG, DEP, POS, MORPH, LEMMA]
# All that a pattern may ask of a word for a table to know the answer.
_DECIDED = frozenset({"LOWER", "IS_SPACE", "TAG", "DEP"})
_MOST = 32_768  # words with a tag and a dependency; the table begins anew once it holds as many

_Row = list[int]


def attributes_of(nlp: Language) -> Attributes | None:
    """What stands for the attribute ruler and the lemmatizer at the pipeline's end, which loses them; None where nothing can."""
    if [name for name, _ in nlp.pipeline[-2:]] != ["attribute_ruler", "lemmatizer"]:
        return None
    (_, ruler), (_, lemmatizer) = nlp.pipeline[-2:]
    if not isinstance(ruler, AttributeRuler) or not isinstance(lemmatizer, Lemmatizer) or lemmatizer.overwrite:
        return None
    if not all(_DECIDED.issuperset(token) for pattern in _patterns(ruler) for token in pattern):
        return None
    nlp.remove_pipe("attribute_ruler")
    nlp.remove_pipe("lemmatizer")
    _index(lemmatizer)
    return Attributes(_Ruler(ruler), lemmatizer)


class Attributes:
    """A ruler and a lemmatizer, asked once about each word with its tag and dependency.

    Of a sentence with a word that begins one of the ruler's patterns of several words, both are asked by itself.
    """

    def __init__(self, ruler: _Ruler, lemmatizer: Lemmatizer) -> None:
        self._ruler, self._lemmatizer = ruler, lemmatizer
        self._table: dict[tuple[int, ...], _Row] = {}

    def __call__(self, doc: Doc) -> Doc:
        """The tagged and parsed sentence, with the attributes of its tokens."""
        table = self._table
        keys = list(map(tuple, doc.to_array(_ASKED).tolist()))
        rows = [table.get(key) or self._ruler.row(doc, *key) for key in keys]
        if not rows or None in rows:
            return self._lemmatizer(self._ruler.asked_about(doc))
        doc.from_array(_TOLD, numpy.array(rows, dtype="uint64"))  # type: ignore[arg-type]
        if any(key not in table for key in keys):
            self._remember(keys, self._lemmatizer(doc))
        return doc

    def _remember(self, keys: list[tuple[int, ...]], doc: Doc) -> None:
        if len(self._table) + len(keys) > _MOST:
            self._table = {}
        self._table.update(zip(keys, doc.to_array(_TOLD).tolist(), strict=True))


class _Ruler:
    """An attribute ruler, asked once about each tag and dependency of a word that its patterns name, and of all other words."""

    def __init__(self, ruler: AttributeRuler) -> None:
        self.asked_about = ruler
        self._names = frozenset(word for pattern in _patterns(ruler) for word in _words(pattern, "IN"))
        self._likenesses = [re.compile(r) for pattern in _patterns(ruler) for r in _words(pattern, "REGEX")]
        self._rows: dict[tuple[int, int, int], _Row | None] = {}
        self._beginnings = Matcher(ruler.vocab)
        if wider := [pattern[:1] for pattern in _patterns(ruler) if len(pattern) > 1]:
            self._beginnings.add("wider", wider)

    def row(self, doc: Doc, word: int, lower: int, tag: int, dependency: int) -> _Row | None:
        """The attributes of the word without a lemma of its own, None where they may hang on the next word as well."""
        text = doc.vocab.strings[lower]
        named = text in self._names or text.isspace() or any(likeness.search(text) for likeness in self._likenesses)
        key = (lower if named else 0, tag, dependency)
        if key not in self._rows:
            self._rows[key] = self._of_word(doc, word, tag, dependency)
        return self._rows[key]

    def _of_word(self, doc: Doc, *key: int) -> _Row | None:
        word, tag, dependency = (doc.vocab.strings[part] for part in key)
        alone = Doc(doc.vocab, words=[word], spaces=[False], tags=[tag], deps=[dependency], heads=[0])
        if self._beginnings(alone):
            return None
        return list(self.asked_about(alone).to_array(_TOLD)[0].tolist())


def _index(lemmatizer: Lemmatizer) -> None:
    """Its known forms as sets: they are lists, and each new word is looked for from end to end."""
    if lemmatizer.lookups.has_table("lemma_index"):
        table = lemmatizer.lookups.get_table("lemma_index")
        for kind, forms in list(table.items()):
            table[kind] = frozenset(forms)


def _patterns(ruler: AttributeRuler) -> Iterator[list[dict[str, Any]]]:
    return (pattern for entry in ruler.patterns for pattern in entry["patterns"])  # type: ignore[misc,union-attr]


def _words(pattern: list[dict[str, Any]], how: str) -> Iterator[str]:
    """The words that a pattern names, ``IN`` a list or as a ``REGEX``."""
    for asked in (token["LOWER"] for token in pattern if "LOWER" in token):
        of_kind = asked.get(how, ()) if isinstance(asked, dict) else asked if how == "IN" else ()
        yield from [of_kind] if isinstance(of_kind, str) else of_kind
