"""Who won and who lost, read from the verb: of its subject, its object and what follows ``to`` or ``over``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from schemas import Outcome
from service.guard.clauses import clause_of
from service.guard.scope import Scope
from service.guard.standing import standing_of
from service.language.names import fold
from service.language.parse import Sentence
from service.language.phrases import agent, child, conjuncts, doer, is_passive, prepositional, undergoers
from service.language.reading import Reading
from service.rules.elections.fields.outcomes import candidates
from service.rules.elections.view import View
from service.words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_CONTEST = {name: frozenset(words) for name, words in load_words("guard/bearing")["contest"].items()}
_SMALL = frozenset(load_words("guard/bearing")["small_words"])
_CLAUSES = frozenset({"relcl", "advcl", "acl", "ccomp"})


@dataclass(frozen=True, slots=True)
class _Told:
    """That ``noun`` came out so; ``denied``: that it did not."""

    noun: Token
    outcome: Outcome
    denied: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What the words say of a contestant: the outcomes they give, those they deny, and those they give to others alone."""

    given: frozenset[Outcome]
    denied: frozenset[Outcome]
    of_others: frozenset[Outcome]


def told_of(scope: Scope, *names: str) -> Told:
    """What the words say of the contestant who goes by these names."""
    given: set[Outcome] = set()
    denied: set[Outcome] = set()
    others: set[Outcome] = set()
    wanted = [frozenset(fold(name)) - _SMALL for name in names]
    for sentence in scope.sentences:
        for told in _in_sentence(scope.reading, sentence):
            if _is_meant(scope, sentence, told.noun, wanted):
                (denied if told.denied else given).add(told.outcome)
            elif not told.denied and told.noun.pos_ == "PROPN":
                others.add(told.outcome)
    return Told(frozenset(given), frozenset(denied), frozenset(others - given))


def _in_sentence(reading: Reading, sentence: Sentence) -> Iterator[_Told]:
    if sentence.doc is not None:
        found = candidates(View(reading, sentence, sentence.doc), contest_here=True)
        yield from (_Told(each, outcome) for _, noun, outcome in found for each in conjuncts(noun))
    for token in sentence.doc or ():
        lemma = token.lemma_.lower()
        if token.pos_ in ("VERB", "AUX"):
            yield from _of_verb(token, lemma)
        elif token.pos_ == "NOUN":
            yield from _of_noun(token, lemma)


def _of_verb(verb: Token, lemma: str) -> Iterator[_Told]:
    read = standing_of(verb)
    denied, said = read == "denied", {lemma, f"{lemma} {prt.lower_}" if (prt := child(verb, "prt")) is not None else ""}
    if read == "hypothetical":
        return
    yield from (_Told(each, outcome, denied) for each, outcome in _by_rank(verb, lemma))
    if lemma in _CONTEST["claiming"] and _claims_victory(verb):
        yield from _told(doer(verb), "claims_victory", denied)
    elif lemma in _CONTEST["object_wins"]:
        yield from (_Told(noun, "won", denied) for noun in undergoers(verb))
    elif said & _CONTEST["object_rejected"]:
        yield from (_Told(noun, "lost", denied) for noun in undergoers(verb))
    elif lemma in _CONTEST["subject_concedes"]:
        yield from _told(doer(verb), "conceded", denied)
        yield from (_Told(noun, "won", denied) for _, noun in prepositional(verb, *_CONTEST["to"]))
    elif lemma in _CONTEST["subject_loses"] and not _of_a_part(verb):
        yield from _told(doer(verb), "lost", denied)
        losing = [verb, *filter(None, [child(verb, "dobj")])]  # the parse may hang `to` on what was lost
        yield from (_Told(noun, "won", denied) for t in losing for _, noun in prepositional(t, *_CONTEST["to"]))
    elif said & _CONTEST["subject_wins"] and not _of_a_part(verb):
        winner = agent(verb) if is_passive(verb) else doer(verb)
        yield from _told(winner, "claims_victory" if _is_own_word(verb, winner) else "won", denied)
        if said & _CONTEST["object_loses"]:
            behind = (t for c in verb.children if c.dep_ == "prt" for t in c.children if t.dep_ == "pobj")
            beaten = undergoers(verb) or [*(c for c in verb.children if _is_its_object(c, verb)), *behind]
            yield from (_Told(noun, "lost", denied) for noun in beaten)
        yield from (_Told(noun, "lost", denied) for _, noun in prepositional(verb, *_CONTEST["over"]))


def _by_rank(verb: Token, lemma: str) -> Iterator[tuple[Token, Outcome]]:
    """``came third behind Ann Hart``, ``the seat went to Ann Hart``."""
    who = doer(verb)
    if lemma in _CONTEST["finishing"] and who is not None:
        ranks = {c.lower_ for c in verb.children if c.i > verb.i}
        outcome: Outcome | None = "lost" if ranks & _CONTEST["ranks"] else "won" if "first" in ranks else None
        yield from ((each, outcome) for each in conjuncts(who) if outcome is not None)
        if outcome == "lost":
            behind = (t for t in verb.subtree if t.lower_ == "behind")  # which a parse may hang on another word
            yield from ((noun, "won") for prep in behind for noun in prep.children if noun.dep_ == "pobj")
    if lemma == "go" and who is not None and any(t.lemma_.lower() in _CONTEST["prizes"] for t in _with_its_parts(who)):
        yield from ((each, "won") for _, noun in prepositional(verb, *_CONTEST["to"]) for each in conjuncts(noun))


def _with_its_parts(noun: Token) -> list[Token]:
    """``hundreds of seats``: the noun, and what it is so many of."""
    return [noun, *(inner for _, inner in prepositional(noun, "of"))]


def _is_own_word(verb: Token, winner: Token | None) -> bool:
    """``said he had won``: that is what the winner says."""
    own = winner is not None and winner.pos_ == "PRON" and verb.dep_ == "ccomp"
    return own and verb.head.lemma_.lower() in _CONTEST["saying"] and child(verb.head, "nsubj") is not None


def _is_its_object(noun: Token, verb: Token) -> bool:
    """``ana berg has beaten leo voss``, in lower case: the parse takes whom she beat for a time."""
    return noun.dep_ == "npadvmod" and noun.left_edge.i == verb.i + 1 and not noun.ent_type_ and not is_passive(verb)


def _told(noun: Token | None, outcome: Outcome, denied: bool) -> Iterator[_Told]:
    if noun is not None:
        yield from (_Told(each, outcome, denied) for each in conjuncts(noun))


def _of_noun(noun: Token, lemma: str) -> Iterator[_Told]:
    """``a victory for Rossi over Ferri``, ``Ferri's defeat``."""
    outcome: Outcome | None = "won" if lemma in _CONTEST["victory"] else "lost" if lemma in _CONTEST["defeat"] else None
    if outcome is None or noun.head.lemma_.lower() in _CONTEST["claiming"]:
        return
    denied = standing_of(noun) == "denied"
    owner = child(noun, "poss")
    yield from _told(owner, outcome, denied)
    if outcome == "won":
        yield from (_Told(each, "won", denied) for _, each in prepositional(noun, "for"))
        yield from (_Told(each, "lost", denied) for _, each in prepositional(noun, *_CONTEST["over"]))
    else:
        yield from (_Told(each, "lost", denied) for _, each in prepositional(noun, "for", "of"))


def _claims_victory(verb: Token) -> bool:
    return any(c.lemma_.lower() in _CONTEST["victory"] for c in verb.subtree if c.i > verb.i)


def _of_a_part(verb: Token) -> bool:
    """``lost the seat``, ``won 40 per cent``: that tells of a part of the contest only."""
    what = child(verb, "dobj")
    if what is None or is_passive(verb):
        return False
    if what.lemma_.lower() in _CONTEST["parts"]:
        return True
    counted = verb.lemma_.lower() not in _CONTEST["object_loses"] and any(t.like_num for t in what.subtree)
    return counted and any(t.lemma_.lower() in _CONTEST["parts"] for t in what.subtree if clause_of(t) == verb)


def _is_meant(scope: Scope, sentence: Sentence, noun: Token, wanted: list[frozenset[str]]) -> bool:
    asides = {t for c in noun.subtree if c.dep_ in _CLAUSES and c != noun for t in c.subtree}
    here = frozenset(word for t in noun.subtree if t not in asides for word in fold(t.text))
    named = [words for words in wanted if words]
    if any(words <= here for words in named):
        return True
    actor = scope.reading.actor(sentence, noun)
    behind = frozenset(fold(actor.name)) if actor is not None else frozenset()
    return any(words & behind and (words <= behind or behind <= words) for words in named)
