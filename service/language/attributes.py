"""What a token's word, tag and dependency alone decide: its part of speech, morphology and lemma, remembered by these three."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
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
_Word = tuple[int, int, int, int]  # what is ``_ASKED``
_Kind = tuple[int, int, int]


def attributes_of(nlp: Language) -> Attributes | None:
    """What stands for the attribute ruler and the lemmatizer at the pipeline's end, which loses them; None where nothing can."""
    if [name for name, _ in nlp.pipeline[-2:]] != ["attribute_ruler", "lemmatizer"]:
        return None
    (_, ruler), (_, lemmatizer) = nlp.pipeline[-2:]
    if not isinstance(ruler, AttributeRuler) or not isinstance(lemmatizer, Lemmatizer) or lemmatizer.overwrite:
        return None
    if any(len(pattern) > 2 for pattern in _patterns(ruler)):
        return None
    if not all(_DECIDED.issuperset(token) for pattern in _patterns(ruler) for token in pattern):
        return None
    nlp.remove_pipe("attribute_ruler")
    nlp.remove_pipe("lemmatizer")
    _index(lemmatizer)
    return Attributes(_Ruler(ruler), lemmatizer)


class Attributes:
    """A ruler and a lemmatizer, asked once about each word with its tag and dependency, and about two that the ruler knows together.

    Of a sentence in which three such words run into each other, both are asked by itself.
    """

    def __init__(self, ruler: _Ruler, lemmatizer: Lemmatizer) -> None:
        self._ruler, self._lemmatizer = ruler, lemmatizer
        self._table: dict[_Word, _Row] = {}

    def __call__(self, doc: Doc) -> Doc:
        """The tagged and parsed sentence, with the attributes of its tokens."""
        table = self._table
        words: list[_Word] = list(map(tuple, doc.to_array(_ASKED).tolist()))
        rows = [table.get(word) or self._ruler.row(word) for word in words]
        pairs = self._ruler.pairs(words)
        if not rows or pairs is None:
            return self._lemmatizer(self._ruler.asked_about(doc))
        for at, row in pairs.items():
            rows[at] = row
        doc.from_array(_TOLD, numpy.array(rows, dtype="uint64"))  # type: ignore[arg-type]
        if pairs or any(word not in table for word in words):
            self._remember(words, self._lemmatizer(doc), pairs)
        return doc

    def _remember(self, words: list[_Word], doc: Doc, pairs: Mapping[int, _Row]) -> None:
        if len(self._table) + len(words) > _MOST:
            self._table = {}
        told = enumerate(zip(words, doc.to_array(_TOLD).tolist(), strict=True))
        self._table.update(known for at, known in told if at not in pairs)


class _Ruler:
    """An attribute ruler, asked once about each tag and dependency of a word that its patterns name, and of all other words; and
    once about two such words together.
    """

    def __init__(self, ruler: AttributeRuler) -> None:
        self.asked_about = ruler
        self._names = frozenset(word for pattern in _patterns(ruler) for word in _words(pattern, "IN"))
        self._likenesses = [re.compile(r) for pattern in _patterns(ruler) for r in _words(pattern, "REGEX")]
        wider = [pattern for pattern in _patterns(ruler) if len(pattern) > 1]
        self._begins, self._together = _matcher(ruler, [pattern[:1] for pattern in wider]), _matcher(ruler, wider)
        self._rows: dict[_Kind, _Row] = {}
        self._pairs: dict[tuple[_Kind, _Kind], list[_Row] | None] = {}
        self._first: set[_Kind] = set()  # those that begin a pattern of several words
        self._met: set[_Word] = set()  # the words of these kinds

    def row(self, word: _Word) -> _Row:
        """The attributes of the word without a lemma of its own, where no pattern of several words says otherwise."""
        kind = self._kind(word)
        if kind not in self._rows:
            alone = self._doc(word)
            if self._begins(alone):
                self._first.add(kind)
            (self._rows[kind],) = self._told(alone)
        if kind in self._first:
            self._met.add(word)
        return self._rows[kind]

    def pairs(self, words: Sequence[_Word]) -> dict[int, _Row] | None:
        """The same, by their places, for words that a pattern knows with the one beside them; None where three run into each other."""
        found: dict[int, _Row] = {}
        if self._met.isdisjoint(words):
            return found
        for at, (one, other) in enumerate(pairwise(words)):
            rows = self._pair(one, other) if one in self._met else None
            if rows is not None:
                if at in found:
                    return None
                found[at], found[at + 1] = rows
        return found

    def _pair(self, one: _Word, other: _Word) -> list[_Row] | None:
        kinds = self._kind(one), self._kind(other)
        if kinds not in self._pairs:
            two = self._doc(one, other)
            self._pairs[kinds] = self._told(two) if self._together(two) else None
        return self._pairs[kinds]

    def _kind(self, word: _Word) -> _Kind:
        """All that the ruler looks at of the word."""
        _, lower, tag, dependency = word
        text = self.asked_about.vocab.strings[lower]
        named = text in self._names or text.isspace() or any(likeness.search(text) for likeness in self._likenesses)
        return lower if named else 0, tag, dependency

    def _doc(self, *words: _Word) -> Doc:
        vocab, count = self.asked_about.vocab, len(words)
        texts, _, tags, deps = ([vocab.strings[part] for part in parts] for parts in zip(*words, strict=True))
        return Doc(vocab, words=texts, spaces=[False] * count, tags=tags, deps=deps, heads=[*range(count)])

    def _told(self, doc: Doc) -> list[_Row]:
        return [list(row) for row in self.asked_about(doc).to_array(_TOLD).tolist()]


def _matcher(ruler: AttributeRuler, patterns: list[list[dict[str, Any]]]) -> Matcher:
    matcher = Matcher(ruler.vocab)
    if patterns:
        matcher.add("patterns", patterns)
    return matcher


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
