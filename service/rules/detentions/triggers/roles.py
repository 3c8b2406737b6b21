"""Whom a verb of detaining is done to, and who does it, over the parser's usual mistakes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.language.phrases import agent, child, children, conjuncts, doer, is_passive, prepositional, subject
from service.rules.detentions.lexicon import HELD, verbs, words_of
from service.rules.detentions.people import are_people, is_force
from service.rules.events.view import View

if TYPE_CHECKING:
    from spacy.tokens import Token

_NUMBERS = {
    "NN": ("was", "is", "has"), "NNP": ("was", "is", "has"),
    "NNS": ("were", "are", "have"), "NNPS": ("were", "are", "have"),
}  # fmt: skip
_RELATIVE = frozenset({"who", "whom", "that", "which"})


def undergoers(view: View, verb: Token) -> list[Token]:
    """Whom the verb is done to: passives, objects, relative clauses, and headlines (``Three men detained``)."""
    passive = is_passive(verb) or _shares_passive(verb) or _is_complement(verb)
    target = _passive_subject(verb) if passive else _object(verb)
    if target is not None and target.lower_ in _RELATIVE and verb.dep_ == "relcl":
        target = verb.head
    if target is not None and target == verb.head and verb.dep_ == "acl" and verb.nbor(-1).text == ",":
        target = _before_aside(view, target)
    if target is not None and target == verb.head and verb.dep_ == "relcl":
        target = _agreeing(target, verb)
    if target is None and not passive:
        target = _bare_relative(verb) or _split_object(verb) or _headline_subject(view, verb)
    if target is None:
        return []
    together = conjuncts(target) if target != verb.head else [t for t in conjuncts(target) if t.i < verb.i]
    together += [t for c in children(target, "appos") for t in _listed(target, c)]
    together += [
        c for c in children(verb, "conj") if c.pos_ in ("NOUN", "PROPN") and target.dep_ == "dobj" and _is_and(c)
    ]
    held = any(way.stage in HELD for way in verbs().get(verb.lower_, ()))
    return [whole(p if held else _part(p)) for p in sorted(dict.fromkeys(together), key=lambda t: t.i)]


def _is_and(noun: Token) -> bool:
    """``took Ann Rossi, an engineer, and her driver``, with the last hung on the verb."""
    return any(c.dep_ == "poss" and c.pos_ == "PRON" for c in noun.children)


def _part(token: Token) -> Token:
    """``one`` in ``one of those charged``: not what befell them all."""
    above = token.head.head if token.dep_ == "pobj" and token.head.lower_ == "of" else token
    return above if above.pos_ == "NUM" and token.lower_ in ("those", "them", "whom") else token


def _before_aside(view: View, noun: Token) -> Token:
    """``foreigners were sent to the courts, charged with theft``: whom the clause before is about, where its last noun is nobody."""
    own = subject(noun.head.head) if noun.dep_ == "pobj" and noun.head.head.pos_ == "VERB" else None
    return own if own is not None and not are_people(view, noun) else noun


def _agreeing(noun: Token, verb: Token) -> Token:
    """``six members of the party of Ann Rossi, who were held``: of the nouns before the clause, the one in the verb's number."""
    number = {w for c in verb.children if c.dep_ in ("aux", "auxpass") for w in _NUMBERS if c.lower_ in _NUMBERS[w]}
    if not number or noun.tag_ in number or noun.pos_ not in ("NOUN", "PROPN") or noun.dep_ == "conj":
        return noun
    if len(conjuncts(noun)) > 1:
        return noun
    return next((t for t in noun.ancestors if t.tag_ in number and t.i < noun.i), noun)


def _listed(target: Token, aside: Token) -> list[Token]:
    """Who else is in a list whose comma the parser took for an aside: ``Rossi, Marsh and Brandt``, ``the dean, Ann Rossi, and an aide``."""
    listed = conjuncts(aside)
    if len(listed) < 2 or target.tag_ in ("NNS", "DT") or target.pos_ in ("NUM", "PRON"):
        return []
    and_ = child(aside, "cc")
    if target.pos_ == "PROPN" and aside.pos_ != "PROPN" and and_ is not None and and_.nbor(-1).text != ",":
        return []  # `Ann Rossi, a baker and a poet, was held`
    names = target.pos_ == "PROPN" and all(t.pos_ == "PROPN" for t in listed)
    return listed if names and aside.left_edge.i != target.i + 1 else listed[1:]


def _is_complement(verb: Token) -> bool:
    """``was handcuffed``, where the parser took the participle for an adjective."""
    return verb.tag_ == "VBN" and verb.dep_ == "acomp" and verb.head.lemma_ == "be"


def _shares_passive(verb: Token) -> bool:
    """``was dragged out and bundled into a van``, where the parser took the second participle for a past tense."""
    alone = child(verb, "dobj", "obj", "nsubj", "ccomp", "xcomp") is None
    return verb.dep_ == "conj" and verb.tag_ == "VBD" and alone and is_passive(verb.head)


def whole(token: Token) -> Token:
    """``a number of people`` are people, and ``ex-president`` is no hyphen."""
    if token.is_punct and token.i + 1 < len(token.doc):
        return token.nbor(1)
    if token.lower_ in words_of("people", "measures"):
        return next((n for _, n in prepositional(token, "of")), token)
    return token


def _object(verb: Token) -> Token | None:
    """The object; of a description and the name beside it (``the singer Mara Voss``, parsed as two), the name."""
    own = children(verb, "dobj", "obj")
    if len(own) > 1 and own[1].pos_ == "PROPN" and own[1].left_edge.i == own[0].i + 1:
        return own[1]
    return own[0] if own else None


def _passive_subject(verb: Token) -> Token | None:
    """The subject; of two (``Novara: two men were held``) the nearer; or where the parser hung it on the auxiliary."""
    own = children(verb, "nsubjpass")
    if len(own) > 1:
        return own[-1]
    counted = verb.head if verb.dep_ in ("acl", "relcl") and verb.head.pos_ == "NUM" else None  # `and 120 arrested`
    held = child(verb.head, "nsubj") if _is_complement(verb) else None
    return (
        subject(verb)
        or counted
        or held
        or next(
            (s for aux in children(verb, "auxpass", "aux") if (s := child(aux, "nsubj", "nsubjpass")) is not None), None
        )
    )


def _split_object(verb: Token) -> Token | None:
    """``arrested ten men making threats``, where the parser took the men for the subject of a clause."""
    clause = next((c for c in verb.children if c.dep_ in ("advcl", "ccomp") and c.tag_ == "VBG" and c.i > verb.i), None)
    own = child(clause, "nsubj") if clause is not None else None
    return own if own is not None and own.pos_ != "PRON" and child(verb, "nsubj") is not None else None


def _bare_relative(verb: Token) -> Token | None:
    """``the men (that) police arrested``."""
    return verb.head if verb.dep_ == "relcl" and child(verb, "nsubj") is not None else None


def _headline_subject(view: View, verb: Token) -> Token | None:
    """The subject of a participle that only looks like a past tense, as headlines leave out ``were``."""
    if verb.tag_ not in ("VBD", "VBN", "NNP") or any(
        c.dep_ in ("aux", "dobj", "ccomp", "xcomp") for c in verb.children
    ):
        return None
    own = child(verb, "nsubj")
    if own is None or own.lower_ in _RELATIVE or is_force(view, own):
        return None
    return own if own.pos_ != "PRON" else None


def force_of(verb: Token) -> Token | None:
    """Who does it: the agent of a passive, the subject of a verb with an object."""
    if is_passive(verb):
        return agent(verb)
    own = children(verb, "nsubj")
    if len(own) > 1:  # `MOSCOW - A court has sentenced`, `police in Manchester, England arrested`
        return next((t for t in own if t.lower_ in words_of("force", "nouns")), own[-1])
    return doer(verb) if child(verb, "dobj", "obj") is not None or verb.dep_ == "relcl" else None
