"""Options and forms are the same through every door: JSON, a raw body with a query, a line of a stream, the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.read.said import SCRIPTS
from tests.read.test_forms import ALL

WORDS = "Police in Norvik arrested 14 dock workers on Friday. “We will be back,” said Ida Holt."
VTT = f"WEBVTT\n\n00:01.000 --> 00:05.000\n{WORDS}\n"
SRT = f"1\n00:00:01,000 --> 00:00:05,000\n{WORDS}\n"
WHISPER = {"text": WORDS, "language": "en", "segments": [{"start": 1.0, "end": 5.0, "text": WORDS}]}
OPTIONS = {"records": ["detentions"], "text": True, "turns": True, "min_confidence": 0.25}
QUERY = "?records=detentions&text=true&turns=true&min_confidence=0.25"
COMMAND = ("--records", "detentions", "--text", "--turns", "--min-confidence", "0.25")


def post(client, body, media_type="application/json", query="", path="/v1/extractions"):
    content = body if isinstance(body, str | bytes) else json.dumps(body)
    return client.post(f"{path}{query}", content=content, headers={"content-type": media_type})


@pytest.mark.parametrize("body", [WORDS, VTT, SRT, json.dumps(WHISPER)])
def test_every_door_gives_the_same_bytes(client, onrecord, body):
    """A transcript in any form, told by what is in it, with all options."""
    asked = {"transcript": body, "options": OPTIONS}
    answer = post(client, asked)
    assert answer.status_code == 200
    assert answer.json()["transcript"]["text"] == WORDS
    assert post(client, body, "text/plain", QUERY).content == answer.content
    assert post(client, {"transcript": body}, query=QUERY).content == answer.content
    line = json.dumps({"id": 1, **asked})
    streamed = post(client, line, "application/x-ndjson", path="/v1/extractions/stream").content
    assert streamed == b'{"id":1,"extraction":%b}\n' % answer.content
    assert onrecord("extract", "--kind", "jsonl", "-", stdin=line.encode()).out == streamed
    assert onrecord("extract", "-", *COMMAND, stdin=body.encode()).out == answer.content + b"\n"
    line = json.dumps({"id": 1, "transcript": body})
    assert onrecord("extract", "--kind", "jsonl", "-", *COMMAND, stdin=line.encode()).out == streamed


def test_json_need_not_be_a_string(client):
    assert post(client, {"transcript": WHISPER}).content == post(client, {"segments": WHISPER}).content
    assert post(client, {"transcript": WHISPER["segments"]}).json()["transcript"]["form"]["times"] == 1


@pytest.mark.parametrize(
    ("body", "form"),
    [
        ({"text": WORDS}, {"name": "text", "cues": 0, "speakers": 0, "times": 0}),
        ({"vtt": VTT.replace("Police", "<v Ida Holt>Police")}, {"name": "vtt", "cues": 1, "speakers": 1, "times": 1}),
        ({"srt": SRT}, {"name": "srt", "cues": 1, "speakers": 0, "times": 1}),
        ({"segments": [{"text": WORDS, "speaker": "Ida"}]}, {"name": "segments", "cues": 1, "speakers": 1, "times": 0}),
    ],
)
def test_the_answer_says_what_was_found_of_the_form(client, body, form):
    assert post(client, body).json()["transcript"]["form"] == form


@pytest.mark.parametrize(
    ("text", "called", "form"),
    [
        (VTT, "WebVTT", "vtt"),
        (SRT, "SubRip", "srt"),
        (json.dumps(WHISPER), "JSON", "segments"),
        (f"[00:01.000 --> 00:05.000] {WORDS}\n[00:05.000 --> 00:07.000] It rained.", "Text with times", "transcript"),
        (f"<html><body><p>{WORDS}</p></body></html>", "HTML", "transcript"),
    ],
)
def test_text_stays_the_callers_own_and_a_warning_says_what_it_looks_like(client, text, called, form):
    answer = post(client, {"text": text, "options": {"text": True}}).json()
    assert answer["transcript"]["text"] == text
    [warning] = answer["report"]["warnings"]
    assert called in warning
    assert f"`{form}`" in warning
    assert all(text[e["start"] : e["end"]] == e["text"] for d in answer["detentions"] for e in d["evidence"])


def test_running_text_has_no_such_warning(client):
    for text in (WORDS, "<applause> It rained.", "10:30 - 11:00: Opening", "{laughs} It rained.", "1\nIt rained."):
        assert post(client, {"text": text}).json()["report"]["warnings"] == []


@pytest.mark.parametrize(
    ("query", "field"),
    [("?text=yes", "/text"), ("?min_confidence=2", "/min_confidence"), ("?min_confidence=much", "/min_confidence"),
     ("?turns=1", "/turns")],
)  # fmt: skip
def test_an_option_that_is_none_is_told(client, query, field):
    answer = post(client, WORDS, "text/plain", query)
    assert answer.status_code == 422
    [error] = answer.json()["errors"]
    assert error["pointer"] == field
    assert error["expected"]


def test_records_of_little_confidence_are_left_out_and_counted(client):
    """Links to them go, gaps about them stay, and a warning says how many went."""
    everything = post(client, {"text": WORDS}).json()
    counted = sum(len(everything[plural]) for plural in ("elections", "protests", "detentions", "statements"))
    assert counted == 2
    sure = post(client, {"text": WORDS, "options": {"min_confidence": 1.0}}).json()
    assert not any(sure[plural] for plural in ("elections", "protests", "detentions", "statements"))
    assert sure["report"]["warnings"] == [f"{counted} of {counted} records have a confidence under 1: left out"]
    assert {gap["record"] for gap in sure["report"]["gaps"]} <= {None}
    assert len(sure["report"]["gaps"]) == len(everything["report"]["gaps"])


@pytest.mark.parametrize(
    ("stories", "field"),
    [
        ([{"start": len(WORDS)}], "/stories/0/start"),
        ([{"start": 0}, {"start_time": 3.0}], "/stories/1/start_time"),
        ([{"start": 0, "start_time": 1.0}], "/stories/0"),
        ([{"title": "Where?"}], "/stories/0"),
        ([{"start": 0, "kind": "weather"}], "/stories/0/kind"),
    ],
)
def test_a_story_that_begins_nowhere_is_told(client, stories, field):
    answer = post(client, {"text": WORDS, "stories": stories})
    assert answer.status_code == 422
    problem = answer.json()
    assert field in (problem["errors"][0]["pointer"] if problem["errors"] else problem["detail"])


@pytest.mark.parametrize(("name", "media_type"), [
    ("ttml", "application/ttml+xml"), ("csv", "text/csv"), ("html", "text/html"), ("whisper", "application/json"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"), ("sbv", "text/plain"),
    ("deepgram", "application/json"), ("segments", "application/json"), ("ebu stl", "application/octet-stream"),
])  # fmt: skip
def test_the_running_doors_answer_alike(client, onrecord, tmp_path: Path, name: str, media_type: str) -> None:
    data = ALL[name].data(SCRIPTS["two voices"])
    path = tmp_path / ALL[name].name
    path.write_bytes(data)
    answer = client.post("/v1/extractions", content=data, headers={"content-type": media_type})
    assert answer.status_code == 200
    assert onrecord("extract", str(path)).out == answer.content + b"\n"
    assert answer.json()["transcript"]["form"]["times"] == 4
