"""Finding cues: the verbs and phrases of the word list where they report speech, and not where they merely stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from schemas import Act
from service.language.inflection import forms
from service.language.parse import Sentence
from service.language.phrases import child, is_negated, is_passive
from service.language.reading import Reading
from service.rules.statements.draft import Stretches
from service.words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORDS = load_words("rules/statements")
_ATTITUDES = load_words("rules/attitudes")
_MODALS = frozenset(_WORDS["not"]["modals"])
_IDIOM = re.compile(rf"\b(?:{'|'.join(_WORDS['not']['idioms'])})\b", re.IGNORECASE)
_CONDITIONS = frozenset({"if", "unless", "whether"})


@dataclass(frozen=True, slots=True)
class Usage:
    """One way to use a cue verb: what is done by it (``act``), and how the words said stand to it (``frames``).

    ``attitude`` marks what ascribes a belief, a wish or a finding rather than speech.
    """

    act: Act
    frames: frozenset[str]
    core: bool
    sources_only: bool
    topics: frozenset[str]
    attitude: bool = False


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue in a sentence: the verb, and the ways in which the word list says it is used.

    ``quoted`` holds the indices of the sentence's tokens that stand in quotation marks.
    """

    sentence: Sentence
    verb: Token
    usages: tuple[Usage, ...]
    quoted: frozenset[int] = frozenset()
    quotes: bool = False  # whether marks of quotation stand right beside it

    @property
    def core(self) -> bool:
        """Whether the verb reports speech so plainly, by itself or by where it stands, that anybody may be its subject."""
        return self.quotes or any(u.core for u in self.usages)

    @property
    def span(self) -> tuple[int, int]:
        """Offsets of the cue with its particle: ``points out``."""
        particle = child(self.verb, "prt")
        last = particle if particle is not None and particle.i == self.verb.i + 1 else self.verb
        return self.sentence.span(self.verb, last)


_QUOTING = (Usage("claim", frozenset({"clause"}), False, False, frozenset()),)
_NOBODY = frozenset({"it", "this", "that", "which", "there"})
_MARKS = 4  # characters from the end of what is quoted to whose it was
_SAID_BEFORE = re.compile(r"[,?!][”\"’']\s*\Z")
_SAID_AFTER = re.compile(r"\s*[,:]\s*[“\"]\s*[A-Z]")
_CLAUSAL = (Usage("claim", frozenset({"clause"}), False, False, frozenset(), True),)
_NOT_CLAUSAL = frozenset(_ATTITUDES["not"]["with_clause"])


@cache
def usages(*, attitudes: bool = False) -> dict[str, tuple[Usage, ...]]:
    """Base form (phrasal verbs with their particle) to its usages, in the order of the word lists."""
    table: dict[str, list[Usage]] = {}
    for words in (_WORDS, _ATTITUDES) if attitudes else (_WORDS,):
        for entry in words["cue"]:
            for verb in entry["verbs"]:
                table.setdefault(verb, []).append(_usage(entry, attitude=words is _ATTITUDES))
    return {verb: tuple(found) for verb, found in table.items()}


def _usage(entry: dict[str, Any], *, attitude: bool) -> Usage:
    return Usage(
        entry["act"],
        frozenset(entry["frames"]),
        entry.get("core", False),
        entry.get("sources_only", False),
        frozenset(entry.get("topics", ())),
        attitude,
    )


@cache
def _bases() -> dict[str, str]:
    """Forms to base forms, for those that the lemmatizer does not know: ``hoped`` is no form of ``hop``."""
    table = {
        form: verb
        for words in (_ATTITUDES, _WORDS)
        for cue in words["cue"]
        for verb in cue["verbs"]
        for form in forms(verb)
        if " " not in verb
    }
    return table | {
        form: base for words in (_ATTITUDES, _WORDS) for base, given in words["irregular"].items() for form in given
    }


def cues_in(reading: Reading, sentence: Sentence) -> Iterator[Cue]:
    """The cues of a parsed sentence, left to right, leaving out verbs that stand inside a quotation."""
    assert sentence.doc is not None
    in_article = "attitudes" in reading.bears[sentence.index]
    table = usages(attitudes=in_article)
    quoted = reading.quoted_tokens(sentence)
    idle = Stretches(match.span() for match in _IDIOM.finditer(reading.text(sentence)))
    for token in sentence.tokens:
        if token.pos_ not in ("VERB", "AUX", "NOUN", "PROPN", "ADJ") or (
            token.pos_ != "VERB" and not _acts_as_verb(token)
        ):
            continue
        quotes = _quotes(reading, sentence, token)
        found = (
            _usages_of(token, table)
            or (_CLAUSAL if in_article and _has_that_clause(token) else ())
            or (_QUOTING if quotes else ())
        )
        if found and token.i not in quoted and not _is_void(token, quoted) and not idle.touch(token.idx, token.idx + 1):
            yield Cue(sentence, token, found, quoted, quotes)


def _acts_as_verb(token: Token) -> bool:
    """A verb form that the tagger took for a noun: it still has a subject of its own."""
    return token.tag_ not in ("NN", "NNP", "NNPS") and any(c.dep_ in ("nsubj", "ccomp") for c in token.children)


def _has_that_clause(verb: Token) -> bool:
    """Whether the verb, whatever it is, has a clause with ``that``: articles ascribe most such clauses to its subject."""
    clauses = (c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i)
    return verb.lemma_.lower() not in _NOT_CLAUSAL and any(
        m.dep_ == "mark" and m.lower_ == "that" for c in clauses for m in c.children
    )


def _quotes(reading: Reading, sentence: Sentence, verb: Token) -> bool:
    """Whether the verb, whatever it is, leads a quotation in or tells whose it was: ``"...," Ann Rossi thundered``, ``Rossi beamed: "..."``.

    An object of its own says that something else was done.
    """
    who = child(verb, "nsubj") if verb.tag_ in ("VBD", "VBZ") else None
    if who is None or who.lower_ in _NOBODY or child(verb, "dobj", "attr", "acomp") is not None:
        return False
    text = reading.transcript.text
    first = sentence.at(min(who.left_edge, verb, key=lambda t: t.i))
    last = sentence.at(verb) + len(verb)
    return bool(_SAID_BEFORE.search(text, max(0, first - _MARKS), first) or _SAID_AFTER.match(text, last))


def _usages_of(token: Token, table: Mapping[str, tuple[Usage, ...]]) -> tuple[Usage, ...]:
    particle = child(token, "prt")
    phrasal = f"{token.lemma_.lower()} {particle.lower_}" if particle is not None else ""
    return table.get(phrasal) or table.get(base_of(token), ())


def base_of(verb: Token) -> str:
    """The verb's base form, as the word lists have it."""
    lemma = verb.lemma_.lower()
    return lemma if lemma in usages(attitudes=True) else _bases().get(verb.lower_, lemma)


def _is_void(verb: Token, quoted: frozenset[int]) -> bool:
    """Speech that did not take place: negated, conditional, merely possible. Words inside a quotation deny nothing."""
    if verb.i > 0 and verb.nbor(-1).text == "-":
        return True  # `the so-called corridor`
    own = [c for c in verb.children if c.i not in quoted]
    aux = {c.lower_ for c in own if c.dep_ in ("aux", "mark")}
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
    if is_negated(verb) and not any(c.dep_ == "neg" and c not in own for c in verb.children):
        return True
    return verb.tag_ == "VB" and child(verb, "nsubj", "aux") is None and verb.dep_ == "ROOT"
