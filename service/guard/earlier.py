"""What is told of an earlier event, or an earlier figure: `last year 35 were arrested`, `up from 49 per cent`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from service.guard.bearing import phrases_in, span_of
from service.guard.clauses import clause_of
from service.guard.scope import Scope
from service.language.kept import kept
from service.words import load_words, words_in

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_WORDS = load_words("guard/earlier")
_AGO, _AFTER = phrases_in(_WORDS["ago"]), phrases_in(_WORDS["after"])
_CHANGING, _RANGE = frozenset(_WORDS["changing"]), frozenset(_WORDS["range"])
_MONTHS = words_in("language/dates", "months")
_YEAR = re.compile(r"(19|20)\d\d")
_INNER = frozenset({"poss", "compound", "amod", "nummod", "det", "nmod", "npadvmod", "case", "appos"})
_DURING = frozenset({"at", "in", "during", "for", "on"})


def is_of_an_earlier(claimed: Iterable[Token], events: Iterable[Token], scope: Scope, own: str = "") -> bool:
    """Whether all those ``claimed`` are told of an earlier time, and not all of the ``events`` are.

    ``own`` is the record's own date: what stands in a clause that has it is its own; where the words tell of none of its events, that alone.
    """
    stands = list(claimed)
    events = list(events)
    now = any(not is_earlier(event, scope, own) for event in events) or not (events or not own)
    return now and bool(stands) and all(is_earlier(token, scope, own) for token in stands)


def is_earlier(token: Token, scope: Scope, own: str = "") -> bool:
    """Whether the word is told of an earlier time than the record's ``own``, or than that of the report."""
    return token.i in _earlier(token.doc, scope, own)


def is_what_was(figure: Token) -> bool:
    """``up from 49 per cent``."""
    prep = next((t for t in (figure, *figure.ancestors) if t.dep_ == "prep"), None)
    if prep is None or prep.lower_ != "from":
        return False
    above = prep.head
    return not _CHANGING.isdisjoint({above.lemma_.lower(), above.lower_, prep.nbor(-1).lower_ if prep.i else ""})


def _earlier(doc: Doc, scope: Scope, own: str) -> frozenset[int]:
    """The places of the tokens that are told of an earlier time, without what the record's own date stands in."""
    this_year = (scope.reading.transcript.published or "")[:4]
    found: set[int] = set()
    for year, region in _regions(doc[0]):
        if year != this_year and not (own and own in " ".join(doc[i].text for i in sorted(region))):
            found |= region
    return frozenset(found)


@kept
def _regions(first: Token) -> tuple[tuple[str | None, frozenset[int]], ...]:
    """In the sentence that begins so: the year, if it is one, that tells of an earlier time, and what is told of that."""
    found: list[tuple[str | None, frozenset[int]]] = []
    for token in first.doc:
        if any((span := span_of(token, phrase)) and span[1] - span[0] < len(phrase) for phrase in _AFTER):
            found += [(None, region) for region in _what_follows(token)]
        elif any(span_of(token, phrase) for phrase in _AGO):
            found.append((None, _region(token)))
        elif _YEAR.fullmatch(token.text) and not _is_of_a_day(token):
            found.append((token.text, _region(token)))
    return tuple(found)


def _is_of_a_day(year: Token) -> bool:
    """``June 9, 2021``, ``June 2021``; or one end of a time: ``from 1990 to 2012``."""
    before = [t for t in year.doc[max(0, year.i - 2) : year.i] if not t.is_punct]
    told = bool(before) and (before[-1].like_num or before[-1].lower_ in _MONTHS)
    return told or any(t.lower_ in _RANGE for t in before)


def _what_follows(token: Token) -> Iterator[frozenset[int]]:
    """``a year after a riot``, ``two years after police shot at strikers``."""
    after = next((t for t in token.doc[token.i + 1 : token.i + 3] if t.lower_ in ("after", "since")), None)
    if after is None:
        return
    top = after.head if after.dep_ == "mark" else after
    yield frozenset(t.i for t in top.subtree if t.i >= after.i)


def _region(token: Token) -> frozenset[int]:
    """What the word is said of: the noun that it describes, or its clause."""
    top = token
    while (top.dep_ in _INNER or (top.dep_ == "pobj" and top.head.lower_ == "of")) and top.head.pos_ in (
        "NOUN", "PROPN", "ADP", "PART", "ADV", "ADJ",
    ):  # fmt: skip
        top = top.head
    described = top != token and top.pos_ in ("NOUN", "PROPN") and top.dep_ != "npadvmod"
    of_clause = top.dep_ == "pobj" and top.head.lower_ in _DURING and top.head.head.pos_ in ("VERB", "AUX")
    if described and not of_clause:
        return frozenset(t.i for t in top.subtree)
    clause = clause_of(top)
    return frozenset(t.i for t in clause.subtree if _hangs_on(t, clause, token))


def _hangs_on(token: Token, clause: Token, marked: Token) -> bool:
    """Whether the token is in the clause of what is ``marked``, or one under it, and not in one that is set beside it."""
    if any(t.text == ";" for t in clause.doc[min(token.i, marked.i) : max(token.i, marked.i)]):
        return False
    while token != clause:
        if token.dep_ in ("conj", "parataxis") and token.pos_ in ("VERB", "AUX"):
            return False
        if token.head == token:
            return False
        token = token.head
    return True
