"""What a protest is against, where only a sentence beside its reports tells: ``They are angry at the cost of bread``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from schemas import Actor
from service.language.phrases import noun_phrase, prepositional, subject
from service.rules.events.grouping import Neighbours
from service.rules.events.view import View
from service.rules.found import Grounded
from service.rules.protests.fields.causes import (
    by_preposition,
    complained_of,
    deeds,
    feelings,
    is_empty,
    opposing,
)
from service.rules.protests.grouping import Cluster
from service.rules.protests.lexicon import people, words_of
from service.rules.protests.report import Report

if TYPE_CHECKING:
    from spacy.tokens import Token

_STEPS = (0, 1, -1, 2, 3, -2)  # from a report to the sentences beside it, the likeliest first


def causes_near(seen: list[View], clusters: list[Cluster]) -> list[list[Grounded[Actor]]]:
    """For each cluster whose reports give no cause, the first one that a sentence beside gives."""
    reports = Neighbours([cluster.members for cluster in clusters])
    parsed = {view.index: view for view in seen}
    out: list[list[Grounded[Actor]]] = []
    for i, cluster in enumerate(clusters):
        silent = not cluster.is_filed and not any(m.against for m in cluster.members)
        beside = (parsed.get(m.index + step) for step in _STEPS for m in cluster.members) if silent else ()
        told = (cause for view in beside if view is not None for cause in _told(view, reports, i))
        out.append([cause for cause in [next(told, None)] if cause is not None])
    return out


def _told(view: View, reports: Neighbours[Report], cluster: int) -> Iterator[Grounded[Actor]]:
    for noun in view.once(_nouns):
        actor = view.actor(noun) if not is_empty(noun) else None
        if actor is not None and reports.owner(view.index, view.at(noun)) == cluster:
            yield Grounded(actor, *view.span(*noun_phrase(noun)))


def _nouns(view: View) -> list[Token]:
    """What the sentence's own words are against, the plainest first."""
    ways = [t for t in view.doc if t.lower_ == "protest" and t.dep_ == "pobj" and t.head.lower_ == "in"]
    found = [n for way in ways for _, n in prepositional(way, "against", "over", "at")]
    found += [aim for verb, aim in view.once(opposing) if _is_of_protesters(verb)]
    found += [c.token for spot in view.once(feelings) for c in by_preposition(spot)]
    found += view.once(complained_of)
    if any(t.lower_ in ("it", "they") and t.dep_ in ("nsubj", "nsubjpass") for t in view.doc):
        found += deeds(view)  # `It was called after the government doubled the price`
    return found


def _is_of_protesters(verb: Token) -> bool:
    """``It was the first to challenge the coup``, ``they denounced the law``."""
    doer = subject(verb)
    return doer is not None and (doer.lower_ in people() or doer.lower_ in words_of("about", "theirs"))
