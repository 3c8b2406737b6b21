"""What the rules for events share: the clause that reports one, where it happens, and which country the news is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from schemas import Place
from service.language.parse import Sentence
from service.language.places import PlaceMention
from service.rules.reading import Reading

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLAUSES = frozenset({"ROOT", "conj", "ccomp", "advcl", "relcl", "acl", "parataxis", "xcomp", "pcomp"})
_NEAR = 2  # sentences looked at on either side for a country


def clause_span(sentence: Sentence, token: Token) -> tuple[int, int]:
    """Offsets of the smallest finite clause around the token, without the marks at its edges."""
    head = token
    while head.head != head and not (head.dep_ in _CLAUSES and head.pos_ in ("VERB", "AUX") and _is_finite(head)):
        head = head.head
    words = [t for t in head.subtree if not t.is_space]
    while len(words) > 1 and words[0].is_punct:
        words.pop(0)
    while len(words) > 1 and words[-1].is_punct:
        words.pop()
    return sentence.span(words[0], words[-1])


def _is_finite(verb: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass", "csubj", "expl") for c in verb.children)


def as_place(mention: PlaceMention) -> Place:
    """The place of the schema for a place found in the text."""
    return Place(name=mention.name, kind=mention.kind, country=mention.country)


def places_under(reading: Reading, sentence: Sentence, token: Token) -> list[PlaceMention]:
    """The places named under the token, in the order of the text: ``rallies in Novara and Lecco`` gives two."""
    start, end = (
        sentence.span(sentence.doc[token.left_edge.i], sentence.doc[token.right_edge.i])
        if sentence.doc is not None
        else (0, 0)
    )
    return [p for p in reading.places(sentence) if start <= p.start < end]


def country_near(reading: Reading, sentence: Sentence) -> str | None:
    """The country that the sentence, else its neighbours, else the transcript as a whole speaks of most (ISO code).

    Names of places and peoples come first; where a passage has none, its bodies and parties tell the country.
    """
    for reach in range(_NEAR + 1):
        window = reading.sentences[max(0, sentence.index - reach) : sentence.index + reach + 1]
        found = countries(reading, window)
        if found:
            return found.most_common(1)[0][0]
    overall = countries(reading, reading.sentences)
    return overall.most_common(1)[0][0] if overall else None


def countries(reading: Reading, sentences: Iterable[Sentence]) -> Counter[str]:
    """How often each country is spoken of by its name, its places or its people, else by its bodies; the first wins a tie."""
    within = tuple(sentences)
    named = Counter(
        mention.country
        for sentence in within
        for mention in sorted((*reading.places(sentence), *reading.demonyms(sentence)), key=lambda m: m.start)
        if mention.country is not None
    )
    return named or Counter(body.country for sentence in within for body in reading.institutions(sentence))
