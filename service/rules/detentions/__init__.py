"""Detentions: arrests, charges, trials, sentences, abductions and releases."""

from __future__ import annotations

from service.language.reading import Reading
from service.rules.detentions.gaps import of_record, of_report, of_unread
from service.rules.detentions.grouping import group, is_event
from service.rules.detentions.naming import with_names
from service.rules.detentions.record import record
from service.rules.detentions.report import reports_in
from service.rules.detentions.scene import Scene
from service.rules.events.view import views
from service.rules.found import Found

__all__ = ["find"]


def find(reading: Reading) -> Found:
    """The detentions that the transcript reports, in the order of the text."""
    seen = [view for view in views(reading) if view.bears("detentions")]
    reports = with_names(reading, [report for view in seen for report in reports_in(view)])
    clusters = group(reports)
    scene = Scene(reading, clusters)
    made = [(cluster, *record(reading, cluster, scene)) for cluster in clusters if is_event(cluster)]
    made.sort(key=lambda made_: made_[1].evidence[0].start)
    gaps = [gap for cluster, one, _ in made for gap in of_record(one, cluster)]
    gaps += [of_report(cluster) for cluster in clusters if not is_event(cluster)]
    gaps += of_unread(seen, reports)
    return Found(
        records=[one for _, one, _ in made],
        gaps=sorted(gaps, key=lambda gap: gap.start),
        traces=[trace for _, _, trace in made],
    )
