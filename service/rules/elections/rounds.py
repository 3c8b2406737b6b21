"""A first round and its run-off, or a vote annulled and its repeat, told of as one vote."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from schemas import Rerun, Result
from service.rules.elections.cluster import Cluster
from service.rules.elections.report import Report, Stage, values
from service.rules.elections.trigger import Trigger
from service.words import words_in

_ANEW = words_in("rules/elections", "reruns", "anew")
_SET = 2.0  # weight of a day set for the repeat


def parted(cluster: Cluster) -> Iterator[Cluster]:
    """The votes that it is: ``took 28 per cent. The run-off is on June 7``, ``was annulled. A new vote will be held on June 7``."""
    repeats, again = _repeats(cluster)
    if repeats and any(mention not in repeats for mention in cluster.mentions):
        yield from _apart(cluster, repeats, again)
        return
    told = values(cluster.reports, Result)
    counted = any((r.vote_share or r.votes) and r.basis != "poll" for r in told)
    decided = any(r.outcome in ("won", "conceded") for r in told)
    ahead = [m for m in cluster.mentions if m.day_of_year or m.round]
    days = {m.view.index for m in ahead if m.day_of_year}
    to_come = [r for r in cluster.reports if isinstance(r.value, Stage) and r.value.status == "scheduled"]
    if not (cluster.leads_on and counted and any(r.view.index in days for r in to_come)) or decided:
        yield cluster
        return
    yield from _apart(cluster, ahead, to_come)


def _repeats(cluster: Cluster) -> tuple[list[Trigger], list[Report]]:
    """The mentions of the repeat of a vote that was annulled, with its day, and what tells that it is to come."""
    undone = [r.view.index for r in cluster.reports if isinstance(r.value, Stage) and r.value.status == "annulled"]
    later = [r for r in cluster.reports if undone and r.view.index >= undone[0]]
    named = [m for m in cluster.mentions if undone and m.day and _ANEW & {c.lower_ for c in m.token.children}]
    if named:
        here = {m.view.index for m in named}
        return named, [r for r in later if isinstance(r.value, Stage) and r.view.index in here]
    ordered = [r for r in later if isinstance(r.value, Rerun) and r.value.scope == "full" and r.value.polling_day]
    made = [
        replace(cluster.mentions[0], view=r.view, token=r.token, start=r.start, end=r.end, day=day)
        for r in ordered[:1]
        for day in [m for m in r.view.moments if m.edtf][:1]
    ]
    return made, [replace(r, value=Stage("scheduled", _SET)) for r in ordered[:1]]


def _apart(cluster: Cluster, ahead: Sequence[Trigger], to_come: Sequence[Report]) -> Iterator[Cluster]:
    """The vote told of, and the one to come with the mentions ``ahead`` and the reports about it."""
    own = next((m.own for m in cluster.mentions if m.own is not None), None)
    first, second = Cluster(cluster.order), Cluster(cluster.order)
    for mention in (*(m for m in cluster.mentions if m not in ahead), *ahead):
        known = replace(mention, kinds=mention.kinds or tuple(cluster.kinds), own=mention.own or own)
        (second if mention in ahead else first).add(known)
    if not first.mentions:
        first.add(replace(second.mentions[0], day=None))
    second.follow(first, second.mentions[0])
    for report in cluster.reports:
        if report not in to_come:
            first.tell(report)
    for report in to_come:
        second.tell(report)
    yield from (first, second)
