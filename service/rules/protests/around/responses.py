"""How a protest is met: tear gas, arrests, a crackdown, read near the protest that it answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from schemas import Response
from service.language.phrases import agent, children, is_negated, is_passive, prepositional, subject, undergoers
from service.language.reading import Reading
from service.rules.events.grouping import Neighbours
from service.rules.events.view import View
from service.rules.events.words import any_of
from service.rules.found import Grounded
from service.rules.protests.grouping import Cluster
from service.rules.protests.lexicon import WORDS, nouns, people, verb_forms, words_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_REACH = 5  # sentences on either side of a report of the protest
_ARRESTS_REACH = 3  # the same for arrests, which are made for other reasons too


def responses_near(reading: Reading, seen: list[View], clusters: list[Cluster]) -> list[list[Grounded[Response]]]:
    """For each cluster the responses that stand nearer to it than to the others, in the order of the text.

    A hunger strike or a boycott has none: what the police do beside it, they do to people in the street.
    """
    street = [i for i, cluster in enumerate(clusters) if cluster.family == "street"]
    near = Neighbours([clusters[i].members for i in street])
    arrests_near = set(near.sentences(_ARRESTS_REACH))
    out: list[list[Grounded[Response]]] = [[] for _ in clusters]
    parsed = {view.index: view for view in seen}
    for i in near.sentences(_REACH):
        if 0 <= i < len(reading.sentences):
            sentence = reading.sentences[i]
            found = list(_by_words(reading.text(sentence), sentence.start))
            found += _by_grammar(parsed[i]) if i in parsed else ()
            for response in found:
                late = response.value == "arrests" and i not in arrests_near  # as like as not somebody else's
                home = near.owner(i, response.start) if not late else None
                if home is not None:
                    out[street[home]].append(response)
    return [sorted(found, key=lambda r: (r.start, r.value)) for found in out]


@cache
def _patterns() -> tuple[tuple[Response, re.Pattern[str]], ...]:
    return tuple((entry["kind"], any_of(entry["words"])) for entry in WORDS["response"])


def _by_words(text: str, offset: int) -> Iterator[Grounded[Response]]:
    for kind, pattern in _patterns():
        for match in pattern.finditer(text):
            yield Grounded(kind, offset + match.start(), offset + match.end())


def _by_grammar(view: View) -> Iterator[Grounded[Response]]:
    for token in view.doc:
        for kind in _verb_kinds().get(token.lower_, ()):
            if token.pos_ == "VERB" and not is_negated(token) and not _may_come(token) and _is_response(token, kind):
                yield Grounded(kind["kind"], *view.span(token))
        if token.lower_ in words_of("forces", "arrests") and not _is_scarce(token):
            yield Grounded("arrests", *view.span(token))


def _may_come(verb: Token) -> bool:
    """``police may arrest them``."""
    return any(c.dep_ == "aux" and c.lower_ in words_of("factuality", "modal") for c in verb.children)


def _is_scarce(noun: Token) -> bool:
    return any(c.lower_ in words_of("forces", "scarce") for c in noun.lefts)


@cache
def _verb_kinds() -> dict[str, tuple[dict[str, Any], ...]]:
    return {
        form: tuple({**entry, "particle": entry["particles"].get(base)} for base, entry in entries)
        for form, entries in WORDS.by_form("response_verb").items()
    }


def _is_response(verb: Token, entry: dict[str, Any]) -> bool:
    particle = entry["particle"]
    if particle is not None and not any(
        c.lower_ == particle and c.dep_ in ("prt", "advmod", "prep") for c in verb.children
    ):
        return False
    doer = agent(verb) if is_passive(verb) else subject(verb)
    by_force = doer is not None and doer.lemma_.lower() in words_of("forces", "nouns")
    aims = _aims(verb)
    if entry["kind"] == "arrests":
        return any(_is_target(a) for a in aims) or _is_for_protesting(verb)
    meant = any(_is_protest(a) for a in aims)
    if particle == "down" and by_force and not aims:
        return True  # `police were sent to crack down`
    if entry["kind"] in ("dispersal", "beating"):  # `they were dispersed with tear gas`, `police pushed them back`
        meant = meant or ((by_force or is_passive(verb)) and any(a.lower_ in ("them", "they") for a in aims))
    return meant and (by_force or is_passive(verb))


def _is_for_protesting(verb: Token) -> bool:
    """``was detained for protesting without a permit``, ``arrested at a rally``: whoever it is."""
    phrases = (n for p, n in prepositional(verb) if p.lower_ in words_of("forces", "arrested_for"))
    return any(n.lower_ in nouns() or n.lower_ in verb_forms("protest") for n in phrases)


def _aims(verb: Token) -> list[Token]:
    aims = undergoers(verb) + children(verb, "dobj") + [n for _, n in prepositional(verb, "on")]
    if verb.tag_ == "VBN" and not any(c.dep_ == "aux" for c in verb.children):  # `scores of others taken away`
        aims += children(verb, "nsubj")
    return [n for a in aims for n in (a, *(inner for _, inner in prepositional(a, "of")))]


def _is_protest(noun: Token) -> bool:
    return noun.lower_ in people() or noun.lower_ in nouns() or noun.lemma_.lower() == "crowd"


def _is_target(noun: Token) -> bool:
    return noun.lower_ in people() or noun.lemma_.lower() in words_of("forces", "targets") or noun.pos_ == "NUM"
