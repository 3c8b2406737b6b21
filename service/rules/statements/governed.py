"""Nouns and adjectives that stand for what somebody says, thinks or wants: ``her claim that ...``, ``is confident that ...``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from schemas import Actor
from service.language.parse import Sentence
from service.language.phrases import agent, child, children, is_passive, subject, subtree
from service.language.reading import Reading
from service.rules.statements.draft import Draft
from service.rules.statements.frame import is_infinitive
from service.rules.statements.spans import spans_of
from service.words import words_in

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORDS = "rules/attitudes"
_NOT_WITH_CLAUSE = words_in(_WORDS, "nouns", "not_with_clause")
_NOUN_INFINITIVE = words_in(_WORDS, "nouns", "with_infinitive")
_NOUN_TOPIC = words_in(_WORDS, "nouns", "with_preposition")
_NOUN_PREPOSITIONS = words_in(_WORDS, "nouns", "prepositions")
_ADJECTIVE_CLAUSE = words_in(_WORDS, "adjectives", "with_clause")
_ADJECTIVE_INFINITIVE = words_in(_WORDS, "adjectives", "with_infinitive")
_ADJECTIVE_TOPIC = words_in(_WORDS, "adjectives", "with_preposition")
_ADJECTIVE_PREPOSITIONS = words_in(_WORDS, "adjectives", "prepositions")


def governed(reading: Reading, sentence: Sentence) -> Iterator[Draft]:
    """What the sentence's nouns and adjectives ascribe to somebody."""
    assert sentence.doc is not None
    quoted = reading.quoted_tokens(sentence)
    for token in sentence.tokens:
        if token.pos_ not in ("NOUN", "ADJ") or token.i in quoted:
            continue
        found = _of_noun(token) if token.pos_ == "NOUN" else _of_adjective(token)
        if found is None:
            continue
        rule, said = found
        spans = spans_of(sentence, subtree(said))
        speaker = _holder(reading, sentence, token)
        if spans and not (rule == "adjective_infinitive" and speaker is None):
            yield Draft(rule, sentence.index, spans, speaker, "claim", sentence.span(token, token))


def _of_noun(noun: Token) -> tuple[str, Token] | None:
    lemma = noun.lemma_.lower()
    for c in noun.children:
        if c.i < noun.i or c.dep_ not in ("acl", "ccomp", "relcl"):
            continue
        mark = child(c, "mark")
        if mark is not None and mark.lower_ == "that" and lemma not in _NOT_WITH_CLAUSE:
            return "noun_clause", c
        if is_infinitive(c) and lemma in _NOUN_INFINITIVE:
            return "noun_infinitive", c
    said = _after(noun, _NOUN_PREPOSITIONS) if lemma in _NOUN_TOPIC else None
    return ("noun_topic", said) if said is not None else None


def _of_adjective(adjective: Token) -> tuple[str, Token] | None:
    lemma = adjective.lemma_.lower()
    for c in adjective.children:
        if c.i < adjective.i:
            continue
        if c.dep_ == "ccomp" and lemma in _ADJECTIVE_CLAUSE:
            return "adjective_clause", c
        if c.dep_ == "xcomp" and lemma in _ADJECTIVE_INFINITIVE:
            return "adjective_infinitive", c
    said = _after(adjective, _ADJECTIVE_PREPOSITIONS) if lemma in _ADJECTIVE_TOPIC else None
    return ("adjective_topic", said) if said is not None else None


def _after(token: Token, prepositions: frozenset[str]) -> Token | None:
    """What a preposition ties to the word, as long as it is no pronoun."""
    prep = next((p for p in children(token, "prep") if p.i > token.i and p.lower_ in prepositions), None)
    said = child(prep, "pobj", "pcomp") if prep is not None else None
    return said if said is not None and said.pos_ != "PRON" else None


def _holder(reading: Reading, sentence: Sentence, token: Token) -> Actor | None:
    """Whose claim or belief it is: the owner, who comes after ``by`` or ``from``, or the subject of the verb that it goes with."""
    noun = child(token, "poss") or next((c for c in children(token, "compound", "nmod") if c.pos_ == "PROPN"), None)
    if noun is None:
        by = next((p for p in children(token, "prep", "agent") if p.lower_ in ("by", "from", "among")), None)
        noun = child(by, "pobj") if by is not None else None
    verb = token.head.head if token.dep_ == "pobj" else token.head
    if noun is None and token.dep_ in ("dobj", "acomp", "attr", "oprd", "pobj") and verb.pos_ in ("VERB", "AUX"):
        noun = agent(verb) if is_passive(verb) else subject(verb)
    return reading.actor(sentence, noun) if noun is not None else None
