"""Who is detained: pronouns, descriptions and asides followed to the people they stand for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from schemas import Actor
from service.language.coreference import SPEECH, gender_of, is_pronoun
from service.language.entities import Entity, Gender
from service.language.names import Name
from service.language.phrases import SUBJECTS, child, children, prepositional, subtree
from service.language.places import is_place_name
from service.rules.detentions.fields.described import DEFINITE, actor_of, is_another
from service.rules.detentions.fields.lists import is_closed, lists_of
from service.rules.detentions.lexicon import adjectives, words_of
from service.rules.detentions.people import GENERAL, are_people, is_person_noun
from service.rules.events.view import View

if TYPE_CHECKING:
    from spacy.tokens import Token

_SPEAKERS = frozenset({"i", "me", "we", "us", "you", "my", "our", "your"})
_ALL = frozenset({"those", "most", "all", "both"})  # of the people already spoken of
_SEVERAL = _ALL | {"they", "them", "their", "dozens", "hundreds", "many", "several", "some"}
_HELD = frozenset(adjectives()) | words_of("people", "held")  # `the convicted protesters`


class Owner(NamedTuple):
    """Whose relative or aide somebody is, by name."""

    entity: Entity | None
    of_kin: bool
    before: bool  # `the paper's reporter`, as against `a reporter of the paper`


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody detained, or a group: ``place`` is where the noun stands (view, token), pronouns followed."""

    place: tuple[int, int]
    actor: Actor | None
    entity: Entity | None
    noun: str
    plural: bool
    definite: bool
    pronoun: bool
    topic: bool
    gender: Gender | None
    held: bool
    another: bool
    owner: Owner | None
    start: int
    end: int
    beside: bool = False  # named elsewhere than where it is told that they are held

    @property
    def is_named(self) -> bool:
        """Whether this is somebody with a name."""
        return self.entity is not None

    @property
    def is_general(self) -> bool:
        """Whether the words fit anybody: ``the men``, ``the accused``."""
        return self.noun in GENERAL or self.held


def people_of(view: View, patients: tuple[Token, ...], *, lists: bool = True) -> tuple[Person, ...]:
    """The people behind the nouns, with those named among them; somebody who speaks of himself is left out.

    ``lists``: whether those are meant as well whose names stand in one list with theirs.
    """
    tokens = [t for t in _with_examples(view, patients) if t.lower_ not in _SPEAKERS]
    tokens += _listed_with(view, tokens) if lists else []
    return tuple(_person(view, token) for token in tokens)


def _listed_with(view: View, people: list[Token]) -> list[Token]:
    """The last words of the names that stand in one list with somebody's, where the parser did not see it."""
    own = {name.start for t in people for name in [_name_at(view, _equated(t))] if name is not None}
    lists = lists_of(view.reading, view.sentence.start, view.sentence.end) if own else []
    found = [
        n
        for names in lists
        for n, _ in names
        if len(names) > 1 and own & {n.start for n, _ in names} and is_closed(view.reading, names)
    ]
    return [view.token_at(n.end - 1) for n in found if n.start not in own]


def _name_at(view: View, noun: Token) -> Name | None:
    """The name that the noun is part of, or that follows it as an aside."""
    places = (view.reading.mentions.entities.at(*view.span(t)) for t in (noun, *children(noun, "appos")))
    return next((found[0] for found in places if found is not None), None)


def _person(view: View, token: Token) -> Person:
    start, end = view.span(token.doc[token.left_edge.i], token)
    where, token = view, _equated(token)
    noun = token
    if is_pronoun(token) and not is_another(token):
        ahead = _named_ahead(token)
        found = (view, ahead) if ahead is not None else None
        found = found or view.antecedent(token)
        if found is not None:
            where, noun = found[0], _equated(found[1])
    entity = _entity(where, noun)
    if entity is None and is_pronoun(token) and noun != token and not _can_be_held(where, noun):
        where, noun = view, token  # a pronoun for people cannot stand for a place or a body
    whole = _whole(noun) if noun == token else noun
    determiners = {c.lower_ for c in whole.children if c.dep_ in ("det", "poss", "predet")}
    return Person(
        (where.index, noun.i), actor_of(where, noun, entity), entity,
        _word(whole),
        _is_plural(token if is_pronoun(token) else noun) and not (entity is not None and noun.tag_ == "NNPS"),
        bool(determiners & DEFINITE) or whole.lower_ in _ALL,
        is_pronoun(token) and whole == noun,
        noun != token and _is_topic(noun), gender_of(token) or (entity.gender if entity is not None else None),
        any(c.dep_ == "amod" and c.lower_ in _HELD for c in noun.children), is_another(noun), _owner(where, whole),
        start, end,
    )  # fmt: skip


def _owner(view: View, noun: Token) -> Owner | None:
    """The banker, of ``the banker's wife`` and ``the driver of the banker``."""
    before = child(noun, "poss")
    found = before or next((n for _, n in prepositional(noun, "of") if n.pos_ in ("NOUN", "PROPN")), None)
    if found is None or not is_person_noun(noun):
        return None
    of_kin = noun.lemma_.lower() in words_of("people", "kin")
    return Owner(view.entity(found), of_kin, before is not None)


def _whole(noun: Token) -> Token:
    """``members`` in ``many of its members``, ``dozens of members``, ``four of the gang``."""
    if noun.pos_ not in ("NUM", "PRON", "DET", "ADJ") and noun.lower_ not in words_of("people", "scores"):
        return noun
    return next((n for _, n in prepositional(noun, "of") if n.pos_ in ("NOUN", "PROPN")), noun)


def _word(noun: Token) -> str:
    """The noun as it is compared with others: without its plural, in headlines too (``Officials``)."""
    if noun.pos_ == "VERB":
        return noun.lower_
    return noun.lower_.removesuffix("s") if noun.tag_ == "NNPS" else noun.lemma_.lower()


def _is_topic(noun: Token) -> bool:
    """Whether the clause is about it: its subject, and no mere source of what is said."""
    return noun.dep_ in SUBJECTS and noun.head.lemma_.lower() not in SPEECH


def _named_ahead(pronoun: Token) -> Token | None:
    """``After his arrest, Rossi left the country``: the subject that follows the phrase in which the pronoun stands."""
    top = pronoun
    while top.head != top and top.dep_ not in ("prep", "advcl"):
        top = top.head
    while top.head.dep_ in ("prep", "pobj"):
        top = top.head
    own = child(top.head, "nsubj", "nsubjpass") if top.head != top else None
    named = own is not None and (own.pos_ == "PROPN" or any(c.pos_ == "PROPN" for c in children(own, "appos")))
    return own if own is not None and named and own.i > pronoun.i else None


def _can_be_held(view: View, noun: Token) -> bool:
    """Whether the noun that a pronoun seems to point to stands for people, and for no place, body or thing."""
    if view.entity(noun) is not None or not are_people(view, noun):
        return False
    actor = view.actor(noun)
    return actor is None or actor.kind not in ("government", "organization", "party", "country")


def _with_examples(view: View, patients: tuple[Token, ...]) -> list[Token]:
    """The people, and those named among them: ``the prisoners, including Ann Rossi``, ``those held included Leo Marsh``."""
    out = list(patients)
    for noun in (noun for p in patients for noun in _examples(p)):
        aside = {t for t in noun.subtree if t.dep_ in ("relcl", "acl", "advcl")}
        aside |= {
            n for _, n in prepositional(noun, "of") if noun.tag_ == "NN" and are_people(view, n)
        }  # `the driver of the banker Leo Marsh`
        named = [t for t in subtree(noun, without=aside) if t not in out and _names_one(view, t)]
        single = noun.tag_ == "NN" and is_person_noun(noun)  # `a boy was among those held`
        out += named or ([noun] if single else [])
    return out


def _names_one(view: View, token: Token) -> bool:
    """Whether the word ends a person's name."""
    found = view.reading.mentions.entities.at(*view.span(token, token)) if token.pos_ == "PROPN" else None
    return found is not None and found[0].end == view.at(token) + len(token) and found[1].kind == "person"


def _examples(patient: Token) -> Iterator[Token]:
    whole = patient.head.head if patient.dep_ == "pobj" else patient.head  # `some of the prisoners, including`
    if patient.tag_ in ("NNS", "NNPS", "DT"):
        yield from (c for t in _examples_after(patient) for c in t.children if c.dep_ == "pobj")
        yield from (c for c in patient.children if c.dep_ == "appos" and c.pos_ == "PROPN")
        yield from _called(patient)
    if patient.dep_ == "nsubj" and (patient.head.lemma_ == "include" or _is_those(patient)):
        yield from (c for c in patient.head.children if c.dep_ in ("dobj", "attr"))
    one_of = patient.head.lower_ == "of" and whole.lower_ == "one"  # `Ann Rossi was one of six people held`
    if patient.dep_ == "pobj" and (
        one_of or patient.head.lower_ in ("among", "amongst", "with")
    ):  # `among those held was`
        copula = whole if whole.lemma_ == "be" else whole.head  # `Ann Rossi is the most senior among those held`
        yield from (c for c in copula.children if copula.lemma_ == "be" and c.dep_ in ("nsubj", "attr"))


def _called(noun: Token) -> Iterator[Token]:
    """``a man identified by police as Leo Marsh``."""
    calling = (c for c in noun.children if c.dep_ in ("acl", "relcl") and c.lower_ in words_of("naming", "called"))
    return (n for verb in calling for _, n in prepositional(verb, "as"))


def _examples_after(patient: Token) -> Iterator[Token]:
    """``including`` after the people, as long as nobody else is told of: no ``freed in a raid in which soldiers, including``."""
    for token in patient.doc[patient.i + 1 :]:
        others = token.tag_ == "NNS" and is_person_noun(token) and token.dep_ in SUBJECTS
        if others and not patient.is_ancestor(token):
            return
        if _gives_example(token):
            yield token


def _gives_example(preposition: Token) -> bool:
    """``including``, ``such as``: after the people, wherever the parser hangs it."""
    such = preposition.lower_ == "as" and preposition.i > 0 and preposition.nbor(-1).lower_ == "such"
    return preposition.dep_ == "prep" and (preposition.lower_ == "including" or such)


def _is_those(noun: Token) -> bool:
    """``Those held are Ann Rossi and Leo Marsh``."""
    return noun.lower_ == "those" and noun.head.lemma_ == "be"


def _equated(noun: Token) -> Token:
    """The named side of ``Ann Rossi is the fourth officer detained`` and ``the latest to be jailed is Ann Rossi``."""
    copula = noun.head
    if noun.dep_ == "appos" and copula.pos_ == "PROPN" and noun.pos_ == "NOUN":
        return copula  # `Ann Rossi, a former officer who was detained`
    if copula.lemma_ != "be" or noun.dep_ not in ("attr", "nsubj") or _is_those(noun):
        return noun
    other = child(copula, "nsubj") if noun.dep_ == "attr" else child(copula, "attr")
    if other is None or (other.pos_ != "PROPN" and other.lower_ not in ("he", "she")):
        return noun
    return other


def _entity(view: View, noun: Token) -> Entity | None:
    """The name behind the noun, if it can be a person's."""
    entity = _in_apposition(view, noun) or view.entity(noun)
    if entity is None or entity.kind not in ("person", "unknown"):
        return None
    return None if entity.kind == "unknown" and not _may_name_one(view, noun, entity) else entity


def _may_name_one(view: View, noun: Token, entity: Entity) -> bool:
    """Whether a name that shows nothing can be a person's: no place, no people of a country, no plural."""
    start, end = view.span(noun, noun)
    people = noun.tag_ in ("NNS", "NNPS", "JJ") or any(d.start < end and start < d.end for d in view.demonyms)
    described = is_person_noun(noun) and entity.name == noun.text  # `Clerk jailed for nine years`
    return not people and not described and not is_place_name(entity.name)


def _in_apposition(view: View, noun: Token) -> Entity | None:
    """The name that follows a description: ``an Australian, Ann Rossi,``."""
    own = view.named(noun)
    if own is not None and own.kind == "person":
        return None  # what follows is the next of a list
    one_of = (n for _, n in prepositional(noun, "of")) if noun.lower_ == "one" else ()
    beside = (*children(noun, "appos"), *(n for t in (noun, *one_of) for n in _called(t)))
    named = (view.entity(c) for c in beside if c.pos_ == "PROPN")
    single = is_person_noun(noun) and noun.tag_ == "NN"  # `his brother Leo`
    return next((e for e in named if e is not None and (e.kind == "person" or single)), None)


def _is_plural(noun: Token) -> bool:
    if noun.lower_ in _SEVERAL or noun.lower_ in words_of("people", "together"):
        return True
    return noun.tag_ in ("NNS", "NNPS") or (noun.pos_ == "NUM" and noun.lower_ not in ("one", "1"))
