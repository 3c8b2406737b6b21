"""Rule: a verb of detaining, charging, trying, sentencing or releasing with the people it is done to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from service.language.phrases import child, is_passive, prepositional
from service.rules.detentions.lexicon import HOLDING, Verb, verbs, words_of
from service.rules.detentions.people import are_people, is_force, is_person_noun, may_be_people
from service.rules.detentions.trigger import Trigger
from service.rules.detentions.triggers.roles import force_of, undergoers
from service.rules.events.view import View

if TYPE_CHECKING:
    from spacy.tokens import Token

_PERSONAL = frozenset({"he", "she", "they", "him", "her", "them", "those", "who"})
_MODALS = frozenset({"to", "will", "should", "would", "can", "could", "may", "might", "must"})
_PLAIN = frozenset({"hold", "capture", "seize"})  # enough in a passive with people: `six men were held`


def by_verb(view: View, token: Token) -> Iterator[Trigger]:
    """``police arrested him``, ``those detained``, ``41 of them were rounded up``."""
    if token.lower_ not in verbs() or token.dep_ == "amod" or token.tag_ in ("NN", "NNS", "NNP"):
        return
    for verb in verbs()[token.lower_]:
        if _has_particle(token, verb) and not _is_idiom(token, verb) and not _of_impeachment(token, verb):
            patients = undergoers(view, token)
            patients = patients[:1] + [p for p in patients[1:] if are_people(view, p)]
            force = force_of(token)
            if _meets(view, token, verb, patients, force):
                rule = "verb" if verb.needs == "nothing" else "weak_verb"
                yield Trigger(view, rule, token, verb.stage, tuple(patients), force, token)


def _of_impeachment(token: Token, verb: Verb) -> bool:
    """``acquitted in the Senate``: a trial that takes nobody's liberty."""
    return verb.base in words_of("impeachment", "verbs") and bool(
        {t.lower_ for t in token.doc} & words_of("impeachment", "words")
    )


def _has_particle(token: Token, verb: Verb) -> bool:
    if verb.particle is None:
        return True
    return any(c.lower_ == verb.particle and c.i > token.i for c in token.children)


def _is_idiom(token: Token, verb: Verb) -> bool:
    if not verb.idioms:
        return False
    near = [*token.children] + [n for c in token.children if c.dep_ in ("prep", "agent") for n in c.children]
    own = child(token, "nsubj")
    if any(t.lower_ in verb.idioms for t in near if t.dep_ not in ("nsubj", "nsubjpass", "punct")):
        return True
    if own is not None and own.lemma_.lower() in words_of("idioms", "makers"):
        return True
    with_ = child(token, "prep") if verb.base == "charge" else None
    task = child(with_, "pcomp") if with_ is not None and with_.lower_ == "with" else None
    return task is not None and task.lemma_ in words_of("duties", "verbs")


def _meets(view: View, token: Token, verb: Verb, patients: list[Token], force: Token | None) -> bool:
    """Whether the verb has about it what the word list says it ``needs``."""
    if not patients:
        acts = token.tag_ in ("VBN", "VBG", "VBD") or (force is not None and is_force(view, force))
        return verb.needs == "nothing" and acts
    first = patients[0]
    if verb.needs in ("nothing", "term"):
        return may_be_people(view, first) and (verb.needs != "term" or _is_sentence(token))
    forced = force is not None and is_force(view, force)
    if not are_people(view, first) or (
        verb.base == "charge" and not forced and force is not None and force.lower_ != "they"
    ):
        return False
    if verb.needs == "case":
        return forced or (is_passive(token) and any(True for _ in prepositional(token, "for", "under", "on")))
    if verb.needs == "people":
        return True
    if verb.base in _PLAIN and first.pos_ == "PROPN" and verb.base != "hold" and view.reading.cased:
        return are_people(view, first)
    return forced or _is_held(view, token, verb, first)


def _is_sentence(token: Token) -> bool:
    """``jailed for six years``, ``jailed for life``, ``jailed for fraud``."""
    return any(n.pos_ in ("NOUN", "PROPN", "VERB") for _, n in prepositional(token, "for", "over"))


def _are_people_before(view: View, pronoun: Token) -> bool:
    """``they were held at the station``; ``they are held in March`` is told of ceremonies."""
    found = view.antecedent(pronoun)
    return found is not None and are_people(*found)


def _is_held(view: View, token: Token, verb: Verb, first: Token) -> bool:
    """Whether a passive such as ``were held`` means by force, though nobody is named who does it."""
    if not (is_person_noun(first) or first.pos_ in ("NUM", "PRON") or (view.reading.cased and first.pos_ == "PROPN")):
        return False
    passive = token.dep_ in ("acl", "relcl") or any(c.dep_ in ("auxpass", "nsubjpass") for c in token.children)
    if not passive:
        return False
    if any(t.lower_ in HOLDING for t in token.subtree):
        return True
    intended = any(c.lower_ in _MODALS for c in token.children)
    if first.lower_ == "they" and not _are_people_before(view, first):
        return False
    return verb.base in _PLAIN and not intended and (first.pos_ != "PRON" or first.lower_ in _PERSONAL)
