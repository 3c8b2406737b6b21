"""The contestant that stands right beside a figure, whatever the parse makes of it: ``Rossi 45 per cent, Ferri on 41``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from service.language.quantities import Figure
from service.rules.elections.people import contestant
from service.rules.elections.view import View
from service.words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORDS = load_words("rules/elections")["results"]
_BETWEEN, _UNITS = frozenset(_WORDS["between"]), frozenset(_WORDS["units"])
_BEAT = frozenset(_WORDS["beat_verbs"])
_TOWARDS = frozenset({"for", "behind"})
_REACH = 6


def attached(view: View, figure: Figure) -> Token | None:
    """``793,000 for Mr Weah``; ``Boateng 41 per cent``, ``the Greens on 20``."""
    return _after(view, figure) or _before(view, figure)


def _after(view: View, figure: Figure) -> Token | None:
    at = view.token_at(figure.end - 1).i + 1
    while at < len(view.doc) and view.doc[at].lower_ in _UNITS:
        at += 1
    if at >= len(view.doc) or view.doc[at].lower_ not in _TOWARDS:
        return None
    return next(_contestants(view, view.doc[at + 1 : at + 1 + _REACH]), None)


def _contestants(view: View, tokens: Iterable[Token]) -> Iterator[Token]:
    """Contestants up to the first word that belongs to no phrase for one."""
    for t in tokens:
        head_of_phrase = t.dep_ not in ("compound", "amod", "nmod", "poss") and t.pos_ in ("PROPN", "NOUN")
        if head_of_phrase and contestant(view, t) is not None:
            yield t
        elif t.pos_ not in ("PROPN", "NOUN", "DET", "ADJ", "PRON") and t.text not in ("-", "'s", "’s"):
            return


def _before(view: View, figure: Figure) -> Token | None:
    at = view.token_at(figure.start).i - 1
    while at >= 0 and view.doc[at].lower_ in _BETWEEN:
        at -= 1
    if at > 1 and view.doc[at].text == "," and _closes_an_aside(view, at):
        at -= 1
    if at < 0 or view.doc[at].pos_ not in ("PROPN", "NOUN", "ADJ", "X"):
        return None
    token = view.doc[at]
    if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.pos_ in ("NOUN", "PROPN"):
        token = token.head.head  # "the chairman of the Greens on 20"
    beaten = token.head if token.dep_ in ("appos", "compound") else token
    if beaten.dep_ == "dobj" and beaten.head.lemma_.lower() in _BEAT:
        return None  # "beating Ferri with 53 per cent"
    while token.i > 0 and token.nbor(-1).text == "-" and token.pos_ in ("PROPN", "X") and token.i > 1:  # "the PML-N"
        token = token.nbor(-2)
    return token if contestant(view, token) is not None else None


def _closes_an_aside(view: View, at: int) -> bool:
    """Whether the comma ends a name set off by two: ``his challenger, Ann Rossi, 48.85``."""
    name = view.reading.mentions.entities.at(*view.sentence.span(view.doc[at - 1], view.doc[at - 1]))
    return name is not None and view.reading.transcript.text[
        max(0, name[0].start - 3) : name[0].start
    ].rstrip().endswith(",")
