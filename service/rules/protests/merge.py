"""Which reports speak of the same protest: one wave in one country is one, a strike of hunger or a boycott its own."""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from service.rules.protests.candidates import Candidate
from service.rules.protests.times import FILED

_REACH = 40  # sentences over which words without a country point back
_UNSURE_REACH = 8  # sentences within which a doubtful word needs a plain one
_ASIDE = 5  # sentences over which a value is given to a report
_OWN = frozenset({"hunger_strike", "boycott"})
_HAPPENED = frozenset({"reported", "alleged"})


@dataclass
class Cluster:
    """The reports of one protest, in the order of the text; they come in by ``add``."""

    members: list[Candidate] = field(default_factory=list)
    named: Counter[str] = field(default_factory=Counter)  # countries, as often as its reports name each

    def add(self, member: Candidate) -> None:
        """Take in a further report."""
        insort(self.members, member, key=lambda c: (c.index, c.trigger.token.i))
        if member.country is not None:
            self.named[member.country] += 1

    @property
    def country(self) -> str | None:
        """The country that most of its reports name."""
        return max(self.named, key=lambda code: self.named[code], default=None)

    @property
    def past(self) -> str | None:
        """What sets it apart as earlier than the news, if anything does."""
        return self.members[0].past

    @property
    def is_filed(self) -> bool:
        """Whether it is known from an old picture only; nothing outside of the caption speaks of it."""
        return self.past is not None and self.past.startswith(FILED)

    @property
    def family(self) -> str:
        """Forms of one family may be one event."""
        return _family(self.members[0])

    @property
    def last(self) -> int:
        """The index of its last sentence."""
        return self.members[-1].index


class Reports:
    """The reports of all clusters by the sentence they stand in, so that what is nearby need not look at all of them."""

    def __init__(self, clusters: list[Cluster]) -> None:
        self.clusters = clusters
        self._table: dict[int, list[tuple[int, Candidate]]] = {}
        for i, cluster in enumerate(clusters):
            for member in cluster.members:
                self.note(i, member)

    def note(self, i: int, member: Candidate) -> None:
        """Remember that the cluster ``i`` is reported there."""
        self._table.setdefault(member.index, []).append((i, member))

    def around(self, index: int, reach: int) -> list[tuple[int, Candidate]]:
        """The reports at most ``reach`` sentences before or after, each with the number of its cluster."""
        return [pair for at in range(index - reach, index + reach + 1) for pair in self._table.get(at, ())]

    def owner(self, index: int, at: int) -> int | None:
        """Which cluster a value at offset ``at`` of the sentence belongs to: that of the nearest report, before or at it first."""
        near = [
            ((abs(index - c.index), c.index > index, abs(c.span[0] - at)), i)
            for i, c in self.around(index, _ASIDE)
            if c.index == index or not self.clusters[i].is_filed
        ]
        return min(near)[1] if near else None


def group(candidates: list[Candidate]) -> tuple[list[Cluster], list[Candidate]]:
    """The reports gathered by event: those that are sure first, then the doubtful ones near them; and the strays."""
    clusters: list[Cluster] = []
    strays: list[Candidate] = []
    for candidate in (c for c in candidates if c.is_sure):
        home = _home(clusters, candidate)
        if home is None:
            home = Cluster()
            clusters.append(home)
        home.add(candidate)
    reports = Reports(clusters)
    for candidate in (c for c in candidates if not c.is_sure):
        near = _nearest(reports, candidate)
        if near is None:
            strays.append(candidate)
        else:
            clusters[near].add(candidate)
            reports.note(near, candidate)
    return clusters, strays


def _home(clusters: list[Cluster], candidate: Candidate) -> Cluster | None:
    same = [cluster for cluster in reversed(clusters) if _same(cluster, candidate)]
    return min(same, key=lambda cluster: cluster.past != candidate.past, default=None)


def _same(cluster: Cluster, candidate: Candidate) -> bool:
    if cluster.family != _family(candidate):
        return _is_said_of_protesters(cluster, candidate)
    if any(_is_one_phrase(member, candidate) for member in _beside(cluster, candidate)):
        return True
    if not _same_time(cluster, candidate):
        return False
    if not _stand_alike(cluster, candidate):
        return False
    if candidate.country is not None and cluster.country is not None:
        return candidate.country == cluster.country
    return candidate.index - cluster.last <= _REACH


def _beside(cluster: Cluster, candidate: Candidate) -> Iterator[Candidate]:
    """The last reports of the cluster, as far as they stand in the candidate's sentence."""
    return takewhile(lambda c: c.index == candidate.index, reversed(cluster.members))


def _is_said_of_protesters(cluster: Cluster, candidate: Candidate) -> bool:
    """``the demonstrators, some of whom are on hunger strike``: theirs, not a protest of its own."""
    crowd = [c.trigger.token for c in _beside(cluster, candidate) if c.trigger.rule == "people"]
    return any(token in crowd for token in candidate.trigger.token.ancestors)


def _is_one_phrase(one: Candidate, other: Candidate) -> bool:
    """``marched in a rally``, ``rallied to protest``: one word for the protest hangs on the other."""
    a, b = one.trigger.token, other.trigger.token
    return a in (b.head, b.head.head) or b in (a.head, a.head.head)


def _same_time(cluster: Cluster, candidate: Candidate) -> bool:
    """An earlier protest is told apart by its time; later words without one may still speak of it: ``the protests``."""
    if cluster.past == candidate.past:
        return True
    if cluster.is_filed:
        return False
    return candidate.past is None and candidate.trigger.rule in ("noun", "people")


def _stand_alike(cluster: Cluster, candidate: Candidate) -> bool:
    """A wave that goes on takes in what is planned for it; a boycott planned is not one held."""
    if cluster.family == "street":
        return True
    return any(c.factuality == candidate.factuality for c in cluster.members)


def _nearest(reports: Reports, candidate: Candidate) -> int | None:
    """The cluster with a report nearest to a doubtful one, if it is near enough and nothing speaks against it."""
    fitting = [
        (abs(candidate.index - member.index), i)
        for i, member in reports.around(candidate.index, _UNSURE_REACH)
        if (cluster := reports.clusters[i]).family == _family(candidate)
        and (_points_back(candidate) or candidate.country in (None, cluster.country) or cluster.country is None)
    ]
    return min(fitting)[1] if fitting else None


def _points_back(candidate: Candidate) -> bool:
    """``the march``, ``this strike``: one already spoken of, wherever its namesakes lie."""
    return any(c.lower_ in ("the", "this", "that", "these", "those") for c in candidate.trigger.token.lefts)


def _family(candidate: Candidate) -> str:
    return candidate.trigger.form if candidate.trigger.form in _OWN else "street"
