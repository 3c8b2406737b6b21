"""Which rules find which records: for each type of the schema registry, the module of its plural name here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import Any

from service.errors import Incomplete
from service.language.gate import Gate
from service.language.inflection import forms
from service.language.reading import Reading
from service.rules.found import Found
from service.words import load_words, needed
from service.words.folder import own_lists
from service.words.triggers import LETTERS, added_triggers

Rules = Callable[[Reading], Found]


@cache
def rules_for(plural: str) -> Rules:
    """The ``find`` of ``service/rules/<plural>``; Incomplete, with the file, where there is none."""
    folder, name = f"service/rules/{plural}", f"{__package__}.{plural}"
    try:
        module = import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        raise Incomplete(f"{folder}: there is no such folder; {plural} need their rules there") from None
    if not hasattr(module, "find"):
        raise Incomplete(f"{folder}/__init__.py: it has no function find", expected="find(reading) -> Found")
    find: Rules = module.find
    return find


def gate_for(records: frozenset[str]) -> Gate:
    """The gate of an extraction of these record types (plural names): for statements it knows attitudes as well."""
    return gate(records | {"attitudes"} if "statements" in records else records)


@cache
def gate(records: frozenset[str]) -> Gate:
    """The gate over the words in the word lists of these names: record types (plural), and what else is gated."""
    doubtful = {plural: load_words(f"rules/{plural}").get("doubtful", {}) for plural in records}
    return Gate(
        {plural: _gate_words(plural) for plural in records},
        {plural: told.get("words", ()) for plural, told in doubtful.items()},
        {plural: told.get("settings", ()) for plural, told in doubtful.items()},
        {plural: told.get("adds", ()) for plural, told in doubtful.items()},
    )


def _gate_words(plural: str) -> set[str]:
    """The ``gate`` words of a word list, all forms of the verbs in its ``cue`` tables, and its ``nouns`` and ``adjectives``; and
    what one's own list adds to its tables.
    """
    words = load_words(f"rules/{plural}")
    irregular = words.get("irregular", {})
    verbs = {verb for cue in words.get("cue", ()) for verb in cue["verbs"]}
    nouns = set(_governing(words, "nouns"))
    return {
        *needed(f"rules/{plural}", "gate"),
        *(form for verb in verbs for form in forms(verb, irregular.get(verb, ()))),
        *(form for noun in nouns for form in (noun, noun + "s")),
        *_governing(words, "adjectives"),
        *own_triggers(plural),
    }


def own_triggers(plural: str) -> Iterator[str]:
    """The words that one's own list adds to repeated tables, in all their forms: whoever adds a word adds it in one place."""
    irregular = load_words(f"rules/{plural}").get("irregular", {})
    for _, is_verb, phrase in added_triggers(own_lists().get(f"rules/{plural}", {})):
        if is_verb:
            yield from forms(phrase, irregular.get(phrase, ()))
        elif words := LETTERS.findall(phrase):
            yield from (longest := max(words, key=len), longest + "s")


def _governing(words: dict[str, Any], part: str) -> Iterator[str]:
    """The words of one part of speech that a word list says can govern a clause or a phrase."""
    yield from (word for use, listed in words.get(part, {}).items() if use.startswith("with_") for word in listed)
