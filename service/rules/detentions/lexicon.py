"""The word list of detentions, as tables that the rules look words up in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from schemas import Stage
from service.rules.events.words import WordList

WORDS = WordList("detentions")
words_of, forms_of = WORDS.of, WORDS.forms
STAGES: tuple[Stage, ...] = get_args(Stage)
HELD: tuple[Stage, ...] = ("detained", "arrested")
TRIED: tuple[Stage, ...] = ("prosecuted", "sentenced")
CONFIDENCE: dict[str, float] = WORDS["confidence"]
FORCE = words_of("force", "nouns")
HOLDING = words_of("holding", "words")


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


@cache
def verbs() -> dict[str, tuple[Verb, ...]]:
    """The verbs by the form in which they stand in a text."""
    return {
        form: tuple(_verb(phrase, entry) for phrase, entry in entries)
        for form, entries in WORDS.by_form("verb").items()
    }


def _verb(phrase: str, entry: dict[str, Any]) -> Verb:
    base, _, particle = phrase.partition(" ")
    return Verb(base, particle or None, entry["stage"], entry["needs"])


@cache
def deeds() -> dict[str, tuple[dict[str, Any], ...]]:
    """What people under charge do (``pleaded guilty``), by the form of the verb."""
    return {form: tuple(entry for _, entry in entries) for form, entries in WORDS.by_form("deed").items()}


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


def furthest(stages: list[Stage]) -> Stage:
    """The last of the stages in the order of a case."""
    return max(stages, key=STAGES.index)
