"""A parsed sentence as the rules for events look at it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Concatenate, TypeVar, cast

from schemas import Actor
from service.language.dates import Moment
from service.language.durations import TimeSpan
from service.language.entities import Entity
from service.language.parse import Sentence
from service.language.places import PlaceMention
from service.language.quantities import Figure
from service.language.reading import Reading
from service.rules.events.clause import clause_span
from service.rules.events.words import WORDS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Span = tuple[int, int]
T = TypeVar("T")
V = TypeVar("V", bound="View")
_SPORTING = 4  # different words of sport in a story of sport


@dataclass(frozen=True)
class View:
    """A parsed sentence with what stands in it; all offsets are into the transcript's text."""

    reading: Reading
    sentence: Sentence
    doc: Doc

    def bears(self, plural: str) -> bool:
        """Whether the sentence may bear on a record type; others are parsed for other types, or as context."""
        return plural in self.reading.bears[self.sentence.index]

    @property
    def index(self) -> int:
        """The index of the sentence."""
        return self.sentence.index

    @cached_property
    def text(self) -> str:
        """The sentence's words."""
        return self.reading.text(self.sentence)

    @cached_property
    def parsed(self) -> str:
        """The same as the parser has them, whose offsets are those of tokens; spaCy puts them together anew each time."""
        return self.doc.text

    @cached_property
    def words(self) -> frozenset[str]:
        """The sentence's words in lower case, as a set."""
        return frozenset(self._by_word)

    @cached_property
    def _by_word(self) -> dict[str, list[Token]]:
        return _sorted_by(self.sentence.tokens, [t.lower_ for t in self.sentence.tokens])

    @cached_property
    def _by_lemma(self) -> dict[str, list[Token]]:
        return _sorted_by(self.sentence.tokens, [t.lemma_.lower() for t in self.sentence.tokens])

    def of_words(self, words: Set[str]) -> list[Token]:
        """The tokens that are one of the words, in lower case, in order: in most sentences none, which is soon seen."""
        return _of(self._by_word, words)

    def of_lemmas(self, lemmas: Set[str]) -> list[Token]:
        """The tokens with one of the lemmas, in order."""
        return _of(self._by_lemma, lemmas)

    @property
    def is_of_sport(self) -> bool:
        """Whether the story is one of sport, where a strike is a goal and a stoppage one of play."""
        return len(self.reading.vocabulary & WORDS.of("sport", "words")) >= _SPORTING

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """Their lemmas in lower case, as a set."""
        return frozenset(self._by_lemma)

    @cached_property
    def figures(self) -> list[Figure]:
        """The figures."""
        return self.reading.figures(self.sentence)

    @cached_property
    def counts(self) -> list[Figure]:
        """The figures that count something, and are no years."""
        return [f for f in self.figures if f.kind == "count" and not f.year_like]

    @cached_property
    def moments(self) -> list[Moment]:
        """The dates."""
        return self.reading.moments(self.sentence)

    @cached_property
    def durations(self) -> list[TimeSpan]:
        """The durations."""
        return self.reading.durations(self.sentence)

    @cached_property
    def places(self) -> list[PlaceMention]:
        """The places known by name."""
        return self.reading.places(self.sentence)

    @cached_property
    def demonyms(self) -> list[PlaceMention]:
        """The words for a country's people."""
        return self.reading.demonyms(self.sentence)

    @cached_property
    def _found(self) -> dict[tuple[object, ...], object]:
        return {}

    def once(self: V, find: Callable[Concatenate[V, ...], T], *of: Hashable) -> T:
        """What ``find`` finds in the sentence, or of a token or figure of it: kept, as each event that is told here asks for it."""
        key = (find, *of)
        if key not in self._found:
            self._found[key] = find(self, *of)
        return cast("T", self._found[key])

    @cached_property
    def _clauses(self) -> dict[int, Span]:
        return {}

    def clause(self, token: Token) -> Span:
        """Offsets of the clause around the token, the token included."""
        if token.i not in self._clauses:
            start, end = clause_span(self.sentence, token)
            self._clauses[token.i] = min(start, self.at(token)), max(end, self.at(token) + len(token))
        return self._clauses[token.i]

    def at(self, token: Token) -> int:
        """Where the token begins in the text."""
        return self.sentence.at(token)

    def span(self, first: Token, last: Token | None = None) -> Span:
        """Offsets of the token, or from the one to the end of the other."""
        return self.sentence.span(first, last if last is not None else first)

    def under(self, token: Token) -> Span:
        """Offsets of all that hangs on the token, itself included."""
        return self.span(self.doc[token.left_edge.i], self.doc[token.right_edge.i])

    def token_at(self, offset: int) -> Token:
        """The token that holds the character at ``offset`` of the text, or the last one before it."""
        return self.sentence.token_at(offset) or next(iter(self.sentence.before(offset, 1)), self.doc[0])

    def said(self, start: int, end: int) -> str:
        """The words of the text from ``start`` to ``end``."""
        return self.reading.transcript.text[start:end]

    def actor(self, token: Token) -> Actor | None:
        """The actor that the token heads; None for a pronoun that nothing resolves."""
        return self.reading.actor(self.sentence, token)

    def entity(self, token: Token) -> Entity | None:
        """The name that the token is part of, pronouns followed."""
        return self.reading.mentions.entity(self.sentence, token)

    def named(self, token: Token) -> Entity | None:
        """The name that the token itself stands in."""
        found = self.reading.mentions.entities.at(*self.span(token))
        return found[1] if found is not None else None

    def beside(self, *steps: int) -> Iterator[View]:
        """The sentences so many steps away, as far as there are any and they are parsed."""
        for step in steps:
            if 0 <= self.index + step < len(self.reading.sentences):
                sentence = self.reading.sentences[self.index + step]
                if sentence.doc is not None:
                    yield self.of(sentence)

    def antecedent(self, pronoun: Token) -> tuple[View, Token] | None:
        """The noun that a pronoun of this sentence stands for, in the sentence where it stands."""
        found = self.reading.mentions.antecedents.of(self.sentence, pronoun)
        return (self.of(found[0]), found[1]) if found is not None else None

    def of(self, sentence: Sentence) -> View:
        """The view of another parsed sentence of the same text."""
        assert sentence.doc is not None
        return self if sentence == self.sentence else View(self.reading, sentence, sentence.doc)


def _sorted_by(tokens: Iterable[Token], words: Iterable[str]) -> dict[str, list[Token]]:
    table: dict[str, list[Token]] = {}
    for token, word in zip(tokens, words, strict=True):
        table.setdefault(word, []).append(token)
    return table


def _of(table: Mapping[str, list[Token]], words: Set[str]) -> list[Token]:
    return sorted((token for word in words & table.keys() for token in table[word]), key=lambda token: token.i)


def views(reading: Reading) -> list[View]:
    """The parsed sentences of the transcript, in order."""
    return [View(reading, s, s.doc) for s in reading.sentences if s.doc is not None]
