"""The words that report a protest: nouns, verbs, phrases, and people who can only be protesting."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from service.rules.events.clause import tells_of_fiction
from service.rules.events.view import View
from service.rules.protests.trigger import Trigger
from service.rules.protests.triggers.by_noun import by_noun, by_people
from service.rules.protests.triggers.by_phrase import by_phrase
from service.rules.protests.triggers.by_verb import by_verb

Rule = Callable[[View], Iterator[Trigger]]
RULES: tuple[Rule, ...] = (by_noun, by_people, by_phrase, by_verb)


def find_triggers(view: View) -> list[Trigger]:
    """All triggers in a parsed sentence, in its order; at most one a word."""
    found: dict[int, Trigger] = {}
    if tells_of_fiction(view.text):
        return []
    for rule in RULES:
        for trigger in rule(view):
            found.setdefault(trigger.token.i, trigger)
    return [found[i] for i in sorted(found) if not _is_said_already(found[i], found)]


def _is_said_already(trigger: Trigger, found: dict[int, Trigger]) -> bool:
    """The noun of ``go on strike``, which the phrase reports as a whole, and the verb of ``marched to protest``."""
    if trigger.rule == "verb" and trigger.token.lower_ == "protest" and trigger.token.dep_ in ("advcl", "xcomp", "acl"):
        verb = trigger.token.head
        held = [found.get(t.i) for t in (verb, *verb.children) if t.dep_ in ("dobj", "nsubjpass") or t == verb]
        return any(t is not None and t.rule != "people" for t in held)
    above = found.get(trigger.token.head.head.i)
    return trigger.rule == "noun" and above is not None and above.rule == "phrase" and above.form == trigger.form
