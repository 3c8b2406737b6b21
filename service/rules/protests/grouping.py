"""Which reports speak of the same protest: one wave in one country is one, a strike of hunger or a boycott its own."""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from service.rules.events.grouping import Neighbours
from service.rules.protests.report import Report

_REACH = 40  # sentences over which words without a country point back
_UNSURE_REACH = 8  # sentences within which a doubtful word needs a plain one


@dataclass
class Cluster:
    """The reports of one protest, in the order of the text; they come in by ``add``."""

    members: list[Report] = field(default_factory=list)
    named: Counter[str] = field(default_factory=Counter)  # countries, as often as its reports name each

    def add(self, member: Report) -> None:
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
        return self.members[0].is_apart

    @property
    def family(self) -> str:
        """Forms of one family may be one event."""
        return self.members[0].family

    @property
    def last(self) -> int:
        """The index of its last sentence."""
        return self.members[-1].index


def group(reports: list[Report]) -> tuple[list[Cluster], list[Report]]:
    """The reports gathered by event: those that are sure first, then the doubtful ones near them; and the strays."""
    clusters: list[Cluster] = []
    strays: list[Report] = []
    for report in (c for c in reports if c.is_sure):
        home = _home(clusters, report)
        if home is None:
            home = Cluster()
            clusters.append(home)
        home.add(report)
    near = Neighbours([c.members for c in clusters])
    for report in (c for c in reports if not c.is_sure):
        home_at = _nearest(clusters, near, report)
        if home_at is None:
            strays.append(report)
        else:
            clusters[home_at].add(report)
            near.note(home_at, report)
    return clusters, strays


def _home(clusters: list[Cluster], report: Report) -> Cluster | None:
    same = [cluster for cluster in reversed(clusters) if _same(cluster, report)]
    return min(same, key=lambda cluster: cluster.past != report.past, default=None)


def _same(cluster: Cluster, report: Report) -> bool:
    if cluster.family != report.family:
        return _is_said_of_protesters(cluster, report)
    if any(_is_one_phrase(member, report) for member in _beside(cluster, report)):
        return True
    if not _same_time(cluster, report):
        return False
    if report.country is not None and cluster.country is not None:
        return report.country == cluster.country
    return report.index - cluster.last <= _REACH


def _beside(cluster: Cluster, report: Report) -> Iterator[Report]:
    """The last reports of the cluster, as far as they stand in the report's sentence."""
    return takewhile(lambda c: c.index == report.index, reversed(cluster.members))


def _is_said_of_protesters(cluster: Cluster, report: Report) -> bool:
    """``the demonstrators, some of whom are on hunger strike``: theirs, not a protest of its own."""
    crowd = [c.trigger.token for c in _beside(cluster, report) if c.trigger.rule == "people"]
    return any(token in crowd for token in report.trigger.token.ancestors)


def _is_one_phrase(one: Report, other: Report) -> bool:
    """``marched in a rally``, ``rallied to protest``: one word for the protest hangs on the other.

    One word alone told of in two countries (``protested in Spain and Poland``) tells of two.
    """
    a, b = one.trigger.token, other.trigger.token
    return a != b and (a in (b.head, b.head.head) or b in (a.head, a.head.head))


def _same_time(cluster: Cluster, report: Report) -> bool:
    """An earlier protest is told apart by its time; later words without one may still speak of it: ``the protests``."""
    if cluster.past == report.past:
        return True
    if cluster.is_filed:
        return False
    return report.past is None and report.trigger.rule in ("noun", "people")


def _nearest(clusters: list[Cluster], near: Neighbours[Report], report: Report) -> int | None:
    """The cluster with a report nearest to a doubtful one, if it is near enough and nothing speaks against it."""
    fitting = [
        (abs(report.index - member.index), i)
        for i, member in near.around(report.index, _UNSURE_REACH)
        if (cluster := clusters[i]).family == report.family
        and (points_back(report) or report.country in (None, cluster.country) or cluster.country is None)
    ]
    return min(fitting)[1] if fitting else None


def points_back(report: Report) -> bool:
    """``the march``, ``this strike``: one already spoken of, wherever its namesakes lie."""
    return any(c.lower_ in ("the", "this", "that", "these", "those") for c in report.trigger.token.lefts)
