"""Who detained them, who alleges it, and who else the words around a detention make plain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemas import Actor
from service.language.coreference import SPEECH
from service.language.phrases import prepositional
from service.rules.detentions.lexicon import HELD, TRIED, words_of
from service.rules.detentions.people import are_people, is_force
from service.rules.detentions.trigger import Trigger
from service.rules.events.report import grounded
from service.rules.events.sources import saying_above
from service.rules.events.view import View
from service.rules.found import Grounded

if TYPE_CHECKING:
    from spacy.tokens import Token

_NOBODY = frozenset({"i", "we", "you", "it", "who", "that", "which"})


def authority_of(trigger: Trigger) -> Actor | None:
    """The authority or armed group that does it; None where the clause names none."""
    force, view = trigger.force, trigger.view
    if force is None:
        return _police_in_clause(trigger) if not trigger.is_crime else None
    if force in trigger.patients or (force.pos_ == "PRON" and force.lower_ in _NOBODY):
        return None
    actor = view.actor(force)
    if force.pos_ == "PRON":
        return actor if actor is not None and actor.kind in ("government", "organization") else None
    by_itself = (
        trigger.rule == "verb" and trigger.stage in HELD
    ) or trigger.rule == "captive"  # only those who hold people do what the verb says
    return actor if by_itself or is_force(view, force) or _is_judge(view, force) else None


def _is_judge(view: View, force: Token) -> bool:
    """``Magistrate Ann Rossi remanded him``."""
    entity = view.entity(force)
    roles = entity.roles if entity is not None and entity.kind == "person" else ()
    return any(word in words_of("force", "courts") for role in roles for word in role.lower().split())


def _police_in_clause(trigger: Trigger) -> Actor | None:
    """``thirty were held in police raids``, ``after throwing stones at police``."""
    if trigger.stage not in HELD:
        return None
    if trigger.view.words.isdisjoint(words_of("force", "police")):
        return None
    start, end = trigger.clause
    told = (t for t in trigger.view.doc if t.lower_ in words_of("force", "police"))
    for token in (t for t in told if start <= trigger.view.at(t) < end):
        if token not in trigger.patients and token.dep_ not in ("poss", "compound", "nmod"):
            return Actor(name=token.text, kind="government")
    return None


def claimant_of(trigger: Trigger) -> Token | None:
    """Who alleges it: a party or group that is no authority, over the clause with a verb of saying."""
    view = trigger.view
    for own in saying_above(trigger.site):
        if own is None:
            continue
        if own.lemma_.lower() in words_of("force", "claimants"):
            return own
        actor = view.actor(own) if not is_force(view, own) else None
        quoted = view.reading.quotation_at(view.at(trigger.token)) is not None
        return own if quoted and actor is not None and actor.kind in ("party", "group") else None
    return None


def authority_beside(trigger: Trigger) -> Grounded[Actor] | None:
    """The police, for a trial the court, for charges who tells of them, in the sentence; else police that its neighbours name."""
    view = trigger.view
    if trigger.stage in TRIED:
        return grounded(view.once(_court))
    if trigger.stage == "charged":
        return grounded(view.once(_teller_of_charges))
    if trigger.stage not in HELD or trigger.force is not None or trigger.is_crime:
        return None
    police = grounded(view.once(_police))
    if police is not None and any(a <= police.start < b for a, b in map(view.span, trigger.patients)):
        return None  # `12 soldiers were arrested`
    return police or grounded(view.once(_acting_beside))


def _teller_of_charges(view: View) -> tuple[Actor, int, int] | None:
    teller = next((t for t in view.doc if t.dep_ == "nsubj" and t.lower_ in words_of("force", "charging")), None)
    return (_as_body(view, teller), *view.span(teller)) if teller is not None else None


def _court(view: View) -> tuple[Actor, int, int] | None:
    return _named(view, words_of("force", "courts"))


def _police(view: View) -> tuple[Actor, int, int] | None:
    return _named(view, words_of("force", "police"))


def _acting_beside(view: View) -> tuple[Actor, int, int] | None:
    """Police that act in the sentence before, or upon people in the one after: no officer who speaks, nor who is told to."""
    for near in view.beside(-1, 1):
        found = next((t for t in near.doc if t.lower_ in words_of("force", "police") and _acts(t)), None)
        if found is not None and (near.index < view.index or _is_upon_people(near, found)):
            return _as_body(near, found), *near.span(found)
    return None


def _acts(police: Token) -> bool:
    above = police.head
    if police.dep_ == "pobj":
        return above.lower_ in ("with", "by")
    return police.dep_ == "nsubj" and above.lemma_.lower() not in SPEECH


def _is_upon_people(view: View, police: Token) -> bool:
    """``police put him in a van``, ``charges brought against him by the police``; not ``police searched the flats``."""
    verb = police.head.head if police.dep_ == "pobj" else police.head
    against = (n for _, n in prepositional(verb, "against"))
    done_to = (c for c in verb.children if c.dep_ in ("dobj", "nsubjpass"))
    return any(are_people(view, n) for n in (*done_to, *against))


def _named(view: View, words: frozenset[str]) -> tuple[Actor, int, int] | None:
    token = next((t for t in view.doc if t.lower_ in words and t.dep_ not in ("compound", "nmod")), None)
    return (_as_body(view, token), *view.span(token)) if token is not None else None


def _as_body(view: View, token: Token) -> Actor:
    """``Afghan authorities``."""
    actor = view.actor(token)
    return actor if actor is not None and actor.kind == "government" else Actor(name=token.text, kind="government")
