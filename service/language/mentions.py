"""Who is meant: the actor behind a noun phrase, a name or a pronoun, in the fullest form that the transcript has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from schemas import Actor, ActorKind
from service.language.coreference import Antecedents, is_pronoun
from service.language.entities import Entities, Entity
from service.language.names import Name
from service.language.parse import Sentence
from service.language.phrases import child, children, conjuncts, noun_phrase
from service.language.places import country_of, country_within, is_place_name
from service.words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORDS = load_words("language/names")
_PERSON_NOUNS = frozenset(_WORDS["person_nouns"])
_GOVERNMENT_NOUNS = frozenset(_WORDS["government_nouns"])
_ORGANIZATION_NOUNS = frozenset(_WORDS["organization_nouns"])
_PARTY_NOUNS = frozenset(_WORDS["party_nouns"])
# How the holder of an office is told from whom they follow: by the words before the office.
_STANDS = {"former": frozenset({"former", "previous", "outgoing", "ex"}), "new": frozenset({"new", "incoming"})}
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})


@dataclass(frozen=True)
class Mentions:
    """The sentences of a transcript, the entities named in them, and the offsets of its quotations."""

    text: str
    sentences: Sequence[Sentence]
    entities: Entities
    quoted: Sequence[tuple[int, int]] = ()

    @cached_property
    def antecedents(self) -> Antecedents:
        """What its pronouns stand for."""
        return Antecedents(self.sentences, self.entities, self.quoted)

    def actor(self, sentence: Sentence, token: Token) -> Actor | None:
        """The actor that ``token`` heads or stands for; None for a pronoun that nothing resolves."""
        if is_pronoun(token):
            part = self._part_of(sentence, token)
            if part is not None:
                return part
            found = self.antecedents.of(sentence, token)
            return self.actor(*found) if found is not None else None
        named = self._named(sentence, token)
        if named is not None:
            joined = self._joined(sentence, token)
            return joined or self._of_entity(named[1], named[0], sentence, token)
        referent = self._referent(sentence, token) or self._equated(sentence, token)
        if referent is not None:
            return self._of_entity(referent)
        return self._described(sentence, token)

    def entity(self, sentence: Sentence, token: Token) -> Entity | None:
        """The named entity behind the token, if it has a name; pronouns and roles are followed."""
        if is_pronoun(token):
            found = self.antecedents.of(sentence, token)
            return self.entity(*found) if found is not None else None
        named = self._named(sentence, token)
        return named[1] if named is not None else self._referent(sentence, token)

    def _named(self, sentence: Sentence, token: Token) -> tuple[Name, Entity] | None:
        """The name in the token's place, or in apposition to a noun for a person: ``the candidate, Ann Rossi,``."""
        one_of_them = (
            token.lower_ == "one" and child(token, "appos") is not None
        )  # `one of the six lawyers, Ann Rossi, said`
        if token.pos_ not in ("NOUN", "PROPN", "ADJ", "X", "VERB", "INTJ") and not one_of_them:
            return None
        found = self.entities.at(*sentence.span(token, token))
        if found is not None:
            return found
        for aside in children(token, "appos"):
            named = self.entities.at(*sentence.span(aside, aside))
            if named is not None and (
                named[1].kind == "person"
                or (token.lemma_.lower() in _PARTY_NOUNS and named[1].kind != "country")
                or _is_forename(token, aside, named[0])
            ):
                return named
        return None

    def _joined(self, sentence: Sentence, token: Token) -> Actor | None:
        """``Ms Rossi and Mr Ferri``: people named together act as one group, all by their fullest names."""
        together = [
            found[1].name for t in conjuncts(token) if (found := self.entities.at(*sentence.span(t, t))) is not None
        ]
        if len(together) < 2 or token.dep_ == "conj":
            return None
        return Actor(name=", ".join(together[:-1]) + f" and {together[-1]}", kind="group")

    def _of_entity(
        self, entity: Entity, name: Name | None = None, sentence: Sentence | None = None, token: Token | None = None
    ) -> Actor:
        role = None
        if sentence is not None and token is not None and name is not None and entity.kind in ("person", "unknown"):
            role = self._role(sentence, token, name)
        role = role or (entity.roles[0] if entity.roles else None)
        country = country_of(entity.name) if entity.kind in ("country", "government", "party", "organization") else None
        if country is None and role:
            country = country_within(role)
        return Actor(name=entity.name, kind=entity.kind, role=role, country=country)

    def _role(self, sentence: Sentence, token: Token, name: Name) -> str | None:
        """What the phrase says of a named person: the words before the name, the noun it renames, or the aside after it."""
        if sentence.at(token) < name.start:  # the noun that the name stands in apposition to
            start, end = sentence.span(*noun_phrase(token))
            return self.text[start : min(end, name.start)].strip(" ,") or None
        aside = child(token, "appos")
        if aside is not None and aside.pos_ == "NOUN":
            return self._words(sentence, aside)
        before = [c for c in token.children if c.dep_ in ("compound", "amod", "nmod") and sentence.at(c) < name.start]
        if before:
            start = min(sentence.at(c.left_edge) for c in before)
            return self.text[start : name.start].strip(" ,") or None
        return name.title

    def _referent(self, sentence: Sentence, token: Token) -> Entity | None:
        """Whom a definite description points back to: ``the president`` to a person so called, ``the party`` to a party named."""
        if token.pos_ != "NOUN" or token.tag_ == "NNS":
            return None
        article = child(token, "det")
        if article is None or article.lower_ not in _DEFINITE or child(token, "appos") is not None:
            return None
        noun = token.lower_
        words = {t.lower_ for t in token.subtree if t.dep_ in ("amod", "compound") and t.head == token}
        last = {}
        for name, entity in self.entities.before(sentence.at(token)):
            last[id(entity)] = (name.start, entity)
        matches = [(start, entity) for start, entity in last.values() if _answers_to(entity, noun, words)]
        if not matches and (stands := next((s for s, said in _STANDS.items() if words & said), None)):
            matches = [(start, entity) for start, entity in last.values() if entity.stands == stands]
        return max(matches, key=lambda m: m[0])[1] if matches else None

    def _equated(self, sentence: Sentence, token: Token) -> Entity | None:
        """Whom the sentence says it is: ``one such deputy is Ann Rossi``; ``the candidate for mayor, Ann Rossi, says``."""
        if token.lemma_.lower() not in _PERSON_NOUNS or token.tag_ == "NNS":
            return None
        verb = token.head
        if token.dep_ == "nsubj" and verb.lemma_ == "be":
            named = child(verb, "attr")
        else:
            named = next(
                (t for t in token.subtree if t.dep_ == "appos" and t.i > token.i and t.nbor(-1).i >= token.i), None
            )
        at = sentence.span(named, named) if named is not None else self._next_word(sentence, token)
        found = self.entities.at(*at)
        return found[1] if found is not None and found[1].kind == "person" else None

    def _next_word(self, sentence: Sentence, token: Token) -> tuple[int, int]:
        """The place right after a noun: ``presidential frontrunner Ann Rossi`` where the parse keeps the two apart."""
        end = sentence.at(token) + len(token)
        return end + 1, end + 2

    def _part_of(self, sentence: Sentence, token: Token) -> Actor | None:
        """``some of the protesters``, ``one of the lawyers``: an indefinite pronoun with what it is part of."""
        of = next((c for c in token.children if c.dep_ == "prep" and c.lower_ == "of"), None)
        noun = child(of, "pobj") if of is not None else None
        if noun is None:
            return None
        if is_pronoun(noun):
            whole = self.actor(sentence, noun)
            return Actor(name=f"{token.text} of {whole.name}", kind="group") if whole is not None else None
        start, end = sentence.span(token, noun_phrase(noun)[1])
        return Actor(name=self.text[start:end], kind="group")

    def _described(self, sentence: Sentence, token: Token) -> Actor:
        kind = _kind(token)
        name = self._words(sentence, token, article=kind == "person", beside=kind not in ("government", "party"))
        country = country_of(_owner(name, token)) if kind in ("government", "country", "party") else None
        return Actor(name=name, kind=kind, country=country)

    def _words(self, sentence: Sentence, token: Token, *, article: bool = False, beside: bool = True) -> str:
        start, end = sentence.span(*noun_phrase(token, article=article, beside=beside))
        return self.text[start:end].strip(" ,-–—") or token.text


def _is_forename(noun: Token, aside: Token, name: Name) -> bool:
    """``his brother, Felix``: one word, and no town, after a noun for somebody's relative or aide."""
    related = noun.lemma_.lower() in _PERSON_NOUNS and child(noun, "poss") is not None
    return related and aside.pos_ == "PROPN" and len(name.words) == 1 and is_place_name(name.name) in (None, "city")


def _owner(name: str, token: Token) -> str:
    """A description without its noun, which may itself be a town's name, as Police is."""
    return name[: max(0, name.lower().rfind(token.lower_))].strip()


def _answers_to(entity: Entity, noun: str, words: set[str]) -> bool:
    """Whether a description's noun is one of the entity's roles or the last word of its name, its modifiers agreeing."""
    if entity.kind == "person":
        return any(
            role.lower().split()[-1].rstrip(".") == noun and words <= set(role.lower().split()) for role in entity.roles
        )
    name = entity.name.lower().split()
    return len(name) > 1 and name[-1] == noun and words <= set(name)


def _kind(token: Token) -> ActorKind:
    noun, lemma = token.lower_, token.lemma_.lower()
    if noun in _GOVERNMENT_NOUNS or lemma in _GOVERNMENT_NOUNS:
        return "government"
    if lemma in _PARTY_NOUNS:
        return "party"
    if lemma in _ORGANIZATION_NOUNS and token.tag_ != "NNS":
        return "organization"
    if token.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in token.children):
        return "group"
    if lemma in _PERSON_NOUNS and child(token, "det", "poss", "nummod") is not None:
        return "person"
    return "unknown"
