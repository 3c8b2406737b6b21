"""Whose deed a cue is where the parse gives it no subject of its own, or the wrong one: found by what stands around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.language.phrases import agent, child, children, is_passive, subject
from service.language.places import is_place_name
from service.words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORDS = load_words("rules/statements")
_THINGS = frozenset({"it", "this", "that", "these", "which", "what"})
_PEOPLE = (
    frozenset(
        word
        for nouns in ("person_nouns", "government_nouns", "organization_nouns", "party_nouns")
        for word in load_words("language/names")[nouns]
    )
    | frozenset(_WORDS["documents"]["nouns"])
    | frozenset(_WORDS["documents"]["sources"])
)
_EVENTS = frozenset(_WORDS["events"]["nouns"])
_CUES = frozenset(v for cue in _WORDS["cue"] for v in cue["verbs"])
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_LONGEST_ASIDE = 24  # words between somebody's name and the verb, of one aside or two


def last_named(verb: Token) -> Token | None:
    """Of two subjects the one beside the verb: ``words which the ministry says are false``, ``his rival and host, Ann Rossi said``."""
    own = [c for c in children(verb, "nsubj") if c.i < verb.i and c.pos_ in ("NOUN", "PROPN", "PRON")]
    if len(own) < 2 or is_place_name(own[-1].text) is not None:
        return None
    beside = verb.doc[own[-1].right_edge.i + 1].text != ","  # else an aside: `Rossi, born Ann Ferri, said`
    parted = verb.dep_ == "relcl" or own[-1].left_edge.nbor(-1).text == "," or own[0].right_edge.i > own[-1].i - 3
    return own[-1] if beside and parted else None


def in_front(verb: Token) -> Token | None:
    """Who stands right before a cue that the parse leaves without a subject: ``Speaking in Bari Ms Rossi said``, ``Ann Rossi, of the
    union, said``.
    """
    doc, at = verb.doc, verb.i - 1
    while at > 0 and doc[at].head == verb and doc[at].dep_ in ("advmod", "aux"):
        at -= 1
    if verb.tag_ not in _FINITE or at < 0 or verb.dep_ == "conj":
        return None
    commas = [t.i for t in doc[max(0, at - _LONGEST_ASIDE) : at + 1] if t.text == ","]
    before = [doc[at]]
    if doc[at].text == "," and len(commas) > 1:
        named = all(t.pos_ == "PROPN" for t in doc[commas[-2] + 1 : at])  # `one of the six lawyers, Ann Rossi, said`
        before = [doc[at - 1]] if named else [doc[i - 1] for i in reversed(commas[:-1])]
    who = next((t for t in before if t.pos_ == "PROPN" or t.lemma_.lower() in _PEOPLE), None)
    while who is not None and who.dep_ == "pobj" and who.head.lower_ in ("of", "for") and is_somebody(who.head.head):
        who = who.head.head  # `Lord Rossi of Bari, a judge, said`
    return who


def of_clause_around(verb: Token, noun: Token) -> Token | None:
    """``nurses filled the squares of the city demanding more``: not what the parse hangs the participle on, but who does it all."""
    if verb.dep_ != "acl" or verb.tag_ != "VBG" or verb.head != noun or noun.lemma_.lower() in _EVENTS:
        return None
    worn = noun.dep_ == "pobj" and noun.head.lower_ == "with"  # `filmed with a shirt calling for a coup`
    if worn or (noun.dep_ == "dobj" and verb.doc[verb.left_edge.i - 1].text != ","):
        return None
    while noun.dep_ == "pobj" and noun.head.head.pos_ in ("NOUN", "PROPN"):
        noun = noun.head.head
    governor = governor_of(noun)
    who = last_named(governor) or subject(governor) if governor is not None and governor.pos_ == "VERB" else None
    return who if who is not None and is_somebody(who) else None


def of_report_around(verb: Token) -> Token | None:
    """``said the budget was tight but argued that it was fair``: who said the one says the other, and not what is told of."""
    told = verb
    while told.dep_ in ("conj", "acomp", "attr"):
        told = told.head
    cue = told.head
    alike = cue.tag_ == verb.tag_ or (verb.tag_ != "VBG" and _is_past(cue) == _is_past(verb))
    if told == verb or told.dep_ != "ccomp" or not alike or cue.lemma_.lower() not in _CUES:
        return None
    who = subject(cue)
    return who if who is not None and is_somebody(who) else None


def _is_past(verb: Token) -> bool:
    """Whether the verb, or its first helper, is in the past."""
    first = child(verb, "aux", "auxpass")
    return (first if first is not None else verb).tag_ in ("VBD", "VBN")


def of_cue_before(verb: Token) -> Token | None:
    """Who goes on to say it: ``said 36 men must stand trial, adding ...``; ``the pier was called a ruin by Rossi, saying ...``.

    What is told of a thing between, it does not say: ``warned that the ferry could sink, noting ...``.
    """
    head = verb.head
    if verb.tag_ != "VBG" or verb.dep_ != "advcl":
        return None
    if is_passive(head):
        return agent(head)
    if head.dep_ != "ccomp":
        return None
    who = subject(head)
    while head.dep_ == "ccomp" and (verb.lemma_ == "add" or who is None or not is_somebody(who)):
        head = head.head
        who = subject(head)
    return who


def of_purpose(verb: Token) -> Token | None:
    """Whose deed an infinitive is that hangs on a noun for no one: ``Rossi's bid to bar``, ``gave Rossi a chance to bar``, ``a chance
    for Rossi to bar``, ``Rossi made an effort to bar``.
    """
    to = next((c for c in verb.children if c.lower_ == "to" and c.dep_ == "aux"), None)
    if to is None:
        return None
    before = verb.doc[to.i - 1] if to.i else None
    if before is not None and before.dep_ == "pobj" and before.head.lower_ == "for":
        return before
    noun = verb.head
    if verb.dep_ not in ("acl", "relcl") or noun.pos_ != "NOUN" or is_somebody(noun):
        return None
    governor = governor_of(noun)
    given = child(governor, "dative") if governor is not None else None
    return (
        child(noun, "poss")
        or given
        or (subject(governor) if governor is not None and governor.pos_ == "VERB" else None)
    )


def is_somebody(noun: Token) -> bool:
    """Whether the noun may stand for whoever says something."""
    if noun.pos_ == "PRON":
        return noun.lower_ not in _THINGS
    return noun.pos_ == "PROPN" or noun.lemma_.lower() in _PEOPLE


def governor_of(noun: Token) -> Token | None:
    """The verb whose object the noun is, by itself or as what a series is of: ``posted a series of notes criticising ...``."""
    while noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.pos_ == "NOUN":
        noun = noun.head.head
    return noun.head if noun.dep_ == "dobj" else noun.head.head if noun.dep_ == "pobj" else None
