"""How many people were detained, and who gives the figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemas import Quantity
from service.language.phrases import noun_phrase
from service.language.quantities import Figure, to_quantity
from service.rules.detentions.lexicon import words_of
from service.rules.detentions.trigger import Trigger
from service.rules.events.sources import saying_above
from service.rules.events.view import Span, View
from service.rules.found import Grounded

if TYPE_CHECKING:
    from spacy.tokens import Token


def counts_of(trigger: Trigger) -> list[Grounded[Quantity]]:
    """The figure in the people's phrase, or before the noun (``432 arrests``); of several groups, their sum."""
    view = trigger.view
    counted = [f for f in view.figures if f.kind == "count" and not _is_vague(view, f)]
    by = _giver(trigger)
    together = _together(view, trigger.patients, counted, by)
    if together is not None:
        return [together]
    heads = trigger.patients or ((trigger.site, trigger.token) if trigger.rule == "bare_noun" else ())
    spans = [_figure_span(view, head) for head in heads]
    figure = next((f for f in counted if any(a <= f.start < b for a, b in spans)), None)
    if figure is None:
        return []
    return [Grounded(to_quantity(figure, view.reading.transcript.text, by), figure.start, figure.end)]


def _together(
    view: View, groups: tuple[Token, ...], counted: list[Figure], by: str | None
) -> Grounded[Quantity] | None:
    """``25 dockers, 12 clerks and an engineer``: their sum, where each of several groups is counted."""
    numbers = [_number(view, head, counted) for head in groups]
    known = [n for n in numbers if n is not None]
    if len(groups) < 2 or len(known) < len(numbers):
        return None
    start, end = view.span(view.doc[groups[0].left_edge.i], groups[-1])
    return Grounded(Quantity(text=view.said(start, end), low=sum(known), high=sum(known), by=by), start, end)


def _number(view: View, head: Token, counted: list[Figure]) -> float | None:
    start, end = _figure_span(view, head)
    own = next((f for f in counted if start <= f.start < end), None)
    if own is not None and own.low == own.high:
        return own.low
    one = head.tag_ not in ("NNS", "NNPS") and any(c.lower_ in ("a", "an", "one", "another") for c in head.children)
    return 1.0 if one else None


def _is_vague(view: View, figure: Figure) -> bool:
    """``several``, ``a couple``: words that count nobody; but ``several dozen`` and ``a few hundred`` do."""
    words = {*view.said(figure.start, figure.end).lower().split()}
    exact = words & words_of("people", "scores") or any(w[:1].isdigit() for w in words)  # `as many as 148`
    return bool(words & words_of("people", "vague")) and not exact


def _figure_span(view: View, head: Token) -> Span:
    """The phrase from its first word to its noun, and on over ``dozens of people``."""
    first, last = noun_phrase(head, article=True)
    of = head.head if head.dep_ == "pobj" and head.head.lower_ == "of" else None
    if of is not None and of.head.lower_ in words_of("people", "scores"):  # `dozens of dockers arrested`
        return view.span(of.head.doc[of.head.left_edge.i], head)
    before = view.doc[head.left_edge.i : first.i]
    if all(t.pos_ in ("NUM", "ADV", "ADJ", "ADP", "SYM", "DET") for t in before):
        first = view.doc[min(head.left_edge.i, first.i)]
    return view.span(first, head if head.pos_ != "NUM" else last)


def _giver(trigger: Trigger) -> str | None:
    """Who gives the figure: the subject of the nearest verb of saying above."""
    own = next(saying_above(trigger.site), None)
    actor = trigger.view.actor(own) if own is not None else None
    return actor.name if actor is not None else None
