"""Why they were detained, and what they are charged with: the words that say so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from service.language.phrases import child, prepositional, subject
from service.rules.detentions.lexicon import WORDS, verbs, words_of
from service.rules.detentions.people import are_people
from service.rules.detentions.trigger import Trigger
from service.rules.events.view import View

if TYPE_CHECKING:
    from spacy.tokens import Token

_ON = words_of("reasons", "on")
_NOT = words_of("reasons", "not_reasons")
_ACCUSING = words_of("reasons", "accusing")
THEY = frozenset({"he", "she", "they", "him", "her", "them", "who"})
_VAGUE = words_of("reasons", "vague")
_MARKS = frozenset({"after", "because", "as", "when", "while"})
_LINKS = tuple(WORDS["reasons"]["links"])
_OF_CHARGES = tuple(link for link in _LINKS if link not in WORDS["reasons"]["causes"])

Span = tuple[int, int]


def reason_of(trigger: Trigger) -> Span | None:
    """Offsets of the words that give the reason, or None."""
    rules = _RULES if trigger.stage != "released" else _OF_RELEASED
    return next((found for rule in rules for found in rule(trigger)), None)


def charges_of(trigger: Trigger) -> Span | None:
    """Offsets of the words of the charge: ``charged with X``, ``pleaded guilty to X``, ``a treason charge``, ``on drug charges``."""
    if (
        trigger.stage == "charged"
        and trigger.token.dep_ == "nsubj"
        and trigger.token.head.lemma_ in words_of("nominal", "listing")
    ):
        last = list(trigger.token.head.subtree)[-1]
        return _trimmed(trigger.view, trigger.token.head.nbor(1), last)
    noun = _charge_noun(trigger)
    if noun is not None:
        return _named_charge(trigger.view, noun)
    if trigger.token.pos_ not in ("VERB", "AUX"):
        return None
    pleading = trigger.token.lemma_ == "plead"
    wanted = {"charged": ("with",), "prosecuted": ("to",) if pleading else ("of",)}.get(trigger.stage, ())
    for prep in (p for p in _after_word(trigger, wanted) if _is_of_charge(p, trigger)):
        body = child(prep, "pobj", "pcomp")
        if body is not None:
            return _words(trigger.view, body)
    return None


def _is_of_charge(preposition: Token, trigger: Trigger) -> bool:
    """``convicted of X``, ``convicted the banker of X``, ``found guilty of X``, ``convicted in 2019 of X``."""
    above = preposition.head
    if above == trigger.site or above.lower_ in ("guilty", "innocent"):
        return True
    at = trigger.view.at(above)
    dated = any(m.start <= at < m.end for m in trigger.view.moments)
    return trigger.site in (above.head, above.head.head) and (dated or above in trigger.patients)


def _charge_noun(trigger: Trigger) -> Token | None:
    if trigger.token.lower_ in _ON:
        return trigger.token
    found = next((c for c in trigger.site.children if c.dep_ in ("dobj", "nsubjpass") and c.lower_ in _ON), None)
    if found is not None:
        return found
    for prep in _after_word(trigger, ("on",)):
        noun = child(prep, "pobj")
        several = [noun, *(n for _, n in prepositional(noun, "of"))] if noun is not None else []
        found = next((n for n in several if n.lower_ in _ON), None)  # `a range of accusations`
        if found is not None:
            return found
    return None


def _named_charge(view: View, noun: Token) -> Span | None:
    of = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ in ("of", "for", "that", "relating")), None)
    body = child(of, "pobj", "pcomp") if of is not None else None
    if body is not None:
        return _words(view, body)
    named = next((n for _, n in prepositional(noun, "including")), None)
    if named is not None:
        return _words(view, named)
    if any(c.dep_ in ("compound", "amod", "nmod") and c.lower_ not in _VAGUE for c in noun.children if c.i < noun.i):
        return _words(view, noun, left=True)
    return None


def _after_word(trigger: Trigger, prepositions: tuple[str, ...]) -> Iterator[Token]:
    """Prepositions after the trigger that may hang on it, near ones first; those inside further clauses are left out."""
    there = trigger.view.words.intersection(prepositions)
    for token in trigger.site.subtree if there else ():
        if (
            token.i > trigger.token.i and token.lower_ in there and token.dep_ in ("prep", "mark", "agent", "dative")
        ) and _same_clause(token, trigger.site):
            yield token


def _same_clause(token: Token, site: Token) -> bool:
    above = token.head
    while above != site and above.head != above:
        if above.dep_ in ("relcl", "ccomp", "advcl", "acl", "pcomp", "conj") and above.pos_ in ("VERB", "AUX"):
            return False
        above = above.head
    return True


def _link(trigger: Trigger) -> Iterator[Span]:
    """``on suspicion of X``, ``in connection with X``."""
    text = trigger.view.parsed.lower()
    for link in _LINKS if trigger.stage != "released" else _OF_CHARGES:
        at = text.find(f" {link} ", trigger.token.idx)
        if at < 0:
            continue
        first = next((t for t in trigger.token.doc if t.idx > at + len(link) and not t.is_quote), None)
        if first is None or first.pos_ == "ADP" or not _in_reach(trigger, first) or _is_of_others(trigger, at + 1):
            continue
        body = _body_at(first)
        yield _words(trigger.view, body, first=first)


def _link_before(trigger: Trigger) -> Iterator[Span]:
    """``As a result of X, twenty were arrested``, ``a crackdown on X, in which thirty were arrested``."""
    text, doc = trigger.view.parsed.lower(), trigger.token.doc
    for link in WORDS["reasons"]["links_before"]:
        at = text.rfind(f"{link} ", 0, trigger.token.idx)
        first = next((t for t in doc if t.idx > at + len(link)), None) if at >= 0 else None
        if first is not None and trigger.token not in _body_at(first).subtree:
            yield _words(trigger.view, _body_at(first), first=first)


def _in_reach(trigger: Trigger, first: Token) -> bool:
    """No other clause of its own between the trigger and the words."""
    between = trigger.token.doc[trigger.token.i + 1 : first.i]
    return not any(
        t.text in (";", ":") or (t.lower_ in ("but", "while", "who") and t.dep_ in ("cc", "mark", "nsubj", "nsubjpass"))
        for t in between
    )


def _is_of_others(trigger: Trigger, at: int) -> bool:
    """Whether the link is a verb that has other people with it: ``twelve were detained, and two of them charged with arson``."""
    verb = next((t for t in trigger.token.doc if t.idx == at), trigger.token)
    if verb.pos_ != "VERB":
        return False
    own = child(verb, "nsubj", "nsubjpass") or (verb.head if verb.dep_ in ("acl", "relcl") else None)
    if own is None or own in trigger.patients or own.lower_ in THEY:
        return False
    return are_people(trigger.view, own)


def _body_at(first: Token) -> Token:
    """The head of the phrase that begins with ``first``."""
    body = first
    while body.head != body and body.head.i >= first.i and body.head.left_edge.i >= first.i - 1:
        body = body.head
    return body


def _for(trigger: Trigger) -> Iterator[Span]:
    """``for stealing a car``, ``for the theft of a car``; not ``for three days``."""
    for prep in _after_word(trigger, ("for",)):
        body = child(prep, "pcomp", "pobj")
        if (
            body is None
            or (body.dep_ == "pobj" and body.lemma_.lower() in _NOT)
            or body.pos_ in ("NUM", "PRON")
            or body.lemma_.lower() in _ACCUSING
        ):
            continue
        yield _words(trigger.view, body)


def accusations(view: View) -> Iterator[tuple[Token, Token | None, Span]]:
    """The words for accusing, who is accused, if the sentence says it, and what of: ``accused of X``, ``police accuse her of X``."""
    if view.lemmas.isdisjoint(_ACCUSING):
        return
    for token in view.doc:
        if token.lemma_.lower() in _ACCUSING and token.pos_ in ("VERB", "ADJ"):
            whom = child(token, "dobj") or subject(token)
            near = (c for t in (token, whom) if t is not None for c in t.children if c.i > token.i)
            prep = next((c for c in near if c.dep_ == "prep" and c.lower_ in ("of", "with")), None)
            body = child(prep, "pcomp", "pobj") if prep is not None else None
            if body is not None:
                yield token, whom, _words(view, body)


def _accused(trigger: Trigger) -> Iterator[Span]:
    """``..., accused of X``, ``the police, who had accused her of X``: of the same people, anywhere in the sentence."""
    for word, whom, said in accusations(trigger.view):
        if word != trigger.site and (whom is None or whom in trigger.patients or whom.lower_ in THEY):
            yield said


def _after(trigger: Trigger) -> Iterator[Span]:
    """``after storming the hall``, ``after bombs went off``."""
    for prep in _after_word(trigger, ("after", "following")):
        body = child(prep, "pcomp", "pobj")
        if body is None or any(c.dep_ == "auxpass" for c in body.children):
            continue
        event = body.lemma_.lower() in words_of("reasons", "events") and not _is_timed(prep)
        if (body.dep_ == "pcomp" and body.lemma_ not in words_of("reasons", "passing")) or event:
            yield _words(trigger.view, body)
    for clause in trigger.site.children:
        if clause.dep_ == "advcl" and clause.i > trigger.token.i:
            mark = next((c for c in clause.children if c.lower_ in _MARKS), None)
            if mark is not None and _is_reason(clause, mark):
                yield _words(trigger.view, clause, first=mark.nbor(1))


def _is_reason(clause: Token, mark: Token) -> bool:
    """``after`` and ``because`` give reasons, the one if no time is measured; ``while`` only what the people are caught at."""
    if any(c.dep_ in ("nsubjpass", "auxpass") for c in clause.children):
        return False
    own = child(clause, "nsubj")
    if own is not None and mark.lower_ != "because" and own.lower_ in words_of("force", "police"):
        return clause.lemma_.lower() in words_of("reasons", "finding")  # `after police broke up the march`: only when
    theirs = own is None or own.lower_ in ("he", "she", "they")
    if mark.lower_ == "because":
        return True
    if mark.lower_ == "after":
        return theirs or not _is_timed(mark)
    return theirs and clause.lemma_ in words_of("reasons", "caught_at")


def _is_timed(after: Token) -> bool:
    """``36 minutes after``: when, and not why."""
    return after.i > 0 and after.nbor(-1).lemma_.lower() in words_of("reasons", "not_reasons")


def _case(trigger: Trigger) -> Iterator[Span]:
    """``in a case related to fraud``: what the case is about; ``in the killing of a clerk``."""
    for prep in _after_word(trigger, ("in",)):
        case = child(prep, "pobj")
        if case is None:
            continue
        of = next((n for _, n in prepositional(case, "of")), None)
        if of is not None and case.lemma_.lower() in words_of("reasons", "deeds"):
            yield _words(trigger.view, case)
        if case.lemma_.lower() not in words_of("reasons", "cases"):
            continue
        related = (n for c in case.children if c.dep_ == "acl" for _, n in prepositional(c, "to", "about", "over"))
        about = next(related, None) or next((n for _, n in prepositional(case, "of", "over", "about", "into")), None)
        if about is not None:
            yield _words(trigger.view, about)


def _law(trigger: Trigger) -> Iterator[Span]:
    """``under the terror law``, ``under Article 9``."""
    for prep in _after_word(trigger, ("under",)):
        body = child(prep, "pobj")
        if body is not None and any(t.lemma_.lower() in words_of("reasons", "laws") for t in body.subtree):
            yield _words(trigger.view, body)


def _over(trigger: Trigger) -> Iterator[Span]:
    """``over the theft``."""
    for prep in _after_word(trigger, ("over", "amid")):
        body = child(prep, "pobj", "pcomp")
        if body is not None and body.lemma_.lower() not in _NOT:
            yield _words(trigger.view, body)


def _doing(trigger: Trigger) -> Iterator[Span]:
    """``arrested ten men for ..., allegedly making threats``: a participle that says what the people are said to have done."""
    for clause in trigger.site.children:
        if clause.dep_ == "advcl" and clause.tag_ == "VBG" and clause.i > trigger.token.i:
            first = next((c for c in clause.children if c.lower_ == "allegedly"), clause)
            if first != clause or clause.lemma_ in ("claim", "accuse", "cite", "allege"):
                yield _words(trigger.view, clause, first=first)


def _themselves(trigger: Trigger) -> Iterator[Span]:
    """``those who defied the curfew``, ``a woman protesting the dam``: what is said of the people."""
    dozens = [p for p in trigger.patients if p.lower_ in words_of("people", "scores")]
    for patient in (*trigger.patients, *(n for p in dozens for _, n in prepositional(p, "of"))):
        for clause in patient.children:
            aside = clause.dep_ == "relcl" and patient.pos_ == "PROPN"  # `Rossi, who plans to run`: who she is
            if aside or clause.dep_ not in ("relcl", "acl", "ccomp") or clause == trigger.site:
                continue
            own = child(clause, "nsubj", "nsubjpass")
            if own is not None and own.lower_ not in ("who", "that"):
                continue
            if _is_deed(clause) and clause.lower_ not in verbs():
                yield _words(trigger.view, clause, first=own.nbor(1) if own is not None else clause)


def _is_deed(clause: Token) -> bool:
    """Whether the clause tells what they did, and not who they are."""
    passive = any(c.dep_ in ("auxpass", "nsubjpass", "agent") for c in clause.children)
    perfect = any(c.lemma_ == "have" and c.dep_ == "aux" for c in clause.children)
    if passive or clause.pos_ != "VERB" or (clause.tag_ == "VBN" and not perfect):
        return False
    return clause.lemma_.lower() not in words_of("reasons", "traits")


_RULES = (_link, _for, _accused, _after, _over, _doing, _link_before, _themselves, _law, _case)
_OF_RELEASED = (_accused, _themselves, _case)  # `freed for lack of evidence`: not why they were held


def _words(view: View, body: Token, *, first: Token | None = None, left: bool = False) -> Span:
    """The phrase under ``body`` to its end, no further than a clause set off by a comma."""
    start = first if first is not None else (body.doc[body.left_edge.i])
    last = body
    for token in body.subtree:
        if token.i > body.i and (_is_set_off(token) or _goes_on(token, body)):
            break
        last = max(last, token, key=lambda t: t.i)
    return _trimmed(view, start, body if left else last)


def _trimmed(view: View, start: Token, last: Token) -> Span:
    """From the one word to the other, without marks at the edges."""
    while last.i > start.i and (last.is_punct or last.is_space):
        last = last.nbor(-1)
    while start.i < last.i and (start.is_punct or start.is_space):
        start = start.nbor(1)
    return view.span(start, last)


def _goes_on(token: Token, body: Token) -> bool:
    """``convicted of fraud and sent to prison``: what is told next."""
    verb = token.nbor(1) if token.lower_ in ("and", "but") and token.i + 1 < len(token.doc) else None
    finite = verb is not None and verb.tag_ in ("VBD", "VBN", "VBZ", "VBP")
    return finite and verb is not None and (verb.head == body or verb.dep_ in ("aux", "auxpass"))


def _is_set_off(token: Token) -> bool:
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return token.text in (",", ";", "--", "—") and following is not None and following.lower_ in (
        "who", "which", "but", "said", "according", "he", "she", "they", "police", "as", "while", "where", "when", "adding",
    )  # fmt: skip
