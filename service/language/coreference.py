"""Pronouns to their antecedents: subjects before objects, near before far, number and gender agreeing.

A small salience ranking in the manner of Lappin and Leass (1994); it reads the parse and never changes the text.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from service.language.entities import Entities, Entity, Gender
from service.language.parse import Sentence
from service.language.phrases import SUBJECTS, clause_head
from service.words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

Need = Literal["male", "female", "plural", "thing"]
Found = tuple[Sentence, "Token"]

_WORDS = load_words("language/names")
_PERSON_NOUNS = frozenset(_WORDS["person_nouns"])
BODY_NOUNS = (
    frozenset(_WORDS["government_nouns"]) | frozenset(_WORDS["organization_nouns"]) | frozenset(_WORDS["party_nouns"])
)
_PARTS_OF_THE_WORLD = frozenset(_WORDS["parts_of_the_world"])
_FEMALE_NOUNS, _MALE_NOUNS = frozenset(_WORDS["female_nouns"]), frozenset(_WORDS["male_nouns"])
_NEEDS: dict[str, Need] = {
    "he": "male", "him": "male", "his": "male", "himself": "male",
    "she": "female", "her": "female", "hers": "female", "herself": "female",
    "they": "plural", "them": "plural", "their": "plural", "themselves": "plural",
    "it": "thing", "its": "thing", "itself": "thing",
    "some": "plural", "many": "plural", "others": "plural", "most": "plural", "several": "plural", "both": "plural",
}  # fmt: skip
# Pronouns that go on with whom an earlier one stood for.
_CHAINED = frozenset({"he", "him", "his", "she", "her", "they", "them", "their"})
SPEECH = frozenset(_WORDS["speech_verbs"])
_LOOK_BACK = 4  # sentences
_LAST_SPEAKER = 2  # sentences
_LONG_QUOTED = 12  # sentences that may stand between, where most are quoted


def is_pronoun(token: Token) -> bool:
    """Whether the token stands for something else and cannot name it."""
    return token.pos_ == "PRON" or token.lower_ in _NEEDS


def gender_of(token: Token) -> Gender | None:
    """What a pronoun or a noun for a person tells of their gender, if it tells anything."""
    return gender_of_word(token.lower_) or gender_of_word(token.lemma_.lower())


def gender_of_word(noun: str) -> Gender | None:
    """The same of the word alone, a noun in the singular."""
    need = _NEEDS.get(noun)
    if need in ("male", "female"):
        return need
    return "female" if noun in _FEMALE_NOUNS else "male" if noun in _MALE_NOUNS else None


@dataclass(frozen=True)
class Antecedents:
    """What the pronouns of a transcript stand for, looked up once for each of them.

    ``quoted`` are the offsets of the quotations, in order: a pronoun outside them points at nothing inside them.
    """

    sentences: Sequence[Sentence]
    entities: Entities
    quoted: Sequence[tuple[int, int]] = ()
    _found: dict[tuple[int, int, bool], Found | None] = field(default_factory=dict, init=False, repr=False)
    _fitting: dict[tuple[int, Need, bool], list[Token]] = field(default_factory=dict, init=False, repr=False)

    def of(self, sentence: Sentence, token: Token, *, aloud: bool = False) -> Found | None:
        """The noun that a third-person pronoun stands for, with its sentence; None where nothing fits.

        With ``aloud`` a pronoun outside the quotations may point inside them.
        """
        need = _NEEDS.get(token.lower_)
        if need is None:
            return None
        anywhere = aloud or _in_one_of(self.quoted, sentence.at(token))
        key = (sentence.index, token.i, anywhere)
        if key not in self._found:
            self._found[key] = self._look_up(sentence, token, need, anywhere)
        return self._found[key]

    def _look_up(self, sentence: Sentence, token: Token, need: Need, anywhere: bool) -> Found | None:
        if _speaks(token):
            here = False
            for other, noun in self._mentioned(sentence, token, need, anywhere, _LAST_SPEAKER):
                here = here or other is sentence
                if _speaks(noun) or (
                    noun.dep_ in SUBJECTS and (other is sentence or (not here and self._leads(other, noun, sentence)))
                ):
                    return self._followed(other, noun, anywhere)
        last = None
        for other, noun in self._mentioned(sentence, token, need, anywhere, _LOOK_BACK):
            weak = need != "plural" and _is_beside_the_point(self.entities, other, noun)
            if not weak and (last is None or self._stands_out(other, noun)):
                return self._followed(other, noun, anywhere)
            last = last or (other, noun)
        return last

    def _stands_out(self, other: Sentence, noun: Token) -> bool:
        """Whether it is a better guess than somebody mentioned later in passing."""
        named = self.entities.at(*other.span(noun, noun)) is not None
        return named or is_pronoun(noun) or noun.dep_ in SUBJECTS

    def _leads(self, other: Sentence, noun: Token, sentence: Sentence) -> bool:
        """Whether it is what the sentence before, quotations aside, is about, and may speak."""
        near = all(_is_within(self.quoted, s) for s in self.sentences[other.index + 1 : sentence.index])
        thing = noun.tag_ == "NNS" and noun.lemma_.lower() not in _PERSON_NOUNS | BODY_NOUNS
        return near and _is_main(noun) and not thing

    def _mentioned(self, sentence: Sentence, token: Token, need: Need, anywhere: bool, back: int) -> Iterator[Found]:
        """What may be meant, nearest sentence first; of pronouns those that stand for something themselves."""
        for other in self._nearby(sentence, back):
            for noun in self._candidates(other, sentence, token, need, anywhere):
                if not is_pronoun(noun) or self.of(other, noun, aloud=anywhere) is not None:
                    yield other, noun

    def _followed(self, other: Sentence, noun: Token, anywhere: bool) -> Found | None:
        """What is mentioned; for a pronoun, what it stands for."""
        return self.of(other, noun, aloud=anywhere) if is_pronoun(noun) else (other, noun)

    def _nearby(self, sentence: Sentence, back: int) -> Iterator[Sentence]:
        """The sentence and those before it, ``back`` that are not all quoted."""
        for i in range(sentence.index, max(-1, sentence.index - 1 - _LONG_QUOTED), -1):
            other = self.sentences[i]
            if other.doc is not None:
                yield other
            back -= i == sentence.index or not _is_within(self.quoted, other)
            if back < 0:
                return

    def _candidates(self, other: Sentence, sentence: Sentence, token: Token, need: Need, anywhere: bool) -> list[Token]:
        """The nouns of ``other`` that may be meant; of the pronoun's own sentence, those before it and not of its clause."""
        nouns = self._salient(other, need, anywhere)
        if other is not sentence:
            return nouns
        own_clause = clause_head(token) if token.dep_ != "poss" else None
        before = [t for t in nouns if t.i < token.i]
        if own_clause is None:
            return before
        said = {t for c in own_clause.lefts if c.dep_ == "ccomp" for t in c.subtree}  # `Rossi must go, she said`
        return [t for t in before if t.head != own_clause and t not in said]

    def _salient(self, sentence: Sentence, need: Need, anywhere: bool) -> list[Token]:
        """Nouns of a sentence that fit, by salience: subjects from the left, then the others from the right."""
        key = (sentence.index, need, anywhere)
        if key not in self._fitting:
            quoted = () if anywhere else self.quoted
            nouns = [t for t in sentence.tokens if _may_be_meant(t) and not _in_one_of(quoted, sentence.at(t))]
            fitting = [t for t in nouns if _fits(self.entities, sentence, t, need)]
            self._fitting[key] = sorted(fitting, key=_salience)
        return self._fitting[key]


def _speaks(token: Token) -> bool:
    """Whether the token is the subject of a verb of saying: whoever spoke last is likely to go on."""
    return token.dep_ == "nsubj" and token.head.lemma_.lower() in SPEECH


def _in_one_of(spans: Sequence[tuple[int, int]], offset: int) -> bool:
    i = bisect_right(spans, (offset, sys.maxsize)) - 1
    return i >= 0 and offset < spans[i][1]


def _is_within(spans: Sequence[tuple[int, int]], sentence: Sentence) -> bool:
    """Whether the whole sentence, but for its last mark, stands in one of the spans."""
    i = bisect_right(spans, (sentence.start + 1, sys.maxsize)) - 1
    return i >= 0 and sentence.end - 1 <= spans[i][1]


def _salience(token: Token) -> tuple[int, int]:
    """Subjects from the left, then pronouns and the other nouns from the right."""
    if _is_subject(token):
        return 0, token.i
    return 1 if is_pronoun(token) else 2, -token.i


def _is_main(subject: Token) -> bool:
    """Whether it is the subject of a sentence, and of no clause in it."""
    return subject.head.dep_ == "ROOT"


def _is_beside_the_point(entities: Entities, sentence: Sentence, token: Token) -> bool:
    """What is hardly anybody that a sentence is about: a person without a name who comes in by a preposition (``leave shared with the
    father``), and a name that may be no person's but as a subject.
    """
    named = entities.at(*sentence.span(token, token))
    if named is not None:
        return named[1].kind == "unknown" and not (token.dep_ in SUBJECTS and _is_main(token))
    return token.dep_ == "pobj" and token.head.dep_ == "prep" and not is_pronoun(token)


def _is_subject(token: Token) -> bool:
    """The subject, or its name beside it: ``his bodyguard, Leo Marsh, fled``."""
    named = token.dep_ == "appos" and token.pos_ == "PROPN" and token.head.dep_ in SUBJECTS
    return named or token.dep_ in SUBJECTS or (token.dep_ == "attr" and token.ent_type_ == "")


def _may_be_meant(token: Token) -> bool:
    """Whether the word heads a phrase that a pronoun may stand for."""
    if token.dep_ in ("compound", "npadvmod", "nmod") or _is_an_office(token):
        return False
    return token.pos_ in ("NOUN", "PROPN") or is_aged(token) or token.lower_ in _CHAINED


def _is_an_office(token: Token) -> bool:
    """``elected Ann Rossi as president``: what somebody is, and nobody."""
    bare = token.pos_ == "NOUN" and not any(c.dep_ in ("det", "poss") for c in token.children)
    return bare and token.dep_ == "pobj" and token.head.lower_ == "as"


def _fits(entities: Entities, sentence: Sentence, token: Token, need: Need) -> bool:
    if is_pronoun(token):
        return _NEEDS.get(token.lower_) == need
    found = entities.at(*sentence.span(token, token))
    if found is not None:
        return not (need in ("male", "female") and _is_nobody(token, found[1])) and _entity_fits(
            found[1].kind, found[1].gender, need
        )
    noun = token.lemma_.lower()
    plural = token.tag_ in ("NNS", "NNPS")
    if need == "plural":
        together = any(c.dep_ == "conj" for c in token.children) and (noun in _PERSON_NOUNS or noun in BODY_NOUNS)
        acting = token.dep_ in SUBJECTS or noun in _PERSON_NOUNS
        return together or noun in BODY_NOUNS or (plural and acting and noun not in _TIMES)
    if need == "thing":
        return not plural and noun in BODY_NOUNS
    if plural or (need == "male" and noun in _FEMALE_NOUNS) or (need == "female" and noun in _MALE_NOUNS):
        return False
    return noun in _PERSON_NOUNS or is_aged(token)


def _is_nobody(token: Token, entity: Entity) -> bool:
    """Whether what is named is no he and no she: a place, a part of the world, a day (``Polling Day``), a team (``the Rovers``)."""
    placed = token.dep_ == "pobj" and (
        token.head.lower_ in _PLACING or (entity.kind == "unknown" and token.head.dep_ == "prep")
    )
    somewhere = entity.name.lower().rpartition(" ")[2] in _PARTS_OF_THE_WORLD | _TIMES
    return somewhere or (entity.gender is None and (placed or token.tag_ == "NNPS"))


def is_aged(token: Token) -> bool:
    """``the 22-year-old``, spoken of without a noun."""
    return token.lower_ == "old" and token.pos_ == "ADJ" and token.dep_ in (*SUBJECTS, "dobj", "pobj")


_PLACING = frozenset(
    {"in", "at", "near", "inside", "outside", "to", "into"}
)  # what follows is rather a place than a person
_TIMES = frozenset({"day", "week", "month", "year", "hour", "minute", "time"})


def _entity_fits(kind: str, gender: str | None, need: Need) -> bool:
    if need in ("male", "female"):
        return kind in ("person", "unknown") and gender in (need, None)
    if need == "plural":
        return kind in ("organization", "party", "government", "group")
    return kind in ("organization", "party", "government", "country", "group")
