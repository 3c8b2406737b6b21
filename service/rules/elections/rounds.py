"""A first round and its run-off told of as one vote."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from schemas import Result
from service.rules.elections.cluster import Cluster
from service.rules.elections.report import Stage, values


def parted(cluster: Cluster) -> Iterator[Cluster]:
    """``took 28 per cent. The run-off is on June 7``: the first round with what is counted, and the second with its day."""
    told = values(cluster.reports, Result)
    counted = any((r.vote_share or r.votes) and r.basis != "poll" for r in told)
    decided = any(r.outcome in ("won", "conceded") for r in told)
    ahead = [m for m in cluster.mentions if m.day_of_year or m.round]
    days = {m.view.index for m in ahead if m.day_of_year}
    to_come = [r for r in cluster.reports if isinstance(r.value, Stage) and r.value.status == "scheduled"]
    if not (cluster.leads_on and counted and any(r.view.index in days for r in to_come)) or decided:
        yield cluster
        return
    own = next((m.own for m in cluster.mentions if m.own is not None), None)
    first, second = Cluster(cluster.order), Cluster(cluster.order)
    for mention in cluster.mentions:
        known = replace(mention, kinds=mention.kinds or tuple(cluster.kinds), own=mention.own or own)
        (second if mention in ahead else first).add(known)
    if not first.mentions:
        first.add(replace(second.mentions[0], day=None))
    second.follow(first, second.mentions[0])
    for report in cluster.reports:
        (second if report in to_come else first).tell(report)
    yield from (first, second)
