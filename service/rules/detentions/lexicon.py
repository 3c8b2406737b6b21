"""The word list of detentions, as tables that the rules look words up in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from schemas import Stage
from service.language.inflection import forms
from service.words import load_words, words_in

WORDS: dict[str, Any] = load_words("rules/detentions")
STAGES: tuple[Stage, ...] = get_args(Stage)
CONFIDENCE: dict[str, float] = WORDS["confidence"]
FORCE = frozenset(WORDS["force"]["nouns"])
HOLDING = frozenset(WORDS["holding"]["words"])


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of the list: its base form, the particle that must follow it, what it reports and what it ``needs``."""

    base: str
    particle: str | None
    stage: Stage
    needs: str

    @property
    def idioms(self) -> frozenset[str]:
        """Words beside the verb that turn it into something else."""
        return frozenset(WORDS["idioms"].get(f"{self.base} {self.particle}" if self.particle else self.base, ()))


def verb_forms(base: str) -> set[str]:
    """The forms of a verb of this list."""
    return forms(base, WORDS["irregular"].get(base, ()))


@cache
def verbs() -> dict[str, tuple[Verb, ...]]:
    """The verbs by the form in which they stand in a text."""
    table: dict[str, tuple[Verb, ...]] = {}
    for entry in WORDS["verb"]:
        for phrase in entry["verbs"]:
            base, _, particle = phrase.partition(" ")
            verb = Verb(base, particle or None, entry["stage"], entry["needs"])
            for form in verb_forms(base):
                table[form] = (*table.get(form, ()), verb)
    return table


@cache
def forms_of(*path: str) -> frozenset[str]:
    """All forms of the verbs in one list of the word list, named by its path: ``forms_of("states", "put")``."""
    return frozenset(form for base in words_of(*path) for form in verb_forms(base))


def words_of(*path: str) -> frozenset[str]:
    """The words in one list of the word list, named by its path."""
    return words_in("rules/detentions", *path)


@cache
def nouns() -> dict[str, dict[str, Any]]:
    """The nouns that name an event, each with its entry."""
    return {noun: entry for entry in WORDS["noun"] for noun in entry["nouns"]}


@cache
def adjectives() -> dict[str, Stage]:
    """The adjectives for people held or freed, with the stage each reports."""
    return {word: stage for stage, entry in WORDS["attributive"].items() for word in entry}


@cache
def states() -> dict[tuple[str, str], Stage]:
    """The stage for each preposition and noun of ``in custody``, ``on trial`` and their like."""
    return {
        (preposition, noun): entry["stage"]
        for entry in WORDS["state"]
        for preposition in entry["prepositions"]
        for noun in entry["nouns"]
    }


@cache
def deeds() -> dict[str, tuple[dict[str, Any], ...]]:
    """What people under charge do (``pleaded guilty``), by the form of the verb."""
    table: dict[str, tuple[dict[str, Any], ...]] = {}
    for entry in WORDS["deed"]:
        for base in entry["verbs"]:
            for form in verb_forms(base):
                table[form] = (*table.get(form, ()), entry)
    return table


def furthest(stages: list[Stage]) -> Stage:
    """The last of the stages in the order of a case."""
    return max(stages, key=STAGES.index)
