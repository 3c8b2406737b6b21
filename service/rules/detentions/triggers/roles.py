"""Whom a verb of detaining is done to, and who does it, over the parser's usual mistakes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.language.phrases import agent, child, children, conjuncts, doer, is_passive, prepositional, subject
from service.rules.detentions.lexicon import HELD, verbs, words_of
from service.rules.detentions.people import is_force
from service.rules.events.view import View

if TYPE_CHECKING:
    from spacy.tokens import Token

_RELATIVE = frozenset({"who", "whom", "that", "which"})


def undergoers(view: View, verb: Token) -> list[Token]:
    """Whom the verb is done to: passives, objects, relative clauses, and headlines (``Three men detained``)."""
    passive = is_passive(verb) or _shares_passive(verb) or _is_complement(verb)
    target = _passive_subject(verb) if passive else _object(verb)
    if target is not None and target.lower_ in _RELATIVE and verb.dep_ == "relcl":
        target = verb.head
    if target is not None and target == verb.head and verb.dep_ == "relcl":
        target = _agreeing(target, verb)
    if target is None and not passive:
        target = _bare_relative(verb) or _split_object(verb) or _headline_subject(view, verb)
    if target is None:
        return []
    together = conjuncts(target) if target != verb.head else [t for t in conjuncts(target) if t.i < verb.i]
    together += [t for c in children(target, "appos") for t in _listed(target, c)]
    held = any(way.stage in HELD for way in verbs().get(verb.lower_, ()))
    return [whole(p if held else _part(p)) for p in sorted(dict.fromkeys(together), key=lambda t: t.i)]


def _part(token: Token) -> Token:
    """``one`` in ``one of those charged``: not what befell them all."""
    above = token.head.head if token.dep_ == "pobj" and token.head.lower_ == "of" else token
    return above if above.pos_ == "NUM" and token.lower_ in ("those", "them", "whom") else token


def _agreeing(noun: Token, verb: Token) -> Token:
    """``six members of the party of Ann Rossi, who were held``: of the nouns before the clause, the one in the verb's number."""
    plural = any(c.lower_ in ("were", "are", "have") for c in verb.children) and len(conjuncts(noun)) == 1
    several = (t for t in noun.ancestors if t.tag_ == "NNS" and t.i < noun.i)
    return next(several, noun) if plural and noun.tag_ in ("NN", "NNP") else noun


def _listed(target: Token, aside: Token) -> list[Token]:
    """Who else is in a list whose comma the parser took for an aside: ``Rossi, Marsh and Brandt``, ``the dean, Ann Rossi, and an aide``."""
    listed = conjuncts(aside)
    if len(listed) < 2 or target.tag_ in ("NNS", "DT"):
        return []
    names = target.pos_ == "PROPN" and all(t.pos_ == "PROPN" for t in listed)
    return listed if names else listed[1:]


def _is_complement(verb: Token) -> bool:
    """``was handcuffed``, where the parser took the participle for an adjective."""
    return verb.tag_ == "VBN" and verb.dep_ == "acomp" and verb.head.lemma_ == "be"


def _shares_passive(verb: Token) -> bool:
    """``was dragged out and bundled into a van``, where the parser took the second participle for a past tense."""
    alone = child(verb, "dobj", "nsubj") is None
    return verb.dep_ == "conj" and verb.tag_ == "VBD" and alone and is_passive(verb.head)


def whole(token: Token) -> Token:
    """``a number of people`` are people."""
    if token.lower_ in words_of("people", "measures"):
        return next((n for _, n in prepositional(token, "of")), token)
    return token


def _object(verb: Token) -> Token | None:
    """The object; of a description and the name beside it (``the singer Mara Voss``, parsed as two), the name."""
    own = children(verb, "dobj", "obj")
    if len(own) > 1 and own[1].pos_ == "PROPN":
        return own[1]
    return own[0] if own else None


def _passive_subject(verb: Token) -> Token | None:
    """The subject; of two (``Novara: two men were held``) the nearer."""
    own = children(verb, "nsubjpass")
    if len(own) > 1:
        return own[-1]
    counted = verb.head if verb.dep_ in ("acl", "relcl") and verb.head.pos_ == "NUM" else None  # `and 120 arrested`
    return subject(verb) or counted or (child(verb.head, "nsubj") if _is_complement(verb) else None)


def _split_object(verb: Token) -> Token | None:
    """``arrested ten men making threats``, where the parser took the men for the subject of a clause."""
    clause = next((c for c in verb.children if c.dep_ in ("advcl", "ccomp") and c.tag_ == "VBG" and c.i > verb.i), None)
    return child(clause, "nsubj") if clause is not None else None


def _bare_relative(verb: Token) -> Token | None:
    """``the men (that) police arrested``."""
    return verb.head if verb.dep_ == "relcl" else None


def _headline_subject(view: View, verb: Token) -> Token | None:
    """The subject of a participle that only looks like a past tense, as headlines leave out ``were``."""
    if verb.tag_ not in ("VBD", "VBN", "NNP") or any(
        c.dep_ in ("aux", "dobj", "ccomp", "xcomp") for c in verb.children
    ):
        return None
    own = child(verb, "nsubj")
    if own is None or is_force(view, own):
        return None
    return own if own.pos_ != "PRON" else None


def force_of(verb: Token) -> Token | None:
    """Who does it: the agent of a passive, the subject of a verb with an object."""
    if is_passive(verb):
        return agent(verb)
    own = children(verb, "nsubj")
    if len(own) > 1:  # `MOSCOW - A court has sentenced`, `police in Manchester, England arrested`
        return own[-1]
    return doer(verb) if child(verb, "dobj", "obj") is not None or verb.dep_ == "relcl" else None
