"""Detentions: arrests, charges, trials, sentences, abductions and releases."""

from __future__ import annotations

from service.rules.detentions.candidates import candidates_in
from service.rules.detentions.merge import group, is_event
from service.rules.detentions.records import gaps, record, trace
from service.rules.found import Found
from service.rules.reading import Reading

__all__ = ["find"]


def find(reading: Reading) -> Found:
    """The detentions that the transcript reports, in the order of the text."""
    candidates = [c for sentence in reading.parsed("detentions") for c in candidates_in(reading, sentence)]
    clusters = group(candidates)
    made = [(cluster, record(reading, cluster) if is_event(cluster) else None) for cluster in clusters]
    kept = sorted(((r, cluster) for cluster, r in made if r is not None), key=lambda pair: pair[0].evidence[0].start)
    return Found(
        records=[r for r, _ in kept],
        gaps=[gap for cluster, r in made for gap in gaps(cluster, r)],
        traces=[trace(cluster) for _, cluster in kept],
    )
