"""Where a sentence reports a detention: the rules in their order; the first that takes a word keeps it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from service.rules.detentions.trigger import Trigger
from service.rules.detentions.triggers.by_deed import by_deed
from service.rules.detentions.triggers.by_letting import by_letting
from service.rules.detentions.triggers.by_noun import by_adjective, by_held_people, by_noun
from service.rules.detentions.triggers.by_state import by_captives, by_state
from service.rules.detentions.triggers.by_verb import by_verb
from service.rules.detentions.triggers.figurative import is_figurative
from service.rules.events.view import View

if TYPE_CHECKING:
    from spacy.tokens import Token

Rule = Callable[[View, "Token"], Iterator[Trigger]]
RULES: tuple[Rule, ...] = (by_verb, by_letting, by_captives, by_state, by_deed, by_adjective, by_noun, by_held_people)


def find_triggers(view: View) -> list[Trigger]:
    """The triggers of one parsed sentence, in its order."""
    found = (next((t for rule in RULES for t in rule(view, token)), None) for token in view.doc)
    return [trigger for trigger in found if trigger is not None and not is_figurative(trigger)]
