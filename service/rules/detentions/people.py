"""Whether a noun stands for people, or for an authority or armed group that detains them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.language.names import FIRST_NAMES
from service.language.phrases import conjuncts, prepositional
from service.language.places import SITE_WORDS
from service.rules.detentions.lexicon import FORCE, WORDS, words_of
from service.rules.events.view import View
from service.words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_NOUNS = frozenset(WORDS["people"]["nouns"]) | frozenset(load_words("language/names")["person_nouns"])
_ENDINGS = tuple(WORDS["people"]["endings"])
_THINGS = frozenset(WORDS["people"]["things"])
_PRONOUNS = frozenset(WORDS["people"]["pronouns"])
GENERAL = frozenset(WORDS["people"]["general"])


def are_people(view: View, token: Token) -> bool:
    """Whether the noun plainly stands for people: by its own word, its name, or what it is part of."""
    word = token.lower_
    if token.pos_ == "PRON" or word in _PRONOUNS:
        known = all(
            are_people(view, n) for _, n in prepositional(token, "of") if n.pos_ == "NOUN"
        )  # `one of the canisters`
        return word in _PRONOUNS and known and not _stands_for_things(view, token)
    if token.lower_ in words_of("people", "scores") and (counted := [n for _, n in prepositional(token, "of")]):
        return all(are_people(view, n) for n in counted)  # `millions of dollars`
    if is_person_noun(token) or any(c.dep_ == "appos" and is_person_noun(c) for c in token.children):
        return True
    if token.pos_ == "NUM" or token.like_num:
        return True
    if token.tag_ == "NNPS" and any(c.dep_ in ("nummod", "det", "amod") for c in token.children):
        return True  # `a million Uighurs`
    if token.pos_ == "PROPN" or view.named(token) is not None:
        entity = view.entity(token)
        if entity is not None or view.reading.cased:
            return entity is not None and entity.kind == "person" and not _is_site(entity.name)
    return not view.reading.cased and _looks_like_name(token)


def _is_site(name: str) -> bool:
    """``City Hall``; ``Ann Hall`` is somebody."""
    words = name.lower().split()
    site = " ".join(words[-2:]) in SITE_WORDS() or (len(words) > 1 and words[-1] in SITE_WORDS())
    return site and words[0] not in FIRST_NAMES


def may_be_people(view: View, token: Token) -> bool:
    """Whether nothing speaks against people: enough for a verb that is done to nobody else, such as `arrest`."""
    if are_people(view, token):
        return True
    if token.pos_ == "PRON":
        return False
    if token.lower_ in _THINGS or token.lemma_.lower() in _THINGS:
        return False
    return token.pos_ in ("NOUN", "PROPN", "ADJ", "VERB", "X", "NUM")


def is_force(view: View, token: Token) -> bool:
    """Whether the noun is one that can detain: police, courts, governments, armed groups."""
    if any(t.lower_ in FORCE or t.lemma_.lower() in FORCE for t in conjuncts(token)):
        return True
    entity = view.entity(token)
    if entity is None:
        return False
    return entity.kind in ("government", "organization", "country") or entity.name.lower() in words_of("force", "names")


def _stands_for_things(view: View, token: Token) -> bool:
    """Whether ``they`` or ``them`` plainly points to things: ``obtained the messages and released them``."""
    if token.lower_ not in ("they", "them"):
        return False
    found = view.antecedent(token)
    return found is not None and found[1].pos_ == "NOUN" and found[1].lower_ in _THINGS


def _looks_like_name(token: Token) -> bool:
    """In captions without capitals: a noun that stands alone and in one form, as names do; no ``acts of revenge``."""
    alone = not any(c.dep_ in ("det", "amod", "poss", "nummod") or c.lower_ == "of" for c in token.children)
    if token.tag_ == "NNS" and token.lemma_ != token.lower_:
        return False
    return (
        alone
        and token.pos_ in ("NOUN", "PROPN")
        and token.lower_ not in _THINGS
        and not token.lower_.endswith(("ing", "ion", "ence"))
    )


def is_word_for_person(word: str) -> bool:
    """Whether the word, in lower case, is a noun for a person: ``editor``, ``vice-chairman``."""
    return word in _NOUNS or word.rpartition("-")[2] in _NOUNS or word.partition("-")[0] in _NOUNS


def is_person_noun(token: Token) -> bool:
    """Whether the word itself means a person or people."""
    if token.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM", "VERB"):
        return False
    word, lemma = token.lower_, token.lemma_.lower()
    if word in _THINGS or lemma in _THINGS:
        return False
    if word in _NOUNS or lemma in _NOUNS or (word.endswith("s") and word[:-1] in _NOUNS):
        return True
    return len(word) > 5 and word.endswith(_ENDINGS)
