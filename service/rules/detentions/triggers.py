"""Where a sentence reports a detention: the rules in their order; the first that takes a word keeps it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from service.language.parse import Sentence
from service.language.reading import Reading
from service.rules.detentions.by_deed import by_deed
from service.rules.detentions.by_noun import by_adjective, by_held_people, by_noun
from service.rules.detentions.by_state import by_captives, by_state
from service.rules.detentions.by_verb import by_verb
from service.rules.detentions.figurative import is_figurative
from service.rules.detentions.trigger import Trigger

if TYPE_CHECKING:
    from spacy.tokens import Token

Rule = Callable[[Reading, Sentence, "Token"], Iterator[Trigger]]
RULES: tuple[Rule, ...] = (by_verb, by_captives, by_state, by_deed, by_adjective, by_noun, by_held_people)


def find_triggers(reading: Reading, sentence: Sentence) -> list[Trigger]:
    """The triggers of one parsed sentence, in its order."""
    assert sentence.doc is not None
    found = (next((t for rule in RULES for t in rule(reading, sentence, token)), None) for token in sentence.doc)
    return [trigger for trigger in found if trigger is not None and not is_figurative(reading, sentence, trigger)]
