"""Who says it: the cue's subject in whatever construction, else the person whom the text has just introduced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemas import Actor
from service.language.names import fold
from service.language.parse import Sentence
from service.language.phrases import agent, child, children, conjuncts, is_passive, noun_phrase, subject
from service.language.reading import Reading
from service.read.transcript import Turn
from service.rules.statements.clause import set_off_speaker
from service.rules.statements.cues import Cue
from service.rules.statements.frame import is_said_to
from service.rules.statements.subjects import (
    governor_of,
    in_front,
    is_somebody,
    last_named,
    of_clause_around,
    of_cue_before,
    of_purpose,
    of_report_around,
)
from service.words import load_words, words_in

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
_EVENTS = frozenset(_WORDS["events"]["nouns"])
_MOVED = words_in("rules/attitudes", "adjectives", "with_clause")
_TIMES = frozenset(
    {"day", "morning", "afternoon", "evening", "night", "week", "month", "year", "today", "yesterday"}
) | {f"{day}day" for day in ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")}
_LONGEST_NAME = 12  # words of a name between a cue at the head of a sentence and the colon
_BEFORE_INVERTED = frozenset({",", "”", '"', "''", "’", "'", "?", "!", "—", "–", "-", "--", "»"})
_INVERTED = frozenset({"nsubj", "dobj", "attr", "npadvmod", "dep", "oprd", "appos"})


def speaker_of(cue: Cue) -> Token | None:
    """The noun or pronoun for the speaker, in the cue's sentence; None where the sentence names nobody."""
    verb = cue.verb
    if is_passive(verb) and verb.lower_ in _MOVED and agent(verb) is None:
        return child(verb, "nsubjpass")  # `they were alarmed that ...`
    if is_said_to(verb) or (
        is_passive(verb) and (child(verb, "auxpass", "nsubjpass") is not None or _is_said_of(verb))
    ):
        return agent(verb)
    inverted = set_off_speaker(verb) or _inverted(cue)
    if inverted is not None:
        return inverted
    own = last_named(verb) or of_cue_before(verb) or of_purpose(verb) or subject(verb) or in_front(verb)
    if own is None or not is_somebody(own):
        own = (of_clause_around(verb, own) if own is not None else None) or of_report_around(verb) or own
    if own is not None and own.i in cue.quoted:
        own = _outside_quotation(cue)
    return _author(own, verb) if own is not None else None


def _is_said_of(verb: Token) -> bool:
    """``a man suspected of arson``, ``he was jailed, accused of arson``: said of them by somebody else."""
    return verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl") and verb.lemma_ in _ACCUSED


def _outside_quotation(cue: Cue) -> Token | None:
    """The subject, or else the nearest noun, that stands before the cue and outside the quoted words."""
    before = [t for t in cue.verb.doc[: cue.verb.i] if t.i not in cue.quoted and t.pos_ in ("NOUN", "PROPN", "PRON")]
    named = [t for t in before if t.dep_ == "nsubj"] or [t for t in before if t.dep_ != "compound"]
    return named[-1] if named else None


def _inverted(cue: Cue) -> Token | None:
    """``..., says Ann Rossi``: the noun after a finite cue that has nothing before it but what was said."""
    verb = cue.verb
    own = [c for c in verb.children if c.i not in cue.quoted]
    if verb.tag_ not in ("VBZ", "VBD", "VBP") or any(c.dep_ == "aux" for c in own):
        return None
    if any(c.dep_ in ("nsubj", "nsubjpass") and c.i < verb.i for c in own):
        return None
    at_head = verb.i == 0 and any(t.text == ":" for t in verb.doc[2:_LONGEST_NAME])  # `Said Ann Rossi: "..."`
    if at_head and verb.dep_ == "compound":
        return verb.head
    if not at_head and (verb.i == 0 or verb.nbor(-1).text not in _BEFORE_INVERTED):
        return None
    after = (c for c in own if c.i > verb.i and c.dep_ in _INVERTED and c.pos_ in ("NOUN", "PROPN", "PRON"))
    return next((c for c in after if not (c.dep_ == "npadvmod" and c.lemma_.lower() in _TIMES)), None)


def _author(noun: Token, verb: Token) -> Token:
    """For what is written or spoken, who wrote or spoke it, where the sentence says so: ``his statement said``."""
    if noun.lemma_.lower() not in _DOCUMENTS:
        return noun
    owner = child(noun, "poss")
    if owner is not None:
        return owner
    by = next((p for p in children(noun, "prep", "agent") if p.lower_ in _BY), None)
    if by is not None:
        return child(by, "pobj") or noun
    governor = governor_of(noun)
    if verb.dep_ in ("acl", "relcl") and governor is not None and governor.pos_ == "VERB":
        issuer = agent(governor) if is_passive(governor) else subject(governor)
        return issuer if issuer is not None else noun
    return noun


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
    last = conjuncts(maker)[-1]
    start, end = sentence.span(noun_phrase(noun)[0], noun_phrase(last)[1])
    return actor.model_copy(update={"name": reading.transcript.text[start:end]})


def labelled(reading: Reading, label: str, end: int) -> Actor:
    """The person of a label, by the fullest name that the text up to ``end`` has."""
    named = (e for _, e in reading.mentions.entities.between(0, end) if e.kind == "person")
    own = fold(label)
    entity = next((e for e in named if fold(e.name)[-1:] == own[-1:] and len(fold(e.name)) >= len(own)), None)
    return Actor(name=entity.name if entity is not None else label, kind="person")


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
    return Actor(name=turn.speaker, kind="person", role=turn.role) if turn.role and turn.speaker else None
