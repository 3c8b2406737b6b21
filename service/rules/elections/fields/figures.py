"""Figures of an election: per cent, seats, votes and polling stations, as quantities of the schema."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from schemas import Quantity
from service.language.quantities import Figure, to_quantity
from service.rules.elections.view import View
from service.words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORDS = load_words("rules/elections")["results"]
_NOT_SHARES = frozenset(_WORDS["not_shares"])
_COUNTED = frozenset({"counted", "tallied", "reporting"})
_OF_THE_COUNT = 6  # tokens: `of the votes cast so far counted`
_NET, _BEFORE = frozenset(_WORDS["net_words"]), frozenset(_WORDS["before_words"])


def quantity(view: View, figure: Figure) -> Quantity:
    """The figure as the schema has it."""
    return to_quantity(figure, view.reading.transcript.text)


def is_percent(figure: Figure) -> bool:
    """Whether the figure is a share in per cent."""
    return figure.unit == "percent"


def head_token(view: View, figure: Figure) -> Token:
    """The figure's token that hangs on something outside of it: ``%``, ``cent`` or the number itself."""
    tokens = view.tokens_of(figure.start, figure.end)
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head.i not in inside or t.head == t), tokens[-1])


def is_net(view: View, figure: Figure) -> bool:
    """Whether the seats are a gain, or held before the vote, and not the seats won: ``gained 66 seats``, ``had 318 before``."""
    words = near_words(view, figure, 2)
    return bool(words & _NET) or bool({t.lower_ for t in view.doc[:2]} & _BEFORE)


def counted_noun(view: View, figure: Figure) -> Token | None:
    """The noun that the figure counts: ``62`` in ``62 of 120 seats`` and ``62 seats`` gives ``seats``."""
    head = head_token(view, figure)
    if head.dep_ in ("nummod", "quantmod", "compound", "amod", "nmod") and head.head.pos_ in ("NOUN", "PROPN"):
        return head.head
    noun = _of(head)
    if noun is not None:
        return noun
    last = view.token_at(figure.end - 1).i
    following = head.doc[last + 1 : last + 4]
    return next((t for t in following if t.pos_ == "NOUN"), None)


def _of(head: Token) -> Token | None:
    for prep in head.children:
        if prep.dep_ == "prep" and prep.lower_ in ("of", "out"):
            inner = prep if prep.lower_ == "of" else next((c for c in prep.children if c.lower_ == "of"), prep)
            return next((c for c in inner.children if c.dep_ == "pobj"), None)
    return None


def near_words(view: View, figure: Figure, reach: int = 5) -> set[str]:
    """The words around the figure, up to ``reach`` on either side."""
    tokens = view.tokens_of(figure.start, figure.end)
    left, right = max(0, tokens[0].i - reach), tokens[-1].i + reach + 1
    return {t.lower_ for t in view.doc[left:right]}


def is_no_share(view: View, figure: Figure) -> bool:
    """Whether the words beside the figure say that it is a share of something else."""
    after = view.doc[view.token_at(figure.end - 1).i + 1 :][:_OF_THE_COUNT]
    counted = {t.lower_ for t in takewhile(lambda t: not t.is_punct, after)}
    return bool(near_words(view, figure, 3) & _NOT_SHARES or counted & _COUNTED)


def verb_of(token: Token) -> Token:
    """The verb of the clause that the token stands in (the root where there is none)."""
    while token.head != token and token.pos_ not in ("VERB", "AUX"):
        token = token.head
    return token
