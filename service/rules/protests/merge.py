"""Which reports speak of the same protest: one wave in one country is one, a strike of hunger or a boycott its own."""

from __future__ import annotations

from dataclasses import dataclass, field

from service.rules.protests.candidates import Candidate
from service.rules.protests.times import FILED

_REACH = 40  # sentences over which words without a country point back
_UNSURE_REACH = 8  # sentences within which a doubtful word needs a plain one
_OWN = frozenset({"hunger_strike", "boycott"})
_HAPPENED = frozenset({"reported", "alleged"})


@dataclass
class Cluster:
    """The reports of one protest, in the order of the text."""

    members: list[Candidate] = field(default_factory=list)

    @property
    def country(self) -> str | None:
        """The country that most of its reports name."""
        named = [c.country for c in self.members if c.country is not None]
        return max(named, key=lambda code: (named.count(code), -named.index(code))) if named else None

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


def group(candidates: list[Candidate]) -> tuple[list[Cluster], list[Candidate]]:
    """The reports gathered by event: those that are sure first, then the doubtful ones near them; and the strays."""
    clusters: list[Cluster] = []
    strays: list[Candidate] = []
    for candidate in (c for c in candidates if c.is_sure):
        home = _home(clusters, candidate)
        if home is None:
            clusters.append(Cluster([candidate]))
        else:
            home.members.append(candidate)
    for candidate in (c for c in candidates if not c.is_sure):
        near = _nearest(clusters, candidate)
        if near is None:
            strays.append(candidate)
        else:
            near.members.append(candidate)
            near.members.sort(key=lambda c: (c.index, c.trigger.token.i))
    return clusters, strays


def _home(clusters: list[Cluster], candidate: Candidate) -> Cluster | None:
    same = [cluster for cluster in reversed(clusters) if _same(cluster, candidate)]
    return min(same, key=lambda cluster: cluster.past != candidate.past, default=None)


def _same(cluster: Cluster, candidate: Candidate) -> bool:
    if cluster.family != _family(candidate):
        return _is_said_of_protesters(cluster, candidate)
    if any(_is_one_phrase(member, candidate) for member in cluster.members):
        return True
    if not _same_time(cluster, candidate):
        return False
    if not _stand_alike(cluster, candidate):
        return False
    if candidate.country is not None and cluster.country is not None:
        return candidate.country == cluster.country
    return candidate.index - cluster.last <= _REACH


def _is_said_of_protesters(cluster: Cluster, candidate: Candidate) -> bool:
    """``the demonstrators, some of whom are on hunger strike``: theirs, not a protest of its own."""
    crowd = [c.trigger.token for c in cluster.members if c.index == candidate.index and c.trigger.rule == "people"]
    return any(token in crowd for token in candidate.trigger.token.ancestors)


def _is_one_phrase(one: Candidate, other: Candidate) -> bool:
    """``marched in a rally``, ``rallied to protest``: one word for the protest hangs on the other."""
    if one.index != other.index:
        return False
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


def _nearest(clusters: list[Cluster], candidate: Candidate) -> Cluster | None:
    """The cluster with a report nearest to a doubtful one, if it is near enough and nothing speaks against it."""
    fitting = [
        (abs(candidate.index - c.index), i)
        for i, cluster in enumerate(clusters)
        if cluster.family == _family(candidate)
        and (_points_back(candidate) or candidate.country in (None, cluster.country) or cluster.country is None)
        for c in cluster.members
    ]
    distance, i = min(fitting, default=(_UNSURE_REACH + 1, 0))
    return clusters[i] if distance <= _UNSURE_REACH else None


def _points_back(candidate: Candidate) -> bool:
    """``the march``, ``this strike``: one already spoken of, wherever its namesakes lie."""
    return any(c.lower_ in ("the", "this", "that", "these", "those") for c in candidate.trigger.token.lefts)


def _family(candidate: Candidate) -> str:
    return candidate.trigger.form if candidate.trigger.form in _OWN else "street"


def owner(clusters: list[Cluster], index: int, at: int) -> int | None:
    """Which cluster a value at offset ``at`` of sentence ``index`` belongs to: that of the nearest report, before or at it first."""
    near = [
        ((abs(index - c.index), c.index > index, abs(c.span[0] - at)), i)
        for i, cluster in enumerate(clusters)
        for c in cluster.members
        if c.index == index or not cluster.is_filed
    ]
    return min(near)[1] if near else None
