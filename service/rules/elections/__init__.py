"""From parsed sentences to election records: contests, reports, clusters, records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

from schemas import Result
from service.language.dates import Moment
from service.language.reading import Reading
from service.rules.elections.fields.allegations import find_allegations
from service.rules.elections.fields.outcomes import find_outcomes
from service.rules.elections.fields.reruns import find_reruns
from service.rules.elections.fields.shares import find_shares
from service.rules.elections.fields.status import find_authority, find_stages, find_turnout
from service.rules.elections.gaps import of_loose_ends
from service.rules.elections.grouping import Cluster, assign, group, has_contestant, join_weak, marked, named_after
from service.rules.elections.record import build, trace
from service.rules.elections.report import Report
from service.rules.elections.trigger import Trigger
from service.rules.elections.triggers.by_noun import find_contests
from service.rules.elections.triggers.by_verb import implied_contest, speaks_of_election
from service.rules.elections.triggers.standing import promoted
from service.rules.elections.view import View, views
from service.rules.found import Found
from service.words import load_words

_SHARES = frozenset(load_words("rules/elections")["results"]["share_nouns"]) | {"round", "runoff"}

_LATER = 8  # sentences for which it is remembered who stood


def find(reading: Reading) -> Found:
    """The elections that the transcript reports, in order of first mention, and what is left open about them."""
    seen = views(reading)
    contests = promoted(seen, [contest for v in seen for contest in find_contests(v)])
    contests = marked(contests, reading.main_country)
    latest = _latest_year(seen, contests)
    clusters = group(contests, latest)
    join_weak(clusters, contests, latest)
    named: dict[int, list[Trigger]] = {}
    for contest in contests:
        named.setdefault(contest.view.index, []).append(contest)
    told = _told(seen, named)
    loose = []
    for report in (report for v in seen for report in _reports(v, named, told, clusters)):
        homes = _of_year(clusters, report) or assign(clusters, report) or _implied(clusters, report)
        for home in homes:
            home.reports.append(report)
        loose += [] if homes else [report]
    built = [build(reading, cluster, seen) for cluster in clusters]
    kept = [(record, cluster) for cluster, (record, _) in zip(clusters, built, strict=True) if record is not None]
    return Found(
        records=[record for record, _ in kept],
        gaps=[*(gap for _, gaps in built for gap in gaps), *of_loose_ends(contests, loose, clusters)],
        traces=[trace(cluster, record) for record, cluster in kept],
    )


def _told(seen: Sequence[View], named: Mapping[int, list[Trigger]]) -> set[int]:
    """The sentences that name an election or have other words that speak of one."""
    naming = {i for i, mine in named.items() if any(not (c.weak or c.generic) for c in mine)}
    return naming | {v.index for v in seen if speaks_of_election(v)}


def _latest_year(seen: list[View], contests: list[Trigger]) -> str | None:
    """The latest year that the text names, not counting those after its own date other than of elections."""
    years = {m.edtf[:4] for v in seen for m in v.moments if m.edtf and m.edtf[:4].isdigit()}
    dateline = seen[0].dateline if seen else None
    known = {year for year in years if dateline is None or year <= dateline[:4]}
    return max(known | {c.year for c in contests if c.year}, default=None)


def _of_year(clusters: list[Cluster], report: Report) -> list[Cluster]:
    """The election of the year that opens a result's sentence, or stands right behind it, where it names no contest: ``in 2016 she
    got 5,617 votes``.
    """
    index, view = report.view.index, report.view
    years = [m for m in view.moments if m.edtf and len(m.edtf) == 4 and _is_its_year(report, m)]
    named = any(m.token != report.token for g in clusters for m in g.in_sentences.get(index, ()))
    if not isinstance(report.value, Result) or len(years) != 1 or named or not speaks_of_election(view):
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
    if not isinstance(result, Result) or result.basis == "poll":
        return []
    of_votes = result.vote_share and any(t.lower_ in _SHARES for t in report.view.doc)
    if not (result.seats or of_votes or speaks_of_election(report.view)):
        return []
    contest = implied_contest(report.view, report.token)
    if _is_described(result, report.view.reading) and not (contest.kinds or contest.own or clusters):
        return []  # `a cluster of savers won a fifth of the votes`, where nothing else tells of an election
    coming = named_after(clusters, contest)
    if coming is None:
        coming = Cluster(contest)
        clusters.append(coming)
    return [coming]


def _is_described(result: Result, reading: Reading) -> bool:
    """Whether the contestant is no party and has no name, as far as capitals tell."""
    kind = result.contestant.kind
    return kind == "group" or (kind not in ("party", "person") and reading.cased and result.contestant.name.islower())


def _reports(
    v: View, named: Mapping[int, list[Trigger]], told: Set[int], clusters: Sequence[Cluster]
) -> Iterator[Report]:
    """What the sentence says; ``named`` are the contests by sentence, ``told`` all sentences with words for a vote.

    Well after such words, `beat` and `suffered a defeat` count only of those who are known to have stood.
    """
    contests = named.get(v.index, [])
    here = any(not c.generic for c in contests)
    spoken = here or speaks_of_election(v)
    near = spoken or v.index - 1 in told
    apart = near or told.isdisjoint(range(v.index - _LATER, v.index))
    outcomes = [] if apart else [*find_outcomes(v, contest_here=True, named=here)]
    yield from outcomes if has_contestant(clusters, outcomes) else find_outcomes(v, contest_here=near, named=here)
    yield from find_shares(v, contest_here=near)
    yield from find_allegations(v, contest_here=here, contest_near=near)
    yield from find_reruns(v)
    yield from find_turnout(v)
    yield from find_authority(v)
    if here:
        yield from find_stages(v, contests)
