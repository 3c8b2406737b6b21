"""Whether the words before a date look back or ahead: the nearest sign in the same sentence decides."""

from __future__ import annotations

from service.language.edtf import Direction
from service.language.tokens import Phrases, Tokens
from service.words import load_words

_WORDS = load_words("language/dates")["tense"]
_FUTURE = frozenset(_WORDS["future"])
_NOT_FUTURE_AFTER = frozenset(_WORDS["not_future_after"])
_PLANNED = frozenset(_WORDS["planned"])
_PRESENT = Phrases.of(_WORDS["present"], True)
_NOT_PRESENT_AFTER = frozenset(_WORDS["not_present_after"])
_PAST = frozenset(_WORDS["past"])
_NOT_PAST_AFTER = frozenset(_WORDS["not_past_after"])
_WINDOW = 14  # tokens; further off, a sign belongs to another clause more often than not
_SENTENCE_ENDS = frozenset(".!?;:")


def direction(tokens: Tokens, first: int, last: int) -> Direction:
    """1 if the date at tokens ``first`` to ``last`` is said to lie ahead, -1 if behind, 0 if the words leave it open.

    A date that opens its sentence takes the first sign that follows it instead (`On Sunday, voters will choose`).
    """
    for i in range(first - 1, first - 1 - _WINDOW, -1):
        if _ends(tokens, i):
            opens = first - i <= 2
            return _ahead(tokens, last) if opens else 0
        if sign := _sign(tokens, i):
            return sign
    return 0


def _ahead(tokens: Tokens, last: int) -> Direction:
    for i in range(last, last + _WINDOW):
        if _ends(tokens, i):
            return 0
        if sign := _sign(tokens, i):
            return sign
    return 0


def _ends(tokens: Tokens, i: int) -> bool:
    return tokens[i].kind in ("", "gap") or tokens[i].text in _SENTENCE_ENDS


def _sign(tokens: Tokens, i: int) -> Direction:
    word = tokens[i].text
    if (word in _FUTURE and tokens[i - 1].text not in _NOT_FUTURE_AFTER) or (
        word == "to" and tokens[i + 1].text in _PLANNED
    ):
        return 1
    if _PRESENT.at(tokens, i) and tokens[i - 1].kind != "digits" and tokens[i - 1].text not in _NOT_PRESENT_AFTER:
        return 1
    return -1 if word in _PAST and tokens[i - 1].text not in _NOT_PAST_AFTER else 0
