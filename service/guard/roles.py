"""Who does it, and to whom: a name that the words put in another part of the event is no match."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from service.guard.bearing import phrases_in, span_of
from service.guard.clauses import are_apart, clause_of
from service.guard.names import are_namesakes, singular
from service.guard.scope import Scope
from service.language.names import fold
from service.language.phrases import children, conjuncts, doer, is_passive, prepositional, subject, undergoers
from service.rules.detentions.people import is_person_noun
from service.words import load_words, words_in

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORDS = load_words("guard/roles")
_HOLDING, _KEEPING, _LIGHT, _OPPOSING, _FACING, _GRANTING, _LEADING = (
    frozenset(_WORDS[name]) for name in ("holding", "keeping", "light", "opposing", "facing", "granting", "leading")
)
_ACCUSING, _TALES = frozenset(_WORDS["accusing"]), frozenset(_WORDS["tales"])
_DENYING = phrases_in(_WORDS["denying"])
_NAMING, _FALSE = frozenset(_WORDS["naming"]), words_in("guard/denial", "negation", "false")
_SMALL = frozenset(load_words("guard/bearing")["small_words"])
_PEOPLE = words_in("guard/denial", "taken_for_granted", "people")
_CROWDS = frozenset(_WORDS["crowds"])
_TOWARDS = frozenset({"at", "on", "into", "against"})
_ABOUT = frozenset({"about", "of", "over"})
_WHERE = frozenset({"at", "in", "near", "outside", "inside"})
_FAVOURING = frozenset({"favour", "favor", "support", "defence", "defense"})
_ASIDE = frozenset({"relcl", "acl", "advcl", "appos"})


@dataclass
class Parts:
    """The nouns in each part of the events: those who do it, whom it is done to, whom it is against, what it hits, and who else acts."""

    scope: Scope
    doers: list[Token] = field(default_factory=list)
    undergoers: list[Token] = field(default_factory=list)
    against: list[Token] = field(default_factory=list)
    targets: list[Token] = field(default_factory=list)
    holders: list[Token] = field(default_factory=list)
    others: list[Token] = field(default_factory=list)

    def has_alike(self, name: str, part: Iterable[Token]) -> bool:
        """Whether somebody in the part has a word of that name, or may be meant by it, and is no namesake."""
        wanted = singular(frozenset(fold(name)) - _SMALL)
        return any(wanted & called and not are_namesakes(name, _name_of(token)) for token, called in self._called(part))

    def _called(self, part: Iterable[Token]) -> Iterator[tuple[Token, frozenset[str]]]:
        return ((token, _names_of(self.scope, token)) for token in part)

    def has(self, name: str, part: Iterable[Token]) -> bool:
        """Whether somebody of that name is in the part."""
        return any(is_called(self.scope, token, name) for token in part)


def of_detention(scope: Scope, events: Iterable[Token]) -> Parts:
    """Who holds whom, by the verbs of the events."""
    parts, verbs = Parts(scope), []
    for event in events:
        verb = _verb(event)
        if verb is None or not (found := _held_by(verb)):
            continue
        verbs.append(verb)
        parts.undergoers += found
        faces = verb.lemma_.lower() in _FACING
        parts.doers += conjuncts(who) if not faces and (who := doer(verb)) is not None else []
    parts.others = [*_acting_elsewhere(scope, verbs), *_told_of_beside(parts.undergoers), *_at_the_scene(verbs)]
    parts.holders = list(_holders(scope))
    return parts


def _held_by(verb: Token) -> list[Token]:
    """Whom the verb says to be held, charged or let go: ``she walked free``, ``they freed her``."""
    lemma = verb.lemma_.lower()
    if lemma in _GRANTING:  # `she was given two years`
        return undergoers(verb) if is_passive(verb) else children(verb, "dative")
    if lemma in _HOLDING | _LIGHT:
        gapped = children(verb, "conj") if is_passive(verb) else []  # `he was given a year, and his wife two`
        return [*undergoers(verb), *(c for c in gapped if c.pos_ in ("PROPN", "NOUN"))]
    who = subject(verb) if lemma in _FACING else None
    return conjuncts(who) if who is not None else []


def _holders(scope: Scope) -> Iterator[Token]:
    """Whoever the words have hold a person, whatever the stage: they are not held."""
    for verb in (t for s in scope.sentences for t in s.tokens if t.pos_ == "VERB" and t.lemma_.lower() in _KEEPING):
        who = doer(verb)
        if who is not None and any(map(_is_somebody, undergoers(verb))):
            yield from conjuncts(who)


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


def of_protest(scope: Scope, events: Iterable[Token], further: Iterable[Token] = ()) -> Parts:
    """Who protests, and against whom; ``further`` are protests of another form, which others hold."""
    parts, verbs = Parts(scope), []
    for event in events:
        verb = clause_of(event)
        verbs.append(verb)
        parts.against += [each for _, noun in prepositional(event, "against") for each in conjuncts(noun)]
        parts.others += _favoured(event)
        if event.pos_ == "VERB":
            parts.doers += conjuncts(who) if (who := doer(event)) is not None else []
            parts.targets += [*children(event, "dobj"), *(noun for _, noun in prepositional(event, *_TOWARDS))]
            continue
        own = [*children(event, "poss", "compound"), *(noun for _, noun in prepositional(event, "of", "by"))]
        if event.lemma_.lower() in _PEOPLE:
            own.append(event)
        above = event.head.head if event.dep_ == "pobj" and event.head.lower_ in _TOWARDS | _ABOUT else event.head
        spoken_of = bool(own) and event.dep_ == "pobj" and event.head.lower_ in _ABOUT
        opposed = spoken_of or (event.dep_ in ("dobj", "pobj") and above.lemma_.lower() in _OPPOSING)
        who = subject(above) if event.dep_ in ("dobj", "pobj") and above.pos_ == "VERB" else None
        if opposed and who is not None:
            parts.others += conjuncts(who)
        elif who is not None:
            own.append(who)
        parts.doers += [each for noun in own for each in conjuncts(noun)]
    parts.others += _acting_on(parts.doers, verbs)
    if _is_told(parts.doers):
        others = (who for event in further if event.pos_ == "VERB" and (who := doer(event)) is not None)
        parts.others += [
            each for who in others for each in conjuncts(who) if each.lemma_.lower() not in _PEOPLE | _CROWDS
        ]
    return parts


def _acting_on(doers: Iterable[Token], verbs: Iterable[Token]) -> Iterator[Token]:
    """Whoever does something to those who protest: ``commuters jeered at campaigners who blocked the line``."""
    for noun in doers:
        above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ in _TOWARDS else noun.head
        people = _is_somebody(noun) or noun.tag_ == "NNS" or noun.lemma_.lower() in _PEOPLE | _CROWDS
        acts = people and noun.dep_ in ("dobj", "pobj") and above.pos_ == "VERB" and above not in verbs
        who = subject(above) if acts and above.lemma_.lower() not in _LEADING else None
        yield from conjuncts(who) if who is not None else []


def _favoured(event: Token) -> list[Token]:
    """``rallied in favour of the tax``, ``in protest against the owner and in support of the men``: what they are for."""
    held = (t for t in event.doc if t.lemma_.lower() in _FAVOURING and t.dep_ == "pobj" and t.head.lower_ == "in")
    own = (word for word in held if clause_of(word) == clause_of(event))
    return [each for word in own for _, noun in prepositional(word, "of") for each in conjuncts(noun)]


def is_in_another_part(name: str, path: str, parts: Parts) -> bool:
    """Whether the words have somebody of that name in another part of the event, and nowhere in the claimed one."""
    claimed, elsewhere = _PARTS[path](parts)
    return parts.has(name, elsewhere) and not parts.has(name, claimed)


_PARTS: dict[str, Callable[[Parts], tuple[list[Token], list[Token]]]] = {
    "detention.detainees": lambda p: (
        p.undergoers,
        [*p.doers, *p.holders, *(p.others if _is_told(p.undergoers) else [])],
    ),
    "detention.authority": lambda p: (p.doers, [*p.undergoers, *(p.others if _is_told(p.doers) else [])]),
    "protest.actors": lambda p: (p.doers, [*p.against, *p.targets, *p.others]),
    "protest.against": lambda p: (p.against, [*p.doers, *p.others]),
}


def is_of_another(told: Iterable[Token], names: Sequence[str], scope: Scope) -> bool:
    """Whether these words hang on verbs of holding whose objects are others, while those of the names are held by another verb."""
    held: list[Token] = []
    for token in told:
        verb = next((t for t in (token, *token.ancestors) if t.lemma_.lower() in _HOLDING | _FACING), None)
        facing = verb is not None and verb.lemma_.lower() in _FACING
        who = subject(verb) if verb is not None and facing else None
        people = conjuncts(who) if who is not None else undergoers(verb) if verb is not None and not facing else []
        if not people or not all(map(_is_somebody, people)):
            return False
        held += people
    if not all(_is_told_apart(who, names) for who in held) or any(
        is_called(scope, who, n) for who in held for n in names
    ):
        return False
    verbs = (t for s in scope.sentences for t in s.tokens if t.pos_ == "VERB" and t.lemma_.lower() in _HOLDING)
    return any(is_called(scope, who, name) for verb in verbs for who in undergoers(verb) for name in names)


def _name_of(who: Token) -> str:
    """The name by which the noun, or what is set beside it, calls them."""
    named = who if who.pos_ == "PROPN" else next((c for c in children(who, "appos") if c.pos_ == "PROPN"), who)
    return " ".join(t.text for t in [*children(named, "compound"), named])


def _names_of(scope: Scope, who: Token) -> frozenset[str]:
    """All words by which the noun, or whoever stands behind it, is called."""
    asides = (each for aside in children(who, "appos") for each in conjuncts(aside))
    tokens = (t for noun in (who, *asides) for t in _phrase(noun))
    sentence = scope.sentence_of(who)
    actor = scope.reading.actor(sentence, who) if sentence is not None else None
    behind = fold(f"{actor.name} {actor.role or ''}") if actor is not None else ()
    return singular(frozenset((*(w for t in tokens for w in fold(t.text)), *behind)) - _SMALL)


def is_all_named(part: Sequence[Token]) -> bool:
    """Whether the words give a name to each of the part; behind ``three men`` there may be others than are named."""
    return bool(part) and all(_is_named(who) and who.tag_ != "NNS" for who in part)


def _is_named(who: Token) -> bool:
    """``Udo Resk``; ``a tailor, Udo Resk``."""
    return who.pos_ == "PROPN" or any(aside.pos_ == "PROPN" for aside in children(who, "appos"))


def _is_somebody(noun: Token) -> bool:
    return _is_named(noun) or is_person_noun(noun)


def _is_told_apart(who: Token, names: Sequence[str]) -> bool:
    """Whether it is plainly somebody else than those of the names: by name, as ``his neighbour``, or ``a tailor`` beside ``a cook``."""
    if _is_named(who) or any(c.dep_ == "poss" for c in who.children):
        return True
    described = any(c.lower_ in ("a", "an", "another") for c in who.children)
    called = singular(frozenset(w for name in names for w in fold(name)))
    one_of_them = any(w[:1].isupper() for name in names for w in name.split()[1:]) or not called.isdisjoint(
        singular(frozenset(fold(who.text)))
    )
    return described and not one_of_them


def is_contested(scope: Scope) -> bool:
    """Whether the words speak of a claim, or have somebody deny one."""
    return any(
        denies(t) or (t.pos_ == "NOUN" and t.lemma_.lower() in _TALES) for s in scope.sentences for t in s.tokens
    )


def _is_told(part: list[Token]) -> bool:
    """Whether the words name who it is: behind a pronoun there may be anybody."""
    return bool(part) and all(token.pos_ in ("NOUN", "PROPN", "NUM") for token in part)


def is_accuser(name: str, scope: Scope, borne: Sequence[Token] = ()) -> bool | None:
    """Whether the words have somebody of that name allege something; False where they only accuse them or have them deny it.

    Where somebody's verb is over the words that bear out what is alleged (``borne``), it is they.
    """
    accusers, deniers, accused = _of_allegation(scope)
    over = [who for token in borne for who in _nearest_over(token, accusers)]
    named = [who for who in over if who.pos_ in ("NOUN", "PROPN")]
    if named and any(is_called(scope, token, name) for token in (*accusers, *deniers)):
        return any(is_called(scope, who, name) for who in over)
    if any(is_called(scope, token, name) for token in accusers):
        return True
    return False if any(is_called(scope, token, name) for token in (*deniers, *accused)) else None


def _nearest_over(token: Token, people: Iterable[Token]) -> list[Token]:
    """Of the people the subjects of the lowest verb that stands over the token."""
    for above in (token, *token.ancestors):
        if found := [who for who in people if who.head == above]:
            return found
    return []


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
    """Whether it is a verb of denying: ``brushed aside``, ``called that nonsense``."""
    if token.pos_ != "VERB":
        return False
    named = children(token, "oprd", "ccomp", "dobj", "acomp") if token.lemma_.lower() in _NAMING else []
    return any(c.lemma_.lower() in _FALSE for c in named) or any(span_of(token, p) is not None for p in _DENYING)


def _verb(event: Token) -> Token | None:
    """The verb of the event: its own, or that of ``took him hostage``, ``placed under arrest``."""
    if event.pos_ == "VERB":
        return event
    above = event.head
    while above.dep_ in ("prep", "advmod"):  # `led away in handcuffs`
        above = above.head
    taken = event.dep_ in ("dobj", "oprd", "attr", "pobj", "acomp", "npadvmod", "advcl", "ccomp", "xcomp")
    return above if taken and above.pos_ == "VERB" and above.lemma_.lower() in _LIGHT | _GRANTING | _FACING else None


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
    if any(is_called(scope, aside, name) for aside in token.children if _is_set_beside(aside, token)):
        return True
    sentence = scope.sentence_of(token)
    actor = scope.reading.actor(sentence, token) if sentence is not None else None
    behind = singular(frozenset(fold(actor.name))) if actor is not None else frozenset[str]()
    return bool(wanted & (behind if token.pos_ == "PRON" else head)) and wanted <= behind | phrase


def _is_set_beside(aside: Token, noun: Token) -> bool:
    """``the rector, Basil Thorn``; no verb stands between, as where a parse hangs a name on another noun."""
    return aside.dep_ == "appos" and not any(
        t.pos_ == "VERB" for t in aside.doc[noun.i : aside.left_edge.i] if t.dep_ == "ROOT"
    )


def _phrase(token: Token) -> Iterator[Token]:
    """The words of the noun's own phrase, without clauses and asides."""
    yield token
    for c in token.children:
        if c.dep_ not in _ASIDE and c.dep_ != "conj":
            yield from _phrase(c)
