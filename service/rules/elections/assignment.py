"""Which election a report speaks of: the nearest named, the one that has its contestant, or one that only it implies."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from schemas import Result
from service.language.dates import Moment
from service.language.reading import Reading
from service.rules.elections.grouping import ONWARD, Cluster, clause_of_then, is_same, time_word
from service.rules.elections.report import Report, Stage, values
from service.rules.elections.trigger import Trigger
from service.rules.elections.triggers.by_verb import implied_contest, speaks_of_election
from service.words import words_in

_SHARES = words_in("rules/elections", "results", "share_nouns") | {"round", "runoff"}
_BACK = 2  # sentences that a report may stand before the first mention
_EXACT = len("XXXX-12-17")
_AHEAD = 2.0  # weight of words that lead on to a second round


def _reaches(contest: Trigger, report: Report) -> bool:
    """Whether a report in its sentence may be about the contest; about one held beside the news, only in its own phrase."""
    word = time_word(contest) if contest.aside or contest.background else clause_of_then(contest)
    return word is None or word == report.token or word.is_ancestor(report.token)


def assign(clusters: list[Cluster], report: Report) -> list[Cluster]:
    """The elections that the report speaks of: several only where they share their word (`in 2006 and 2011`), and a new one where
    a result speaks of one that is not among them.
    """
    return _of_year(clusters, report) or _of_those_named(clusters, report) or _implied(clusters, report)


def _of_those_named(clusters: list[Cluster], report: Report) -> list[Cluster]:
    home = _of_contestant(clusters, report) or nearest(clusters, report.view.index, report.token.i, report)
    if home is not None and _is_of_another_country(home, report):
        return []
    if home is not None and home.first_round is not None and _leads_on(home.first_round, report):
        home.tell(replace(report, value=Stage("scheduled", _AHEAD)))
        return [home.first_round]
    return [] if home is None else [home, *_beside(clusters, home, report)]


def _is_of_another_country(home: Cluster, report: Report) -> bool:
    """Whether a result that speaks of an election by itself stands in a sentence about another country alone."""
    here = {p.country for p in report.view.places if p.country}
    if report.view.index in home.in_sentences or home.country is None or not here or here & home.spoken.keys():
        return False
    return home.country not in here and _speaks_of_one(report)


def _leads_on(first: Cluster, report: Report) -> bool:
    """Whether the report tells who goes on to the second round, or stands in a sentence that does: the first one's result."""
    told = report.value
    if not isinstance(told, Result):
        return False
    here = [r.value for r in first.reports if r.view.index == report.view.index]
    return any(isinstance(r, Result) and r.outcome == "runoff" for r in (told, *here))


def _of_contestant(clusters: list[Cluster], report: Report) -> Cluster | None:
    """Where the sentence names no contest and one of several has the contestant already: that one."""
    index, told = report.view.index, report.value
    if not isinstance(told, Result) or any(
        _reaches(m, report) for g in clusters for m in g.in_sentences.get(index, ())
    ):
        return None
    near = [g for g in _news(clusters) if g.sentences[0] <= index and index - g.last_sentence <= ONWARD]
    having = [g for g in near if g.has(told.contestant)]
    return having[0] if len(having) == 1 else None


def has_contestant(clusters: Sequence[Cluster], reports: Iterable[Report]) -> bool:
    """Whether one of these results is of somebody who stood in one of the elections, as far as is told by now."""
    return any(g.has(result.contestant) for result in values(reports, Result) for g in clusters)


def _beside(clusters: list[Cluster], home: Cluster, report: Report) -> list[Cluster]:
    """The other elections that the report's sentence names by the same word as that one."""
    here = report.view.index
    tokens = {m.token for m in home.in_sentences.get(here, ())}
    if not tokens:
        return []
    there = (g for g in clusters if here in g.in_sentences and g is not home)  # of thousands, few are
    return [g for g in there if any(m.token in tokens for m in g.in_sentences[here])]


def _is_past(cluster: Cluster, latest: str) -> bool:
    """Whether it is an earlier election than those of the ``latest`` year that the text has one of."""
    return cluster.background or bool(cluster.years and max(cluster.years) < latest)


def _news(clusters: list[Cluster]) -> list[Cluster]:
    """Those that are no history and not only named to tell a time."""
    latest = max((year for g in clusters for year in g.years), default="")
    there = [g for g in clusters if not g.aside]
    return [g for g in there if not _is_past(g, latest)] or there


def _is_coming(cluster: Cluster) -> bool:
    """Whether it is said by now to lie ahead."""
    stages = values(cluster.reports, Stage)
    return sum(s.weight if s.status == "scheduled" else -s.weight for s in stages) > 0


def nearest(clusters: list[Cluster], here: int, at: int, report: Report | None = None) -> Cluster | None:
    """The election that the report speaks of: the nearest named in its sentence, else the one in mind, else one just after."""
    there = [(i, g) for i, g in enumerate(clusters) if here in g.in_sentences]
    mentions = ((m, i) for i, g in there for m in g.in_sentences[here])
    inside = [(abs(m.token.i - at), i) for m, i in mentions if report is None or _reaches(m, report)]
    if inside:
        return clusters[min(inside)[1]]
    news = _news(clusters)
    places = [(g, bisect_left(g.sentences, here)) for g in news]
    before = [(g.sentences[k - 1], not _is_coming(g), -i, g) for i, (g, k) in enumerate(places) if k]
    if before:
        index, *_, cluster = max(before, key=lambda b: b[:3])
        if here - index <= ONWARD:
            return cluster
    after = [(g.sentences[k], i) for i, (g, k) in enumerate(places) if k < len(g.sentences)]
    index, i = min(after, default=(here + _BACK + 1, -1))
    return news[i] if index <= here + _BACK else None


def named_after(clusters: list[Cluster], contest: Trigger) -> Cluster | None:
    """The election that a story names only after it has told of its result, in the same country as far as that is said."""
    here, country = contest.view.index, contest.own.country if contest.own else None
    coming = [
        g for g in clusters
        if here < g.mentions[0].view.index <= here + ONWARD and not (g.background or g.aside)
        and (g.country is None or country in (None, g.country))
    ]  # fmt: skip
    return min(coming, key=lambda g: g.mentions[0].view.index) if coming else None


def _of_year(clusters: list[Cluster], report: Report) -> list[Cluster]:
    """The election of the year that opens a result's sentence, or stands right behind it, where it names no contest: ``in 2016 she
    got 5,617 votes``.
    """
    index, view = report.view.index, report.view
    years = [m for m in view.moments if m.edtf and len(m.edtf) == 4 and _is_its_year(report, m)]
    if not isinstance(report.value, Result) or len(years) != 1 or not speaks_of_election(view):
        return []
    if any(m.token != report.token for g in clusters for m in g.in_sentences.get(index, ())):
        return []
    home = next((g for g in clusters if years[0].edtf in g.years), None)
    if home is None:
        home = Cluster(replace(implied_contest(view, report.token), day=years[0]))
        clusters.append(home)
    return [home]


def _is_its_year(report: Report, moment: Moment) -> bool:
    between = report.view.reading.transcript.text[report.end : moment.start].split()
    return report.view.token_at(moment.start).i <= 1 or (
        report.end <= moment.start and between in (["in"], ["back", "in"])
    )


def _implied(clusters: list[Cluster], report: Report) -> list[Cluster]:
    """A new election where a result speaks of one that no noun names: ``Rossi won the presidency with 58 per cent``."""
    result = report.value
    if not isinstance(result, Result) or not _speaks_of_one(report):
        return []
    contest = implied_contest(report.view, report.token)
    if _is_described(result, report.view.reading) and not (contest.kinds or contest.own or clusters):
        return []  # `a cluster of savers won a fifth of the votes`, where nothing else tells of an election
    coming = named_after(clusters, contest)
    if coming is None:
        coming = Cluster(contest)
        clusters.append(coming)
    return [coming]


def _speaks_of_one(report: Report) -> bool:
    """Whether the words of a result, or those around it, speak of an election by themselves."""
    result = report.value
    if not isinstance(result, Result) or result.basis == "poll":
        return False
    of_votes = result.vote_share and any(t.lower_ in _SHARES for t in report.view.doc)
    return bool(result.seats or result.votes or of_votes) or speaks_of_election(report.view)


def _is_described(result: Result, reading: Reading) -> bool:
    """Whether the contestant is no party and has no name, as far as capitals tell."""
    kind = result.contestant.kind
    return kind == "group" or (kind not in ("party", "person") and reading.cased and result.contestant.name.islower())


def join_weak(clusters: list[Cluster], contests: Iterable[Trigger], latest_year: str | None) -> None:
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
            home.add(contest)
