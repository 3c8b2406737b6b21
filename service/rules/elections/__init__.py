"""From parsed sentences to election records: contests, reports, clusters, records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

from schemas import Result
from service.language.reading import Reading
from service.rules.elections.assignment import assign, has_contestant, join_weak
from service.rules.elections.clusters import Clusters
from service.rules.elections.fields.allegations import find_allegations
from service.rules.elections.fields.kinds import alike
from service.rules.elections.fields.outcomes import find_outcomes
from service.rules.elections.fields.reruns import find_reruns
from service.rules.elections.fields.shares import Field, find_shares
from service.rules.elections.fields.status import (
    find_authority,
    find_stages,
    find_stages_beside,
    find_turnout,
    is_slight,
)
from service.rules.elections.fields.tally import tallied
from service.rules.elections.gaps import of_loose_ends
from service.rules.elections.grouping import group, marked
from service.rules.elections.races import by_race
from service.rules.elections.record import build, trace
from service.rules.elections.report import Report
from service.rules.elections.rounds import parted
from service.rules.elections.trigger import Trigger
from service.rules.elections.triggers.by_noun import find_contests
from service.rules.elections.triggers.by_verb import speaks_of_election
from service.rules.elections.triggers.standing import promoted
from service.rules.elections.view import View, views
from service.rules.found import Found

__all__ = ["find"]

_SHARES = 3  # sentences after words for a vote in which shares are still of it
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
    lists = tallied(seen, told)
    listed = {report.view.index for one in lists for report in one}
    loose: list[Report] = []
    said: list[Report] = []
    for v in seen:
        counting: Field | None = "seats" if any(r.value.seats for r in said if isinstance(r.value, Result)) else None
        polled = any(isinstance(r.value, Result) and r.value.basis == "poll" for r in said)
        said = []
        for report in () if v.index in listed else _reports(v, named, told, clusters, counting):
            report = _of_the_same_poll(report) if polled else report
            homes = assign(clusters, report)
            for home in homes:
                clusters.tell(home, report)
            loose += [] if homes else [report]
            said.append(report)
    for one in lists:
        _tell_all(clusters, one)
    loose = [report for report in loose if not _told_late(clusters, report)]
    every = by_race(reading, [part for cluster in clusters.all for part in parted(cluster)])
    built = [build(reading, cluster, seen) for cluster in every]
    kept = [(record, cluster) for cluster, (record, _) in zip(every, built, strict=True) if record is not None]
    return Found(
        records=[*alike([record for record, _ in kept])],
        gaps=[*(gap for _, gaps in built for gap in gaps), *of_loose_ends(contests, loose, every)],
        traces=[trace(cluster, record) for record, cluster in kept],
    )


def _tell_all(clusters: Clusters, listed: Sequence[Report]) -> None:
    """Give the results of one list to the election that the first of them speaks of, as far as its place tells."""
    homes = next(filter(None, (assign(clusters, report) for report in listed)), [])
    for home in homes:
        for report in listed:
            clusters.tell(home, report)


def _of_the_same_poll(report: Report) -> Report:
    """A share right after those of an opinion poll, nothing else being named that it rests on, is of that poll."""
    told = report.value
    if not isinstance(told, Result) or told.outcome is not None or told.basis != "unknown":
        return report
    return replace(report, value=told.model_copy(update={"basis": "poll"}))


def _told_late(clusters: Clusters, report: Report) -> bool:
    """A result before the words that speak of its election: whether there is one by now that takes it."""
    homes = assign(clusters, report) if isinstance(report.value, Result) else []
    for home in homes:
        clusters.tell(home, report)
    return bool(homes)


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


def _reports(
    v: View, named: Mapping[int, list[Trigger]], told: Set[int], clusters: Clusters,
    counting: Field | None,
) -> Iterator[Report]:  # fmt: skip
    """What the sentence says; ``named`` are the contests by sentence, ``told`` all sentences with words for a vote, ``counting`` what
    the figures of the one before count.

    Well after such words, `beat` and `suffered a defeat` count only of those who are known to have stood.
    """
    contests = named.get(v.index, [])
    here = any(not c.generic for c in contests)
    spoken = here or speaks_of_election(v)
    near = spoken or v.index - 1 in told
    apart = near or told.isdisjoint(range(v.index - _LATER, v.index))
    outcomes = [] if apart else [*find_outcomes(v, contest_here=True, named=here)]
    yield from outcomes if has_contestant(clusters, outcomes) else find_outcomes(v, contest_here=near, named=here)
    yield from find_shares(
        v, contest_here=near or not told.isdisjoint(range(v.index - _SHARES, v.index)), counting=counting
    )
    yield from find_allegations(v, contest_here=here, contest_near=near)
    yield from find_reruns(v)
    yield from find_turnout(v)
    yield from find_authority(v)
    if here:
        yield from find_stages(v, contests)
    elif any(c.weak for c in contests):
        yield from (r for r in find_stages(v, contests) if not is_slight(r.value))
    elif near:
        yield from find_stages_beside(v)
