"""The words that a value cites: the evidence, the sentences it stands in, and what those name or point back to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from service.guard.align import align, occurrences
from service.language.coreference import is_pronoun
from service.language.names import fold, fold_text
from service.language.parse import Sentence
from service.language.reading import Reading

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Span = tuple[int, int]
_POINTING = frozenset({"the", "this", "that", "these", "those"})
_BEFORE, _AFTER = 3, 2  # sentences
_INTRODUCED = 10  # sentences back, at most, in which whoever a pronoun points to is named


@dataclass(frozen=True)
class Scope:
    """``spans`` of evidence in a reading. ``marks`` are folded words of the prompts' examples that the transcript lacks."""

    reading: Reading
    spans: tuple[Span, ...]
    marks: frozenset[str] = field(default=frozenset())

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences that the evidence touches, in order."""
        return tuple(dict.fromkeys(s for span in self.spans for s in _touched(self.reading, span)))

    @cached_property
    def _by_parse(self) -> dict[Doc | None, Sentence]:
        return {s.doc: s for s in self.sentences}

    def sentence_of(self, token: Token) -> Sentence | None:
        """The sentence that the token stands in, if it is one of those."""
        return self._by_parse.get(token.doc)

    @cached_property
    def text(self) -> str:
        """The words of those sentences, a line each."""
        return "\n".join(self.reading.text(s) for s in self.sentences)

    @cached_property
    def words(self) -> frozenset[str]:
        """Their words without case and accents, and the labels of whoever speaks them."""
        labels = (turn.speaker or "" for turn in self.reading.transcript.turns if self._touches(turn.start, turn.end))
        return frozenset((*fold_text(self.text), *(word for label in labels for word in fold(label))))

    @property
    def around(self) -> Scope:
        """The same with the sentences before and after it in which a speaker may be introduced."""
        if not self.sentences:
            return self
        first = max(0, self.sentences[0].index - _INTRODUCED)
        near = self.reading.sentences[first : self.sentences[-1].index + 1 + _AFTER]
        return Scope(self.reading, (*self.spans, *((s.start, s.end) for s in near)), self.marks)

    def beside(self, has: Callable[[Sentence], bool]) -> Scope | None:
        """The nearest sentence back that has a value of a kind, where its own have none; else the next, if that points back."""
        if not self.sentences or any(has(s) for s in self.sentences):
            return None
        first, last = self.sentences[0].index, self.sentences[-1].index
        back = (self.reading.sentences[i] for i in range(first - 1, max(-1, first - 1 - _BEFORE), -1))
        onward = (s for s in self.reading.sentences[last + 1 : last + 2] if _points_back(s))
        found = next((s for s in (*back, *onward) if has(s)), None)
        return Scope(self.reading, ((found.start, found.end),), self.marks) if found is not None else None

    def places(self, words: str, sentence: Sentence) -> list[Span]:
        """Where the words stand in the sentence, exactly or very nearly."""
        text, within = self.reading.transcript.text, (sentence.start, sentence.end)
        return list(occurrences(text, words, *within)) or align(text, words, within) or []

    @cached_property
    def tokens(self) -> list[Token]:
        """The tokens inside the evidence itself."""
        found = ((sentence.at(token), token) for sentence in self.sentences for token in sentence.doc or ())
        return [token for at, token in found if self._touches(at, at + len(token))]

    @cached_property
    def _by_form(self) -> dict[str, list[int]]:
        """Their places among the tokens by word and lemma, in small letters."""
        found: dict[str, list[int]] = {}
        for i, token in enumerate(self.tokens):
            for form in {token.lower_, token.lemma_.lower()}:
                found.setdefault(form, []).append(i)
        return found

    def starting(self, words: Collection[str]) -> list[Token]:
        """The tokens that are one of the words, in order."""
        places = {i for word in self._by_form.keys() & set(words) for i in self._by_form[word]}
        return [self.tokens[i] for i in sorted(places)]

    def named(self) -> Iterator[frozenset[str]]:
        """For each name in the sentences, all words of the entity's fullest form, its short forms and its roles."""
        for sentence in self.sentences:
            for _, entity in self.reading.mentions.entities.between(sentence.start, sentence.end):
                yield frozenset(w for form in (entity.name, *entity.aliases, *entity.roles) for w in fold(form))

    def pointed_to(self) -> Iterator[frozenset[str]]:
        """The words of whoever a pronoun or a description in the sentences points back to."""
        for sentence in self.sentences:
            for token in sentence.doc or ():
                if is_pronoun(token) or (
                    token.pos_ == "NOUN" and any(c.dep_ in ("det", "poss") for c in token.children)
                ):
                    actor = self.reading.actor(sentence, token)
                    if actor is not None:
                        yield frozenset((*fold(actor.name), *fold(actor.role or "")))

    @cached_property
    def _ordered(self) -> tuple[list[int], list[int]]:
        """Where each span begins, ascending, and how far those up to it reach."""
        spans = sorted(self.spans)
        return [left for left, _ in spans], list(accumulate((right for _, right in spans), max))

    def _touches(self, start: int, end: int) -> bool:
        lefts, reach = self._ordered
        begun = bisect_left(lefts, end)
        return begun > 0 and start < reach[begun - 1]


def _points_back(sentence: Sentence) -> bool:
    """Whether the sentence begins with a pronoun, or ``the`` or ``this`` thing."""
    return bool(sentence.tokens) and (is_pronoun(sentence.tokens[0]) or sentence.tokens[0].lower_ in _POINTING)


def scope_of(reading: Reading, spans: Iterable[Span], marks: frozenset[str] = frozenset()) -> Scope:
    """The scope of evidence at these offsets."""
    return Scope(reading, tuple(sorted(spans)), marks)


def _touched(reading: Reading, span: Span) -> Iterator[Sentence]:
    at = reading.sentence_index(span[0])
    last = bisect_left(reading.sentences, span[1], key=lambda s: s.start)
    yield from (s for s in reading.sentences[at:last] if s.end > span[0])
