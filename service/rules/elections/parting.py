"""Two votes told as one: a first round and its run-off, a vote that was annulled and the one to be held in its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from schemas import ElectionStatus, Rerun, Result
from service.language.phrases import clause_head
from service.rules.elections.assignment import nearest
from service.rules.elections.cluster import Cluster
from service.rules.elections.clusters import Clusters
from service.rules.elections.report import Report, Stage, values
from service.rules.elections.trigger import Trigger
from service.words import words_in

_NEW = words_in("rules/elections", "background", "again")
_ORDERING = words_in("rules/elections", "reruns", "ordering")
_RETURNING = ("return", "go back", "going back")
_AVOIDED = frozenset({"avoid", "outright", "without"})
_SURE = 2.0  # weight of what one of the two tells of the other
_ALL = 90  # per cent: two who have so much between them stand in no first round
_TWO = 2


def parted(clusters: Clusters, contests: Sequence[Trigger]) -> list[Cluster]:
    """The elections in order of first mention, those that are two in reality parted."""
    beside: dict[int, list[Trigger]] = {}
    for contest in contests:
        home = nearest(clusters, contest.view.index, contest.token.i) if contest.weak else None
        if home is not None:
            beside.setdefault(home.order, []).append(contest)
    return [part for cluster in clusters.all for part in _parts(cluster, beside.get(cluster.order, ()))]


def _parts(cluster: Cluster, beside: Sequence[Trigger]) -> Iterable[Cluster]:
    """The cluster, or the two votes that its mentions and the weak ones ``beside`` them are of."""
    if cluster.sibling is not None:
        return [cluster]
    every = [*cluster.mentions, *(m for m in beside if m not in cluster.mentions)]
    return (
        _annulled(cluster, every) or _run_off_ahead(cluster, every) or _first_round_behind(cluster, every) or [cluster]
    )


def _run_off_ahead(cluster: Cluster, every: Sequence[Trigger]) -> list[Cluster]:
    """``took 28 per cent. The run-off is on June 7``: the first round, and the second, which has a time of its own."""
    there = [m for m in every if _is_second(cluster, m)]
    ahead = [m for m in there if _is_timed(m) and _is_to_come(cluster, m)]
    if not ahead or _is_decided(cluster) or not _is_told_of_before(cluster, every, there):
        return []
    days = {m.day for m in there if m.day}
    earlier = [replace(m, day=None) if m.day in days else m for m in cluster.mentions if m not in there]
    first = _cluster(cluster, earlier or [replace(there[0], day=None)], _SURE / 2, "held")
    second = _cluster(cluster, there, _SURE, "scheduled")
    for report in cluster.reports:
        (second if _is_stage(report, "scheduled") else first).tell(report)
    first.join(second)
    return [first, second]


def _is_second(cluster: Cluster, mention: Trigger) -> bool:
    """``the run-off``; where one is told of, ``return to the polls`` as well."""
    words = mention.view.said(mention.start, mention.end).lower()
    return mention.round == _TWO or (words.startswith(_RETURNING) and _TWO in cluster.rounds)


def _is_timed(mention: Trigger) -> bool:
    """Whether its clause has a time: ``the run-off on June 7``, ``a second round later this month``."""
    verb = clause_head(mention.token)
    return mention.day is not None or any(
        clause_head(mention.view.token_at(m.start)) == verb for m in mention.view.moments
    )


def _is_to_come(cluster: Cluster, mention: Trigger) -> bool:
    """Whether its sentence says more that the vote is to come than that it was held."""
    here = [r for r in cluster.reports_in.get(mention.view.index, ()) if isinstance(r.value, Stage)]
    own = [r for r in here if r.token == mention.token] or here
    weight = {"scheduled": 1, "held": -1}
    told = sum(weight.get(stage.status, 0) * stage.weight for stage in values(own, Stage))
    return told > 0 or (told == 0 and mention.day_of_year is not None)


def _is_decided(cluster: Cluster) -> bool:
    """Whether the results are those of the last round: somebody has won it, or two have all the votes."""
    told = values(cluster.reports, Result)
    shares = sorted((r.vote_share.low or 0 for r in told if r.vote_share), reverse=True)[:_TWO]
    outcomes = [r.outcome for r in told]
    return ("won" in outcomes and outcomes.count("runoff") < _TWO) or sum(shares) > _ALL


def _is_told_of_before(cluster: Cluster, every: Sequence[Trigger], there: Sequence[Trigger]) -> bool:
    """Whether the first round is told of too: its figures, or when it was."""
    figures = any((r.vote_share or r.votes) and r.basis != "poll" for r in values(cluster.reports, Result))
    return figures or any(m.round == 1 or m.deictic for m in every if m not in there)


def _first_round_behind(cluster: Cluster, every: Sequence[Trigger]) -> list[Cluster]:
    """``won the run-off with 54 per cent; in the first round she had 23``: the results of the first, apart from the second's."""
    back = [m for m in every if m.round == 1 and not _is_avoided(m)]
    if not back or not any(m.round == _TWO and not (m.year or _is_avoided(m)) for m in every):
        return []
    mine = [r for r in cluster.reports if isinstance(r.value, Result) and _nearest_in(every, r) in back]
    if not mine or not any(r not in mine for r in cluster.reports if isinstance(r.value, Result)):
        return []
    first = _cluster(cluster, back, _SURE, "held")
    second = _cluster(cluster, [m for m in cluster.mentions if m not in back] or cluster.mentions, 0, "held")
    for report in cluster.reports:
        if report in mine:
            first.tell(_as_of_first_round(report))
        else:
            second.tell(report)
    first.join(second)
    return [second, first]


def _is_avoided(mention: Trigger) -> bool:
    """``won outright in the first round``, ``avoided a run-off``: there was no second."""
    return not _AVOIDED.isdisjoint(mention.view.lemmas)


def _nearest_in(every: Sequence[Trigger], report: Report) -> Trigger | None:
    here = (m for m in every if m.view.index == report.view.index)
    return min(here, key=lambda m: abs(m.token.i - report.token.i), default=None)


def _as_of_first_round(report: Report) -> Report:
    """Who won the first round went on to the second."""
    told = report.value
    won = isinstance(told, Result) and told.outcome == "won"
    return (
        replace(report, value=told.model_copy(update={"outcome": "runoff"}))
        if won and isinstance(told, Result)
        else report
    )


def _annulled(cluster: Cluster, every: Sequence[Trigger]) -> list[Cluster]:
    """``The court annulled the election and ordered a new one to be held in May``."""
    undone = [r for r in cluster.reports if _is_stage(r, "annulled")]
    again = [m for m in every if _is_again(m) and (_is_timed(m) or _is_ordered(m) or _is_to_come(cluster, m))]
    if not undone or not again or any(r.scope == "partial" for r in values(cluster.reports, Rerun)):
        return []
    before = [m for m in every if not _is_again(m) and (m in cluster.mentions or m.view.index == undone[0].view.index)]
    first = _cluster(cluster, before or [replace(again[0], day=None)], 0, "annulled")
    days = {m.day_of_year for m in before if m.day_of_year}
    again = [replace(m, day=None) if m.day_of_year in days else m for m in again]
    second = _cluster(cluster, again, _SURE, "scheduled")
    for report in cluster.reports:
        if not (_is_stage(report, "scheduled") or isinstance(report.value, Rerun)):
            first.tell(report)
    first.sibling, second.sibling = second, first
    return [first, second]


def _is_again(mention: Trigger) -> bool:
    """``a new election``, ``fresh elections``, ``a repeat vote``."""
    return any(c.lower_ in _NEW for c in mention.token.lefts)


def _is_ordered(mention: Trigger) -> bool:
    """``ordered that a new vote be held``, ``scheduled a fresh ballot``; a time that is told in days orders it as well."""
    return bool(mention.view.durations) or any(t.lemma_.lower() in _ORDERING for t in mention.token.ancestors)


def _is_stage(report: Report, status: str) -> bool:
    return isinstance(report.value, Stage) and report.value.status == status


def _cluster(of: Cluster, mentions: Iterable[Trigger], weight: float, status: ElectionStatus) -> Cluster:
    """One of the two, with the kinds and the place of both, and that it is held or to come as the other tells."""
    part = Cluster(of.order)
    own = next((m.own for m in of.mentions if m.own is not None), None)
    for mention in mentions:
        part.add(replace(mention, weak=False, kinds=mention.kinds or tuple(of.kinds), own=mention.own or own))
    if weight:
        anchor = part.mentions[0]
        part.tell(Report(anchor.view, anchor.token, anchor.start, anchor.end, Stage(status, weight)))
    return part
