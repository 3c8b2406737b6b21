"""Protests: demonstrations, strikes, boycotts and riots, what they demand and how they are met."""

from __future__ import annotations

from service.language.reading import Reading
from service.rules.found import Found
from service.rules.protests.candidates import candidates_in
from service.rules.protests.demands import demands_near
from service.rules.protests.gaps import gaps, stray_gap
from service.rules.protests.merge import group
from service.rules.protests.records import record
from service.rules.protests.responses import responses_near
from service.rules.protests.riots import riots_near
from service.rules.protests.view import views

__all__ = ["find"]


def find(reading: Reading) -> Found:
    """The protests that the transcript reports, in the order of the text."""
    seen = views(reading)
    candidates = [c for view in seen if view.bears for c in candidates_in(view)]
    clusters, strays = group(candidates)
    asked, met = demands_near(seen, clusters), responses_near(reading, seen, clusters)
    nearby = zip(clusters, asked, met, riots_near(seen, clusters), strict=True)
    made = [(cluster, *record(reading, cluster, asks, met_by, riot)) for cluster, asks, met_by, riot in nearby]
    made.sort(key=lambda made_: made_[1].evidence[0].start)
    lacking = [gap for cluster, r, _ in made for gap in gaps(reading, cluster, r)]
    return Found(
        records=[r for _, r, _ in made],
        gaps=lacking + [gap for c in strays if (gap := stray_gap(c)) is not None],
        traces=[trace for _, _, trace in made],
    )
