"""``onrecord cluster``: which records are of one event, what its sources say, and that the same corpus gives the same bytes."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from service.clusters.run import cluster
from tests.conftest import Onrecord
from tests.corpus.corpora import files, make, rows

Report = tuple[str, str, str]  # published, outlet, text
CASE: tuple[Report, ...] = (
    ("2031-02-04", "Radio Dajti", "Police in Tirana have arrested the editor Ilir Besha over a leaked contract."),
    ("2031-02-12", "Press Notes", "The editor Ilir Besha was charged on Tuesday with disclosing state secrets."),
    (
        "2031-03-06",
        "Black Sea Daily",
        "A court in Tirana sentenced the editor Ilir Besha to a year in prison on Wednesday.",
    ),
)
AGAIN: Report = ("2031-10-21", "Radio Dajti", "Ilir Besha, the editor, was arrested in Tirana on Monday for slander.")
MARCH: tuple[Report, ...] = (
    (
        "2031-03-17",
        "Radio Douro",
        "In Porto 3,000 nurses marched to the town hall on Monday over night pay, police said.",
    ),
    (
        "2031-03-18",
        "Atlantic Wire",
        "Some 5,000 nurses marched through Porto on Monday to demand night pay, organisers said.",
    ),
)
LISBON: Report = (
    "2031-03-18",
    "Lisbon Courier",
    "In Lisbon 1,200 nurses marched to parliament on Monday over night pay.",
)


def corpus(root: Path, reports: Sequence[Report], shards: int = 2) -> Path:
    """A corpus of these, with its events."""
    requests = [
        {
            "id": f"{published}-{outlet}",
            "published": published,
            "source": outlet,
            "text": text,
            "options": {"text": True},
        }
        for published, outlet, text in reports
    ]
    make(root, requests, shards=shards)
    cluster(root)
    return root


def events(root: Path, kind: str) -> list[dict[str, Any]]:
    """The events of a type."""
    return [row for row in rows(root, "events") if row["type"] == kind]


def test_a_person_held_in_three_reports_over_a_month_is_one_case_with_its_stages_in_order(tmp_path: Path) -> None:
    [case] = events(corpus(tmp_path, CASE), "detention")
    assert case["stages"] == "arrested 2031-02-04 | charged 2031-02-11 | sentenced 2031-03-05"
    assert (case["who"], case["place"], case["country"]) == ("Ilir Besha", "Tirana", "AL")
    assert (case["first_outlet"], case["first_published"], case["last_published"]) == (
        "Radio Dajti",
        "2031-02-04",
        "2031-03-06",
    )
    assert (case["transcripts"], case["sources"]) == (3, 3)


def test_who_is_held_again_after_that_is_another_case(tmp_path: Path) -> None:
    cases = events(corpus(tmp_path, [*CASE, AGAIN]), "detention")
    assert [case["transcripts"] for case in cases] == [3, 1]


def test_who_is_held_on_is_in_one_case(tmp_path: Path) -> None:
    """First detained, then arrested by a court: two stages of one case, as are two spellings of a name one name."""
    held = [
        ("2031-05-12", "Radio Galata", "Ferhan Đurić, mayor of Tirana, was detained in a corruption inquiry in Tirana on Monday."),
        ("2031-05-17", "Bosphorus Desk", "Mayor Ferhan Duric was arrested in the corruption inquiry by a court in Tirana on Friday."),
    ]  # fmt: skip
    assert [case["transcripts"] for case in events(corpus(tmp_path, held), "detention")] == [2]


def test_two_held_in_one_raid_and_two_towns_on_one_day_are_two(tmp_path: Path) -> None:
    raid = [
        ("2031-11-12", "Fjord Radio", "Jonas Kvale was arrested in a raid on a warehouse in Oslo on Tuesday."),
        ("2031-11-12", "Nordic Desk", "Petter Lund was arrested in the raid on a warehouse in Oslo on Tuesday."),
    ]
    root = corpus(tmp_path, [*raid, *MARCH, LISBON])
    assert [case["who"] for case in events(root, "detention")] == ["Jonas Kvale", "Petter Lund"]
    assert sorted((march["place"], march["transcripts"]) for march in events(root, "protest")) == [
        ("Lisbon", 1),
        ("Porto", 2),
    ]


def test_figures_stand_side_by_side_by_their_sources_and_disagreements_are_kept(tmp_path: Path) -> None:
    [march] = events(corpus(tmp_path, MARCH), "protest")
    assert march["figures"] == "3,000 (police; Radio Douro) | Some 5,000 (organisers; Atlantic Wire)"
    assert march["disagreements"] == "participants"
    told = json.loads(march["fields"])["participants"]
    assert [(one["value"]["low"], one["told_by"][0]["outlet"]) for one in told] == [
        (3000.0, "Radio Douro"),
        (5000.0, "Atlantic Wire"),
    ]


def test_the_scores_of_pairs_are_in_the_open(tmp_path: Path) -> None:
    root = corpus(tmp_path, [*MARCH, LISBON])
    pairs = rows(root, "pairs")
    assert [pair["decision"] for pair in pairs].count("one event") == 1
    for pair in pairs:
        parts = json.loads(pair["parts"])
        assert pair["score"] == sum(parts.values())
        assert (pair["decision"] == "one event") == (pair["score"] > 0)
    home = {(row["transcript"], row["record_id"]): row["event_id"] for row in rows(root, "members")}
    together = [
        home[p["transcript"], p["record_id"]] == home[p["other_transcript"], p["other_record_id"]] for p in pairs
    ]
    assert together == [pair["decision"].startswith("one event") for pair in pairs]


def test_the_same_reports_give_the_same_bytes_in_any_order(tmp_path: Path) -> None:
    reports = [*CASE, AGAIN, *MARCH, LISBON]
    one, other = corpus(tmp_path / "a", reports), corpus(tmp_path / "b", reports[::-1], shards=4)
    for name in ("events", "members", "pairs"):
        assert files(one / name) == files(other / name)
    before = files(one)
    cluster(one)
    assert files(one) == before


def test_an_event_keeps_its_id_while_later_reports_come_in(tmp_path: Path) -> None:
    first = events(corpus(tmp_path, CASE[:2]), "detention")
    later = events(corpus(tmp_path, [*CASE, AGAIN]), "detention")
    assert later[0]["event_id"] == first[0]["event_id"]
    assert later[0]["transcripts"] == 3


def test_events_go_with_a_transcript_that_is_forgotten(tmp_path: Path, onrecord: Onrecord) -> None:
    root = corpus(tmp_path, CASE)
    done = onrecord("forget", root, "2031-02-12-Press Notes")
    assert done.status == 0
    assert "onrecord cluster" in done.err
    assert not (root / "events").exists()
    assert onrecord("cluster", root).err.startswith("onrecord: 2 records")
    assert [case["transcripts"] for case in events(root, "detention")] == [2]


def test_a_folder_that_is_no_corpus_is_told(tmp_path: Path, onrecord: Onrecord) -> None:
    done = onrecord("cluster", tmp_path)
    assert done.status == 1
    assert "this is no corpus" in done.err
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_installed_is_told_with_the_extra(
    tmp_path: Path, onrecord: Onrecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("service.clusters.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "duckdb", None)
    done = onrecord("cluster", tmp_path)
    assert done.status == 2
    assert "this needs duckdb" in done.err
    assert "pip install 'onrecord[service,corpora]'" in done.err
