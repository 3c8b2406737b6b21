"""Which event a value belongs to: what another clause says is no match where the event's own clause has such a value."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from service.language.coreference import is_pronoun
from service.language.kept import first_above
from service.language.parse import Sentence
from service.language.reading import Reading

if TYPE_CHECKING:
    from spacy.tokens import Token

Span = tuple[int, int]
_CLAUSES = frozenset({"ROOT", "conj", "ccomp", "advcl", "relcl", "acl", "parataxis", "pcomp"})
_LOCATIVE = frozenset({"in", "at", "near", "outside", "inside", "across", "around", "throughout", "through", "along"})
_MEANWHILE = frozenset({"as", "while", "when"})
_POINTING = frozenset({"the", "this", "that", "these", "those"})
_MEASURING = frozenset({"of", "by"})  # `a crowd of 600`, `attended by 600`


@first_above
def clause_of(token: Token) -> bool:
    """The verb of the smallest clause around the token, itself included; the root where there is none."""
    return token.dep_ in _CLAUSES and token.pos_ in ("VERB", "AUX")


def are_apart(below: Token, above: Token) -> bool:
    """Whether a semicolon stands between: ``they detained her; her son was not at home``, which a parse may set over it."""
    first, last = sorted((below.i, above.i))
    return below.pos_ == "VERB" and any(t.text == ";" for t in below.doc[first:last])


def sets_the_scene(token: Token) -> bool:
    """``In Utah, police arrested two at a sit-in``, ``Utah protests: two held``: a place at the head of a sentence holds for all of it."""
    label = next((t.i for t in token.doc[token.i :] if t.text == ":"), None)
    if label is not None and label < len(token.doc) - 1 and token.doc[0].sent.root.i != token.i:
        return True
    top = next((t for t in (token, *token.ancestors) if t.dep_ == "prep"), None)
    if top is None or top.head.dep_ != "ROOT" or top.lower_ not in _LOCATIVE:
        return False
    return top.i < top.head.i and all(t.i > top.i for t in top.head.children if t.dep_ in ("nsubj", "nsubjpass"))


def _goes_on_in(clause: Token) -> Iterator[Token]:
    """The clauses that tell of the same doings: ``set out from Bray, marching to Wick``, ``began there but moved on``."""
    alone = not any(c.dep_ in ("nsubj", "nsubjpass") for c in clause.children)
    if clause.dep_ in ("advcl", "xcomp") and clause.tag_ == "VBG" and alone:
        yield clause_of(clause.head)
    if clause.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in _MEANWHILE for c in clause.children):
        yield clause_of(clause.head)
    for c in clause.children:
        others = (t for t in c.children if t.dep_ in ("nsubj", "nsubjpass") and not is_pronoun(t))
        if c.dep_ == "conj" and c.pos_ == "VERB" and not any(others):
            yield c


def is_elsewhere(
    claimed: Iterable[Token], values: Iterable[Token], events: Iterable[Token], *, of_places: bool = False
) -> bool:
    """Whether all those ``claimed`` stand beside a clause of the ``events`` that has another of the ``values``, in its sentence."""
    events, stands = set(events), set(claimed)
    if of_places and any(map(sets_the_scene, stands)):
        return False
    clauses = {clause_of(event) for event in events}
    clauses |= {clause for event in clauses for clause in _goes_on_in(event)} if of_places else set()
    # `protesters killed near the mill`: what is told of the event's own word is told of it
    clauses |= {c for c in map(clause_of, stands) if c.dep_ in ("acl", "relcl") and c.head in events}
    own = {value.doc for value in values if clause_of(value) in clauses and value not in stands}
    return bool(stands) and all(t.doc in own and clause_of(t) not in clauses for t in stands)


def is_in_a_sentence_without(claimed: Iterable[Token], values: Iterable[Token], events: Iterable[Token]) -> bool:
    """Whether all those ``claimed`` stand in sentences with none of the ``events``, where a clause of these has another value."""
    events, stands = set(events), set(claimed)
    docs, clauses = {event.doc for event in events}, {clause_of(event) for event in events}
    own = [value for value in values if clause_of(value) in clauses and value not in stands]
    known = {t.lemma_.lower() for doc in docs for t in doc if t.pos_ in ("NOUN", "PROPN")}
    return bool(stands and own) and all(token.doc not in docs and not _goes_on(token.doc[0], known) for token in stands)


def _goes_on(first: Token, known: Collection[str]) -> bool:
    """Whether a sentence points back to one with nouns that are ``known``: ``the`` minister of whom that does not speak is somebody new."""
    if first.lower_ == "the" and first.dep_ == "det" and first.head.pos_ == "NOUN":
        return first.head.lemma_.lower() in known
    return points_back(first)


def points_back(first: Token) -> bool:
    """Whether a sentence that begins with the word goes on about what stands before: a pronoun, or ``the`` or ``this`` thing."""
    return is_pronoun(first) or first.lower_ in _POINTING or first.tag_ == "PRP$"


def is_beside(claimed: Iterable[Token], values: Iterable[Token], events: Iterable[Token]) -> bool:
    """Whether the clause has a figure of its subject or object, and those ``claimed`` hang on other phrases: ``past 300 shops``.

    Where a noun is the event, what hangs on it is told of it: ``fired forty rounds at a rally of 3,000``.
    """
    events = set(events)
    clauses = {clause_of(event) for event in events}
    here = {token for token in claimed if clause_of(token) in clauses}
    nouns = {event for event in events if event.pos_ == "NOUN"}
    hanging = {value for value in values if not nouns.isdisjoint(value.ancestors) and is_core(value, nouns)}
    of_these = set(map(clause_of, here))
    own = [value for value in hanging if clause_of(value) in of_these]
    if own:
        return hanging.isdisjoint(here)
    core = [value for value in values if clause_of(value) in clauses and is_core(value)]
    return bool(here) and not any(map(is_core, here)) and any(value not in here for value in core)


def is_core(figure: Token, within: Collection[Token] = ()) -> bool:
    """Whether the figure counts the subject or object of its clause, or one of the nouns, and not what a further phrase names."""
    token, top = figure, clause_of(figure)
    while token not in (top, token.head) and token not in within:
        if token.dep_ == "prep" and (
            token.lower_ not in _MEASURING or token.head.pos_ not in ("NOUN", "PROPN", "VERB")
        ):
            return False
        if token.dep_ == "prep" and token.head == top and token.lower_ == "of":
            return False  # `of the 40 miners, six were arrested`
        token = token.head
    return True


def is_part(figure: Token) -> bool:
    """``among them 11 women``, ``including 11 women``: a part of those who are counted."""
    before = [t.lower_ for t in figure.doc[max(0, figure.i - 3) : figure.i]]
    return "including" in before or before[-2:] in (["among", "them"], ["of", "whom"], ["of", "them"])


def is_whole(figure: Token) -> bool:
    """``18 of the 45 seats``, ``of the 45 held 18 were freed``: the one is what the other is a part of."""
    for token in (figure, *figure.ancestors):
        if token.dep_ == "prep":
            parted = token.head.pos_ == "NUM" or token.head.like_num
            return token.lower_ == "of" and (parted or (token.head.pos_ == "VERB" and token.i < token.head.i))
    return False


def places_named(reading: Reading, sentence: Sentence) -> list[Token]:
    """The words for places: those known by name, and names after ``in`` or ``at``."""
    known = (sentence.token_at(place.start) for place in reading.places(sentence))
    dates = {i for m in reading.moments(sentence) for i in range(m.start, m.end)}
    after = (
        t
        for t in sentence.tokens
        if t.pos_ == "PROPN" and t.dep_ == "pobj" and t.head.lower_ in _LOCATIVE and sentence.at(t) not in dates
    )
    return list(dict.fromkeys(t for t in (*known, *after) if t is not None))


def tokens_in(sentence: Sentence, spans: Iterable[Span]) -> list[Token]:
    """The tokens of these stretches of the sentence, one for each: the figure's numeral, else the last word."""
    found = []
    for start, end in spans:
        inside = sentence.within(start, end)
        if inside:
            found.append(next((t for t in inside if t.pos_ == "NUM" or t.like_num), inside[-1]))
    return found
