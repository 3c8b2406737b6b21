"""When an event was: the dates of its clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from schemas import When
from service.language.dates import Moment
from service.language.phrases import clause_head
from service.rules.events.view import Span, View
from service.rules.found import Grounded

if TYPE_CHECKING:
    from spacy.tokens import Token

_BESIDE = 3  # tokens behind a verb of saying


def first_day(view: View, event: Token, within: Span, avoid: Sequence[Span] = ()) -> Grounded[When] | None:
    """The first date in a stretch of the sentence that stands in none of the stretches to ``avoid`` and is the event's: not the
    day on which somebody says so.
    """
    start, end = within
    saying = list(_told_by(event))
    for moment in view.moments:
        inside = start <= moment.start < end and not any(a <= moment.start < b for a, b in avoid)
        if inside and not any(_is_when_said(verb, view.token_at(moment.start)) for verb in saying):
            return as_when(view, moment)
    return None


def _told_by(event: Token) -> Iterator[Token]:
    """``Police said on Friday that they had held two``: the verbs above whose content the event is."""
    return (below.head for below in (event, *event.ancestors) if below.dep_ == "ccomp")


def _is_when_said(verb: Token, day: Token) -> bool:
    """Whether the day is told of the verb, or stands right behind it, whatever the parse makes of it: ``said on Friday they``."""
    between = {t.lower_ for t in verb.doc[verb.i + 1 : day.i]}
    return clause_head(day) == verb or (verb.i < day.i <= verb.i + _BESIDE and between <= {"on", "late", "early"})


def as_when(view: View, moment: Moment) -> Grounded[When]:
    """The date as the schema has it."""
    return Grounded(When(text=view.said(moment.start, moment.end), edtf=moment.edtf), moment.start, moment.end)
