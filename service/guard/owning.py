"""What speaks against a value that stands in the words: it is told of another, or of something else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from schemas import Detention, Quantity, Record, Result
from service.guard import names, roles, values
from service.guard.bearing import bearing
from service.guard.belonging import Belonging
from service.guard.clauses import clause_of, tokens_in
from service.guard.earlier import is_of_an_earlier, is_what_was
from service.guard.scope import Scope
from service.guard.shares import is_anothers, is_read_as_anothers, numeral
from service.guard.standing import is_conditional
from service.guard.verdict import Reason
from service.guard.witness import Testimony, Witness
from service.language.coreference import SPEECH
from service.language.phrases import doer
from service.rules.detentions.people import is_person_noun
from service.words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORDS = load_words("guard/roles")
_CAUSING, _CLEARING, _AUTHORITIES, _BANNING = (
    frozenset(_WORDS[name]) for name in ("causing", "clearing", "authorities", "banning")
)
_GIVING = SPEECH | frozenset(_WORDS["giving"])
_WHAT_FOR = frozenset({"detention.charges", "detention.reason"})
_SHARED = frozenset({"election.turnout"})


@dataclass(frozen=True)
class Owning:
    """Holds the values of a record against the words of its event."""

    whole: Record
    belonging: Belonging
    testimony: Testimony | None

    @cached_property
    def _witness(self) -> Witness | None:
        """What the rules read in the words, where that counts."""
        events = tuple(self.belonging.events)
        return Witness(self.belonging.scope, self.whole, events, self.testimony) if self.testimony else None

    def speaks_against(self, owner: BaseModel, path: str, value: Any, scope: Scope) -> Reason | None:
        """Why the value is none of the record's; None where nothing in the words says so."""
        reason = self._by_grammar(owner, path, value, scope)
        if reason is not None or self._witness is None:
            return reason
        if isinstance(owner, Result) and isinstance(value, Quantity):
            others = is_read_as_anothers(owner, path.rpartition(".")[2], value.text, self.belonging.scope)
            return "told of somebody else" if others else None
        return "told of something else" if self._witness.speaks_against(path, value) else None

    def _by_grammar(self, owner: BaseModel, path: str, value: Any, scope: Scope) -> Reason | None:
        if isinstance(value, str):
            return self._of_words(value) if path in _WHAT_FOR else None
        words = getattr(value, "text", None) or getattr(value, "name", None) or ""
        if words and path.startswith(("detention.", "protest.", "election.")) and self._is_of_another(path, words):
            return "told of something else"
        if path == "protest.demands" and self._is_not_asked_for(words):
            return "told of something else"
        if isinstance(owner, Result) and isinstance(value, Quantity):
            return self._of_result(owner, value, path.rpartition(".")[2], scope)
        kind = getattr(owner, "kind", "")
        by = (
            roles.is_accuser(words, scope, bearing(scope, f"allegation.kind.{kind}"))
            if path == "allegation.by"
            else None
        )
        denier = roles.is_denier(words, scope) if path == "allegation.denied_by" else None
        return "told of somebody else" if by is False or denier is False else None

    def _is_of_another(self, path: str, words: str) -> bool:
        if self.belonging.is_anothers(path, words):
            return True
        return path in _SHARED and self._all(words, lambda tokens: all(map(is_what_was, tokens)))

    def _of_result(self, owner: Result, value: Quantity, field: str, scope: Scope) -> Reason | None:
        figures = values.figures_of(value, field, scope)
        if not figures:
            return None
        if all(is_anothers(figure, owner.contestant.name, field, scope) for figure in figures):
            return "told of somebody else"
        tokens = [token for figure in figures if (token := numeral(figure, scope)) is not None]
        if tokens and all(is_conditional(clause_of(token)) for token in tokens):
            return "stands otherwise in the words"
        past = is_of_an_earlier(tokens, self.belonging.events, scope, self.belonging.own_date)
        return "told of something else" if past or (tokens and all(map(is_what_was, tokens))) else None

    def _of_words(self, words: str) -> Reason | None:
        """A charge or reason of another's, one that a court has cleared them of, or what came of it."""
        held = [actor.name for actor in getattr(self.whole, "detainees", ())]
        tops = list(self._tops(words))
        if held and roles.is_of_another(tops, held, self.belonging.scope):
            return "told of somebody else"
        released = isinstance(self.whole, Detention) and self.whole.stage == "released"
        if tops and not released and all(_hangs_on(top, _CLEARING) for top in tops):
            return "told of something else"
        aside = bool(tops) and all(map(_is_told_of_a_thing, tops))
        return "told of something else" if aside or self._comes_of_it(tops) else None

    def _is_not_asked_for(self, words: str) -> bool:
        """What the protest brought about, or what an authority asks of those who protest."""
        tops = list(self._tops(words))
        if bool(tops) and all(map(_is_asked_by_authority, tops)):
            return True
        return self._comes_of_it(tops) or self._is_against_the_protest(words)

    def _is_against_the_protest(self, words: str) -> bool:
        """``called for the march to be banned``: those who march do not."""
        scope = self.belonging.scope
        inside = [t for s in scope.sentences for span in scope.places(words, s) for t in s.within(*span)]
        return any(t.head.lemma_.lower() in _BANNING for t in inside if t in self.belonging.protests)

    def _comes_of_it(self, tops: list[Token]) -> bool:
        """Whether the words all stand for what an event of the record led to: ``the arrest led to a walkout over pay``."""
        causes = [verb for event in self.belonging.events for verb in _caused(event)]
        return bool(tops) and all(any(_is_under(top, verb) for verb in causes) for top in tops)

    def _all(self, words: str, holds: Any) -> bool:
        tokens = list(self._tops(words))
        return bool(tokens) and bool(holds(tokens))

    def _tops(self, words: str) -> Iterator[Token]:
        """For each place of the words the highest of them."""
        scope = self.belonging.scope
        for sentence in scope.sentences:
            for start, end in scope.places(words, sentence):
                inside = sentence.within(start, end)
                top = next((t for t in inside if t.head not in inside or t.head == t), None)
                yield from [top] if top is not None else tokens_in(sentence, [(start, end)])


def _is_told_of_a_thing(top: Token) -> bool:
    """``refused to leave the building, which was sold``: what is told of the building is no reason."""
    clause = clause_of(top)
    noun = clause.head
    return clause.dep_ == "relcl" and noun.pos_ == "NOUN" and not is_person_noun(noun) and noun.dep_ in ("dobj", "pobj")


def given_by_another(value: Quantity, scope: Scope) -> Reason | None:
    """Why the figure is not given by whom it is said to be: nobody of that name is there, or they give another and somebody else this."""
    name = value.by or ""
    if not names.is_borne_out(name, scope):
        return "name not in the words"
    givers = {token: who for s in scope.sentences for token in s.tokens if (who := _gives(token)) is not None}
    tokens = (t for s in scope.sentences for t in tokens_in(s, scope.places(value.text, s)))
    own = [givers[clause] for token in tokens if (clause := clause_of(token)) in givers]
    elsewhere = any(roles.is_called(scope, who, name) for who in givers.values() if who not in own)
    told = bool(own) and not any(roles.is_called(scope, who, name) for who in own)
    return "told of somebody else" if told and elsewhere else None


def _gives(verb: Token) -> Token | None:
    """Who gives a figure by the verb: ``police spoke of 5,000``."""
    who = doer(verb) if verb.pos_ == "VERB" and verb.lemma_.lower() in _GIVING else None
    return who if who is not None and who.pos_ in ("NOUN", "PROPN") else None


def _caused(event: Token) -> Iterator[Token]:
    """The verbs that say what the event, their subject, led to."""
    for token in (event, *event.ancestors):
        if token.dep_ == "nsubj" and token.head.lemma_.lower() in _CAUSING:
            yield token.head
        if token.pos_ in ("VERB", "AUX") and token != event:
            return


def _is_under(token: Token, verb: Token) -> bool:
    return token.i > verb.i and verb in (token, *token.ancestors)


def _hangs_on(token: Token, lemmas: Iterable[str]) -> bool:
    """Whether the nearest verb over the token, or the token, is one of these."""
    verb = next((t for t in token.ancestors if t.pos_ == "VERB"), token)
    return verb.lemma_.lower() in lemmas


def _is_asked_by_authority(top: Token) -> bool:
    """``the governor demanded that they pay``."""
    asking = next((t for t in top.ancestors if t.pos_ == "VERB"), None)
    who = doer(asking) if asking is not None else None
    return who is not None and who.lemma_.lower() in _AUTHORITIES
