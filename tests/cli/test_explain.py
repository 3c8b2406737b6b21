"""``onrecord explain``: for each record its facts, its rules, their words and places; and what is open."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from service.extract import extract
from service.requests.items import Defaults, file_item
from service.rules.catalogue import descriptions
from tests.conftest import Onrecord

REPORT = "The harbour was quiet.\nPolice in Valletta arrested 14 dock workers on Friday.\n"
TIMED = "WEBVTT\n\n01:02:03.000 --> 01:02:09.000\nPolice in Valletta arrested 14 dock workers.\n"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT)
    return path


def test_a_record_is_told_with_its_rule_and_the_words_by_line_and_offset(onrecord: Onrecord, report: Path) -> None:
    """What was found, which rule found it, what that rule looks for, the word it saw, and what the record rests on."""
    ended = onrecord("explain", report)
    told = " ".join(ended.out.decode().split())
    assert ended.status == 0
    assert "Detention 1 confidence" in told
    assert "detainees: 14 dock workers" in told
    assert f"verb {descriptions('detentions')['verb']} “arrested” line 2, 42-50" in told
    assert "rests on “Police in Valletta arrested 14 dock workers on Friday” line 2, 23-76" in told


def test_words_of_a_timed_transcript_have_their_time(onrecord: Onrecord, tmp_path: Path) -> None:
    path = tmp_path / "talk.vtt"
    path.write_text(TIMED)
    told = " ".join(onrecord("explain", path).out.decode().split())
    assert "“arrested” line 1, 19-27, 1:02:03" in told


def test_what_is_open_names_its_record(onrecord: Onrecord, tmp_path: Path) -> None:
    """A gap says what is missing, of which record, and where the words stand."""
    path = tmp_path / "quote.txt"
    path.write_text('"The doors were locked from the inside and nobody came to open them for us."')
    told = " ".join(onrecord("explain", path).out.decode().split())
    assert "NOT SETTLED (2)" in told
    assert "statement (statement 1): words said without a speaker" in told


def test_json_holds_every_record_of_the_extraction_and_points_at_its_words(onrecord: Onrecord, example: Path) -> None:
    """Records and gaps are those of ``onrecord extract``; each has a rule, and all words stand where it says."""
    told = json.loads(onrecord("explain", example, "--format", "json").out)
    with example.open("rb") as file:
        transcript, options = file_item(str(example), file, None, Defaults()).work  # type: ignore[misc]
    found = extract(transcript, options)
    assert [r["id"] for r in told["records"]] == [
        r.id for plural in ("elections", "protests", "detentions", "statements") for r in getattr(found, plural)
    ]
    assert len(told["gaps"]) == len(found.report.gaps)
    assert all(record["rules"] and record["summary"] for record in told["records"])
    words = [w for r in told["records"] for use in r["rules"] for w in use["words"]]
    words += [w for r in told["records"] for w in r["evidence"]] + [gap["words"] for gap in told["gaps"]]
    for w in words:
        assert transcript.text[w["start"] : w["end"]] == w["text"] != ""
        assert transcript.text.count("\n", 0, w["start"]) + 1 == w["line"]


def test_several_transcripts_give_a_line_each_and_a_bad_one_stops_none(onrecord: Onrecord, report: Path) -> None:
    bad = report.with_name("bad.txt")
    bad.write_bytes(b"\xff\xfe\xff")
    ended = onrecord("explain", bad, report, "--format", "json")
    first, second = map(json.loads, ended.out.splitlines())
    assert ended.status == 1
    assert first["problem"]["status"] == 422
    assert second["explanation"]["records"]
    assert "bad.txt" in ended.err
    assert "report.txt" in onrecord("explain", bad, report).out.decode()


def test_a_transcript_without_records_says_so(onrecord: Onrecord) -> None:
    assert b"No elections, protests" in onrecord("explain", "-", stdin=b"The bakery opened a second oven.").out
