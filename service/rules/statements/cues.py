"""Finding cues: the verbs and phrases of the word list where they report speech, and not where they merely stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from schemas import Act
from service.language.parse import Sentence
from service.language.phrases import child, is_negated, is_passive
from service.rules.reading import Reading
from service.words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORDS = load_words("rules/statements")
_MODALS = frozenset(_WORDS["not"]["modals"])
_CONDITIONS = frozenset({"if", "unless", "whether"})


@dataclass(frozen=True, slots=True)
class Usage:
    """One way to use a cue verb: what is done by it (``act``), and how the words said stand to it (``frames``)."""

    act: Act
    frames: frozenset[str]
    core: bool
    sources_only: bool
    topics: frozenset[str]


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue in a sentence: the verb, and the ways in which the word list says it is used."""

    sentence: Sentence
    verb: Token
    usages: tuple[Usage, ...]

    @property
    def core(self) -> bool:
        """Whether the verb reports speech so plainly that word order may stand in for a parse."""
        return any(u.core for u in self.usages)

    @property
    def span(self) -> tuple[int, int]:
        """Offsets of the cue with its particle: ``points out``."""
        particle = child(self.verb, "prt")
        last = particle if particle is not None and particle.i == self.verb.i + 1 else self.verb
        return self.sentence.span(self.verb, last)


@cache
def usages() -> dict[str, tuple[Usage, ...]]:
    """Base form (phrasal verbs with their particle) to its usages, in the order of the word list."""
    table: dict[str, list[Usage]] = {}
    for entry in _WORDS["cue"]:
        for verb in entry["verbs"]:
            table.setdefault(verb, []).append(_usage(entry))
    return {verb: tuple(found) for verb, found in table.items()}


def _usage(entry: dict[str, Any]) -> Usage:
    return Usage(
        entry["act"],
        frozenset(entry["frames"]),
        entry.get("core", False),
        entry.get("sources_only", False),
        frozenset(entry.get("topics", ())),
    )


@cache
def _bases() -> dict[str, str]:
    """Irregular forms to base forms, where the lemmatizer may not know them."""
    return {form: base for base, forms in _WORDS["irregular"].items() for form in forms}


def cues_in(reading: Reading, sentence: Sentence) -> Iterator[Cue]:
    """The cues of a parsed sentence, left to right, leaving out verbs that stand inside a quotation."""
    assert sentence.doc is not None
    for token in sentence.doc:
        if token.pos_ not in ("VERB", "AUX", "NOUN", "PROPN", "ADJ") or (
            token.pos_ != "VERB" and not _acts_as_verb(token)
        ):
            continue
        found = _usages_of(token)
        if found and reading.quotation_at(sentence.at(token)) is None and not _is_void(token):
            yield Cue(sentence, token, found)


def _acts_as_verb(token: Token) -> bool:
    """A verb form that the tagger took for a noun: it still has a subject of its own."""
    return token.tag_ not in ("NN", "NNP", "NNPS") and any(c.dep_ in ("nsubj", "ccomp") for c in token.children)


def _usages_of(token: Token) -> tuple[Usage, ...]:
    lemma = token.lemma_.lower()
    particle = child(token, "prt")
    phrasal = f"{lemma} {particle.lower_}" if particle is not None else ""
    table = usages()
    return table.get(phrasal) or table.get(lemma) or table.get(_bases().get(token.lower_, ""), ())


def _is_void(verb: Token) -> bool:
    """Speech that did not take place: negated, conditional, merely possible."""
    aux = {c.lower_ for c in verb.children if c.dep_ in ("aux", "mark")}
    if aux & _CONDITIONS or (aux & _MODALS and not is_passive(verb)):
        return True
    if verb.dep_ == "xcomp" and verb.head.lemma_ in (
        "decline",
        "refuse",
        "fail",
        "like",
        "want",
        "need",
        "have",
        "try",
    ):
        return True
    return is_negated(verb) or (verb.tag_ == "VB" and child(verb, "nsubj", "aux") is None and verb.dep_ == "ROOT")
