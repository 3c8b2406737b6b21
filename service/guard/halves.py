"""Half of what is said: words that stand in the text, under others which turn them round."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from schemas import Evidence
from service.guard.denial import is_condition, is_turned_round
from service.guard.scope import Scope
from service.language.coreference import SPEECH
from service.language.parse import Sentence
from service.words import words_in

if TYPE_CHECKING:
    from spacy.tokens import Token

_FALSE = words_in("guard/denial", "negation", "false")
Span = tuple[int, int]


def is_half(spans: list[Span], scope: Scope, cue: str | None = None, *, denies: bool = False) -> bool:
    """Whether what stands above the words, under the ``cue`` if there is one, takes them back: ``did not think that ...``.

    ``denies``: the cue itself says that they are not so.
    """
    return any(
        _is_taken_back(sentence, span, spans, cue)
        or (cue is not None and not denies and _is_said_of_it(sentence, span, cue))
        for span in spans
        for sentence in _begun_in(scope, span)
    )


def _begun_in(scope: Scope, span: Span) -> list[Sentence]:
    return [s for s in scope.sentences if s.start <= span[0] < s.end and s.doc is not None]


def _is_taken_back(sentence: Sentence, span: Span, spans: list[Span], cue: str | None) -> bool:
    inside = [t for t in sentence.tokens if any(start <= sentence.at(t) < end for start, end in spans)]
    tops = [t for t in _tops(sentence, span) if t.pos_ in ("VERB", "AUX")]
    if cue is not None and _follows(
        sentence, span, cue
    ):  # what stands above is said of the cue, however the parse has it
        return any(is_condition(c, inside) for top in tops for c in top.children if c not in inside)
    return any(is_turned_round(top, inside, _cue_above(top, cue)) for top in tops)


def _follows(sentence: Sentence, span: Span, cue: str) -> bool:
    """Whether the words stand right behind their cue."""
    before = [t.lower_ for t in sentence.tokens if sentence.at(t) < span[0] and (t.is_alpha and t.lower_ != "that")]
    return before[-1:] == cue.lower().split()[-1:]


def cues_over(spans: list[Span], scope: Scope, cue: str) -> Iterator[tuple[Sentence, Token]]:
    """The reporting verbs of that form that the words hang on."""
    for span in spans:
        for sentence in _begun_in(scope, span):
            found = (_cue_above(top, cue) for top in _tops(sentence, span))
            yield from ((sentence, verb) for verb in found if verb is not None)


def said_by(words: Evidence, scope: Scope) -> Iterator[Token]:
    """The nearest verbs of saying over the words."""
    for sentence in _begun_in(scope, (words.start, words.end)):
        tops = _tops(sentence, (words.start, words.end))
        found = (next((t for t in top.ancestors if t.lemma_.lower() in SPEECH), None) for top in tops)
        yield from (verb for verb in found if verb is not None)


def _tops(sentence: Sentence, span: Span) -> list[Token]:
    """The highest words of the stretch."""
    inside = [t for t in sentence.tokens if span[0] <= sentence.at(t) < span[1]]
    return [t for t in inside if t.head not in inside or t.head == t]


def _is_said_of_it(sentence: Sentence, span: Span, cue: str) -> bool:
    """``said it was nonsense that ...``: such a word between the cue and the words, however the parse has it."""
    last = cue.lower().split()[-1]
    before = [t for t in sentence.tokens if sentence.at(t) < span[0]]
    at = next((t.i for t in reversed(before) if t.lower_ == last), len(before))
    return any(t.lemma_.lower() in _FALSE for t in before[at + 1 :])


def _cue_above(top: Token, cue: str | None) -> Token | None:
    """The reporting verb over the words: the highest of that form, so that what is said within them is not it."""
    wanted = {w.lower() for w in cue.split()} if cue else set()
    return next((t for t in reversed(list(top.ancestors)) if t.lower_ in wanted), None)
