"""The rules as a witness: what their reading of the words tells of the record's own event, and what of another's.

For each word that tells of a detention or a protest the rules say to whom it happens, who does it, where, when, how many and
what for. A claim may know better than they do; but what they give to one event is not another's, and where they name who has
a part in it, somebody else who stands in the words has none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from schemas import Actor, Detention, Protest, Record
from service.guard.align import occurrences
from service.guard.clauses import clause_of, tokens_in
from service.guard.names import are_alike, is_proper, words_of
from service.guard.roles import is_all_named, is_called
from service.guard.scope import Scope
from service.language.coreference import SPEECH
from service.language.parse import Sentence
from service.language.phrases import child, prepositional, subject
from service.language.places import is_place_name
from service.language.reading import Reading
from service.rules.detentions import report as detentions
from service.rules.detentions.fields.detainees import Person
from service.rules.events.view import Span, View
from service.rules.protests import report as protests
from service.words import words_in

if TYPE_CHECKING:
    from spacy.tokens import Token

Report = detentions.Report | protests.Report
_HELD = frozenset({"detained", "arrested"})
_LISTS = frozenset({"detention.detainees", "protest.actors", "protest.places"})
_FIGURES = frozenset({"detention.counts", "protest.participants", "protest.duration"})
_OTHERS = frozenset(
    {
        "detention.place",
        "detention.when",
        "detention.reason",
        "detention.charges",
        "protest.places",
        "protest.against",
    }
)
_LOOKED_AT = _LISTS | _FIGURES | _OTHERS | {"detention.authority"}
_GIVING = words_in("guard/roles", "giving")
_INNER = frozenset({"amod", "compound"})  # `the jailed pilot`: what is told in the clause is told of the pilot
_BACK = 2_000  # characters in which whoever a pronoun points back to is named


@dataclass
class Testimony:
    """What the rules read in the sentences of a transcript, each read once."""

    reading: Reading
    _read: dict[tuple[type[Record], int], list[Report]] = field(default_factory=dict)

    def of(self, kind: type[Record], sentence: Sentence) -> list[Report]:
        """The reports of events of the kind."""
        key = (kind, sentence.index)
        if key not in self._read:
            view = View(self.reading, sentence, sentence.doc) if sentence.doc is not None else None
            self._read[key] = _READ[kind](view) if view is not None and kind in _READ else []
        return self._read[key]


_READ: dict[type[Record], Callable[[View], list[Any]]] = {
    Detention: detentions.reports_in,
    Protest: protests.reports_in,
}


@dataclass(frozen=True)
class Witness:
    """What the rules read in the sentences of a record's scope; ``events`` are the words that bear the record out."""

    scope: Scope
    record: Record
    events: tuple[Token, ...]
    testimony: Testimony

    @cached_property
    def _told(self) -> list[Report]:
        return [r for s in self.scope.sentences for r in self.testimony.of(type(self.record), s)]

    @cached_property
    def _of_the_kind(self) -> list[Report]:
        """Those that tell of an event of its stage or forms, and as it has it."""
        return [r for r in self._told if self._is_of_the_kind(r) and (r.happened or not self._is_done)]

    @property
    def _is_done(self) -> bool:
        return self.record.factuality == "reported"

    def _is_of_the_kind(self, report: Report) -> bool:
        if isinstance(report, protests.Report):
            return not set(report.forms).isdisjoint(getattr(self.record, "forms", ()))
        stage = getattr(self.record, "stage", None)
        return report.stage == stage or {report.stage, stage} <= _HELD

    @cached_property
    def _own(self) -> list[Report]:
        """Of these those that tell of somebody whom the record names, if any does."""
        return [r for r in self._of_the_kind if self._is_of_its_people(r)] or self._of_the_kind

    def _is_of_its_people(self, report: Report) -> bool:
        people = [*getattr(self.record, "detainees", ()), *getattr(self.record, "actors", ())]
        return any(are_alike(actor.name, name) for actor in people for name in _people(report))

    def speaks_against(self, path: str, value: Any) -> bool:
        """Whether the words tell the value of another event than the record's, or of another part in it."""
        if path not in _LOOKED_AT or not self._of_the_kind:
            return False
        words = value if isinstance(value, str) else str(getattr(value, "text", "") or value.name)
        if path in _LISTS and self._has_one_of_the_list(path):
            return False
        match path:
            case "detention.detainees":
                return self._is_nobody_of_these(words)
            case "protest.actors":
                known = any(map(_people, self._own))
                return not self._is_told_of(words) and (is_proper(words) or (known and self._acts_apart(words)))
        own = [value for report in self._own for value in _values(path, report)]
        if any(self._is_same(path, words, value) for value in own):
            return False
        if path == "detention.authority":
            return self._has_no_part(words, [value for value, _ in own])
        if path in _FIGURES:
            given = (clause_of(token).lemma_.lower() in _GIVING for token in self._tokens(words))
            own_part = any(_is_part_of_these(token, report) for token in self._tokens(words) for report in self._own)
            return bool(own) and not own_part and not any(given)  # `the prefecture counted 900`
        if path == "detention.charges" and self._hangs_on_another(words):
            return True
        return path in _OTHERS and bool(own) and self._is_anothers(path, words)

    def _has_one_of_the_list(self, path: str) -> bool:
        """Whether the rules have another value of the list in its own event: the others may be more of it."""
        told = [value for report in self._of_the_kind for value, _ in _values(path, report)]
        claimed = (value.name for value in getattr(self.record, path.partition(".")[2]))
        return any(are_alike(words, value.name) for words in claimed for value in told)

    def _is_anothers(self, path: str, words: str) -> bool:
        """Whether the rules give the value to another event: for a detention, to one that is told of somebody else."""
        others = [r for r in self._told if r not in self._own]
        if isinstance(self.record, Detention) and any(map(self._is_of_its_people, self._own)):
            others = [r for r in others if self._is_of_somebody_else(r)]
        return any(self._is_same(path, words, value) for report in others for value in _values(path, report))

    def _hangs_on_another(self, words: str) -> bool:
        """``the bribery indictment against her husband``: of the words that tell of events, that of somebody else is the nearest over it."""
        named = any(is_proper(actor.name) for actor in getattr(self.record, "detainees", ()))
        if not named or not any(map(self._is_of_its_people, self._own)):
            return False
        events = {r.trigger.token: r for r in self._told}
        over = [next((t for t in (token, *token.ancestors) if t in events), None) for token in self._tokens(words)]
        return bool(over) and all(t is not None and self._is_of_somebody_else(events[t]) for t in over)

    def _is_of_somebody_else(self, report: Report) -> bool:
        return bool(_people(report)) and not self._is_of_its_people(report)

    def _acts_apart(self, name: str) -> bool:
        """Whether the words tell of somebody of the name, and only by what other verbs say that they do."""
        tokens = list(self._tokens(name))
        return bool(tokens) and all(map(_acts, tokens))

    def _is_nobody_of_these(self, name: str) -> bool:
        """Whether all of whom the words say it are somebody else."""
        people = [list(getattr(r, "people", ())) for r in self._of_the_kind]
        if not all(people) or any(self._may_be(person, name) for told in people for person in told):
            return False
        return not (is_proper(name) and self._is_told_of(name))

    def _may_be(self, person: Person, name: str) -> bool:
        entity = person.entity
        forms = [entity.name, *entity.aliases, *entity.roles] if entity is not None else []
        if person.actor is None or any(are_alike(name, form) for form in (person.actor.name, *forms)):
            return True
        if person.pronoun:
            return self._is_named_before(name, person.start) and not self._follows_another(name, person)
        return not (person.is_named or is_proper(name))

    def _is_named_before(self, name: str, offset: int) -> bool:
        """Whether a pronoun at the offset may point back to somebody of the name."""
        return bool(words_of(name) & words_of(self.scope.reading.transcript.text[max(0, offset - _BACK) : offset]))

    def _follows_another(self, name: str, person: Person) -> bool:
        """``His aide, Bo Lind, got as far as the gate, where he was held``: the subject of a pronoun's own sentence, if that has a name."""
        sentence = next((s for s in self.scope.sentences if s.start <= person.start < s.end), None)
        token = sentence.token_at(person.start) if sentence is not None else None
        if sentence is None or token is None or any(t.doc is token.doc for t in self._tokens(name)):
            return False
        verbs = (t for t in token.ancestors if t.pos_ == "VERB" and t != token.head and t.lemma_.lower() not in SPEECH)
        over = [who for verb in verbs if (who := child(verb, "nsubj", "nsubjpass")) is not None and who.i < token.i]
        return any(is_all_named([who]) and not is_called(self.scope, who, name) for who in over)

    def _is_told_of(self, name: str) -> bool:
        """Whether an event of the type is told of somebody of the name: in its clause, by its subject, or beside those it befell."""
        if self._is_in_the_clause(name) or any(
            are_alike(name, other) for r in self._told if r.happened or not self._is_done for other in _people(r)
        ):
            return True
        told = (event for event in self._words if event.dep_ not in _INNER)
        subjects = (who for event in told if (who := subject(clause_of(event))) is not None)
        return any(is_called(self.scope, who, name) for who in subjects) or self._is_described(name)

    def _is_described(self, name: str) -> bool:
        """``Boatman charged: Ann Hart``, ``the boatman, Ann Hart, wept``: the name stands beside the word for whom it befell."""
        befell = {word for r in self._of_the_kind for other in _people(r) for word in words_of(other)}
        for token in self._tokens(name):
            above = [token.head] if token.dep_ == "appos" else []
            beside = [*above, *(c for c in token.children if c.dep_ in ("appos", "compound", "nmod"))]
            known = {word for t in beside for word in words_of(t.text)} & befell
            held = {t.lower_ for t in beside} & words_in("rules/detentions", "people", "held")
            if known or held or token.doc[token.i + 1 : token.i + 2].text == ":":
                return True
        return False

    def _has_no_part(self, name: str, told: list[Actor]) -> bool:
        """Whether others do it, or it is a person who stands apart: ``the group`` may be a body of that name."""
        if self._is_in_the_clause(name):
            return False
        named = any(actor.name != actor.name.lower() for actor in told)
        return named or self._is_person(name) or (bool(told) and not is_proper(name))

    def _is_person(self, name: str) -> bool:
        entity = self.scope.reading.mentions.entities.by_name.get(name)
        return entity is not None and entity.kind == "person"

    @property
    def _words(self) -> list[Token]:
        return [*self.events, *(report.trigger.token for report in self._of_the_kind)]

    def _is_in_the_clause(self, name: str) -> bool:
        tokens = list(self._tokens(name))
        return any(_hangs_on(token, event) for event in self._words for token in tokens)

    def _tokens(self, words: str) -> Iterator[Token]:
        text = self.scope.reading.transcript.text
        for sentence in self.scope.sentences:
            yield from tokens_in(sentence, occurrences(text, words, sentence.start, sentence.end))

    def _is_same(self, path: str, words: str, value: tuple[Any, Span]) -> bool:
        """Whether the value may be the one claimed: a name that shares a word, or words in the same place."""
        told, (start, end) = value
        name = getattr(told, "name", None)
        if name is None:
            text = self.scope.reading.transcript.text
            places = (p for s in self.scope.sentences for p in occurrences(text, words, s.start, s.end))
            return any(a < end and start < b for a, b in places)
        if path.startswith(("detention.place", "protest.place")):
            return "country" in (is_place_name(words), is_place_name(name)) or are_alike(words, name)
        return are_alike(words, name)


def _hangs_on(token: Token, event: Token) -> bool:
    """Whether it stands in the event's own clause, or in its phrase."""
    if token.doc is not event.doc:
        return False
    return event in token.ancestors or (event.dep_ not in _INNER and clause_of(token) == clause_of(event))


def _acts(token: Token) -> bool:
    """Whether it is the subject of a verb, or does what a passive says."""
    while token.dep_ == "conj" and token.head.pos_ in ("NOUN", "PROPN"):
        token = token.head
    return token.dep_ == "nsubj" or (token.dep_ == "pobj" and token.head.dep_ == "agent")


def _is_part_of_these(figure: Token, report: Report) -> bool:
    """``nine of the thirteen held``."""
    people = report.trigger.patients if isinstance(report, detentions.Report) else ()
    return any(noun in people for _, noun in prepositional(figure, "of"))


def _people(report: Report) -> list[str]:
    """The names of those to whom it happens, or who do it."""
    if isinstance(report, protests.Report):
        return [actor.value.name for actor in report.actors]
    return [person.actor.name for person in report.people if person.actor is not None]


def _values(path: str, report: Any) -> list[tuple[Any, Span]]:
    """What the report gives for the field, and where."""
    found: Iterable[Any]
    match path:
        case "detention.detainees":
            return [(p.actor, (p.start, p.end)) for p in report.people if p.actor is not None]
        case "detention.authority":
            return [(report.authority, report.span)] if report.authority is not None else []
        case "detention.charges" | "detention.reason":
            found = (report.reason, report.charge)
        case "protest.against":
            found = (each for _, each in report.against)
        case _:
            one = getattr(report, path.partition(".")[2], None)
            found = one if isinstance(one, tuple) else (one,)
    return [(value.value, (value.start, value.end)) for value in found if value is not None]
