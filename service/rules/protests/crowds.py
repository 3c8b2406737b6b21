"""Who does what protesters do: people in number, and no force under arms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.language.kept import kept
from service.language.phrases import agent, child, conjuncts, is_passive, prepositional, subject
from service.rules.protests.lexicon import words_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from service.rules.events.view import View


def nouns_of(token: Token) -> list[Token]:
    """The noun and, of ``thousands of workers``, the noun that is counted."""
    inner = next((noun for _, noun in prepositional(token, "of")), None)
    return [*conjuncts(token), *([inner] if inner is not None else [])]


def doer_of(verb: Token) -> Token | None:
    """Who does it, in a passive too; of ``urged people to seize the chance to protest`` the people, not the chance."""
    if is_passive(verb) and (by := agent(verb)) is not None:
        return by
    doer = subject(verb)
    if doer is not None and doer.dep_ == "nsubjpass" and _is_thing(doer):
        return None  # `the stores have been looted`
    if doer is not None and verb.dep_ == "acl" and verb.tag_ == "VB" and not is_crowd(doer):
        above = next((t for t in doer.ancestors if t.pos_ == "VERB"), None)
        return subject(above) if above is not None else doer
    return doer


def _is_thing(noun: Token) -> bool:
    taken = any(noun.lemma_.lower() in words_of("things", kind) for kind in ("buildings", "houses", "roads"))
    return taken or noun.lower_ in words_of("violence", "things")


def led_off(participle: Token) -> Token | None:
    """``Protesting villagers of Velm were told``, where parsers have villagers protested: those who are called so."""
    people = child(participle, "dobj") if participle.dep_ == "advcl" and participle.i == 0 else None
    return people if people is not None and people.i == 1 and people.tag_ == "NNS" else None


def is_armed(view: View, token: Token) -> bool:
    """Whether the noun, or the one that a pronoun stands for, is a force: ``They set up roadblocks`` of the police."""
    if token.pos_ == "PRON":
        found = view.antecedent(token)
        token = found[1] if found is not None else token
    return any(n.lemma_.lower() in words_of("crowds", "never") for n in conjuncts(token))


@kept
def is_crowd(token: Token) -> bool:
    """Whether the noun or pronoun stands for people in number who are no force under arms."""
    counting = token.pos_ == "NUM" or token.lemma_.lower() in words_of("crowds", "nouns")  # `a group of soldiers`
    lemmas = {n.lemma_.lower() for n in (nouns_of(token) if counting else conjuncts(token))}
    if lemmas & words_of("crowds", "never"):
        return False
    if token.pos_ == "PRON" or token.lower_ in words_of("crowds", "pronouns"):
        return token.lower_ in words_of("crowds", "pronouns")
    if token.pos_ == "NUM" or token.tag_ in ("NNS", "NNPS"):
        return True
    return bool(lemmas & words_of("crowds", "nouns")) or (child(token, "conj") is not None and token.tag_ != "NNP")
