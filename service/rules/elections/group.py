"""One election, one group: mentions of the same contest brought together, and facts given to the one they speak of."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from schemas import ElectionKind
from service.rules.elections.contest import Contest
from service.rules.elections.facts import Fact

_ALONE: frozenset[ElectionKind] = frozenset({"primary", "by_election", "referendum", "european"})
_LOCAL: frozenset[ElectionKind] = frozenset({"primary", "by_election", "regional", "local", "mayoral"})
_EXACT = len("XXXX-12-17")
_ONWARD = 12  # sentences for which an election stays in mind
_BESIDE = 1  # sentences within which a bare `the election` may be that of an earlier year
_BACK = 2  # sentences that a fact may stand before the first mention


@dataclass
class Group:
    """The mentions of one election and the facts about it, while they are being collected; mentions come in by ``add``."""

    mentions: list[Contest] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)

    def add(self, *mentions: Contest) -> None:
        """Take in further mentions; what follows from the mentions is worked out anew when next asked for."""
        self.mentions += mentions
        for name in _DERIVED:
            self.__dict__.pop(name, None)

    @cached_property
    def kinds(self) -> list[ElectionKind]:
        """The kinds that its mentions name, without a general one where an exact one is known."""
        kinds: list[ElectionKind] = list(dict.fromkeys(k for m in self.mentions for k in m.kinds))
        exact: list[ElectionKind] = [k for k in kinds if k != "general"]
        return exact or kinds

    @cached_property
    def country(self) -> str | None:
        """The country that its own phrases name first."""
        return next((m.own.country for m in self.mentions if m.own and m.own.country), None)

    @cached_property
    def years(self) -> set[str]:
        """The years that its own phrases name."""
        return {m.year for m in self.mentions if m.year}

    @cached_property
    def days(self) -> set[str]:
        """The days of the year (``12-17``) that its own phrases name."""
        return {m.day.edtf[5:] for m in self.mentions if m.day and m.day.edtf and len(m.day.edtf) == 10}

    @property
    def background(self) -> bool:
        """Whether it is an earlier election than the one in the news."""
        return bool(self.mentions) and self.mentions[0].background

    @cached_property
    def in_sentences(self) -> dict[int, list[Contest]]:
        """Its mentions by the index of their sentence, in the order of the text."""
        table: dict[int, list[Contest]] = {}
        for mention in sorted(self.mentions, key=lambda m: m.view.sentence.index):
            table.setdefault(mention.view.sentence.index, []).append(mention)
        return table

    @cached_property
    def sentences(self) -> list[int]:
        """The indices of the sentences that speak of it, ascending."""
        return list(self.in_sentences)

    @property
    def last_sentence(self) -> int:
        """Index of the sentence that speaks of it last."""
        return self.sentences[-1]


_DERIVED = tuple(name for name, value in vars(Group).items() if isinstance(value, cached_property))


def group_contests(contests: Iterable[Contest], latest_year: str | None) -> list[Group]:
    """The elections that the mentions are about, in order of first mention; ``latest_year`` is the latest that the text names."""
    groups: list[Group] = []
    for contest in contests:
        if contest.generic or contest.weak:
            continue
        same = [g for g in groups if _same(g, contest, latest_year)]
        home = max(same, key=lambda g: (_share_country(g, contest), g.last_sentence), default=None)
        if home is None:
            home = Group()
            groups.append(home)
        home.add(contest)
    return groups


def join_weak(groups: list[Group], contests: Iterable[Contest], latest_year: str | None) -> None:
    """Give each weak mention (`the vote`, `polling stations`) that has a day of its own to the election that it points back to."""
    for contest in contests:
        if not contest.weak or contest.generic or len((contest.day and contest.day.edtf) or "") != _EXACT:
            continue
        home = _nearest(groups, contest.view.sentence.index, contest.token.i)
        if home is not None and _same(home, contest, latest_year):
            home.add(contest)


def _share_country(group: Group, contest: Contest) -> bool:
    """Whether the sentences that name the two speak of a common country."""
    spoken = {p.country for m in group.mentions for p in m.view.places}
    return bool(spoken & {p.country for p in contest.view.places})


def _same(group: Group, contest: Contest, latest_year: str | None) -> bool:
    own = contest.own.country if contest.own else None
    if (own and group.country and own != group.country) or _elsewhere(group, contest):
        return False
    if not _kinds_agree(group.kinds, contest.kinds):
        return False
    if contest.year and contest.year not in group.years and not contest.kinds and _ALONE & set(group.kinds):
        return False
    if contest.background != group.background:
        return bool(contest.year and contest.year in group.years)
    return _times_agree(group, contest, latest_year)


def _elsewhere(group: Group, contest: Contest) -> bool:
    """Contests of single states or towns that are not the same: the primaries of Iowa and of Nevada."""
    dated = contest.day is not None or contest.token.head.lemma_ in ("hold", "win", "postpone")
    here = contest.own.name if dated and contest.own and contest.own.kind in ("region", "city") else None
    places = {m.own.name for m in group.mentions if m.own and m.own.kind in ("region", "city")}
    return bool(here and places and here not in places and _LOCAL & {*contest.kinds, *group.kinds})


def _kinds_agree(group: list[ElectionKind], kinds: tuple[ElectionKind, ...]) -> bool:
    if not kinds:
        return True
    if not group or "general" in kinds or "general" in group:
        return not (_ALONE & {*group, *kinds})
    return bool(set(kinds) & set(group))


def _times_agree(group: Group, contest: Contest, latest_year: str | None) -> bool:
    if contest.year and group.years:
        return contest.year in group.years
    apart = contest.view.sentence.index - group.last_sentence
    if (contest.year or group.years) and apart > (0 if contest.year else _BESIDE):
        year = contest.year or max(group.years)
        if latest_year and year < latest_year:
            return False
    day = contest.day.edtf[5:] if contest.day and contest.day.edtf and len(contest.day.edtf) == 10 else None
    return not (day and group.days and day not in group.days)


def assign(groups: list[Group], fact: Fact) -> list[Group]:
    """The elections that the fact speaks of: several only where they share their word (`in 2006 and 2011`)."""
    nearest = _nearest(groups, fact.view.sentence.index, fact.token.i)
    return [g for g in groups if nearest is not None and (g is nearest or _shared(g, nearest, fact))]


def _shared(group: Group, nearest: Group, fact: Fact) -> bool:
    here = fact.view.sentence.index
    tokens = {m.token for m in nearest.in_sentences.get(here, ())}
    return any(m.token in tokens for m in group.in_sentences.get(here, ()))


def _is_past(group: Group, latest: str) -> bool:
    """Whether it is an earlier election than those of the ``latest`` year that the text has one of."""
    return group.background or bool(group.years and max(group.years) < latest)


def _nearest(groups: list[Group], here: int, at: int) -> Group | None:
    """The election that the fact speaks of: the nearest named in its sentence, else the one in mind, else one just after."""
    inside = [(abs(m.token.i - at), i) for i, g in enumerate(groups) for m in g.in_sentences.get(here, ())]
    if inside:
        return groups[min(inside)[1]]
    latest = max((year for g in groups for year in g.years), default="")
    news = [g for g in groups if not _is_past(g, latest)] or groups
    places = [(g, bisect_left(g.sentences, here)) for g in news]
    before = [(g.sentences[k - 1], -i, g) for i, (g, k) in enumerate(places) if k]
    if before:
        index, _, group = max(before, key=lambda b: b[:2])
        if here - index <= _ONWARD:
            return group
    after = [(g.sentences[k], i) for i, (g, k) in enumerate(places) if k < len(g.sentences)]
    index, i = min(after, default=(here + _BACK + 1, -1))
    return news[i] if index <= here + _BACK else None


def named_after(groups: list[Group], contest: Contest) -> Group | None:
    """The election that a story names only after it has told of its result, in the same country as far as that is said."""
    here, country = contest.view.sentence.index, contest.own.country if contest.own else None
    coming = [
        g for g in groups
        if here < g.mentions[0].view.sentence.index <= here + _ONWARD and (g.country is None or country in (None, g.country))
    ]  # fmt: skip
    return min(coming, key=lambda g: g.mentions[0].view.sentence.index) if coming else None
