"""Who does it, and to whom: a name that the words put in another part of the event is no match."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from service.guard.bearing import phrases_in, span_of
from service.guard.clauses import are_apart, clause_of
from service.guard.names import singular
from service.guard.scope import Scope
from service.language.names import fold
from service.language.phrases import children, conjuncts, doer, prepositional, subject, undergoers
from service.words import load_words, words_in

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORDS = load_words("guard/roles")
_HOLDING, _LIGHT, _OPPOSING = (frozenset(_WORDS[name]) for name in ("holding", "light", "opposing"))
_ACCUSING, _TALES = frozenset(_WORDS["accusing"]), frozenset(_WORDS["tales"])
_DENYING = phrases_in(_WORDS["denying"])
_SMALL = frozenset(load_words("guard/bearing")["small_words"])
_PEOPLE = words_in("guard/denial", "taken_for_granted", "people")
_TOWARDS = frozenset({"at", "on", "into", "against"})
_WHERE = frozenset({"at", "in", "near", "outside", "inside"})
_FAVOURING = frozenset({"favour", "favor", "support", "defence", "defense"})
_ASIDE = frozenset({"relcl", "acl", "advcl", "appos"})


@dataclass
class Parts:
    """The nouns in each part of the events: those who do it, whom it is done to, whom it is against, and who else acts."""

    scope: Scope
    doers: list[Token] = field(default_factory=list)
    undergoers: list[Token] = field(default_factory=list)
    against: list[Token] = field(default_factory=list)
    others: list[Token] = field(default_factory=list)

    def has(self, name: str, part: Iterable[Token]) -> bool:
        """Whether somebody of that name is in the part."""
        return any(is_called(self.scope, token, name) for token in part)


def of_detention(scope: Scope, events: Iterable[Token]) -> Parts:
    """Who holds whom, by the verbs of the events."""
    parts, verbs = Parts(scope), []
    for event in events:
        verb = _verb(event)
        if verb is not None and verb.lemma_.lower() in _HOLDING | _LIGHT and (found := undergoers(verb)):
            verbs.append(verb)
            parts.undergoers += found
            parts.doers += conjuncts(who) if (who := doer(verb)) is not None else []
    parts.others = [*_acting_elsewhere(scope, verbs), *_told_of_beside(parts.undergoers), *_at_the_scene(verbs)]
    return parts


def _told_of_beside(people: Iterable[Token]) -> Iterator[Token]:
    """Others who are named in what is said of these: ``Ann Hart, the daughter of Bob Hart``, ``whose father, Bob Hart, fled``."""
    for noun in people:
        for aside in children(noun, "appos", "relcl"):
            yield from (
                t for t in aside.subtree if t.pos_ == "PROPN" and t.dep_ in ("pobj", "poss", "appos") and t != aside
            )


def _at_the_scene(verbs: Iterable[Token]) -> Iterator[Token]:
    """Others who are named in telling where and after what: ``arrested him at the home of his lawyer, Ann Hart``."""
    for _, noun in (found for verb in verbs for found in prepositional(verb, *_WHERE)):
        yield from (t for t in noun.subtree if t.pos_ == "PROPN" and t.dep_ in ("pobj", "poss", "appos") and t != noun)


def of_protest(scope: Scope, events: Iterable[Token]) -> Parts:
    """Who protests, and against whom."""
    parts, verbs = Parts(scope), []
    for event in events:
        verb = clause_of(event)
        verbs.append(verb)
        parts.against += [each for _, noun in prepositional(event, "against") for each in conjuncts(noun)]
        parts.others += _favoured(event)
        if event.pos_ == "VERB":
            parts.doers += conjuncts(who) if (who := doer(event)) is not None else []
            continue
        own = [*children(event, "poss", "compound"), *(noun for _, noun in prepositional(event, "of", "by"))]
        if event.lemma_.lower() in _PEOPLE:
            own.append(event)
        above = event.head.head if event.dep_ == "pobj" and event.head.lower_ in _TOWARDS else event.head
        opposed = event.dep_ in ("dobj", "pobj") and above.lemma_.lower() in _OPPOSING
        who = subject(above) if event.dep_ in ("dobj", "pobj") and above.pos_ == "VERB" else None
        if opposed and who is not None:
            parts.others += conjuncts(who)
        elif who is not None:
            own.append(who)
        parts.doers += [each for noun in own for each in conjuncts(noun)]
    return parts


def _favoured(event: Token) -> list[Token]:
    """``rallied in favour of the tax``: what they are for."""
    held = (noun for _, noun in prepositional(event, "in") if noun.lemma_.lower() in _FAVOURING)
    return [each for word in held for _, noun in prepositional(word, "of") for each in conjuncts(noun)]


def is_in_another_part(name: str, path: str, parts: Parts) -> bool:
    """Whether the words have somebody of that name in another part of the event, and nowhere in the claimed one."""
    claimed, elsewhere = _PARTS[path](parts)
    return parts.has(name, elsewhere) and not parts.has(name, claimed)


_PARTS: dict[str, Callable[[Parts], tuple[list[Token], list[Token]]]] = {
    "detention.detainees": lambda p: (p.undergoers, [*p.doers, *(p.others if _is_told(p.undergoers) else [])]),
    "detention.authority": lambda p: (p.doers, [*p.undergoers, *(p.others if _is_told(p.doers) else [])]),
    "protest.actors": lambda p: (p.doers, [*p.against, *p.others]),
    "protest.against": lambda p: (p.against, [*p.doers, *p.others]),
}


def is_of_another(told: Iterable[Token], names: Sequence[str], scope: Scope) -> bool:
    """Whether these words hang on verbs of holding whose objects are others, while those of the names are held by another verb."""
    held: list[Token] = []
    for token in told:
        verb = next((t for t in (token, *token.ancestors) if t.lemma_.lower() in _HOLDING and undergoers(t)), None)
        if verb is None:
            return False
        held += undergoers(verb)
    if not all(map(_is_named, held)) or any(is_called(scope, who, name) for who in held for name in names):
        return False
    verbs = (t for s in scope.sentences for t in s.tokens if t.pos_ == "VERB" and t.lemma_.lower() in _HOLDING)
    return any(is_called(scope, who, name) for verb in verbs for who in undergoers(verb) for name in names)


def _is_named(who: Token) -> bool:
    """``Udo Resk``; ``a tailor, Udo Resk``."""
    return who.pos_ == "PROPN" or any(aside.pos_ == "PROPN" for aside in children(who, "appos"))


def is_contested(scope: Scope) -> bool:
    """Whether the words speak of a claim, or have somebody deny one."""
    return any(
        denies(t) or (t.pos_ == "NOUN" and t.lemma_.lower() in _TALES) for s in scope.sentences for t in s.tokens
    )


def _is_told(part: list[Token]) -> bool:
    """Whether the words name who it is: behind a pronoun there may be anybody."""
    return bool(part) and all(token.pos_ in ("NOUN", "PROPN", "NUM") for token in part)


def is_accuser(name: str, scope: Scope) -> bool | None:
    """Whether the words have somebody of that name allege something; False where they only accuse them or have them deny it."""
    accusers, deniers, accused = _of_allegation(scope)
    if any(is_called(scope, token, name) for token in accusers):
        return True
    return False if any(is_called(scope, token, name) for token in (*deniers, *accused)) else None


def is_denier(name: str, scope: Scope) -> bool | None:
    """Whether the words have somebody of that name deny something; False where they only have them allege it."""
    accusers, deniers, _ = _of_allegation(scope)
    if any(is_called(scope, token, name) for token in deniers):
        return True
    return False if any(is_called(scope, token, name) for token in accusers) else None


def _of_allegation(scope: Scope) -> tuple[list[Token], list[Token], list[Token]]:
    accusers: list[Token] = []
    deniers: list[Token] = []
    accused: list[Token] = []
    for token in (t for s in scope.sentences for t in s.tokens):
        who = doer(token) if token.pos_ == "VERB" else None
        if denies(token):
            deniers += conjuncts(who) if who is not None else []
        elif token.pos_ == "VERB" and token.lemma_.lower() in _ACCUSING:
            accusers += conjuncts(who) if who is not None else []
            accused += children(token, "dobj") if token.lemma_.lower() == "accuse" else []
        elif token.lemma_.lower() in _TALES and token.pos_ == "NOUN":
            accusers += [*children(token, "poss"), *(noun for _, noun in prepositional(token, "by", "from"))]
            accusers += [noun for c in children(token, "acl", "relcl") for _, noun in prepositional(c, "by")]
    return accusers, deniers, accused


def denies(token: Token) -> bool:
    """Whether it is a verb of denying: ``brushed aside``."""
    return token.pos_ == "VERB" and any(span_of(token, phrase) is not None for phrase in _DENYING)


def _verb(event: Token) -> Token | None:
    """The verb of the event: its own, or that of ``took him hostage``, ``placed under arrest``."""
    if event.pos_ == "VERB":
        return event
    above = event.head
    if above.dep_ == "prep":
        above = above.head
    taken = event.dep_ in ("dobj", "oprd", "attr", "pobj", "acomp", "npadvmod")
    return above if taken and above.pos_ == "VERB" and above.lemma_.lower() in _LIGHT else None


def _acting_elsewhere(scope: Scope, verbs: list[Token]) -> list[Token]:
    """Who is the subject of another verb in the sentences of the events: of one that no event's subject is shared with."""
    docs = {verb.doc for verb in verbs}
    sentences = [s for s in scope.sentences if s.doc in docs]
    own = {noun for verb in verbs if (noun := subject(verb)) is not None}
    over = {
        *verbs,
        *(above for verb in verbs for above in verb.ancestors if not are_apart(verb, above)),
    }  # who says it may be they, too
    other = (
        t for s in sentences for t in s.tokens if (t.dep_ in ("nsubj", "nsubjpass") or _is_agent(t)) and t not in own
    )
    return [each for noun in other if clause_of(noun) not in over for each in conjuncts(noun)]


def _is_agent(token: Token) -> bool:
    """``who had been insulted by the carters``."""
    return token.dep_ == "pobj" and token.head.dep_ == "agent"


def is_called(scope: Scope, token: Token, name: str) -> bool:
    """Whether the noun phrase that the token heads has the name, or is said of somebody who has it."""
    wanted = singular(frozenset(fold(name)) - _SMALL)
    head = singular(frozenset(fold(token.text)))
    phrase = singular(frozenset(w for t in _phrase(token) for w in fold(t.text)))
    if wanted & head and wanted <= phrase:
        return True
    if any(is_called(scope, aside, name) for aside in token.children if aside.dep_ == "appos"):
        return True
    sentence = scope.sentence_of(token)
    actor = scope.reading.actor(sentence, token) if sentence is not None else None
    behind = singular(frozenset(fold(actor.name))) if actor is not None else frozenset[str]()
    return bool(wanted & (behind if token.pos_ == "PRON" else head)) and wanted <= behind | phrase


def _phrase(token: Token) -> Iterator[Token]:
    """The words of the noun's own phrase, without clauses and asides."""
    yield token
    for c in token.children:
        if c.dep_ not in _ASIDE and c.dep_ != "conj":
            yield from _phrase(c)
