"""Which election a report speaks of: the nearest named, the one that has its contestant, or one that only it implies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from schemas import Result
from service.language.dates import Moment
from service.language.reading import Reading
from service.rules.elections.cluster import Cluster
from service.rules.elections.clusters import ONWARD, Clusters
from service.rules.elections.grouping import clause_of_then, is_same, time_word
from service.rules.elections.report import Report, Stage, values
from service.rules.elections.trigger import Trigger
from service.rules.elections.triggers.by_verb import implied_contest, speaks_of_election
from service.words import words_in

_SHARES = words_in("rules/elections", "results", "share_nouns") | {"round", "runoff"}
_AHEAD = 2.0  # weight of words that lead on to a second round
_BACK = 2  # sentences that a report may stand before the first mention
_EXACT = len("XXXX-12-17")


def _reaches(contest: Trigger, report: Report) -> bool:
    """Whether a report in its sentence may be about the contest; about one held beside the news, only in its own phrase."""
    word = time_word(contest) if contest.aside or contest.background else clause_of_then(contest)
    return word is None or word == report.token or word.is_ancestor(report.token)


def assign(clusters: Clusters, report: Report) -> list[Cluster]:
    """The elections that the report speaks of: several only where they share their word (`in 2006 and 2011`), and a new one where
    a result speaks of one that is not among them.
    """
    return _of_year(clusters, report) or _of_those_named(clusters, report) or _implied(clusters, report)


def _of_those_named(clusters: Clusters, report: Report) -> list[Cluster]:
    home = _of_contestant(clusters, report) or nearest(clusters, report.view.index, report.token.i, report)
    if home is None or _is_of_another_country(home, report):
        return []
    if home.first_round is not None and _leads_on(home.first_round, report):
        clusters.tell(home, replace(report, value=Stage("scheduled", _AHEAD)))
        return [home.first_round]
    return [home, *_beside(clusters, home, report)]


def _is_of_another_country(home: Cluster, report: Report) -> bool:
    """Whether a result that speaks of an election by itself stands in a sentence about another country alone."""
    here = {p.country for p in report.view.places if p.country}
    if report.view.index in home.in_sentences or home.country in (None, *here) or here & home.spoken.keys():
        return False
    return bool(here) and _speaks_of_one(report)


def _leads_on(first: Cluster, report: Report) -> bool:
    """Whether the report tells who goes on to the second round, or stands in a sentence that does: the first one's result."""
    here = values((report, *first.reports_in.get(report.view.index, ())), Result)
    return isinstance(report.value, Result) and any(r.outcome == "runoff" for r in here)


def _of_contestant(clusters: Clusters, report: Report) -> Cluster | None:
    """Where the sentence names no contest and one of several has the contestant already: that one."""
    index, told = report.view.index, report.value
    if not isinstance(told, Result) or any(
        _reaches(m, report) for g in clusters.in_sentence(index) for m in g.in_sentences[index]
    ):
        return None
    having: set[Cluster] = set()
    for cluster in clusters.having(told.contestant):
        near = cluster.sentences[0] <= index and index - cluster.last_sentence <= ONWARD
        having |= {cluster} if near and clusters.is_news(cluster) else set()
        if len(having) > 1:
            return None
    return next(iter(having), None)


def has_contestant(clusters: Clusters, reports: Iterable[Report]) -> bool:
    """Whether one of these results is of somebody who stood in one of the elections, as far as is told by now."""
    return any(True for result in values(reports, Result) for _ in clusters.having(result.contestant))


def _beside(clusters: Clusters, home: Cluster, report: Report) -> list[Cluster]:
    """The other elections that the report's sentence names by the same word as that one."""
    here = report.view.index
    tokens = {m.token for m in home.in_sentences.get(here, ())}
    there = [g for g in clusters.in_sentence(here) if g is not home]
    return [g for g in there if any(m.token in tokens for m in g.in_sentences[here])]


def nearest(clusters: Clusters, here: int, at: int, report: Report | None = None) -> Cluster | None:
    """The election that the report speaks of: the nearest named in its sentence, else the one in mind, else one just after."""
    mentions = ((m, g) for g in clusters.in_sentence(here) for m in g.in_sentences[here])
    inside = [(abs(m.token.i - at), g) for m, g in mentions if report is None or _reaches(m, report)]
    if inside:
        return min(inside, key=lambda m: (m[0], m[1].order))[1]
    before = next(filter(None, map(clusters.news_in, range(here - 1, here - ONWARD - 1, -1))), [])
    if before:
        return min(before, key=lambda g: (g.coming, g.order))
    after = next(filter(None, map(clusters.news_in, range(here, here + _BACK + 1))), [])
    return after[0] if after else None


def named_after(clusters: Clusters, contest: Trigger) -> Cluster | None:
    """The election that a story names only after it has told of its result."""
    here = contest.view.index
    named = ((i, g) for i in range(here + 1, here + ONWARD + 1) for g in clusters.in_sentence(i))
    return next((g for i, g in named if g.mentions[0].view.index == i), None)


def _of_year(clusters: Clusters, report: Report) -> list[Cluster]:
    """The election of the year that opens a result's sentence, or stands right behind it, where it names no contest: ``in 2016 she
    got 5,617 votes``.
    """
    index, view = report.view.index, report.view
    years = [m for m in view.moments if m.edtf and len(m.edtf) == 4 and _is_its_year(report, m)]
    if not isinstance(report.value, Result) or len(years) != 1:
        return []
    if not speaks_of_election(view):
        return []
    if any(m.token != report.token for g in clusters.in_sentence(index) for m in g.in_sentences[index]):
        return []
    home = clusters.of_year(years[0].edtf or "")
    if home is None:
        home = clusters.begin()
        clusters.add(home, replace(implied_contest(view, report.token), day=years[0]))
    return [home]


def _is_its_year(report: Report, moment: Moment) -> bool:
    between = report.view.reading.transcript.text[report.end : moment.start].split()
    return report.view.token_at(moment.start).i <= 1 or (
        report.end <= moment.start and between in (["in"], ["back", "in"])
    )


def _implied(clusters: Clusters, report: Report) -> list[Cluster]:
    """A new election where a result speaks of one that no noun names: ``Rossi won the presidency with 58 per cent``."""
    result = report.value
    if not isinstance(result, Result) or not _speaks_of_one(report):
        return []
    contest = implied_contest(report.view, report.token)
    if _is_described(result, report.view.reading) and not clusters.all:
        return []  # `a cluster of savers won a fifth of the votes`, where nothing else tells of an election
    coming = named_after(clusters, contest)
    if coming is None:
        coming = clusters.begin()
        clusters.add(coming, contest)
    return [coming]


def _speaks_of_one(report: Report) -> bool:
    """Whether the words of a result, or those around it, speak of an election by themselves."""
    result = report.value
    if not isinstance(result, Result) or result.basis == "poll":
        return False
    of_votes = result.vote_share and not _SHARES.isdisjoint(report.view.words)
    return bool(result.seats or result.votes or of_votes) or speaks_of_election(report.view)


def _is_described(result: Result, reading: Reading) -> bool:
    """Whether the contestant is no party and has no name, as far as capitals tell."""
    kind = result.contestant.kind
    return kind == "group" or (kind not in ("party", "person") and reading.cased and result.contestant.name.islower())


def join_weak(clusters: Clusters, contests: Iterable[Trigger], latest_year: str | None) -> None:
    """Give each weak mention (`the vote`, `polling stations`) that has a day of its own to the election that it points back to, and
    let that know of a second round.
    """
    for contest in contests:
        dated = len((contest.day and contest.day.edtf) or "") == _EXACT
        if not contest.weak or contest.generic or not (dated or contest.round):
            continue
        home = nearest(clusters, contest.view.index, contest.token.i)
        if home is None or not is_same(home, contest, latest_year):
            continue
        home.rounds.add(contest.round)
        if dated:
            clusters.add(home, contest)
