"""Detentions: arrests, charges, trials, sentences, abductions and releases."""

from __future__ import annotations

from collections.abc import Iterator

from schemas import Detention, Gap
from service.language.reading import Reading
from service.rules.detentions.candidates import Candidate, candidates_in
from service.rules.detentions.gaps import of_record, of_report, of_unread
from service.rules.detentions.merge import Cluster, group, is_event
from service.rules.detentions.records import record, trace
from service.rules.found import Found

__all__ = ["find"]


def find(reading: Reading) -> Found:
    """The detentions that the transcript reports, in the order of the text."""
    candidates = [c for sentence in reading.parsed("detentions") for c in candidates_in(reading, sentence)]
    clusters = group(candidates)
    made = [(cluster, record(reading, cluster) if is_event(cluster) else None) for cluster in clusters]
    kept = sorted(((r, cluster) for cluster, r in made if r is not None), key=lambda pair: pair[0].evidence[0].start)
    return Found(
        records=[r for r, _ in kept],
        gaps=sorted(_gaps(reading, candidates, made), key=lambda gap: gap.start),
        traces=[trace(cluster) for _, cluster in kept],
    )


def _gaps(reading: Reading, candidates: list[Candidate], made: list[tuple[Cluster, Detention | None]]) -> Iterator[Gap]:
    for cluster, one in made:
        yield from of_record(one, cluster) if one is not None else (of_report(cluster),)
    yield from of_unread(reading, candidates)
