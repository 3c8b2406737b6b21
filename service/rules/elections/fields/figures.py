"""Figures of an election: per cent, seats, votes and polling stations, as quantities of the schema."""

from __future__ import annotations

from itertools import dropwhile, takewhile
from typing import TYPE_CHECKING

from schemas import Quantity
from service.language.quantities import Figure, find_quantities, to_quantity
from service.rules.elections.view import View
from service.words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORDS = load_words("rules/elections")["results"]
_NOT_SHARES = frozenset(_WORDS["not_shares"])
_COUNTED = frozenset({"counted", "tallied", "reporting"})
_PARTED, _BEHIND = frozenset({"of", "out", "the", "its", "a", "possible"}), 8  # tokens
_OF_THE_COUNT = 6  # tokens: `of the votes cast so far counted`
_LED = 3  # tokens before the figure, or after it
_APART = frozenset(_WORDS["apart"])
_ABOUT = frozenset(
    {
        "just",
        "only",
        "some",
        "about",
        "around",
        "nearly",
        "almost",
        "a",
        "mere",
        "over",
        "than",
        "more",
        "less",
        "fewer",
        "under",
        "roughly",
    }
)
_NET = frozenset(_WORDS["net_words"])


def quantity(view: View, figure: Figure) -> Quantity:
    """The figure as the schema has it."""
    return to_quantity(figure, view.reading.transcript.text)


def quantity_in(words: str) -> Quantity:
    """The one figure of words that hold no more."""
    return to_quantity(find_quantities(words)[0], words)


def is_percent(figure: Figure) -> bool:
    """Whether the figure is a share in per cent."""
    return figure.unit == "percent"


def head_token(view: View, figure: Figure) -> Token:
    """The figure's token that hangs on something outside of it: ``%``, ``cent`` or the number itself."""
    return view.once(_head_token, figure)


def _head_token(view: View, figure: Figure) -> Token:
    tokens = view.tokens_of(figure.start, figure.end)
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head.i not in inside or t.head == t), tokens[-1])


def is_net(view: View, figure: Figure) -> bool:
    """Whether the seats are a gain, and not the seats won: ``gained 66 seats``."""
    return bool(near_words(view, figure, 2) & _NET)


def counted_noun(view: View, figure: Figure) -> Token | None:
    """The noun that the figure counts, right behind it or after `of`: ``62 of the 120 seats`` and ``62 seats`` give ``seats``."""
    last = view.token_at(figure.end - 1).i
    behind = list(dropwhile(lambda t: t.lower_ in _PARTED or t.like_num, view.doc[last + 1 : last + _BEHIND]))
    if len(behind) > 1 and behind[1].lower_ in ("'s", "’s"):  # "45 of the parliament's 63 seats"
        behind = list(dropwhile(lambda t: t.like_num, behind[2:]))
    phrase = takewhile(lambda t: t.pos_ in ("NOUN", "PROPN", "ADJ", "VERB"), behind)
    return next((t for t in phrase if t.pos_ == "NOUN" and t.dep_ not in ("compound", "amod", "nmod")), None)


def near_words(view: View, figure: Figure, reach: int = 5) -> set[str]:
    """The words around the figure, up to ``reach`` on either side."""
    tokens = view.tokens_of(figure.start, figure.end)
    left, right = max(0, tokens[0].i - reach), tokens[-1].i + reach + 1
    return {t.lower_ for t in view.doc[left:right]}


def is_margin(view: View, figure: Figure) -> bool:
    """``leads by just 905 votes``, ``a margin of 905 votes``, ``612 votes ahead of``: how far apart two are."""
    before = [t.lower_ for t in view.doc[max(0, view.token_at(figure.start).i - _LED) : view.token_at(figure.start).i]]
    led = list(dropwhile(lambda word: word in _ABOUT, reversed(before)))
    last = view.token_at(figure.end - 1).i
    named = led[:1] == ["of"] and led[1:2] in (["margin"], ["majority"], ["lead"])
    return led[:1] == ["by"] or named or any(t.lower_ in _APART for t in view.doc[last + 1 : last + _LED])


def is_no_share(view: View, figure: Figure) -> bool:
    """Whether the words beside the figure say that it is a share of something else: ``80 per cent of the votes counted``, ``in``."""
    after = view.doc[view.token_at(figure.end - 1).i + 1 :][:_OF_THE_COUNT]
    counted = [t.lower_ for t in takewhile(lambda t: not t.is_punct and t.lower_ != "with", after)]
    come_in = counted[-1:] == ["in"] and len(counted) < len(after)
    aside = {t.lower_ for t in dropwhile(lambda t: t.text != ",", after)}  # "won with 51 per cent, ten points clear of"
    beside = near_words(view, figure, 3) - (aside - {*counted})
    return come_in or bool(beside & _NOT_SHARES or _COUNTED & {*counted})
