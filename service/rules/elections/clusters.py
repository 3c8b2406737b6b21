"""The elections of a text, found by what a mention or a report knows of them, without looking at all of them each time."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from itertools import chain

from schemas import Actor, Result
from service.rules.elections.actors import name_words
from service.rules.elections.cluster import Cluster
from service.rules.elections.report import Report
from service.rules.elections.trigger import Trigger

ONWARD = 12  # sentences for which an election stays in mind
_FACTS = ("year", "day", "town", "country")
_FEW = 32  # so many are soon sorted; of more, the one that is looked for is mostly among the latest


class Clusters:
    """The elections of a text: ``all`` in order of first mention, and the ``latest`` year that one is of (`""` for none)."""

    def __init__(self) -> None:
        self.all: list[Cluster] = []
        self.latest = ""
        self._with: defaultdict[tuple[str, str | None], set[Cluster]] = defaultdict(
            set
        )  # a fact; None for no such fact
        self._spoken: defaultdict[str, set[Cluster]] = defaultdict(set)
        self._stood: defaultdict[str, dict[frozenset[str], set[Cluster]]] = defaultdict(dict)
        self._in_sentence: defaultdict[int, list[Cluster]] = defaultdict(list)
        self._last: list[tuple[int, int]] = []  # last sentence and order (the first of several counts most) of each
        self._current: set[Cluster] = set()

    def begin(self) -> Cluster:
        """A new one, for a first mention."""
        cluster = Cluster(len(self.all))
        self.all.append(cluster)
        for fact in _FACTS:
            self._with[fact, None].add(cluster)
        return cluster

    def add(self, cluster: Cluster, mention: Trigger) -> None:
        """Give it a mention."""
        index = mention.view.index
        if index not in cluster.in_sentences:
            insort(self._in_sentence[index], cluster, key=_order)
        if cluster.sentences:
            self._last.pop(bisect_left(self._last, _last_of(cluster)))
        cluster.add(mention)
        insort(self._last, _last_of(cluster))
        for country in cluster.spoken.keys() & {p.country for p in mention.view.places}:
            self._spoken[country].add(cluster)
        facts = {"year": mention.year, "day": mention.day_of_year, "town": mention.town, "country": cluster.country}
        for fact, value in facts.items():
            if value is not None:
                self._with[fact, value].add(cluster)
                self._with[fact, None].discard(cluster)
        self._place_in_time(cluster, mention.year or "")

    def _place_in_time(self, cluster: Cluster, year: str) -> None:
        if year > self.latest:
            self._current -= self._with["year", self.latest]
            self.latest = year
        (self._current.discard if cluster.aside or self._is_past(cluster) else self._current.add)(cluster)

    def _is_past(self, cluster: Cluster) -> bool:
        """Whether it is an earlier election than those of the latest year."""
        return cluster.background or bool(cluster.years and max(cluster.years) < self.latest)

    def tell(self, cluster: Cluster, report: Report) -> None:
        """Give it what is said of it."""
        cluster.tell(report)
        if isinstance(report.value, Result):
            name = frozenset(name_words(report.value.contestant))
            for word in name:
                self._stood[word].setdefault(name, set()).add(cluster)

    def having(self, actor: Actor) -> Iterator[Cluster]:
        """Those in which the actor stood, as far as is told by now; one may come twice."""
        words = name_words(actor)
        for word in words:
            for name, clusters in self._stood.get(word, {}).items():
                if words <= name or name <= words:
                    yield from clusters

    def in_sentence(self, index: int) -> list[Cluster]:
        """Those that the sentence names, in order."""
        return self._in_sentence.get(index, [])

    def news_in(self, index: int) -> list[Cluster]:
        """Those of them that are in the news."""
        return [g for g in self.in_sentence(index) if self.is_news(g)]

    def is_news(self, cluster: Cluster) -> bool:
        """Whether it is no history, and not only named to tell a time; where all are history, it is the news."""
        return cluster in self._current or not self._current

    def of_year(self, year: str) -> Cluster | None:
        """The first of that year."""
        return min(self._with.get(("year", year), ()), key=_order, default=None)

    def only_one(self, countries: Collection[str]) -> Cluster | None:
        """The one whose sentences speak of one of the countries; None where there are several, or none."""
        there = [self._spoken.get(country, set()) for country in countries]
        found = set().union(*there) if all(len(some) <= 1 for some in there) else set()
        return found.pop() if len(found) == 1 else None

    def left_by(self, facts: Mapping[str, str | None]) -> Iterator[Cluster]:
        """Those spoken of last first, without many that are known to differ in one of these facts."""
        sets = [(self._with[fact, value], self._with[fact, None]) for fact, value in facts.items() if value]
        few = min(sets, key=lambda pair: len(pair[0]) + len(pair[1]), default=None)
        if few is not None and len(few[0]) + len(few[1]) <= _FEW:
            return iter(sorted(chain(*few), key=_last_of, reverse=True))
        latest_first = (self.all[-order] for _, order in reversed(self._last))
        return latest_first if few is None else (g for g in latest_first if g in few[0] or g in few[1])


def _order(cluster: Cluster) -> int:
    return cluster.order


def _last_of(cluster: Cluster) -> tuple[int, int]:
    return cluster.last_sentence, -cluster.order
