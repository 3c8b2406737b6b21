"""One election, one cluster: mentions of the same contest brought together, and reports given to the one they speak of."""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from schemas import Actor, ElectionKind, Result
from service.language.phrases import clause_head
from service.rules.elections.actors import name_words
from service.rules.elections.report import Report
from service.rules.elections.trigger import Trigger

if TYPE_CHECKING:
    from spacy.tokens import Token

_ALONE: frozenset[ElectionKind] = frozenset({"primary", "by_election", "referendum", "european"})
_LOCAL: frozenset[ElectionKind] = frozenset({"primary", "by_election", "regional", "local", "mayoral"})
ONWARD = 12  # sentences for which an election stays in mind
_OFTEN, _STILL = 3, 3
_YEAR = len("2023")
_EARLIER = frozenset({"after", "since", "following", "in", "from", "before", "at"})
_TIME = frozenset({"after", "since", "following", "before", "like", "unlike", "over", "than", "from"})
_BACK = 2  # sentences within which a year may be added to one without
_BESIDE = 1  # sentences within which a bare `the election` may be that of an earlier year


class Cluster:
    """The mentions of one election and the reports about it, while they are being collected.

    What its mentions name is kept at hand, since every later mention and report is held against it: the ``country`` named
    first, ``years``, ``days`` of the year (``12-17``), ``towns`` (and regions) of its own phrases, how often the countries
    are ``spoken`` of in its sentences, whether a mention is ``deictic`` or ``dated``, their ``rounds``; and the ``sentences``
    that speak of it, ascending, with their mentions in ``in_sentences``.
    """

    def __init__(self, *mentions: Trigger) -> None:
        self.mentions: list[Trigger] = []
        self.reports: list[Report] = []
        self.stood: dict[str, set[str]] = {}
        self.country: str | None = None
        self.years: set[str] = set()
        self.days: set[str] = set()
        self.towns: set[str] = set()
        self.spoken: Counter[str] = Counter()
        self.deictic = False
        self.rounds: set[int | None] = set()
        self.dated = False
        self.sentences: list[int] = []
        self.in_sentences: dict[int, list[Trigger]] = {}
        self.first_round: Cluster | None = None
        self.is_first = False
        self._kinds: dict[ElectionKind, None] = {}
        self.add(*mentions)

    def add(self, *mentions: Trigger) -> None:
        """Take in further mentions."""
        for mention in mentions:
            self._learn(mention)
            index = mention.view.index
            if index not in self.in_sentences:
                insort(self.sentences, index)
            self.in_sentences.setdefault(index, []).append(mention)
            self.mentions.append(mention)

    def join_rounds(self, other: Cluster, contest: Trigger) -> Trigger:
        """Note that ``contest``, which founds this one, is the other round of that vote; it gives kind and place, if none is named."""
        first, second = (self, other) if contest.round == 1 else (other, self)
        second.first_round, first.is_first = first, True
        own = contest.own or next((m.own for m in other.mentions if m.own is not None), None)
        return replace(contest, weak=False, kinds=contest.kinds or tuple(other.kinds), own=own)

    def tell(self, report: Report) -> None:
        """Take in what is said of it; ``stood`` holds the names of all who have a result."""
        self.reports.append(report)
        if isinstance(report.value, Result):
            self.stood.setdefault(report.value.contestant.name, name_words(report.value.contestant))

    def has(self, actor: Actor) -> bool:
        """Whether the actor stood in it, as far as is told by now."""
        words = name_words(actor)
        return any(words and other and (words <= other or other <= words) for other in self.stood.values())

    def _learn(self, mention: Trigger) -> None:
        self._kinds |= dict.fromkeys(mention.kinds)
        self.spoken.update(place.country for place in mention.view.places if place.country)
        self.deictic = self.deictic or mention.deictic
        self.rounds.add(mention.round)
        self.dated = self.dated or mention.day is not None
        if mention.own is not None:
            self.country = self.country or mention.own.country
            self.towns |= {mention.own.name} if mention.own.kind in ("region", "city") else set()
        self.years |= {mention.year} if mention.year else set()
        self.days |= {mention.day_of_year} if mention.day_of_year else set()

    @property
    def kinds(self) -> list[ElectionKind]:
        """The kinds that its mentions name, without a general one where an exact one is known."""
        exact: list[ElectionKind] = [k for k in self._kinds if k != "general"]
        return exact or list(self._kinds)

    @property
    def leads_on(self) -> bool:
        """Whether a second round of it is spoken of."""
        return self.is_first or (2 in self.rounds and self.first_round is None)

    @property
    def background(self) -> bool:
        """Whether it is an earlier election than the one in the news."""
        return bool(self.mentions) and self.mentions[0].background

    @property
    def aside(self) -> bool:
        """Whether it is only named to tell a time."""
        return all(m.aside for m in self.mentions)

    @property
    def last_sentence(self) -> int:
        """Index of the sentence that speaks of it last."""
        return self.sentences[-1]


def group(contests: Iterable[Trigger], latest_year: str | None) -> list[Cluster]:
    """The elections that the mentions are about, in order of first mention; ``latest_year`` is the latest that the text names."""
    clusters: list[Cluster] = []
    for contest in contests:
        if contest.generic or (contest.weak and not any(_is_another_round(g, contest) for g in clusters[-1:])):
            continue
        same = _told_of(clusters, contest) or [g for g in clusters if is_same(g, contest, latest_year)]
        if not contest.aside:
            same = [g for g in same if not g.aside or g.country == (contest.own.country if contest.own else None)]
        if contest.year and any(g.years for g in clusters):  # a history of elections, year by year
            here = contest.view.index
            same = [g for g in same if g.years or here - g.last_sentence <= _BACK]
        home = max(same, key=lambda g: (_share_country(g, contest), g.last_sentence), default=None)
        if home is None:
            home = Cluster()
            other = next((g for g in reversed(clusters) if _is_another_round(g, contest)), None)
            if other is not None and _is_near(other, contest):
                contest = home.join_rounds(other, contest)
            clusters.append(home)
        home.add(contest)
    return clusters


def _told_of(clusters: Sequence[Cluster], contest: Trigger) -> list[Cluster]:
    """For a bare `the election` in a sentence about one country: the only election of that country, of whatever year."""
    here = {p.country for p in contest.view.places if p.country and not p.demonym}
    if contest.own or contest.kinds or contest.day or len(here) != 1:
        return []
    there = [g for g in clusters if _share_country(g, contest)]
    return [g for g in there if len(there) == 1 and is_same(g, contest, None)]


def _share_country(cluster: Cluster, contest: Trigger) -> bool:
    """Whether the sentences that name the two speak of a common country."""
    return any(p.country in cluster.spoken for p in contest.view.places)


def is_same(cluster: Cluster, contest: Trigger, latest_year: str | None) -> bool:
    """Whether the mention may be of this election: of one country, kind, round and time."""
    own = contest.own.country if contest.own else None
    if (own and cluster.country and own != cluster.country) or _elsewhere(cluster, contest):
        return False
    if (own and cluster.country is None and _is_abroad(cluster, own)) or _is_undone_elsewhere(cluster, contest):
        return False
    if not _kinds_agree(cluster.kinds, contest.kinds):
        return False
    if contest.year and contest.year not in cluster.years and not contest.kinds and _ALONE & set(cluster.kinds):
        return False
    if contest.year and not cluster.years and (_is_told_apart(cluster, contest) or clause_of_then(contest) is not None):
        return False
    if _is_another_round(cluster, contest) or _is_told_elsewhere(cluster, contest):
        return False
    if contest.background != cluster.background:
        return bool(contest.year and contest.year in cluster.years)
    return _times_agree(cluster, contest, latest_year)


def _is_another_round(cluster: Cluster, contest: Trigger) -> bool:
    """``The first round was held on May 4; the run-off is on May 18``: two votes, once a run-off has a day of its own."""
    if contest.background or cluster.background:
        return False
    if contest.round == 1:
        return cluster.rounds == {2} and cluster.dated
    apart = contest.day_of_year is not None and contest.day_of_year not in cluster.days
    return contest.round == 2 and apart and 2 not in cluster.rounds


def _is_near(cluster: Cluster, contest: Trigger) -> bool:
    return contest.view.index - cluster.last_sentence <= ONWARD


def clause_of_then(contest: Trigger) -> Token | None:
    """``in 2021, when Rossi was elected``: the verb of the clause that looks back to the year."""
    if len((contest.day and contest.day.edtf) or "") != _YEAR:
        return None
    clause = clause_head(contest.token)
    looks_back = clause.dep_ in ("relcl", "advcl") and any(c.lower_ == "when" for c in clause.children)
    return clause if looks_back else None


def _elsewhere(cluster: Cluster, contest: Trigger) -> bool:
    """Contests of single states or towns that are not the same: the primaries of Iowa and of Nevada."""
    dated = contest.day is not None or contest.token.head.lemma_ in ("hold", "win", "postpone")
    here = contest.own.name if dated and contest.own and contest.own.kind in ("region", "city") else None
    return bool(here and cluster.towns and here not in cluster.towns and _LOCAL & {*contest.kinds, *cluster.kinds})


def _is_abroad(cluster: Cluster, country: str) -> bool:
    """Whether the sentences about the cluster speak of another country again and again, and never of this one."""
    return country not in cluster.spoken and max(cluster.spoken.values(), default=0) >= _OFTEN


def _is_told_elsewhere(cluster: Cluster, contest: Trigger) -> bool:
    """A bare `the election` where the talk has long moved on to another country."""
    here = contest.view.index
    known = cluster.country is not None or "european" in cluster.kinds
    if contest.own is not None or not known or here - cluster.last_sentence <= _STILL or contest.year in cluster.years:
        return False
    sentences = contest.view.reading.sentences[max(0, here - 1) : here + 1]
    spoken = contest.view.reading.countries(sentences)
    return bool(spoken) and not any(country in cluster.spoken for country in spoken)


def _is_undone_elsewhere(cluster: Cluster, contest: Trigger) -> bool:
    """``protests in Senegal over the decision to postpone elections``, in news of another country's vote."""
    undone = contest.token.dep_ == "dobj" and contest.token.head.lemma_ in ("postpone", "cancel", "annul", "delay")
    here = {p.country for p in contest.view.places if p.country}
    return undone and bool(here and cluster.spoken) and not any(country in cluster.spoken for country in here)


def _is_told_apart(cluster: Cluster, contest: Trigger) -> bool:
    """``after the 2012 election``, where the news is of `this election` or of `Sunday's`."""
    token = contest.token
    before = token.dep_ == "pobj" and token.head.lower_ in _EARLIER
    return before and len((contest.day and contest.day.edtf) or "") == _YEAR and cluster.deictic


def _kinds_agree(cluster: list[ElectionKind], kinds: tuple[ElectionKind, ...]) -> bool:
    if not kinds:
        return True
    if not cluster or "general" in kinds or "general" in cluster:
        return not (_ALONE & {*cluster, *kinds})
    return bool(set(kinds) & set(cluster))


def _times_agree(cluster: Cluster, contest: Trigger, latest_year: str | None) -> bool:
    if contest.year and cluster.years:
        return contest.year in cluster.years
    apart = contest.view.index - cluster.last_sentence
    if (contest.year or cluster.years) and apart > (0 if contest.year else _BESIDE):
        year = contest.year or max(cluster.years)
        if latest_year and year < latest_year:
            return False
    day = contest.day_of_year
    return not (day and cluster.days and day not in cluster.days)


def marked(contests: Iterable[Trigger], main_country: str | None) -> list[Trigger]:
    """The contests, with those abroad that only tell a time marked: ``after the US election``."""
    return [replace(c, aside=_tells_a_time(c, main_country)) for c in contests]


def _tells_a_time(contest: Trigger, main_country: str | None) -> bool:
    country = contest.own.country if contest.own else None
    return country not in (None, main_country) and contest.day is None and time_word(contest) is not None


def time_word(contest: Trigger) -> Token | None:
    """The word by which the contest is only held beside something else: ``after the US election``, ``five over the previous one``."""
    above = takewhile(lambda t: t.pos_ not in ("VERB", "AUX"), contest.token.ancestors)
    return next((t for t in above if t.lower_ in _TIME), None)
