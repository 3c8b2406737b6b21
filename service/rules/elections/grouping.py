"""One election, one cluster: mentions of the same contest brought together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from schemas import ElectionKind
from service.language.phrases import clause_head
from service.rules.elections.cluster import Cluster
from service.rules.elections.clusters import ONWARD, Clusters
from service.rules.elections.trigger import Trigger

if TYPE_CHECKING:
    from spacy.tokens import Token

_ALONE: frozenset[ElectionKind] = frozenset({"primary", "by_election", "referendum", "european"})
_LOCAL: frozenset[ElectionKind] = frozenset({"primary", "by_election", "regional", "local", "mayoral"})
_STILL = 3
_YEAR = len("2023")
_EARLIER = frozenset({"after", "since", "following", "in", "from", "before", "at"})
_TIME = frozenset({"after", "since", "following", "before", "like", "unlike", "over", "than", "from"})
_BACK = 2  # sentences within which a year may be added to one without
_BESIDE = 1  # sentences within which a bare `the election` may be that of an earlier year


def group(contests: Iterable[Trigger], latest_year: str | None) -> Clusters:
    """The elections that the mentions are about, in order of first mention; ``latest_year`` is the latest that the text names."""
    clusters = Clusters()
    for contest in contests:
        last = clusters.all[-1:]
        earlier = contest.background and contest.year is not None
        rounds = any(_is_second_round(g, contest) for g in last)
        if contest.generic or (contest.weak and not earlier and not rounds):
            continue
        home = _home(clusters, contest, latest_year)
        if home is None:
            if contest.weak and last and not rounds:  # "the previous ballot": of the kind that is spoken of
                contest = replace(contest, weak=False, kinds=contest.kinds or tuple(last[0].kinds))
            known = reversed(clusters.all) if contest.round else ()
            first = next((g for g in known if _is_second_round(g, contest)), None)
            home = clusters.begin()
            if first is not None and contest.view.index - first.last_sentence <= ONWARD:
                contest = home.follow(first, contest)
        clusters.add(home, contest)
    return clusters


def _home(clusters: Clusters, contest: Trigger, latest_year: str | None) -> Cluster | None:
    """The election that the mention is of, if it is one that is known: of several the likeliest."""
    same = _told_of(clusters, contest) or (g for g in _likely(clusters, contest) if is_same(g, contest, latest_year))
    return next((g for g in same if _may_take(g, contest, history=bool(clusters.latest))), None)


def _likely(clusters: Clusters, contest: Trigger) -> Iterator[Cluster]:
    """Those that the contest's own time and place leave: of a country that its sentence speaks of first, and the latest first."""
    own = contest.own.country if contest.own else None
    town = contest.town if _LOCAL & set(contest.kinds) and _is_placed(contest) else None
    day = None if contest.year else contest.day_of_year
    facts = {"year": contest.year, "day": day, "town": town, "country": own}
    countries = {p.country for p in contest.view.places if p.country}
    if countries:
        yield from (g for g in clusters.left_by(facts) if not countries.isdisjoint(g.spoken))
    yield from (g for g in clusters.left_by(facts) if countries.isdisjoint(g.spoken))


def _may_take(cluster: Cluster, contest: Trigger, *, history: bool) -> bool:
    """Whether the election's other mentions let it have this one; ``history`` where the text tells of elections year by year."""
    near = contest.view.index - cluster.last_sentence <= _BACK
    return not (contest.year and history) or bool(cluster.years) or near


def _told_of(clusters: Clusters, contest: Trigger) -> list[Cluster]:
    """For a bare `the election` in a sentence about one country: the only election of that country, of whatever year."""
    here = {p.country for p in contest.view.places if p.country and not p.demonym}
    if contest.own or contest.kinds or contest.day or len(here) != 1:
        return []
    only = clusters.only_one({p.country for p in contest.view.places if p.country})
    return [only] if only is not None and is_same(only, contest, None) else []


def is_same(cluster: Cluster, contest: Trigger, latest_year: str | None) -> bool:
    """Whether the mention may be of this election: of one country, kind, round and time."""
    own = contest.own.country if contest.own else None
    if (own and cluster.country and own != cluster.country) or _elsewhere(cluster, contest):
        return False
    if not _kinds_agree(cluster.kinds, contest.kinds):
        return False
    if contest.year and contest.year not in cluster.years and not contest.kinds and _ALONE & set(cluster.kinds):
        return False
    if contest.year and not cluster.years and (_is_told_apart(cluster, contest) or clause_of_then(contest) is not None):
        return False
    if _is_second_round(cluster, contest) or _is_told_elsewhere(cluster, contest):
        return False
    if contest.background != cluster.background:
        return bool(contest.year and contest.year in cluster.years)
    return _times_agree(cluster, contest, latest_year)


def _is_second_round(cluster: Cluster, contest: Trigger) -> bool:
    """``The first round was held on May 4; the run-off is on May 18``: two votes, once a run-off has a day of its own."""
    if contest.background or cluster.background:
        return False
    apart = contest.day_of_year is not None and contest.day_of_year not in cluster.days
    return contest.round == 2 and apart and 2 not in cluster.rounds


def clause_of_then(contest: Trigger) -> Token | None:
    """``in 2021, when Rossi was elected``: the verb of the clause that looks back to the year."""
    if len((contest.day and contest.day.edtf) or "") != _YEAR:
        return None
    clause = clause_head(contest.token)
    looks_back = clause.dep_ in ("relcl", "advcl") and any(c.lower_ == "when" for c in clause.children)
    return clause if looks_back else None


def _elsewhere(cluster: Cluster, contest: Trigger) -> bool:
    """Contests of single states or towns that are not the same: the primaries of Iowa and of Nevada."""
    here = contest.town if _is_placed(contest) else None
    return bool(here and cluster.towns and here not in cluster.towns and _LOCAL & {*contest.kinds, *cluster.kinds})


def _is_placed(contest: Trigger) -> bool:
    """Whether its words tell of a vote that was or will be held where they say."""
    return contest.day is not None or contest.token.head.lemma_ in ("hold", "win", "postpone")


def _is_told_elsewhere(cluster: Cluster, contest: Trigger) -> bool:
    """A bare `the election` where the talk has long moved on to another country."""
    here = contest.view.index
    known = cluster.country is not None or "european" in cluster.kinds
    if contest.own is not None or not known or here - cluster.last_sentence <= _STILL or contest.year in cluster.years:
        return False
    sentences = contest.view.reading.sentences[max(0, here - 1) : here + 1]
    spoken = contest.view.reading.countries(sentences)
    return bool(spoken) and not any(country in cluster.spoken for country in spoken)


def _is_told_apart(cluster: Cluster, contest: Trigger) -> bool:
    """``after the 2012 election``, where the news is of `this election` or of `Sunday's`."""
    token = contest.token
    before = token.dep_ == "pobj" and token.head.lower_ in _EARLIER
    return before and len((contest.day and contest.day.edtf) or "") == _YEAR and cluster.deictic


def _kinds_agree(cluster: list[ElectionKind], kinds: tuple[ElectionKind, ...]) -> bool:
    if not kinds:
        return True
    if _ALONE & set(kinds) != _ALONE & set(cluster):
        return False
    return not cluster or "general" in (*kinds, *cluster) or bool(set(kinds) & set(cluster))


def _times_agree(cluster: Cluster, contest: Trigger, latest_year: str | None) -> bool:
    day = contest.day_of_year
    if day and cluster.days and day not in cluster.days:
        return False
    if contest.year and cluster.years:
        return contest.year in cluster.years
    apart = contest.view.index - cluster.last_sentence
    if (contest.year or cluster.years) and apart > (0 if contest.year else _BESIDE):
        year = contest.year or max(cluster.years)
        if latest_year and year < latest_year:
            return False
    return True


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
