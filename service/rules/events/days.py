"""When an event was: the dates of its clause."""

from __future__ import annotations

from collections.abc import Sequence

from schemas import When
from service.language.dates import Moment
from service.rules.events.view import Span, View
from service.rules.found import Grounded


def first_day(view: View, within: Span, avoid: Sequence[Span] = ()) -> Grounded[When] | None:
    """The first date in a stretch of the sentence that stands in none of the stretches to ``avoid``."""
    start, end = within
    for moment in view.moments:
        inside = start <= moment.start < end and not any(a <= moment.start < b for a, b in avoid)
        if inside:
            return as_when(view, moment)
    return None


def as_when(view: View, moment: Moment) -> Grounded[When]:
    """The date as the schema has it."""
    return Grounded(When(text=view.said(moment.start, moment.end), edtf=moment.edtf), moment.start, moment.end)
