"""Cues to drafts: the frame that fits, the speaker, and the person spoken to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from schemas import Actor
from service.language.parse import Sentence
from service.language.phrases import child, children, is_passive
from service.language.reading import Reading
from service.rules.statements.clause import in_word_order
from service.rules.statements.content import FRAMES
from service.rules.statements.cues import Cue, Usage, cues_in
from service.rules.statements.draft import Draft
from service.rules.statements.frame import Content, is_said_to
from service.rules.statements.governed import governed
from service.rules.statements.spans import spans_of
from service.rules.statements.speakers import is_nobody, source, speaker_of
from service.words import load_words, words_in

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORDS = load_words("rules/statements")
_SOURCES = frozenset(_WORDS["documents"]["sources"])
_NOT_SOURCES = frozenset(_WORDS["phrases"]["not_sources"])
_HAPPENINGS = tuple(_WORDS["events"]["endings"])
_BODIES = (
    words_in("language/names", "government_nouns")
    | words_in("language/names", "organization_nouns")
    | words_in("language/names", "party_nouns")
    | words_in("language/names", "person_nouns")
    | frozenset(_WORDS["events"]["bodies"])
)
_SHOWING = words_in("rules/attitudes", "sources", "nouns")
_SPEAKING = words_in("rules/statements", "speakers", "bodies")
_OF_PEOPLE = words_in("rules/statements", "speakers", "people_only")
_DEEDS = frozenset({"announce", "report"})  # which are done as well as said: `after announcing the results`
_SPEAKING_KINDS = frozenset({"organization", "government", "party"})
_VOTERS, _VOTING = (words_in("rules/statements", "votes", part) for part in ("voters", "verbs"))


def in_sentence(reading: Reading, sentence: Sentence) -> Iterator[Draft]:
    """The drafts that the sentence's cues give, and those of cues that still wait for their words."""
    for cue in cues_in(reading, sentence):
        draft = _read(reading, cue)
        if draft is not None:
            yield draft
    yield from _according(reading, sentence)
    if "attitudes" in reading.bears[sentence.index]:
        yield from governed(reading, sentence)


def _read(reading: Reading, cue: Cue) -> Draft | None:
    noun = speaker_of(cue)
    in_article = "attitudes" in reading.bears[cue.sentence.index]
    plain = cue.core or (noun is not None and _is_body(reading, cue, noun))
    if noun is not None and (is_nobody(noun, core=plain, may_write=in_article) or _votes(cue, noun)):
        return None
    if noun is None and not (cue.core or is_passive(cue.verb) or is_said_to(cue.verb)):
        return None
    usage, content = _content(reading, cue, noun)
    if usage is None or (usage.act == "demand" and cue.verb.dep_ == "acl" and cue.verb.tag_ == "VBG"):
        return None  # `nurses demanding more pay`: who they are, and no words of theirs
    speaker = source(reading, cue.sentence, noun) if noun is not None else None
    if _signs_off(cue) and speaker is not None and speaker.kind == "person":
        return None
    if content is None:
        if usage.attitude:
            return None
        return (
            Draft("waiting", cue.sentence.index, (), speaker, usage.act, cue.span) if _can_wait(reading, cue) else None
        )
    if noun is None and content.frame == "object" and (usage.attitude or not is_passive(cue.verb)):
        return None  # `convicted of claiming expenses`; `the rule must be addressed`
    if (usage.attitude or cue.verb.lemma_ in _DEEDS) and _is_beside_the_point(cue, content.frame):
        return None
    if noun is None and content.frame == "accused" and not _is_charge(cue, content):
        return None
    if speaker is None and noun is None and not (usage.attitude or content.frame in ("clause", "accused", "reputed")):
        return None
    speaks = cue.core or in_article or _tells_that(cue, content) or noun is None or _can_speak(speaker, noun)
    if noun is not None and not (speaks or _speaks_for_itself(cue, noun)):
        return None
    target = _target(reading, cue, content)
    rule = f"{'attitude' if usage.attitude else 'cue'}_{content.frame}"
    return Draft(rule, cue.sentence.index, content.spans, speaker, usage.act, cue.span, target)


def _is_beside_the_point(cue: Cue, frame: str) -> bool:
    """``a fine for promoting the pill``; ``"It is late," he said, referring to the ferry``: a deed and an aside, and no attitude."""
    where = [p for p in children(cue.verb, "prep") if p.lower_ in ("from", "to")]  # `reported it to the police`
    deed = frame == "object" and (cue.verb.dep_ == "pcomp" or (where and cue.verb.lemma_ == "report"))
    return bool(deed) or (frame == "topic" and any(i < cue.verb.i for i in cue.quoted))


def _is_charge(cue: Cue, content: Content) -> bool:
    """Of what nobody named accuses somebody, only a deed is told: ``accused of lying``, not ``suspected of fraud``."""
    first = cue.sentence.token_at(content.spans[0][0])
    return cue.verb.lemma_ != "suspect" and first is not None and first.tag_ == "VBG"


def _target(reading: Reading, cue: Cue, content: Content) -> Actor | None:
    """Who is addressed or accused; what somebody is accused `of` is no part of the name."""
    actor = reading.actor(cue.sentence, content.target) if content.target is not None else None
    if actor is None or content.frame != "accused":
        return actor
    return actor.model_copy(update={"name": re.split(r" (?:of|for|on) ", actor.name)[0]})


def _content(reading: Reading, cue: Cue, noun: Token | None) -> tuple[Usage | None, Content | None]:
    """The first usage whose frame stands in the sentence, in the order of the word list."""
    fitting = [u for u in cue.usages if not u.sources_only or _is_source(reading, cue, noun)]
    if fitting and _opens_quotation(cue):
        return fitting[0], None
    for usage in fitting:
        for frame in FRAMES:
            if frame in usage.frames and (content := FRAMES[frame](cue, usage)) is not None:
                return usage, content
    if fitting and fitting[0].core and not _signs_off(cue):
        return fitting[0], in_word_order(cue)
    return (fitting[0] if fitting else None), None


def _opens_quotation(cue: Cue) -> bool:
    """``One miller warned of ruin, while Rossi said: "Let it be."``: what is said is quoted behind the colon, and nothing else."""
    doc, at = cue.verb.doc, cue.verb.i + 1
    return at + 1 < len(doc) and doc[at].text == ":" and doc[at + 1].is_quote


def _can_speak(speaker: Actor | None, noun: Token) -> bool:
    """Whether the subject is somebody, a body or a document: recipes call for salt, and storms threaten to return."""
    if _is_happening(noun):
        return False
    known = speaker is None or speaker.kind != "unknown" or noun.pos_ == "PROPN"
    return known or noun.lemma_.lower() in _SOURCES or noun.lemma_.lower() in _SPEAKING


def _tells_that(cue: Cue, content: Content) -> bool:
    """``the chair announced that ...``: whoever is not known as somebody, and does what only somebody does."""
    first = cue.sentence.token_at(content.spans[0][0])
    that = first is not None and first.i > 0 and first.nbor(-1).lower_ == "that"
    return that and content.frame == "clause" and not any(u.sources_only for u in cue.usages)


def _speaks_for_itself(cue: Cue, noun: Token) -> bool:
    """Whether nobody but people do what the verb says: a sailor whom no list knows confesses."""
    return cue.verb.lemma_.lower() in _OF_PEOPLE and not _is_happening(noun)


def _is_happening(noun: Token) -> bool:
    """A common noun for something that goes on, by its ending: negotiations continue, arrests and payments suggest nothing."""
    lemma = noun.lemma_.lower()
    return noun.pos_ == "NOUN" and lemma.endswith(_HAPPENINGS) and lemma not in _SOURCES and lemma not in _BODIES


def _is_body(reading: Reading, cue: Cue, noun: Token) -> bool:
    """``The union will not sign. It called the offer an insult``: an ``it`` that stands for a body."""
    actor = reading.actor(cue.sentence, noun) if noun.lower_ == "it" else None
    return actor is not None and actor.kind in _SPEAKING_KINDS


def _votes(cue: Cue, noun: Token) -> bool:
    """What voters reject or say yes to, they do at the polls."""
    after = cue.verb.nbor(1).lower_ if cue.verb.i + 1 < len(cue.verb.doc) else ""
    yes = cue.verb.lemma_.lower() == "say" and after in ("yes", "no")
    return noun.lemma_.lower() in _VOTERS and (yes or cue.verb.lemma_.lower() in _VOTING)


def _signs_off(cue: Cue) -> bool:
    """``Anna Rossi reports.``: a correspondent named at the end of an introduction says nothing by it."""
    return cue.verb.tag_ == "VBZ" and cue.verb.lemma_ == "report"


def _is_source(reading: Reading, cue: Cue, noun: Token | None) -> bool:
    """Whether the subject is a document, a poll or a body: such sources `show` and `find` where people would say."""
    if noun is None:
        return False
    if noun.lemma_.lower() in _SOURCES or ("attitudes" in reading.bears[cue.sentence.index] and _shows(noun)):
        return True
    entity = reading.mentions.entity(cue.sentence, noun)
    return entity is not None and entity.kind in _SPEAKING_KINDS


def _shows(noun: Token) -> bool:
    """Whether articles report what such a thing shows or requires: footage, plans, rules."""
    return noun.lemma_.lower() in _SHOWING


def _can_wait(reading: Reading, cue: Cue) -> bool:
    """Whether the verb has no object but a person told, or one that is itself quoted."""
    said = child(cue.verb, "dobj")
    return (
        said is None
        or cue.verb.lemma_ in ("tell", "ask", "remind")
        or reading.quotation_at(cue.sentence.at(said)) is not None
    )


def _according(reading: Reading, sentence: Sentence) -> Iterator[Draft]:
    """``according to police, 20 people were held``."""
    assert sentence.doc is not None
    for token in sentence.tokens if "according" in reading.text(sentence).lower() else ():
        if token.lower_ != "according" or reading.quotation_at(sentence.at(token)) is not None:
            continue
        to = child(token, "prep")
        noun = child(to, "pobj") if to is not None else None
        if noun is None or token.head == token or noun.lemma_.lower() in _NOT_SOURCES:
            continue
        said = (t for t in _vouched_for(token) if not token.is_ancestor(t) and t != token)
        spans = spans_of(sentence, said)
        cue = sentence.span(token, to) if to is not None else sentence.span(token, token)
        speaker = source(reading, sentence, noun)
        if spans:
            yield Draft("according_to", sentence.index, spans, speaker, "claim", cue)


def _vouched_for(token: Token) -> Iterator[Token]:
    """The words of the sentence's part that ``according`` stands in: between semicolons, and not before ``and according to``."""
    doc = token.doc
    stops = [-1, *(t.i for t in doc if t.text == ";"), len(doc)]
    left = max(i for i in stops if i < token.i)
    joined = token.i > 0 and doc[token.i - 1 if doc[token.i - 1].text != "," else token.i - 2].dep_ == "cc"
    if joined and token.head.i > token.i:
        left = token.i
    right = min(i for i in stops if i > token.i)
    yield from doc[left + 1 : right]
