"""Rule: somebody held is allowed to go, in the sentence that tells that they were held."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from service.language.phrases import child, children, is_negated, is_passive
from service.rules.detentions.lexicon import verbs, words_of
from service.rules.detentions.people import are_people
from service.rules.detentions.trigger import Trigger
from service.rules.detentions.triggers.roles import undergoers
from service.rules.events.view import View

if TYPE_CHECKING:
    from spacy.tokens import Token

_HELD = frozenset({"detained", "arrested"})
_PARTICIPLES = frozenset({"VBN", "VBD", "VB"})  # as the parser may take `then allowed to go`


def by_letting(view: View, token: Token) -> Iterator[Trigger]:
    """``was detained for two hours, then allowed to go``; of whoever else is allowed to, nothing is told."""
    if token.lower_ not in words_of("letting", "verbs") or token.tag_ not in _PARTICIPLES or is_negated(token):
        return
    goals = {c.lower_ for c in children(token, "xcomp", "ccomp", "advmod", "dobj") if c.i > token.i}
    held = _held_before(token)
    own = child(token, "nsubj", "nsubjpass") is not None
    if held is None or own or not goals & words_of("letting", "goals"):
        return
    people = [p for p in undergoers(view, held) if p.i < token.i and are_people(view, p)]
    if people and is_passive(held):
        yield Trigger(view, "weak_verb", token, "released", tuple(people), None, token)


def _held_before(token: Token) -> Token | None:
    """The verb of holding somebody that the sentence has before, nothing else having been told between."""
    before = (t for t in reversed(token.doc[: token.i]) if t.pos_ == "VERB")
    last = next(before, None)
    ways = verbs().get(last.lower_, ()) if last is not None else ()
    return last if any(way.stage in _HELD for way in ways) else None
