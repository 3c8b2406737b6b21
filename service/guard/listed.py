"""A value of a list against the words that bear it out: are there any, and do they tell it as done, now, and of this record?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import BaseModel

from schemas import Election, Record, Result
from service.guard import roles, standing
from service.guard.bearing import bearing, by_its_name, knows, opposites
from service.guard.belonging import Belonging, is_done_to_things
from service.guard.outcomes import Told, told_of
from service.guard.scope import Scope
from service.guard.verdict import Reason
from service.guard.votes import Votes
from service.language.phrases import prepositional, undergoers

if TYPE_CHECKING:
    from spacy.tokens import Token

_TOLD_AS_DONE = frozenset({"detention.stage", "protest.forms", "protest.response", "election.status"})
_FIRED = ("tear_gas", "rubber_bullets", "water_cannon")
HELD = frozenset({"allegation.kind"})  # though the kind of other things is for us to find out


@dataclass(frozen=True)
class Listed:
    """Holds the values of lists (stage, form, outcome, status) of a record against the words."""

    record: Record
    belonging: Belonging
    votes: Votes

    @property
    def by_rules(self) -> bool:
        """Whether the rules alone made the record."""
        return self.record.source == "rules"

    def speaks_against(self, owner: BaseModel, path: str, value: str, scope: Scope) -> Reason | None:
        """Why the value does not stand; None where it does."""
        if path.endswith(".factuality"):
            return None
        if isinstance(owner, Result) and path == "result.outcome":
            found = told_of(scope, owner.contestant.name, *filter(None, [owner.abbreviation]))
            reason = self._of_outcome(owner, found)
            if reason is not None or _is_so_told(owner, found):
                return reason
        if isinstance(owner, Election) and not self.by_rules:
            if path == "election.status" and self.votes.speak_against(value):
                return "stands otherwise in the words"
            if path == "election.kinds" and self.votes.are_of_another_kind(value):
                return "the words say the opposite"
            if path == "election.status" and self.votes.tell(value) and not self._is_undone_in_words_only(value, scope):
                return None
        told = f"{path}.{value}"
        if not knows(told) or not any(s.doc for s in scope.sentences):
            return None
        borne = [t for t in bearing(scope, told) if self.by_rules or not _is_of_something_else(t, path, value, scope)]
        against = [token for other in opposites(told) for token in bearing(scope, other)]
        if against and (
            not borne
            or (standing.is_told_by_verb(against) and not standing.is_told_by_verb(borne) and not self.by_rules)
        ):
            return "the words say the opposite"
        if not borne and not self.by_rules:
            return "value not in the words"
        if path in HELD:
            if not self.by_rules and standing.is_denied(borne) and not roles.is_contested(scope):
                return "negated in the words"  # `says that no votes were bought`
            return None  # what is alleged may well be denied
        if path in ("protest.response", "protest.forms") and not self.by_rules and self._is_of_another_protest(borne):
            return "told of something else"
        if self.record.factuality != "denied" and (
            standing.is_denied(borne) or (not self.by_rules and standing.is_denied(by_its_name(borne, told)))
        ):
            return "negated in the words"
        done = self.record.factuality == "reported" or path == "protest.response"
        unreal = done and path in _TOLD_AS_DONE and standing.is_unreal(borne)
        unreal = (unreal and value != "prosecuted") or (path == "result.outcome" and standing.are_conditional(borne))
        if unreal and not self.by_rules:
            return "stands otherwise in the words"
        return None

    def _is_undone_in_words_only(self, status: str, scope: Scope) -> bool:
        """``turned down a bid to have it annulled``: the word stands there, for what was not done."""
        borne = bearing(scope, f"election.status.{status}")
        return bool(borne) and (standing.is_denied(borne) or standing.is_unreal(borne))

    def _is_of_another_protest(self, borne: list[Token]) -> bool:
        return self.belonging.is_of_another_protest(borne) or self.belonging.is_told_of_earlier(borne)

    def _of_outcome(self, result: Result, told: Told) -> Reason | None:
        """Why the contestant has not this outcome, where the verbs of the words give them another, or it to others alone, or deny it."""
        if _is_so_told(result, told):
            return None
        if told.given:
            return "the words say the opposite"
        if result.outcome in told.denied:
            return "negated in the words"
        alone = result.outcome != "claims_victory"  # that more than one may do
        return "told of somebody else" if alone and result.outcome in told.of_others and not self.by_rules else None


def _is_so_told(result: Result, told: Told) -> bool:
    """Whether they give it; who is said to have won says so, and who concedes has lost."""
    if (result.outcome == "claims_victory" and "won" in told.given) or (
        result.outcome == "lost" and "conceded" in told.given
    ):
        return True
    return result.outcome in told.given


def _is_of_something_else(token: Token, path: str, value: str, scope: Scope) -> bool:
    """``released photographs`` is no release, ``the firing of rubber bullets`` no shooting: whom or what it is done to tells."""
    if path == "detention.stage":
        return is_done_to_things(token)
    if path != "protest.response" or value != "live_fire":
        return False
    things = [*undergoers(token), *(noun for _, noun in prepositional(token, "of"))]
    fired = {t for thing in things for t in thing.subtree}
    return any(t in fired for other in _FIRED for t in bearing(scope, f"{path}.{other}"))
