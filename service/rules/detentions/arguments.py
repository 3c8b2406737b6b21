"""Who detained whom, where, when and how many: read from the phrases around a trigger."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from schemas import Actor, Quantity, When
from service.language.parse import Sentence
from service.language.phrases import child, noun_phrase
from service.language.quantities import Figure
from service.language.reading import Reading
from service.rules.detentions.lexicon import words_of
from service.rules.detentions.people import is_force
from service.rules.detentions.trigger import Trigger
from service.rules.detentions.where import clause_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_SAYING = frozenset({"say", "tell", "report", "claim", "announce", "add", "estimate", "confirm", "state"})


def authority_of(reading: Reading, sentence: Sentence, trigger: Trigger) -> Actor | None:
    """The authority or armed group that does it; None where the sentence names none."""
    if trigger.force is None:
        return _police_beside(sentence, trigger)
    if trigger.force in trigger.patients:
        return None
    if trigger.force.pos_ == "PRON" and trigger.force.lower_ in ("i", "we", "you", "it", "who", "that", "which"):
        return None
    actor = reading.actor(sentence, trigger.force)
    if trigger.force.pos_ == "PRON":
        return actor if actor is not None and actor.kind in ("government", "organization") else None
    return actor if _acts_by_itself(trigger) or is_force(reading, sentence, trigger.force) else None


def _acts_by_itself(trigger: Trigger) -> bool:
    """Whether only those who hold people do what the verb says: ``arrested by the directorate``, ``abducted by two men``."""
    return trigger.rule == "verb" and trigger.stage in ("detained", "arrested")


def _police_beside(sentence: Sentence, trigger: Trigger) -> Actor | None:
    """The police that the clause speaks of besides: ``thirty were held in police raids``, ``after throwing stones at police``."""
    if trigger.stage not in ("detained", "arrested") or sentence.doc is None:
        return None
    start, end = clause_of(sentence, trigger)
    for token in sentence.doc:
        near = (
            start <= sentence.at(token) < end
            and token not in trigger.patients
            and token.head not in trigger.patients
            and token.dep_ not in ("poss", "compound", "nmod")
        )
        if near and token.lower_ in words_of("force", "police"):
            return Actor(name=token.text, kind="government")
    return None


def is_background(reading: Reading, sentence: Sentence, trigger: Trigger) -> bool:
    """Whether the clause tells of another, earlier case: ``in a separate case``, ``previously``, ``last year``."""
    start, end = clause_of(sentence, trigger)
    words = f" {reading.transcript.text[start:end].lower()} "
    return any(f" {phrase} " in words for phrase in words_of("background", "phrases"))


def when_of(
    reading: Reading, sentence: Sentence, trigger: Trigger, avoid: list[tuple[int, int]]
) -> tuple[When, int, int] | None:
    """When it happened: the first date in the trigger's clause that is no part of the reason."""
    start, end = clause_of(sentence, trigger)
    for moment in reading.moments(sentence):
        if start <= moment.start < end and not any(a <= moment.start < b for a, b in avoid):
            text = reading.transcript.text[moment.start : moment.end]
            return When(text=text, edtf=moment.edtf), moment.start, moment.end
    return None


def counts_of(reading: Reading, sentence: Sentence, trigger: Trigger) -> list[tuple[Quantity, int, int]]:
    """How many people: the figure in their phrase, or before the noun (``432 arrests``), with who gives it."""
    heads = trigger.patients[:1] or ((trigger.site, trigger.token) if trigger.rule == "bare_noun" else ())
    spans = [_figure_span(sentence, head) for head in heads]
    by = _giver(reading, sentence, trigger)
    out = []
    for figure in reading.figures(sentence):
        if any(a <= figure.start < b for a, b in spans) and figure.kind == "count" and not _is_vague(reading, figure):
            quantity = Quantity(
                text=reading.transcript.text[figure.start : figure.end], low=figure.low, high=figure.high,
                approximate=figure.approximate, by=by,
            )  # fmt: skip
            out.append((quantity, figure.start, figure.end))
    return _together(reading, sentence, trigger) or out[:1]


def _together(reading: Reading, sentence: Sentence, trigger: Trigger) -> list[tuple[Quantity, int, int]]:
    """``25 dockers, 12 clerks and an engineer``: their sum, where each of several groups is counted."""
    if len(trigger.patients) < 2:
        return []
    counted = [f for f in reading.figures(sentence) if f.kind == "count" and not _is_vague(reading, f)]
    total = 0.0
    for head in trigger.patients:
        start, end = _figure_span(sentence, head)
        own = next((f for f in counted if start <= f.start < end), None)
        one = head.tag_ not in ("NNS", "NNPS") and any(c.lower_ in ("a", "an", "one", "another") for c in head.children)
        number = own.low if own is not None and own.low == own.high else 1.0 if one else None
        if number is None:
            return []
        total += number
    start, end = sentence.span(trigger.patients[0].doc[trigger.patients[0].left_edge.i], trigger.patients[-1])
    text = reading.transcript.text[start:end]
    return [(Quantity(text=text, low=total, high=total, by=_giver(reading, sentence, trigger)), start, end)]


def _is_vague(reading: Reading, figure: Figure) -> bool:
    """``several``, ``a couple``: words that count nobody; but ``several dozen`` and ``a few hundred`` do."""
    words = {*reading.transcript.text[figure.start : figure.end].lower().split()}
    exact = words & words_of("people", "scores") or any(w[:1].isdigit() for w in words)  # `as many as 148`
    return bool(words & words_of("people", "vague")) and not exact


def _figure_span(sentence: Sentence, head: Token) -> tuple[int, int]:
    """The phrase from its first word to its noun, and on over ``dozens of people``."""
    first, last = noun_phrase(head, article=True)
    left = sentence.doc[head.left_edge.i] if sentence.doc is not None else first
    if left.i < first.i and all(
        t.pos_ in ("NUM", "ADV", "ADJ", "ADP", "SYM", "DET") for t in head.doc[left.i : first.i]
    ):
        first = left
    return sentence.span(first, head if head.pos_ != "NUM" else last)


def _giver(reading: Reading, sentence: Sentence, trigger: Trigger) -> str | None:
    """Who gives the figure: the subject of the verb of saying above, or after ``according to``."""
    for token in _above(trigger.site):
        if token.lemma_.lower() in _SAYING:
            own = child(token, "nsubj")
            actor = reading.actor(sentence, own) if own is not None else None
            return actor.name if actor is not None else None
    return None


def claimant_of(reading: Reading, sentence: Sentence, trigger: Trigger) -> Token | None:
    """Who alleges it: a party or group that is no authority, over the clause with a verb of saying."""
    for token in _above(trigger.site):
        own = child(token, "nsubj") if token.lemma_.lower() in _SAYING else None
        if own is None:
            continue
        if own.lemma_.lower() in words_of("force", "claimants"):
            return own
        actor = reading.actor(sentence, own) if not is_force(reading, sentence, own) else None
        quoted = reading.quotation_at(sentence.at(trigger.token)) is not None
        return own if quoted and actor is not None and actor.kind in ("party", "group") else None
    return None


def _above(token: Token) -> Iterator[Token]:
    while token.head != token:
        token = token.head
        yield token
