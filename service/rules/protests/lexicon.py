"""The word list of protests, as tables that the rules look words up in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from schemas import ProtestForm
from service.rules.events.words import WordList

WORDS = WordList("protests")
words_of, forms_of, verb_forms = WORDS.of, WORDS.forms, WORDS.verb_forms
CONFIDENCE: dict[str, float] = WORDS["confidence"]
_SPLIT = re.compile(r"[\s-]+")


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun of the list: its words, the form it names, and whether it needs a sign beside it to count."""

    words: tuple[str, ...]
    form: ProtestForm
    sign: bool = False
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of the list: its particle, who does it, to what (a list of ``things``, ``none``, or anything)."""

    base: str
    particle: str | None
    form: ProtestForm
    subjects: str
    objects: str | None = None
    sign: bool = False
    purpose: bool = False


@cache
def asking() -> frozenset[str]:
    """All forms of the verbs by which something is asked for."""
    return forms_of("demands", "verbs") | forms_of("demands", "with_for") | forms_of("demands", "clausal")


@cache
def nouns() -> dict[str, tuple[Noun, ...]]:
    """The nouns for protests by their last word, the longest first; singulars and plurals."""
    return _by_last_word(
        Noun(words, e["form"], e.get("sign", False), plural)
        for e in WORDS["noun"]
        for words, plural in _all_forms(e["nouns"])
    )


@cache
def people() -> dict[str, tuple[Noun, ...]]:
    """The nouns for people who protest, by their last word, the longest first."""
    return _by_last_word(
        Noun(words, e["form"], plural=plural) for e in WORDS["people"] for words, plural in _all_forms(e["nouns"])
    )


def _all_forms(phrases: list[str]) -> list[tuple[tuple[str, ...], bool]]:
    return [
        (tuple(_SPLIT.split(form)), i == 1) for phrase in phrases for i, form in enumerate((phrase, _plural(phrase)))
    ]


def _by_last_word(entries: Any) -> dict[str, tuple[Noun, ...]]:
    table: dict[str, list[Noun]] = {}
    for noun in entries:
        table.setdefault(noun.words[-1], []).append(noun)
    return {last: tuple(sorted(same, key=lambda n: -len(n.words))) for last, same in table.items()}


def _plural(noun: str) -> str:
    irregular = WORDS["plural"].get(noun)
    if irregular:
        return str(irregular)
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "ch", "sh", "x")) else "s")


@cache
def verbs() -> dict[str, tuple[Verb, ...]]:
    """The verbs by the form in which they stand in a text."""
    return {
        form: tuple(_verb(phrase, entry) for phrase, entry in entries)
        for form, entries in WORDS.by_form("verb").items()
    }


def _verb(phrase: str, e: dict[str, Any]) -> Verb:
    base, _, particle = phrase.partition(" ")
    signs = e.get("sign", False), e.get("purpose", False)
    return Verb(base, particle or None, e["form"], e["subjects"], e.get("objects"), *signs)


@cache
def phrases() -> dict[str, tuple[dict[str, Any], ...]]:
    """The entries for verb, preposition and noun, by the form in which the verb stands in a text."""
    return {form: tuple(entry for _, entry in entries) for form, entries in WORDS.by_form("phrase").items()}
