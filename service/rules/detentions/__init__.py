"""Detentions: arrests, charges, trials, sentences, abductions and releases."""

from __future__ import annotations

from service.rules.detentions.candidates import candidates_in
from service.rules.detentions.merge import group, is_event
from service.rules.detentions.records import gaps, record
from service.rules.found import Found
from service.rules.reading import Reading

__all__ = ["find"]


def find(reading: Reading) -> Found:
    """The detentions that the transcript reports, in the order of the text."""
    candidates = [c for sentence in reading.parsed("detentions") for c in candidates_in(reading, sentence)]
    clusters = [cluster for cluster in group(candidates) if is_event(cluster)]
    made = [(cluster, record(reading, cluster)) for cluster in clusters]
    made.sort(key=lambda pair: pair[1].evidence[0].start)
    return Found([r for _, r in made], [gap for cluster, r in made for gap in gaps(reading, cluster, r)])
