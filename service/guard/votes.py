"""How far a vote has come, and what it is for, read again from the words that name it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from service.guard.clauses import clause_of
from service.guard.earlier import is_earlier
from service.guard.scope import Scope
from service.guard.standing import UNREAL, is_conditional, standing_of
from service.rules.elections.fields.kinds import signs_in
from service.rules.elections.fields.status import find_stages
from service.rules.elections.report import Stage, values
from service.rules.elections.trigger import Trigger
from service.rules.elections.triggers.by_noun import find_contests
from service.rules.elections.view import View
from service.words import words_in

if TYPE_CHECKING:
    from spacy.tokens import Token

_BY_TENSE: frozenset[str] = frozenset({"held", "ongoing", "scheduled"})
_ONE_OF_A_KIND: frozenset[str] = frozenset(
    {"presidential", "parliamentary", "regional", "local", "mayoral", "european", "referendum"}
)
_HOLDING = words_in("guard/denial", "verbs", "happening") | words_in("guard/denial", "verbs", "holding")
_TELLING = 1.0  # the weight from which on the words for a stage settle it


def _was_not_held(contest: Token) -> bool:
    """``no vote``, ``the vote never took place``, ``they did not hold a vote``."""
    if any(c.dep_ == "det" and c.lower_ == "no" for c in contest.children):
        return True
    held = contest.dep_ in ("dobj", "nsubj", "nsubjpass") and contest.head.lemma_.lower() in _HOLDING
    return held and standing_of(contest.head) == "denied"


@dataclass(frozen=True)
class Votes:
    """The votes that the words of a scope name."""

    scope: Scope

    @cached_property
    def views(self) -> list[View]:
        """The parsed sentences."""
        return [View(self.scope.reading, s, s.doc) for s in self.scope.sentences if s.doc is not None]

    @cached_property
    def contests(self) -> list[Trigger]:
        """The words that name a vote."""
        return [contest for view in self.views for contest in find_contests(view)]

    @property
    def is_denied(self) -> bool:
        """Whether all that the words say of a vote is that there was none."""
        return bool(self.contests) and all(_was_not_held(c.token) for c in self.contests)

    @cached_property
    def contests_now(self) -> list[Trigger]:
        """The contests that are not told of as of an earlier time."""
        return [contest for contest in self.contests if not is_earlier(contest.token, self.scope)]

    def told_of(self, own_date: str) -> list[Token]:
        """The words for the vote that took place on this day, or of now; none where only an earlier one is named."""
        now = [c.token for c in self.contests if not is_earlier(c.token, self.scope, own_date)]
        return now or ([] if own_date else [c.token for c in self.contests])

    @cached_property
    def _stages(self) -> Counter[str]:
        return self._stages_of(self.contests)

    def _stages_of(self, contests: list[Trigger]) -> Counter[str]:
        weights: Counter[str] = Counter()
        for view in self.views:
            mine = [c for c in contests if c.view.index == view.index]
            for stage in values(find_stages(view, mine), Stage):
                weights[stage.status] += stage.weight  # type: ignore[assignment]
        return weights

    def speak_against(self, status: str) -> bool:
        """Whether tense and words tell that the vote has come as far as another stage, and never this one."""
        if status in _BY_TENSE and self._are_all_unreal(status):
            return True
        told = {stage for stage, weight in self._stages_of(self.contests_now).items() if weight >= _TELLING}
        if status == "ongoing":
            told -= {"scheduled"}  # in a headline, `Voters choose a mayor` is said of today
        undone = max(self._stages["cancelled"], self._stages["postponed"])
        if status in ("held", "ongoing") and undone > self._stages[status]:
            return True
        return status in _BY_TENSE and not self._stages[status] and bool(told)

    def _are_all_unreal(self, status: str) -> bool:
        """Whether all that the words tell of a vote is still to come, or hangs on a condition: ``if it fell, they would vote``."""
        over = [clause_of(contest.token) for contest in self.contests]
        if status == "scheduled":
            return bool(over) and all(map(is_conditional, over))
        return bool(over) and not self._stages[status] and all(standing_of(verb) in UNREAL for verb in over)

    def tell(self, status: str) -> bool:
        """Whether tense or words tell this stage."""
        return self._stages[status] > 0

    def are_of_another_kind(self, kind: str) -> bool:
        """Whether the words name votes of other kinds, and have no sign of this one."""
        named = {named for c in self.contests for named in c.kinds} & _ONE_OF_A_KIND
        return kind in _ONE_OF_A_KIND and bool(named) and kind not in named | signs_in(self.views)
