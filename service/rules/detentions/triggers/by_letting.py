"""Rule: somebody held is allowed to go, in the sentence that tells that they were held."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from service.language.phrases import children, is_negated
from service.rules.detentions.lexicon import HELD, verbs, words_of
from service.rules.detentions.trigger import Trigger
from service.rules.detentions.triggers.roles import undergoers
from service.rules.events.view import View

if TYPE_CHECKING:
    from spacy.tokens import Token


def by_letting(view: View, token: Token) -> Iterator[Trigger]:
    """``was detained for two hours, then allowed to go``; of whoever else is allowed to, nothing is told."""
    if token.lower_ not in words_of("letting", "verbs") or is_negated(token) or children(token, "nsubj", "nsubjpass"):
        return
    held = next((t for t in reversed(token.doc[: token.i]) if t.pos_ == "VERB"), token)
    goals = {c.lower_ for c in children(token, "xcomp", "ccomp", "advmod")}
    if goals & words_of("letting", "goals") and any(way.stage in HELD for way in verbs().get(held.lower_, ())):
        yield Trigger(view, "weak_verb", token, "released", tuple(undergoers(view, held)), None, token)
