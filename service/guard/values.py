"""Figures, dates and durations, read again from the words they cite; what comes back is our reading, never the proposal's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeVar

from schemas import Quantity, When, record_type
from schemas.protest import Duration
from service.guard.align import occurrences
from service.guard.scope import Scope
from service.language.dates import Moment
from service.language.durations import TimeSpan, find_durations, in_days
from service.language.parse import Sentence
from service.language.quantities import Figure, to_quantity
from service.rules.registry import gate

PERCENT = frozenset({"vote_share", "turnout"})  # fields whose figure is a share
UNREAD = "P0D"  # a duration whose words, by themselves, give none
_COUNTED = frozenset({"votes", "seats", "counts", "participants", "polling_stations", "of_stations"})


def read_quantity(claimed: Quantity, field: str, scope: Scope) -> Quantity | None:
    """The figure as the words have it, None if they have another or none."""
    figure = next(iter(figures_of(claimed, field, scope)), None)
    if figure is None:
        return None
    return to_quantity(figure, scope.reading.transcript.text, claimed.by).model_copy(update={"text": claimed.text})


def figures_of(claimed: Quantity, field: str, scope: Scope) -> list[Figure]:
    """The figures in the words that may be the one claimed."""
    found = _at(claimed.text, scope, scope.reading.figures)
    return [figure for figure in found if _is_same(claimed, figure) and _fits(field, figure)]


def read_when(claimed: When, scope: Scope, kind: str) -> When | None:
    """The date as the words have it, None if they have another or none. A date that they do not fix is left without EDTF.

    Where a sentence that speaks of such an event has a date, one from a sentence that does not is another thing's.
    """
    telling = [s for s in scope.sentences if gate(frozenset({record_type(kind).plural})).types(scope.reading.text(s))]
    if any(scope.reading.moments(s) for s in telling):
        scope = replace(scope, spans=tuple((s.start, s.end) for s in telling))
    for moment in _at(claimed.text, scope, scope.reading.moments):
        if claimed.edtf is None or moment.edtf is None or _is_same_day(claimed.edtf, moment.edtf):
            return When(text=claimed.text, edtf=moment.edtf)
    return None


def read_duration(claimed: Duration, scope: Scope) -> Duration | None:
    """The duration as the words have it, None if they have another or none."""
    read = [span.iso for span in _at(claimed.text, scope, scope.reading.durations)] or list(_alone(claimed.text, scope))
    iso = next((iso for iso in read if claimed.iso == UNREAD or in_days(claimed.iso) == in_days(iso)), None)
    return Duration(text=claimed.text, iso=iso) if iso is not None else None


def _alone(words: str, scope: Scope) -> Iterator[str]:
    """``the strike lasted an hour``: what alone may be a rate (``50 crowns an hour``) is how long, where no figure stands before it."""
    told = next(iter(find_durations(f"for {words}")), None)
    text = scope.reading.transcript.text
    for sentence in scope.sentences if told is not None else ():
        for start, _ in occurrences(text, words, sentence.start, sentence.end):
            before = sentence.before(start, 1)
            if told is not None and not (before and before[0].pos_ in ("NOUN", "NUM", "SYM")):
                yield told.iso


V = TypeVar("V", Figure, Moment, TimeSpan)


def _at(words: str, scope: Scope, read: Callable[[Sentence], list[V]]) -> Iterator[V]:
    """Of the values that are read in the sentences, those that stand where these words do."""
    text = scope.reading.transcript.text
    for sentence in scope.sentences:
        places = list(occurrences(text, words, sentence.start, sentence.end))
        if places:
            yield from (v for v in read(sentence) if any(v.start < end and v.end > start for start, end in places))


def _is_same(claimed: Quantity, figure: Figure) -> bool:
    if (claimed.low, claimed.high) in ((None, None), (figure.low, figure.high)):
        return True
    if claimed.low is None or claimed.low != claimed.high:
        return False
    # One number for a range: `more than 8,000` may be given as 8000, which our own reading leaves out.
    low = figure.low - 1 if figure.low is not None else claimed.low
    high = figure.high + 1 if figure.high is not None else claimed.low
    bounds = [b for b in (figure.low, figure.high) if b is not None]
    return low <= claimed.low <= high and any(abs(claimed.low - b) <= 1 for b in bounds) and figure.low != figure.high


def _fits(field: str, figure: Figure) -> bool:
    if field in PERCENT:
        return figure.unit == "percent" or figure.kind == "count"
    return field not in _COUNTED or (figure.unit is None and figure.kind == "count")


def _is_same_day(claimed: str, read: str) -> bool:
    """Whether the two agree as far as both are known: a year that the words leave open is no disagreement."""
    if claimed == read:
        return True
    return read.startswith("XXXX-") and claimed[-len(read) + 4 :] == read[4:] and len(claimed) == len(read)
