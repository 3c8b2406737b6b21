"""The promise: of events told by several reports with look-alikes beside them, pairs are told right."""

from __future__ import annotations

from benchmarks.clusters.__main__ import HERE, KINDS
from benchmarks.clusters.gold import read
from benchmarks.clusters.measure import found_in
from benchmarks.clusters.score import Found, of_records


def test_our_own_set_has_eighty_events_and_more_told_by_two_to_five() -> None:
    told: dict[tuple[str, str], set[str]] = {}
    for report in read(HERE / "own"):
        for kind, names in report.events.items():
            for name in names:
                told.setdefault((kind, name), set()).add(report.id)
    several = [ids for ids in told.values() if len(ids) > 1]
    assert len(several) >= 80
    assert max(map(len, several)) <= 5


def test_pairs_of_a_quarter_of_our_own_set_are_told_right() -> None:
    """`make clusters` has the figures over all of it, and over gold."""
    reports = [report for report in read(HERE / "own") if report.published < "2031-04"]
    score = of_records(found_in(reports), KINDS)
    assert score.right > 20
    assert score.f1 >= 0.88, score


def test_a_pair_joined_wrongly_and_one_parted_wrongly_both_count() -> None:
    found = [Found("a", "protest", "x", "1"), Found("b", "protest", "x", "2"), Found("c", "protest", "y", "1")]
    score = of_records(found, KINDS)
    assert (score.right, score.missed, score.false) == (0, 1, 1)
