"""A record against the words it cites: each value of it stands or goes, by one function a kind of value."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from pydantic import BaseModel

from schemas import (
    COMPUTED,
    RECORD_TYPES,
    Act,
    Actor,
    Detention,
    Election,
    Evidence,
    Factuality,
    Place,
    Quantity,
    Record,
    Statement,
    When,
)
from schemas.protest import Duration
from service.guard import names, roles, speech, standing, values
from service.guard.align import occurs
from service.guard.bearing import events
from service.guard.belonging import Belonging
from service.guard.clauses import places_named
from service.guard.halves import is_half
from service.guard.listed import HELD, Listed
from service.guard.owning import Owning, given_by_another
from service.guard.scope import Scope, scope_of
from service.guard.speakers import are_given_to
from service.guard.verdict import Drop, Reason, Verdict
from service.guard.votes import Votes
from service.guard.witness import Testimony
from service.language.names import fold
from service.language.reading import Reading
from service.rules.statements.draft import Draft
from service.rules.statements.find import drafts_of

R = TypeVar("R", bound=Record)
M = TypeVar("M", bound=BaseModel)
N = TypeVar("N", Actor, Place)

_DENIALS: frozenset[Act] = frozenset({"deny", "reject"})
_OURS = COMPUTED | {"evidence", "content", "about", "kind", "basis", "cue"}
_NAMES = {entry.model: entry.name for entry in RECORD_TYPES}


class _Gone(Exception):
    """A value that the words do not bear out."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


@dataclass(frozen=True)
class Guard:
    """Holds records against a reading of their transcript. ``marks``: folded names in the prompts' examples.

    ``witness``: what the rules read counts as well; not where the records are theirs.
    """

    reading: Reading
    marks: frozenset[str] = frozenset()
    witness: bool = True

    def checked(self, record: R) -> Verdict[R]:
        """What of the record its evidence bears out. A value of the rules may rest on words around the evidence, too."""
        spans = [(e.start, e.end) for e in record.evidence]
        check = _Check(self, scope_of(self.reading, spans, self.marks), record)
        try:
            kept = check.record(record)
        except _Gone as gone:
            return Verdict(None, (*check.drops, Drop("record", gone.reason)), check.values + 1)
        return Verdict(kept, tuple(check.drops), check.values + 1)

    @cached_property
    def testimony(self) -> Testimony:
        """What the rules read in each sentence."""
        return Testimony(self.reading)

    @cached_property
    def drafts(self) -> list[Draft]:
        """The statements that the rules read in the parsed sentences."""
        return drafts_of(self.reading)


@dataclass
class _Check:
    """One record's way through the guard: what was dropped so far, and how many values were looked at."""

    guard: Guard
    scope: Scope
    whole: Record
    drops: list[Drop] = field(default_factory=list)
    values: int = 0

    @property
    def kind(self) -> str:
        """The name of the record's type."""
        return _NAMES[type(self.whole)]

    @property
    def by_rules(self) -> bool:
        """Whether the rules alone made the record."""
        return self.whole.source == "rules"

    @cached_property
    def belonging(self) -> Belonging:
        """The words of the record's event."""
        return Belonging(self.scope, self.whole)

    @cached_property
    def owning(self) -> Owning:
        """What speaks against the record's values."""
        return Owning(self.whole, self.belonging, self.guard.testimony if self.guard.witness else None)

    def record(self, record: R) -> R:
        """What stands of it; Gone where nothing does."""
        if any(names.is_copied(e.text, self.scope) for e in record.evidence):
            raise _Gone("copied from the prompt")
        self._factuality(record)
        kept = self._model(record, self.kind, self.scope)
        if isinstance(kept, Statement) and not self.by_rules:
            return kept.model_copy(update=self._speech(kept))
        return kept

    def _factuality(self, record: Record) -> None:
        """The event must stand in the words as the record has it: denied is not reported, and planned is not done."""
        if isinstance(record, Election):
            undone = record.status in ("postponed", "cancelled", "annulled") or record.factuality == "denied"
            if self.votes.is_denied and not undone:
                raise _Gone("negated in the words")
            return
        read = set()
        for token in events(self.scope, self.kind):
            read.add(stands := standing.standing_of(token))
            if standing.agrees(record.factuality, "reported" if self._is_trial_to_come(stands) else stands):
                return
        if not read or (record.factuality == "alleged" and roles.is_contested(self.scope)):
            return  # an allegation that is denied is one
        if record.factuality in ("reported", "denied") or not standing.has_words_for(record.factuality, self.scope):
            raise _Gone("negated in the words" if "denied" in read else "stands otherwise in the words")

    def _is_trial_to_come(self, stands: Factuality) -> bool:
        """Whom a trial awaits is prosecuted."""
        return stands == "planned" and isinstance(self.whole, Detention) and self.whole.stage == "prosecuted"

    @cached_property
    def votes(self) -> Votes:
        """The votes that the evidence names."""
        return Votes(self.scope)

    def _speech(self, kept: Statement) -> dict[str, Any]:
        if kept.cue is not None and speech.is_unsaid(kept.cue, self.scope):
            raise _Gone("negated in the words")
        if speech.is_yet_to_be_said(kept, self.scope):
            raise _Gone("stands otherwise in the words")
        if is_half([(e.start, e.end) for e in kept.content], self.scope, kept.cue, denies=kept.act in _DENIALS):
            raise _Gone("only a part of what is said")
        drafts = speech.drafts_for(self.guard.drafts, kept.content)
        update: dict[str, Any] = {"act": self._act(kept, drafts)}
        if kept.speaker is not None and self._is_somebody_else(kept.speaker.name, kept, drafts):
            self.drops.append(Drop("speaker", "somebody else says it"))
            update["speaker"] = None
        if kept.target is not None and speech.is_another_target(kept.target.name, drafts):
            self.drops.append(Drop("target", "told of somebody else"))
            update["target"] = None
        return update

    def _is_somebody_else(self, name: str, kept: Statement, drafts: list[Draft]) -> bool:
        reading = self.guard.reading
        if speech.is_in_the_turn_of_another(name, kept, reading):
            return True
        given = are_given_to(name, kept, self.scope)
        return not given if given is not None else speech.is_somebody_else(name, drafts, reading)

    def _act(self, kept: Statement, drafts: list[Draft]) -> Act:
        """What the reporting verb does: a denial is no claim, and who rejects a thing may be said to deny it."""
        act = speech.act_of(drafts) or speech.act_by_cue(kept, self.scope)
        if act is None or {act, kept.act} <= _DENIALS:
            return kept.act
        if act != kept.act and (act in _DENIALS or kept.act == "deny"):
            self.drops.append(Drop("act", "stands otherwise in the words"))
        return act

    def _model(self, model: M, path: str, scope: Scope) -> M:
        """The model with what stands of its fields; Gone where one it cannot do without has gone."""
        update: dict[str, Any] = {}
        for name, info in type(model).model_fields.items():
            value = getattr(model, name)
            if f"{path}.{name}" not in HELD and (name in _OURS or value is None or value == []):
                continue
            if isinstance(value, list):
                update[name] = [
                    kept for one in value if (kept := self._tried(model, path, name, one, scope)) is not None
                ]
            else:
                update[name] = self._tried(model, path, name, value, scope)
            if info.is_required() and not update[name]:
                raise _Gone(self.drops.pop().reason)
        return model.model_copy(update=update)

    def _tried(self, owner: BaseModel, path: str, name: str, value: Any, scope: Scope) -> Any:
        self.values += 1
        try:
            kept = self._value(owner, f"{path}.{name}", value, scope)
            self._own(owner, f"{path}.{name}", value, scope)
            return kept
        except _Gone as gone:
            self.drops.append(Drop(f"{path}.{name}", gone.reason))
            return None

    def _own(self, owner: BaseModel, path: str, value: Any, scope: Scope) -> None:
        """Gone where the words tell the value of something, or somebody, else."""
        if self.by_rules:
            return
        reason = self.owning.speaks_against(owner, path, value, scope)
        if reason is not None:
            raise _Gone(reason)

    def _value(self, owner: BaseModel, path: str, value: Any, scope: Scope) -> Any:
        match value:
            case Actor():
                return self._actor(value, path, scope)
            case Place():
                return self._place(value, path, scope)
            case Quantity():
                return self._quantity(value, path, scope)
            case When():
                beside = scope.beside(lambda s: bool(scope.reading.moments(s)))
                return (
                    values.read_when(value, scope, self.kind)
                    or (beside and values.read_when(value, beside, self.kind))
                    or self._gone("date disagrees")
                )
            case Duration():
                return self._duration(value, scope)
            case Evidence():
                return value
            case BaseModel():
                return self._part(value, scope)
            case str() if _is_enumeration(owner, path):
                return self._listed(owner, path, value, scope)
            case str():
                return self._words(value, scope)
        return value

    def _gone(self, reason: Reason) -> Any:
        raise _Gone(reason)

    def _place(self, value: Place, path: str, scope: Scope) -> Place:
        """A country may be the one that the transcript is mostly about; what the rules name, they read somewhere in it."""
        known = names.is_borne_out(value.name, scope) or names.is_subject(value.name, scope.reading)
        beside = scope.beside(lambda s: bool(places_named(scope.reading, s)))
        known = known or (beside is not None and _is_named(value.name, beside))
        if not known and not (self.by_rules and occurs(scope.reading.transcript.text, value.name)):
            raise _Gone("copied from the prompt" if names.is_copied(value.name, scope) else "name not in the words")
        return self._on_the_map(value, path, scope)

    def _on_the_map(self, value: N, path: str, scope: Scope) -> N:
        if value.country and not names.is_country_borne_out(value.country, value.name, scope.reading):
            self.drops.append(Drop(f"{path}.country", "country not borne out"))
            return value.model_copy(update={"country": None})
        return value

    def _actor(self, value: Actor, path: str, scope: Scope) -> Actor:
        if names.is_copied(value.name, scope):
            raise _Gone("copied from the prompt")
        where = scope.around if path == "statement.speaker" else scope
        if not names.is_borne_out(value.name, where):
            raise _Gone("name not in the words")
        kept = self._on_the_map(value, path, scope)
        update: dict[str, None] = {}
        for name in ("role", "affiliation"):
            said = getattr(value, name)
            if (
                said is not None
                and not occurs(scope.reading.transcript.text, said)
                and not names.is_borne_out(said, where)
            ):
                self.drops.append(Drop(f"{path}.{name}", "name not in the words"))
                update[name] = None
        return kept.model_copy(update=update)

    def _quantity(self, value: Quantity, path: str, scope: Scope) -> Quantity:
        read = values.read_quantity(value, path.rpartition(".")[2], scope)
        if read is None:
            raise _Gone("figure disagrees")
        if value.by is not None and (reason := given_by_another(value, scope)):
            self.drops.append(Drop(f"{path}.by", reason))
            return read.model_copy(update={"by": None})
        return read

    def _duration(self, value: Duration, scope: Scope) -> Duration:
        """What the rules read may be counted from other words (``the eleventh week``), so theirs has only to be there."""
        if self.by_rules and occurs(scope.reading.transcript.text, value.text):
            return value
        return values.read_duration(value, scope) or self._gone("duration disagrees")

    def _part(self, part: BaseModel, scope: Scope) -> BaseModel:
        """A part of a record, held against its own evidence where it has any."""
        own = [(e.start, e.end) for e in getattr(part, "evidence", ())]
        return self._model(
            part, type(part).__name__.lower(), scope_of(scope.reading, [*scope.spans, *own], scope.marks)
        )

    def _listed(self, owner: BaseModel, path: str, value: str, scope: Scope) -> str:
        reason = Listed(self.whole, self.belonging, self.votes).speaks_against(owner, path, value, scope)
        return value if reason is None else self._gone(reason)

    def _words(self, value: str, scope: Scope) -> str:
        if names.is_copied(value, scope):
            raise _Gone("copied from the prompt")
        places = [place for s in scope.sentences for place in scope.places(value, s)]
        if not places:
            raise _Gone("words not in the transcript")
        if not self.by_rules and all(is_half([place], scope) for place in places):
            raise _Gone("only a part of what is said")
        return value


def _is_named(place: str, scope: Scope) -> bool:
    """Whether the place is one that the words name."""
    wanted = set(fold(place))
    named = (token for s in scope.sentences for token in places_named(scope.reading, s))
    return names.is_borne_out(place, scope) and any(wanted & set(fold(token.text)) for token in named)


def _is_enumeration(owner: BaseModel, path: str) -> bool:
    annotation = type(owner).model_fields[path.rpartition(".")[2]].annotation
    return "Literal" in str(annotation)
