"""Protests: demonstrations, strikes, boycotts and riots, what they demand and how they are met."""

from __future__ import annotations

from service.language.reading import Reading
from service.rules.events.view import views
from service.rules.found import Found
from service.rules.protests.around.causes import causes_near
from service.rules.protests.around.demands import demands_near
from service.rules.protests.around.responses import responses_near
from service.rules.protests.around.riots import riots_near
from service.rules.protests.gaps import gaps, stray_gap
from service.rules.protests.grouping import group
from service.rules.protests.record import record
from service.rules.protests.report import reports_in

__all__ = ["find"]


def find(reading: Reading) -> Found:
    """The protests that the transcript reports, in the order of the text."""
    seen = views(reading)
    reports = [c for view in seen if view.bears("protests") for c in reports_in(view)]
    clusters, strays = group(reports)
    asked, met = demands_near(seen, clusters), responses_near(reading, seen, clusters)
    for asks, causes in zip(asked, causes_near(seen, clusters), strict=True):
        asks.around += causes
    nearby = zip(clusters, asked, met, riots_near(seen, clusters), strict=True)
    made = [(cluster, *record(reading, cluster, asks, met_by, riot)) for cluster, asks, met_by, riot in nearby]
    made.sort(key=lambda made_: made_[1].evidence[0].start)
    lacking = [gap for cluster, r, _ in made for gap in gaps(reading, cluster, r)]
    return Found(
        records=[r for _, r, _ in made],
        gaps=lacking + [gap for c in strays if (gap := stray_gap(c)) is not None],
        traces=[trace for _, _, trace in made],
    )
