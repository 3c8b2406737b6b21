"""A mention of an election, as found in one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from schemas import ElectionKind
from service.language.dates import Moment
from service.language.places import PlaceMention
from service.rules.elections.view import View
from service.rules.events import report
from service.rules.found import Step

_PHRASE = 8  # tokens before the word for a contest
_SECOND = (
    ["runoff"],
    ["run", "off"],
    ["second", "round"],
    ["runoff", "election"],
    ["run", "off", "election"],
    ["runoff", "vote"],
)


@dataclass(frozen=True)
class Trigger(report.Trigger):
    """A mention of an election. ``own`` is the place named in its phrase; ``weak`` mentions only point back to one.

    ``background`` marks an earlier election (`the last election`), ``aside`` one abroad that only tells a time (`after the US
    election`), ``generic`` elections at large.
    """

    view: View
    start: int
    end: int
    kinds: tuple[ElectionKind, ...] = ()
    own: PlaceMention | None = None
    day: Moment | None = None
    background: bool = False
    aside: bool = False
    weak: bool = False
    generic: bool = False

    @property
    def step(self) -> Step:
        """Its part in the trace of a record."""
        return Step(self.start, self.end, self.rule)

    @cached_property
    def deictic(self) -> bool:
        """Whether its words point to the vote in the news: ``this election``, ``Sunday's election``, ``today's vote``."""
        moments = {self.view.at(t) for t in self.token.children if t.dep_ == "poss"}
        weekday = any(m.edtf is None and any(m.start <= at < m.end for at in moments) for m in self.view.moments)
        return weekday or any(c.lower_ in ("this", "these", "latest") for c in self.token.children)

    @property
    def year(self) -> str | None:
        """The year of the vote where its words give one."""
        edtf = self.day.edtf if self.day else None
        return edtf[:4] if edtf and edtf[:4].isdigit() else None

    @property
    def day_of_year(self) -> str | None:
        """The day (``12-17``) where its words give one."""
        edtf = self.day.edtf if self.day else None
        return edtf[5:] if edtf and len(edtf) == len("XXXX-12-17") else None

    @property
    def town(self) -> str | None:
        """The town or region of its own phrase."""
        return self.own.name if self.own is not None and self.own.kind in ("region", "city") else None

    @cached_property
    def round(self) -> int | None:
        """1 for ``the first round of the election``, 2 for a run-off or second round; None where no round is named."""
        words = [t.lower_ for t in self.token.doc[max(0, self.token.i - _PHRASE) : self.token.i + 1] if t.text != "-"]
        named = " ".join(words)
        if any(words[-len(last) :] == last for last in _SECOND):
            return 2
        return 1 if "first round of" in named or words[-2:] == ["first", "round"] else None
