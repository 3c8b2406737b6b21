"""What protesters ask for, read wherever they are said to ask for it near a report of the protest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from schemas import Actor
from service.language.coreference import is_pronoun
from service.language.phrases import child, noun_phrase
from service.rules.events.grouping import Neighbours
from service.rules.events.view import View
from service.rules.found import Grounded
from service.rules.protests.around.asking import aims, asked, opposed_by, slogans
from service.rules.protests.fields.crowd import protesters
from service.rules.protests.grouping import Cluster
from service.rules.protests.lexicon import forms_of, people, words_of
from service.rules.protests.report import Report

if TYPE_CHECKING:
    from spacy.tokens import Token

_LONGEST = 30  # words
_REACH = 3  # sentences on either side of a report of the protest


@dataclass
class Asked:
    """What a protest asks for, and whom or what that goes against: the tax, where it is to be scrapped; and what else is
    told around it to be its cause.
    """

    demands: list[Grounded[str]] = field(default_factory=list)
    against: list[Grounded[Actor]] = field(default_factory=list)
    around: list[Grounded[Actor]] = field(default_factory=list)


def demands_near(seen: list[View], clusters: list[Cluster]) -> list[Asked]:
    """For each cluster the demands that stand nearest to it, in the order of the text."""
    out = [Asked() for _ in clusters]
    known = _protester_nouns([c for cluster in clusters for c in cluster.members])
    reports = Neighbours([cluster.members for cluster in clusters])
    for view in seen:
        near = [c for _, c in reports.around(view.index, _REACH)]
        for start, end, opposed in sorted(_in_sentence(view, near, known), key=lambda f: f[:2]) if near else ():
            home = reports.owner(view.index, start)
            if home is not None:
                out[home].demands.append(Grounded(view.said(start, end), start, end))
                out[home].against += _opposed(view, opposed)
    return out


def _opposed(view: View, noun: Token | None) -> Iterator[Grounded[Actor]]:
    actor = view.actor(noun) if noun is not None else None
    if noun is not None and actor is not None and not is_pronoun(noun):
        yield Grounded(actor, *view.span(*noun_phrase(noun)))


def _protester_nouns(members: list[Report]) -> frozenset[str]:
    """The plural nouns by which the transcript calls those who protest: ``students``."""
    named = (n for c in members if c.trigger.sure for n in protesters(c.trigger))
    return frozenset(n.lower_ for n in named if n.tag_ == "NNS") | frozenset(people()) | words_of("demands", "askers")


Span = tuple[int, int, "Token | None"]


def _in_sentence(view: View, near: list[Report], known: frozenset[str]) -> Iterator[Span]:
    here = [c for c in near if c.index == view.index]
    wanted = [words for c in here for words in aims(view, c)]
    wanted += slogans(view) if here else ()
    for token in view.doc:
        requests = asked(token)
        if requests and _is_theirs(token, here, known):
            wanted += requests
    found: dict[tuple[int, int], Token | None] = {}
    for words in wanted:
        trimmed = _trimmed(words)
        if trimmed:
            found.setdefault(view.span(trimmed[0], trimmed[-1]), opposed_by(trimmed))
    yield from ((start, end, noun) for (start, end), noun in found.items())


def _is_theirs(word: Token, here: list[Report], known: frozenset[str]) -> bool:
    """Whether those who protest ask, or the protest itself, or its placards, or one of them in their own words."""
    if word.pos_ == "NOUN":
        return bool(here) or child(word, "poss") is not None  # `their demands include`
    own = {c.trigger.token.i for c in here} | {c.trigger.actor.i for c in here if c.trigger.actor is not None}
    asker = _asker(word, own, known)
    if asker is None or asker.i in own:
        return asker is not None
    if asker.lower_ == "we":
        return word.lower_ in forms_of("demands", "spoken")
    if asker.lower_ in ("who", "that"):  # but in `a law that will push them to`
        return bool(here) and (word.dep_ != "relcl" or word.head.lower_ in known)
    return asker.lower_ == "they" or asker.lower_ in known | words_of("demands", "tokens")


def _asker(word: Token, own: set[int], known: frozenset[str]) -> Token | None:
    """The word's subject, or without one the protest, the protesters or the subject of the clause that it hangs on."""
    token = word
    for _ in range(8):
        subjects = [c for c in token.children if c.dep_ in ("nsubj", "nsubjpass")]
        if subjects:
            return subjects[0]
        if token != word and (token.i in own or token.lower_ in known | words_of("demands", "tokens")):
            return token
        if token.head == token:
            break
        token = token.head
    return None


def _trimmed(tokens: list[Token]) -> list[Token]:
    """The words without marks and joints at their edges, and not more than a sentence's worth."""
    tokens = tokens[:_LONGEST]
    while tokens and (tokens[0].is_punct or tokens[0].lower_ in ("and", "for", "to")):
        tokens = tokens[1:]
    while tokens and (tokens[-1].is_punct or tokens[-1].lower_ in ("and", "or")):
        tokens = tokens[:-1]
    asked_before = any(t.lower_ in ("demands", "demand") for t in tokens)  # `until their demands are met`
    return [] if asked_before else tokens
