"""Who says it: the cue's subject in whatever construction, else the person whom the text has just introduced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemas import Actor
from service.discourse.voices import introduced_by
from service.language.parse import Sentence
from service.language.phrases import agent, child, children, is_passive, noun_phrase, subject
from service.language.places import is_place_name
from service.language.reading import Reading
from service.read.transcript import Turn
from service.rules.statements.clause import set_off_speaker, trailing_speaker
from service.rules.statements.cues import Cue
from service.words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORDS = load_words("rules/statements")
_NOBODY = frozenset(_WORDS["not"]["subjects"])
_DOCUMENTS = frozenset(_WORDS["documents"]["nouns"])
_MADE = _DOCUMENTS | frozenset(_WORDS["documents"]["sources"])
_MAKING = frozenset(_WORDS["documents"]["made"])
_ACCUSED = frozenset(v for cue in _WORDS["cue"] if "accused" in cue["frames"] for v in cue["verbs"])
_INDEFINITE = frozenset({"some", "many", "others", "several", "few"})  # people whom nothing before names
_BY = frozenset({"by", "from"})
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
_INVERTED = frozenset({"nsubj", "dobj", "attr", "npadvmod", "dep", "oprd", "appos"})


def speaker_of(cue: Cue) -> Token | None:
    """The noun or pronoun for the speaker, in the cue's sentence; None where the sentence names nobody."""
    verb = cue.verb
    if is_passive(verb) and (child(verb, "auxpass", "nsubjpass") is not None or _is_said_of(verb)):
        return agent(verb)
    inverted = set_off_speaker(verb) or trailing_speaker(verb) or _inverted(cue)
    if inverted is not None:
        return inverted
    own = _last_named(verb) or _of_cue_before(verb) or _of_purpose(verb) or subject(verb) or _in_front(verb)
    if own is not None and not _is_somebody(own):
        own = _of_clause_around(verb, own) or _of_report_around(verb) or own
    if own is not None and own.i in cue.quoted:
        own = _outside_quotation(cue)
    return _author(own, verb) if own is not None else None


def _is_said_of(verb: Token) -> bool:
    """``a man suspected of arson``, ``he was jailed, accused of arson``: said of them by somebody else."""
    return verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl") and verb.lemma_ in _ACCUSED


def _outside_quotation(cue: Cue) -> Token | None:
    """The subject, or else the nearest noun, that stands before the cue and outside the quoted words, and outside brackets."""
    before = [t for t in cue.verb.doc[: cue.verb.i] if t.i not in cue.quoted and t.pos_ in ("NOUN", "PROPN", "PRON")]
    named = [t for t in before if t.dep_ == "nsubj"] or [
        t for t in before if t.dep_ != "compound" and not _in_brackets(t)
    ]
    return named[-1] if named else None


def _in_brackets(token: Token) -> bool:
    left = token.doc[: token.i].text
    return left.rfind("(") > left.rfind(")")


def _last_named(verb: Token) -> Token | None:
    """Of two subjects the one beside the verb: ``words which the ministry says are false``, ``his rival and host, Ann Rossi said``."""
    own = [c for c in children(verb, "nsubj") if c.i < verb.i and c.pos_ in ("NOUN", "PROPN", "PRON")]
    if len(own) < 2 or is_place_name(own[-1].text) is not None:
        return None
    beside = verb.doc[own[-1].right_edge.i + 1].text != ","  # else an aside: `Rossi, born Ann Ferri, said`
    parted = verb.dep_ == "relcl" or own[-1].left_edge.nbor(-1).text == "," or own[0].right_edge.i > own[-1].i - 3
    return own[-1] if beside and parted else None


def _in_front(verb: Token) -> Token | None:
    """Who stands right before a cue that the parse leaves without a subject: ``Speaking in Bari Ms Rossi said``, ``Ann Rossi, of the
    union, said``.
    """
    doc, at = verb.doc, verb.i - 1
    while at > 0 and doc[at].head == verb and doc[at].dep_ in ("advmod", "aux"):
        at -= 1
    if verb.tag_ not in _FINITE or at < 0 or verb.dep_ == "conj" or verb.nbor(1 if verb.i + 1 < len(doc) else 0).lower_ == "to":
        return None
    commas = [t.i for t in doc[max(0, at - _LONGEST_ASIDE) : at + 1] if t.text == ","]
    before = [doc[i - 1] for i in reversed(commas[:-1]) if i] if doc[at].text == "," else [doc[at]]
    who = next((t for t in before if t.pos_ == "PROPN" or t.lemma_.lower() in _PEOPLE), None)
    while who is not None and who.dep_ == "pobj" and who.head.lower_ in ("of", "for") and _is_somebody(who.head.head):
        who = who.head.head  # `Lord Rossi of Bari, a judge, said`
    return who


def _of_clause_around(verb: Token, noun: Token) -> Token | None:
    """``nurses filled the squares of the city demanding more``: not what the parse hangs the participle on, but who does it all."""
    if verb.dep_ != "acl" or verb.tag_ != "VBG" or verb.head != noun or noun.lemma_.lower() in _EVENTS:
        return None
    while noun.dep_ == "pobj" and noun.head.head.pos_ in ("NOUN", "PROPN"):
        noun = noun.head.head
    governor = _governor(noun)
    who = _last_named(governor) or subject(governor) if governor is not None and governor.pos_ == "VERB" else None
    return who if who is not None and (_is_somebody(who) or _is_number_of_people(who)) else None


def _is_number_of_people(noun: Token) -> bool:
    """``thousands of nurses``."""
    of = next((c for c in children(noun, "prep") if c.lower_ == "of"), None)
    people = child(of, "pobj") if of is not None else None
    return people is not None and noun.tag_ == "NNS" and people.tag_ == "NNS"


def _of_report_around(verb: Token) -> Token | None:
    """``said the budget was tight but argued that it was fair``: who said the one says the other, and not what is told of."""
    told = verb
    while told.dep_ == "conj":
        told = told.head
    cue = told.head
    if told == verb or told.dep_ != "ccomp" or cue.tag_ != verb.tag_ or cue.lemma_.lower() not in _CUES:
        return None
    who = subject(cue)
    return who if who is not None and _is_somebody(who) else None


def _of_cue_before(verb: Token) -> Token | None:
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
    while head.dep_ == "ccomp" and (verb.lemma_ == "add" or who is None or not _is_somebody(who)):
        head = head.head
        who = subject(head)
    return who


def _of_purpose(verb: Token) -> Token | None:
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
    if verb.dep_ not in ("acl", "relcl") or noun.pos_ != "NOUN" or _is_somebody(noun):
        return None
    governor = _governor(noun)
    given = child(governor, "dative") if governor is not None else None
    owner = child(noun, "poss") or (given if given is not None and given.pos_ in ("NOUN", "PROPN", "PRON") else None)
    return owner or (subject(governor) if governor is not None and governor.pos_ == "VERB" else None)


def _is_somebody(noun: Token) -> bool:
    """Whether the noun may stand for whoever says something."""
    if noun.pos_ == "PRON":
        return noun.lower_ not in _THINGS
    return noun.pos_ == "PROPN" or noun.lemma_.lower() in _PEOPLE


def _inverted(cue: Cue) -> Token | None:
    """``..., says Ann Rossi``: the noun after a finite cue that has nothing before it but what was said."""
    verb = cue.verb
    own = [c for c in verb.children if c.i not in cue.quoted]
    if verb.tag_ not in ("VBZ", "VBD", "VBP") or any(c.dep_ == "aux" for c in own):
        return None
    if any(c.dep_ in ("nsubj", "nsubjpass") and c.i < verb.i for c in own):
        return None
    if verb.i == 0 or verb.nbor(-1).text not in (",", "”", '"', "''", "’", "'", "?", "!", "—", "–", "-", "--"):
        return None
    return next(
        (c for c in verb.children if c.i > verb.i and c.dep_ in _INVERTED and c.pos_ in ("NOUN", "PROPN", "PRON")), None
    )


def _author(noun: Token, verb: Token) -> Token:
    """For what is written or spoken, who wrote or spoke it, where the sentence says so: ``his statement said``."""
    if noun.lemma_.lower() not in _DOCUMENTS:
        return noun
    owner = child(noun, "poss")
    if owner is not None:
        return owner
    by = next((p for p in children(noun, "prep", "agent") if p.lower_ in ("by", "from")), None)
    if by is not None and (writer := child(by, "pobj")) is not None:
        return writer
    governor = _governor(noun)
    if verb.dep_ in ("acl", "relcl") and governor is not None and governor.pos_ == "VERB":
        issuer = agent(governor) if is_passive(governor) else subject(governor)
        return issuer if issuer is not None else noun
    return noun


def _governor(noun: Token) -> Token | None:
    """The verb whose object the noun is, by itself or as what a series is of: ``posted a series of notes criticising ...``."""
    while noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.pos_ == "NOUN":
        noun = noun.head.head
    return noun.head if noun.dep_ == "dobj" else noun.head.head if noun.dep_ == "pobj" else None


def source(reading: Reading, sentence: Sentence, noun: Token) -> Actor | None:
    """Who or what the noun names; a document that is not named is named with its makers: ``a study by two universities``."""
    actor = reading.actor(sentence, noun)
    if noun.lower_ in _INDEFINITE and noun.dep_ == "nsubj" and not any(c.lower_ == "of" for c in noun.children):
        return Actor(name=noun.text, kind="group")
    if noun.lower_ == "another":  # `said another`
        return Actor(name=noun.text, kind="person")
    if actor is None or noun.lemma_.lower() not in _MADE or reading.mentions.entity(sentence, noun) is not None:
        return actor
    made = next(
        (c for c in noun.children if c.i > noun.i and (c.lower_ in _BY or (c.dep_ == "acl" and c.lemma_ in _MAKING))),
        None,
    )
    by = made if made is None or made.lower_ in _BY else child(made, "agent")
    maker = child(by, "pobj") if by is not None else None
    if maker is None:
        return actor
    start, end = sentence.span(noun_phrase(noun)[0], noun_phrase(maker)[1])
    return actor.model_copy(update={"name": reading.transcript.text[start:end]})


def is_nobody(noun: Token, *, core: bool, may_write: bool = False) -> bool:
    """A subject that makes the cue no report: an event, an expletive, or the speaking voice itself.

    ``may_write`` is for articles, whose writers say what they themselves think.
    """
    low = noun.lower_
    if may_write and low in ("i", "we"):
        return False
    if noun.lemma_.lower() in _EVENTS:
        return True
    if low == "it":
        return not core
    if low == "one":
        return not any(c.lower_ == "of" for c in noun.children)
    return low in _NOBODY or low in ("who", "everyone", "anybody", "anyone")


def bitten(turn: Turn) -> Actor | None:
    """Whose sound bite the turn is, where a shotlist says it, with the title that it gives."""
    if turn.role is None or turn.speaker is None:
        return None
    return Actor(name=turn.speaker, kind="person", role=turn.role or None)


def introduced_before(reading: Reading, sentence: Sentence) -> Actor | None:
    """The person whom the two sentences before introduce as the next to speak: the last one named, subjects first."""
    for i in range(sentence.index - 1, max(-1, sentence.index - 3), -1):
        person = introduced_by(reading, reading.sentences[i])
        if person is not None:
            return person
    return None
