"""Which words bear a value of a list out: the phrases of the word list, found among the tokens of the evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from service.guard.scope import Scope
from service.rules.detentions.people import is_person_noun
from service.words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

Phrase = tuple[str, ...]
_WORDS = load_words("guard/bearing")
_SAME: dict[str, str] = _WORDS["same"]
_BESIDE = {word: frozenset(company) for word, company in _WORDS["beside"].items()}
_APART = 3  # tokens at most from one word of a phrase to the next


def bearing(scope: Scope, path: str) -> list[Token]:
    """The tokens of the evidence that bear the value out, by ``path`` in the word list (``detention.stage.arrested``)."""
    return [head for token in scope.starting(_by_first(path)) if (head := _bears(token, path)) is not None]


def by_its_name(borne: list[Token], path: str) -> list[Token]:
    """Those of the tokens that are verbs of the value's own name: ``arrested``, and not ``held``, for an arrest."""
    return [token for token in borne if token.pos_ == "VERB" and token.lemma_.lower() == _phrases(path)[0][0]]


def knows(path: str) -> bool:
    """Whether the word list has words for the value."""
    return _entry(path) is not None


def opposites(path: str) -> list[str]:
    """The values that this one may not stand beside."""
    found: list[str] = _WORDS["opposite"].get(path, [])
    return found


def events(scope: Scope, kind: str) -> list[Token]:
    """The tokens of the evidence that name an event of this record type."""
    known = _of_kind(kind)
    paths = ((token, path) for token in scope.starting(known) for path in _paths_at(token, known))
    heads = (_bears(token, path) for token, path in paths)
    return list(dict.fromkeys(head for head in heads if head is not None))


def _paths_at(token: Token, known: dict[str, list[str]]) -> Iterator[str]:
    """The values of which a phrase may begin at the token."""
    yield from dict.fromkeys(path for form in _forms(token) for path in known.get(form, ()))


@cache
def _of_kind(kind: str) -> dict[str, list[str]]:
    """The values by which an event of the type may be named, by the first words of their phrases."""
    found: dict[str, list[str]] = {}
    for path in (f"{lists}.{value}" for lists in _WORDS["event"].get(kind, ()) for value in _entry(lists) or ()):
        for first in _by_first(path):
            found.setdefault(first, []).append(path)
    return found


def phrases_in(words: tuple[str, ...] | list[str]) -> tuple[Phrase, ...]:
    """Entries of a word list as phrases; a hyphen is a blank."""
    return tuple(tuple(re.split(r"[ -]", word)) for word in words)


def span_of(token: Token, phrase: Phrase) -> tuple[int, int] | None:
    """Where the phrase that begins at the token stands; a particle may stand a few words off (``let him go``)."""
    if phrase[0] not in _forms(token):
        return None
    at, doc = token.i, token.doc
    for word in phrase[1:]:
        near = range(at + 1, min(at + 1 + _APART, len(doc)))
        at = next((i for i in near if word in _forms(doc[i])), -1)
        if at < 0:
            return None
    return token.i, at


@cache
def _entry(path: str) -> Any:
    field, _, value = path.rpartition(".")
    found: Any = _WORDS
    for key in _SAME.get(path, f"{_SAME.get(field, field)}.{value}").split("."):
        if not isinstance(found, dict) or key not in found:
            return None
        found = found[key]
    return found


@cache
def _phrases(path: str) -> tuple[Phrase, ...]:
    return phrases_in(_entry(path) or ())


@cache
def _by_first(path: str) -> dict[str, list[Phrase]]:
    """The phrases of the value by their first word: most tokens begin none."""
    found: dict[str, list[Phrase]] = {}
    for phrase in _phrases(path):
        found.setdefault(phrase[0], []).append(phrase)
    return found


def _bears(token: Token, path: str) -> Token | None:
    """The head of a phrase of the value that begins at the token."""
    return next(_heads(token, path), None)


def _heads(token: Token, path: str) -> Iterator[Token]:
    by_first = _by_first(path)
    for phrase in dict.fromkeys(phrase for form in _forms(token) for phrase in by_first.get(form, ())):
        span = span_of(token, phrase)
        if span is not None and _has_company(token, f"{path}.{phrase[0]}") and not _is_a_name(token):
            first, last = span
            words = token.doc[first : last + 1]
            yield next((t for t in words if not first <= t.head.i <= last or t.head == t), token)


def _is_a_name(token: Token) -> bool:
    """``the burglar Nick Sayle``."""
    behind = token.i > 0 and token.pos_ == "PROPN" and is_person_noun(token.nbor(-1))
    return token.ent_type_ == "PERSON" or (behind and token.nbor(-1).is_lower)


def _has_company(token: Token, word: str) -> bool:
    """Whether a broad word has one of those in its sentence beside which alone it tells anything."""
    wanted = _BESIDE.get(word)
    return wanted is None or any(not wanted.isdisjoint(_forms(t)) for t in token.doc)


def _forms(token: Token) -> tuple[str, str]:
    return token.lower_, token.lemma_.lower()
