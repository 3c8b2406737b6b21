"""Names in captions without capitals: first names with the words joined to them, titles with a name, and those names again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from service.language.names import FIRST_NAMES, TITLES, Name
from service.language.parse import Sentence
from service.words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORDS = load_words("language/names")
_DOUBTFUL = frozenset(_WORDS["first_names_as_words"])
_NO_SURNAMES = frozenset(_WORDS["person_nouns"]) | frozenset(_WORDS["bodies"]) | TITLES
_JOINED = frozenset({"compound", "nmod", "flat", "amod"})
_NOMINAL = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "appos", "conj", "attr", "dative"})  # whatever its tag
_SHORTEST = 4  # letters of a surname that is known again when it stands alone


def caption_names(sentences: Sequence[Sentence]) -> list[Name]:
    """The people's names in parsed sentences without capitals, in order, without overlap."""
    parsed = [s for s in sentences if s.doc is not None]
    full = [name for s in parsed for name in _full_names(s)]
    surnames = {name.words[-1] for name in full if len(name.words[-1]) >= _SHORTEST}
    taken = [(n.start, n.end) for n in full]
    again = (name for s in parsed for name in _again(s, surnames))
    return sorted([*full, *(n for n in again if not _is_taken(taken, n))], key=lambda n: n.start)


def _is_taken(taken: list[tuple[int, int]], name: Name) -> bool:
    return any(start < name.end and name.start < end for start, end in taken)


def _full_names(sentence: Sentence) -> Iterator[Name]:
    assert sentence.doc is not None
    done = -1
    for token in sentence.doc:
        titled = _title_before(token)
        first = token.lower_ in FIRST_NAMES and token.lower_ not in _DOUBTFUL
        if token.i <= done or not (first or titled is not None):
            continue
        last = _last(token) if first else token
        if last == token and titled is None:
            continue
        done = last.i
        title = titled.text if titled is not None else None
        start, end = sentence.span(token, last)
        yield Name(start, end, sentence.doc.text[token.idx : last.idx + len(last)], title, "person")


def _title_before(token: Token) -> Token | None:
    """``senator`` in ``senator cruz``: a title joined to what the parser takes for a name."""
    before = token.nbor(-1) if token.i else None
    if before is None or before.lower_ not in TITLES or token.pos_ != "PROPN" or not _may_be_surname(token):
        return None
    return before if before.head == token or before.head == token.head else None


def _last(first: Token) -> Token:
    """The last word of the name that begins with a first name: the noun that it is joined to, with what stands between."""
    last = first
    for token in first.doc[first.i + 1 : first.i + 4]:
        joined = (token == first.head and first.dep_ in _JOINED) or token.head in (first.head, first)
        nominal = token.pos_ in ("PROPN", "NOUN", "X") or (token == first.head and token.dep_ in _NOMINAL)
        if not (joined and nominal and token.is_alpha and _may_be_surname(token)):
            break
        last = token
        if token == first.head:
            break
    return last


def _may_be_surname(token: Token) -> bool:
    return len(token) > 2 and token.lower_ not in _NO_SURNAMES and token.lemma_.lower() not in _NO_SURNAMES


def _again(sentence: Sentence, surnames: set[str]) -> Iterator[Name]:
    assert sentence.doc is not None
    for token in sentence.doc:
        if token.lower_ in surnames and token.pos_ in ("PROPN", "NOUN"):
            start, end = sentence.span(token, token)
            yield Name(start, end, token.text, None, "unknown")
