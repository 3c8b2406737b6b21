"""What a protest is against, and what it asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.language.coreference import antecedent, is_pronoun
from service.language.phrases import child, noun_phrase, prepositional, subject
from service.rules.protests.lexicon import forms_of, people, words_of
from service.rules.protests.triggers import Trigger
from service.rules.protests.view import View

if TYPE_CHECKING:
    from spacy.tokens import Token

_LONGEST = 30  # words of a demand


@dataclass(frozen=True, slots=True)
class Cause:
    """The noun for what a protest is against; ``rank`` 0 is the plainest wording."""

    token: Token
    rank: int


def causes(trigger: Trigger) -> list[Cause]:
    """What the protest is against, the plainest wording first."""
    token = trigger.token
    if trigger.rule == "people":
        spots = [token, *(c for c in token.children if c.dep_ == "acl")]
    else:
        spots = [token, *_verb_over(token)]
    found = [c for spot in spots for c in _by_preposition(spot)]
    if (
        trigger.rule == "verb"
        and token.lemma_.lower() in ("protest", "boycott", "picket")
        and (direct := child(token, "dobj")) is not None
    ):
        found.append(Cause(direct, 0))
    found += [Cause(c, 3) for c in _anti(token)]
    return sorted((c for c in found if not is_pronoun(c.token)), key=lambda c: (c.rank, c.token.i))


def _verb_over(token: Token) -> list[Token]:
    """The verb that has the event as object or in a phrase: ``held a march against``."""
    if token.pos_ == "VERB":
        return [
            c
            for c in token.children
            if c.dep_ in ("xcomp", "advcl", "acl") and c.lemma_ in ("protest", "rally", "demonstrate")
        ]
    above = token.head.head if token.dep_ == "pobj" else token.head
    return [above] if above.pos_ == "VERB" and token.dep_ in ("dobj", "nsubjpass", "pobj", "nsubj") else []


def _by_preposition(spot: Token) -> Iterator[Cause]:
    listed = list(words_of_order())
    for prep, noun in _reach(spot):
        word = prep.lower_
        if noun.pos_ == "VERB":
            continue
        lemma = noun.lemma_.lower()
        if word in listed and (word == "against" or not _is_setting(noun)):
            yield Cause(noun, 0 if word == "against" else 1)
        elif word in words_of("about", "following") and lemma in words_of("about", "causes"):
            yield Cause(noun, 2)


def words_of_order() -> tuple[str, ...]:
    """The prepositions that bring what a protest is against."""
    return tuple(sorted(words_of("about", "prepositions")))


def _reach(spot: Token) -> Iterator[tuple[Token, Token]]:
    """Prepositions on the word itself, and on ``in protest`` or ``in anger`` under it."""
    for prep, noun in prepositional(spot):
        yield prep, noun
        if prep.lower_ == "in" and noun.lower_ in (
            "protest",
            "anger",
            "outrage",
            "fury",
            "demonstrations",
            "protests",
            "demonstration",
            "rallies",
            "marches",
        ):
            yield from prepositional(noun)
    for c in spot.children:
        if c.dep_ == "prep" and c.lower_ in words_of("about", "following") and c.i > spot.i:
            yield from ((c, n) for n in c.children if n.dep_ == "pobj")


def _is_setting(noun: Token) -> bool:
    """``over the weekend``, ``at the square``: when or where, not why."""
    return (
        noun.lemma_.lower() in words_of("about", "never")
        or noun.pos_ == "NUM"
        or noun.ent_type_ == "DATE"
        or (noun.pos_ == "PROPN" and noun.head.lower_ == "at")
    )


def _anti(token: Token) -> Iterator[Token]:
    """``anti-government protests``: the word after ``anti``."""
    for c in token.lefts:
        for t in c.subtree:
            before = t.nbor(-1).lower_ if t.i else ""
            if t.lower_ == "anti" and t.i + 2 < len(t.doc) and t.nbor(1).text == "-":
                yield t.nbor(2)
            elif t.lower_.startswith("anti-") or (before == "anti" and t.text != "-"):
                yield t


# --- demands -------------------------------------------------------------------------------------------------------


def demands_of(view: View, subjects: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Offsets of the demands in a sentence. ``subjects``: indices of the words that report a protest or protesters in it."""
    for token in view.doc:
        for goal in _goal(token):
            if _is_theirs(view, token, subjects):
                yield from _trimmed(view, goal)


def _goal(token: Token) -> list[list[Token]]:
    """The words of what is asked for by this word, if it is one for asking; each as a list of tokens."""
    word = token.lower_
    if token.pos_ == "VERB" and word in forms_of("demands", "verbs") | forms_of("demands", "with_for") | forms_of(
        "demands", "aims"
    ):
        return _of_verb(token)
    if token.pos_ == "NOUN" and token.lemma_.lower() in words_of("demands", "nouns"):
        return [
            _words(noun)
            for prep, noun in prepositional(token, "for")
            if token.dep_ in ("dobj", "pobj", "conj", "dative", "appos")
        ]
    return []


def _of_verb(verb: Token) -> list[list[Token]]:
    word = verb.lower_
    if word in forms_of("demands", "aims"):
        return [_words(n) for _, n in prepositional(verb, "at") if n.pos_ == "VERB"]
    clause = child(verb, "ccomp", "xcomp")
    if clause is not None and word in forms_of("demands", "clausal"):
        return [_without_mark(clause, verb)]
    if word in forms_of("demands", "with_for") or word.startswith("demand"):
        found = [
            _words(n)
            for _, n in prepositional(verb, "for", "on")
            if verb.lemma_ != "call" or n.head.lower_ == "for" or child(verb, "xcomp")
        ]
        if found:
            return [w for w in found if w]
    direct = child(verb, "dobj")
    if (
        word in forms_of("demands", "verbs")
        and direct is not None
        and verb.lemma_ not in ("want", "urge")
        and not is_pronoun(direct)
    ):
        return [_words(direct)]
    return []


def _words(noun: Token) -> list[Token]:
    return [noun.doc[i] for i in range(noun.left_edge.i, noun.right_edge.i + 1)]


def _without_mark(clause: Token, verb: Token) -> list[Token]:
    start = clause.left_edge.i
    direct = child(verb, "dobj")
    if direct is not None and direct.i < start and direct.i > verb.i:
        start = direct.left_edge.i
    tokens = [clause.doc[i] for i in range(max(start, verb.i + 1), clause.right_edge.i + 1)]
    return tokens[1:] if tokens and tokens[0].lower_ == "that" else tokens


def _is_theirs(view: View, verb: Token, subjects: frozenset[int]) -> bool:
    """Whether it is those who protest, the protest itself or its placards that ask."""
    doer = subject(verb) if verb.pos_ == "VERB" else None
    if doer is None:
        above = verb.head
        return (
            verb.i in subjects
            or above.i in subjects
            or any(c.i in subjects for c in above.children if c.dep_ in ("nsubj", "nsubjpass"))
            or (verb.tag_ == "VBG" and verb.dep_ in ("advcl", "acl") and bool(subjects & {t.i for t in above.subtree}))
        )
    if doer.lower_ in words_of("demands", "tokens"):
        return bool(subjects)
    return _is_protester(view, doer, subjects)


def _is_protester(view: View, doer: Token, subjects: frozenset[int]) -> bool:
    if doer.i in subjects or doer.lower_ in people():
        return True
    if any(n.i in subjects or n.lower_ in people() for _, n in prepositional(doer, "of")):
        return True
    if doer.lower_ in ("they", "who", "them"):
        found = antecedent(view.reading.sentences, view.reading.mentions.entities, view.sentence, doer)
        return found is not None and found[1].lower_ in people()
    return False


def _trimmed(view: View, tokens: list[Token]) -> Iterator[tuple[int, int]]:
    """The words without marks at their edges; of a long run, what comes before the first clause that hangs on it."""
    tokens = [t for t in tokens if not t.is_space][:_LONGEST]
    while (
        tokens and (tokens[0].is_punct or tokens[0].lower_ in ("and", "for", "to")) and tokens[0].text not in ("“", '"')
    ):
        tokens = tokens[1:]
    while tokens and (tokens[-1].is_punct or tokens[-1].lower_ in ("and", "or")):
        tokens = tokens[:-1]
    if tokens and not (len(tokens) == 1 and is_pronoun(tokens[0])):
        yield view.sentence.span(tokens[0], tokens[-1])


def phrase(view: View, token: Token) -> tuple[int, int]:
    """Offsets of the noun phrase that the token heads."""
    return view.sentence.span(*noun_phrase(token))


def aims_of(view: View, trigger: Trigger) -> Iterator[tuple[int, int]]:
    """``a march for peace``: what stands after ``for`` on the word for the protest itself."""
    for prep, noun in prepositional(trigger.token, "for"):
        fits = (
            noun.pos_ in ("NOUN", "PROPN")
            and noun.lemma_.lower() not in words_of("demands", "not_for")
            and prep.i > trigger.token.i
        )
        if fits and trigger.rule in ("noun", "verb") and trigger.form not in ("boycott", "storming", "riot"):
            if not any(d.start <= view.sentence.at(noun) < d.end for d in view.durations):
                yield from _trimmed(view, _words(noun))
