"""Whether a value that the words have is the event's own, or that of another event, thing or part in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from schemas import Detention, Election, Protest, Record
from service.guard import roles
from service.guard.align import occurrences
from service.guard.bearing import bearing, events
from service.guard.clauses import (
    clause_of,
    is_beside,
    is_elsewhere,
    is_in_a_sentence_without,
    is_part,
    is_whole,
    places_named,
    sets_the_scene,
    tokens_in,
)
from service.guard.earlier import is_of_an_earlier
from service.guard.scope import Scope
from service.guard.standing import standing_of
from service.guard.votes import Votes
from service.language.coreference import SPEECH
from service.language.names import fold
from service.language.parse import Sentence
from service.language.phrases import child, undergoers
from service.language.places import is_place_name
from service.language.reading import Reading
from service.rules.detentions.people import is_person_noun
from service.words import words_in

if TYPE_CHECKING:
    from spacy.tokens import Token

_GIVING = SPEECH | words_in("guard/roles", "giving")
# Of these an event has one, and gives it where it is told.
_OF_ITS_SENTENCE = frozenset({"detention.place", "detention.when", "protest.places", "protest.started"})
_OCCASIONS = words_in("guard/roles", "occasions")
_LIVING = words_in("guard/roles", "living")
_GRASPING = words_in("guard/roles", "grasping")
_OF_A_CASE = words_in("guard/roles", "of_a_case")
_RULING = words_in("guard/roles", "ruling_on_a_vote")
# A date may be the earlier one; a wave of protest has its places one after another.
_OF_ANY_TIME = frozenset({"detention.when", "protest.started", "election.polling_day", "protest.places"})
_ROLES = frozenset({"detention.detainees", "detention.authority", "protest.actors", "protest.against"})


@dataclass(frozen=True)
class Belonging:
    """The words of a record's event: the verbs and nouns that bear out its stage or form."""

    scope: Scope
    record: Record

    @cached_property
    def events(self) -> list[Token]:
        """The tokens that tell of the event, without those that deny it."""
        found = [token for token in self._named if standing_of(token) != "denied"]
        return found or self._named

    @cached_property
    def protests(self) -> list[Token]:
        """The tokens that tell of any protest."""
        return events(self.scope, "protest")

    @property
    def own_date(self) -> str:
        """The words of the day that the record gives itself."""
        dates = (getattr(self.record, name, None) for name in ("when", "started", "polling_day"))
        return next((date.text for date in dates if date is not None), "")

    @cached_property
    def _counted(self) -> list[Token]:
        """Of the tokens those that figures of people hang on: the arrests, and not the raid with its 120 officers."""
        return [token for token in self.events if token.lemma_.lower() not in _OCCASIONS] or self.events

    @cached_property
    def _named(self) -> list[Token]:
        match self.record:
            case Detention(stage=stage):
                found = bearing(self.scope, f"detention.stage.{stage}") or events(self.scope, "detention")
                return [token for token in found if not is_done_to_things(token)] or found
            case Protest(forms=forms):
                found = [token for form in forms for token in bearing(self.scope, f"protest.forms.{form}")]
                return found or events(self.scope, "protest")
            case Election():
                return Votes(self.scope).told_of(self.own_date)
        return []

    @cached_property
    def _turnouts(self) -> list[Token]:
        return [t for s in self.scope.sentences for t in s.tokens if t.lower_ in words_in("guard/roles", "turnout")]

    @cached_property
    def _parts(self) -> roles.Parts:
        if isinstance(self.record, Detention):
            return roles.of_detention(self.scope, self.events)
        further = [token for token in self.protests if token not in self.events]
        return roles.of_protest(self.scope, self.events, further)

    def is_anothers(self, path: str, words: str) -> bool:
        """Whether the value with these words is told of another event or part, where the event's own words have one."""
        if path == "detention.detainees" and self._is_another_person(words):
            return True
        if self._stands_on_both_sides(path, words):
            return True
        if path in _ROLES:
            return roles.is_in_another_part(words, path, self._parts)
        read = _READ.get(path)
        if read is None or (read is places_named and is_place_name(words) == "country"):
            return False
        told = self._counted if read is _counts else self.events
        claimed = [token for token in self._claimed(words) if clause_of(token).lemma_.lower() not in _GIVING]
        found = [token for s in self.scope.sentences for token in read(self.scope.reading, s)]
        if read is _counts:
            found = [token for token in found if not self._is_whole(token)]
        if claimed and path not in _OF_ANY_TIME and is_of_an_earlier(claimed, self.events, self.scope, self.own_date):
            return True
        if read is _counts and claimed and set(found) > set(claimed) and all(map(is_part, claimed)):
            return True
        alone = path in _OF_ITS_SENTENCE and set(found) <= set(claimed)
        if claimed and not alone and all(_is_of_another_thing(path, token) for token in claimed):
            return True
        if read is places_named and claimed and all(map(_is_where_they_live, claimed)):
            return True
        events_here = self._turnouts if read is _shares else told
        if is_elsewhere(claimed, found, events_here, of_places=read is places_named):
            return True
        if path in _OF_ITS_SENTENCE and is_in_a_sentence_without(claimed, self._rivals(found, words), self.events):
            return path != "protest.places" or self._tell_of_another(claimed) or all(map(sets_the_scene, claimed))
        return read is _counts and (
            is_beside(claimed, found, told) or (bool(claimed) and all(map(self._is_whole, claimed)))
        )

    def _is_whole(self, figure: Token) -> bool:
        """``of the 45 held 18 were freed``: the 45 are no part, but where it is they to whom it happened."""
        return is_whole(figure) and figure.head not in self._parts.undergoers

    def _is_another_person(self, name: str) -> bool:
        """Whether the words name all to whom it happened, and this is none of them; or who holds others, and is not held."""
        if roles.is_all_named(self._parts.undergoers) and not self._parts.has_alike(name, self._parts.undergoers):
            return self._is_named_beside(name)
        return False

    def _is_named_beside(self, name: str) -> bool:
        """Whether somebody of just this name stands in the words, or whoever speaks is so called."""
        return any(
            t.pos_ == "PROPN" or (t.dep_ == "nsubj" and t.head.lemma_.lower() in SPEECH) for t in self._claimed(name)
        )

    def _stands_on_both_sides(self, path: str, name: str) -> bool:
        """Whether the record has the name on the other side as well, to which the words give it."""
        across = {"protest.actors": "against", "detention.detainees": "authority"}.get(path, "")
        other = getattr(self.record, across, None) if across else None
        return other is not None and set(fold(other.name)) == set(fold(name))

    def is_told_of_earlier(self, borne: Iterable[Token]) -> bool:
        """Whether these words are told of an earlier time than the event."""
        return is_of_an_earlier(borne, self.events, self.scope, self.own_date)

    def is_of_another_protest(self, borne: Iterable[Token]) -> bool:
        """Whether all these words stand in sentences that tell of a protest somewhere, and of none of the record's own."""
        own = {token.doc for token in self.events}
        placed = {s.doc for s in self.scope.sentences if places_named(self.scope.reading, s)}
        other = {token.doc for token in events(self.scope, "protest") if token.doc in placed} - own
        docs = [token.doc for token in borne]
        return bool(own and docs) and all(doc in other for doc in docs)

    def _rivals(self, found: Iterable[Token], words: str) -> list[Token]:
        """Those of the values that may not stand beside the one with these words: no part of it, and no country that it lies in."""
        own = set(fold(words))
        other = (t for t in found if not own & set(fold(t.text)) and is_place_name(t.text) != "country")
        return [t for t in other if t.dep_ != "compound"]  # `the Jalvar cartel` is no place

    def _tell_of_another(self, claimed: Iterable[Token]) -> bool:
        """Whether their sentences tell of another event of the kind."""
        docs = {token.doc for token in events(self.scope, "protest")}
        return all(token.doc in docs for token in claimed)

    def _claimed(self, words: str) -> Iterator[Token]:
        text = self.scope.reading.transcript.text
        for sentence in self.scope.sentences:
            yield from tokens_in(sentence, occurrences(text, words, sentence.start, sentence.end))


def is_done_to_things(event: Token) -> bool:
    """``seized 90 snares``, ``released photographs``: no detention; who drops charges frees those who were charged."""
    objects = undergoers(event) if event.pos_ == "VERB" and event.lemma_.lower() in _GRASPING else []
    return bool(objects) and all(
        noun.tag_ == "NNS" and not is_person_noun(noun) and noun.lemma_.lower() not in _OF_A_CASE for noun in objects
    )


def _is_where_they_live(token: Token) -> bool:
    """``the smuggler, who grew up in Osterby``."""
    clause = clause_of(token)
    return (
        clause.dep_ in ("relcl", "acl") and clause.lemma_.lower() in _LIVING and clause.head.pos_ in ("NOUN", "PROPN")
    )


def _is_of_another_thing(path: str, token: Token) -> bool:
    """Where they come from, not where it was; a day of results; a share of votes; how long another thing lasted."""
    above, clause = token.head, clause_of(token)
    match path:
        case "detention.place" | "protest.places":
            return token.dep_ == "pobj" and above.lower_ == "from" and above.head.tag_ in ("NNS", "NNPS", "CD")
        case "election.polling_day":
            if above.dep_ == "prep" and above.lower_ == "on" and above.head.lemma_.lower() in _RULING:
                return True  # `annulled the vote on Friday`
            who = child(clause, "nsubj", "nsubjpass")
            parted = any(t.text == ";" for t in token.doc[min(token.i, clause.i) : max(token.i, clause.i)])
            return who is not None and not parted and who.lemma_.lower() in words_in("guard/roles", "after_a_vote")
        case "election.turnout":
            return clause.lemma_.lower() in words_in("guard/bearing", "contest", "subject_wins")
        case "protest.duration":
            of = next((t for t in token.ancestors if t.dep_ == "prep"), None)
            noun = of.head if of is not None and of.lower_ == "of" else None
            return noun is not None and noun.lemma_.lower() in words_in("guard/roles", "of_another_length")
    return False


def _counts(reading: Reading, sentence: Sentence) -> list[Token]:
    figures = (f for f in reading.figures(sentence) if f.kind == "count" and not f.year_like)
    return tokens_in(sentence, ((f.start, f.end) for f in figures))


def _shares(reading: Reading, sentence: Sentence) -> list[Token]:
    return tokens_in(sentence, ((f.start, f.end) for f in reading.figures(sentence) if f.kind == "percent"))


def _days(reading: Reading, sentence: Sentence) -> list[Token]:
    return tokens_in(sentence, ((m.start, m.end) for m in reading.moments(sentence)))


def _lengths(reading: Reading, sentence: Sentence) -> list[Token]:
    return tokens_in(sentence, ((d.start, d.end) for d in reading.durations(sentence)))


_READ: dict[str, Callable[[Reading, Sentence], list[Any]]] = {
    "detention.counts": _counts,
    "protest.participants": _counts,
    "detention.place": places_named,
    "protest.places": places_named,
    "detention.when": _days,
    "protest.started": _days,
    "election.polling_day": _days,
    "election.turnout": _shares,
    "protest.duration": _lengths,
}
