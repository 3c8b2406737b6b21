"""What protesters ask for, read wherever they are said to ask for it near a report of the protest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from schemas import Actor
from service.language.coreference import is_pronoun
from service.language.phrases import child, noun_phrase, prepositional
from service.rules.events.grouping import Neighbours
from service.rules.events.view import View
from service.rules.found import Grounded
from service.rules.protests.around.asking import PEOPLE, aims, asked, opposed_by, slogans
from service.rules.protests.crowds import is_crowd
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
    if noun is not None and actor is not None and (not is_pronoun(noun) or actor.kind in ("person", "government")):
        yield Grounded(actor, *view.span(*noun_phrase(noun)))


def _protester_nouns(members: list[Report]) -> frozenset[str]:
    """The plural nouns by which the transcript calls those who protest: ``students``."""
    named = (n for c in members if c.trigger.sure for n in protesters(c.trigger))
    return frozenset(n.lower_ for n in named if n.tag_ == "NNS") | frozenset(people()) | words_of("demands", "askers")


Span = tuple[int, int, "Token | None"]


def _in_sentence(view: View, near: list[Report], known: frozenset[str]) -> Iterator[Span]:
    here = [c for c in near if c.index == view.index]
    wanted = [words for c in here for words in aims(view, c)]
    for token in view.doc:
        requests = asked(token)
        if requests and _is_theirs(view, token, here, known):
            wanted += requests
    found: dict[tuple[int, int], Token | None] = {}
    for words in wanted:
        trimmed = _trimmed(words)
        if trimmed:
            found.setdefault(view.span(trimmed[0], trimmed[-1]), opposed_by(trimmed))
    for span in slogans(view) if here else ():
        found.setdefault(span, None)
    yield from ((start, end, noun) for (start, end), noun in found.items())


def _is_theirs(view: View, word: Token, here: list[Report], known: frozenset[str]) -> bool:
    """Whether those who protest ask, or the protest itself, or its placards, or one of them in their own words."""
    if word.pos_ == "NOUN":
        return bool(here) or _is_their_noun(word, known)
    if any(c.trigger.token.head.head == word and c.trigger.token.dep_ == "pobj" for c in here):
        return True  # `called for protests and a recount`
    own = {c.trigger.token.i for c in here} | {c.trigger.actor.i for c in here if c.trigger.actor is not None}
    asker = _asker(word, own, known)
    if asker is None or asker.i in own:
        return asker is not None
    if asker.lower_ == "we":
        at_it = any(c.trigger.actor is not None and c.trigger.actor.lower_ == "we" for c in here)
        return at_it or word.lower_ in forms_of("demands", "spoken")
    return _is_protester(view, word, asker, known, bool(here))


def _is_their_noun(noun: Token, known: frozenset[str]) -> bool:
    """``their demands``, ``the students' demands``, ``demands of the students``."""
    holder = child(noun, "poss")
    if holder is not None:
        return holder.lower_ in known | {"their"}
    return any(n.lower_ in known for _, n in prepositional(noun, "of", "by", "from"))


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


def _is_protester(view: View, word: Token, doer: Token, known: frozenset[str], here: bool) -> bool:
    if doer.lower_ in known or doer.lower_ in words_of("demands", "tokens"):
        return True
    if any(n.lower_ in known for _, n in prepositional(doer, "of")):
        return True
    if doer.lower_ in ("who", "that") and here:
        return (
            word.dep_ != "relcl" or word.head.lower_ in known or is_crowd(word.head)
        )  # no `law that will push them to`
    if doer.lower_ != "they" or word.lower_ in forms_of("demands", "aims"):
        return False
    if here and _is_relative(word):
        return True  # `a march outside the hall, where they were calling for a truce`
    found = view.antecedent(doer)
    return found is None or found[1].lower_ in known or not _is_someone(*found)


def _is_relative(verb: Token) -> bool:
    return verb.dep_ == "relcl" and any(c.lower_ in ("where", "when") for c in verb.children)


def _is_someone(view: View, noun: Token) -> bool:
    """Whether the noun that ``they`` seems to stand for can want anything; if not, the protesters are meant."""
    return view.entity(noun) is not None or noun.lemma_.lower() in PEOPLE


def _trimmed(tokens: list[Token]) -> list[Token]:
    """The words without marks and joints at their edges, and not more than a sentence's worth."""
    tokens = [t for t in tokens if not t.is_space][:_LONGEST]
    while tokens and (tokens[0].is_punct or tokens[0].lower_ in ("and", "for", "to")):
        tokens = tokens[1:]
    while tokens and (tokens[-1].is_punct or tokens[-1].lower_ in ("and", "or")):
        tokens = tokens[:-1]
    if any(t.lower_ in ("demands", "demand") for t in tokens):
        return []  # `until their demands are met`
    return [] if len(tokens) == 1 and is_pronoun(tokens[0]) else tokens
