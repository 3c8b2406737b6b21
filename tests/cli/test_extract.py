"""``onrecord extract``: what goes in, what comes out, and what is said when something is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from service.extract import extract
from service.read import read_text
from service.requests.parse import parse_json
from tests.conftest import Onrecord

NEWS = "Police in Norvik arrested 14 dock workers on Friday. “We will be back,” said Ida Holt, their spokeswoman."
VTT = "WEBVTT\n\n00:01.000 --> 00:04.000\nPolice in Norvik arrested\n\n00:04.000 --> 00:06.000\n14 dock workers.\n"
SRT = "1\n00:00:01,000 --> 00:00:04,000\nPolice in Norvik arrested 14 dock workers.\n"


def body(text: str, **about: str) -> bytes:
    """What HTTP answers to that text."""
    return extract(*parse_json(json.dumps({"text": text, **about}).encode())).model_dump_json().encode()


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.txt"
    path.write_text(NEWS, encoding="utf-8")
    return path


def test_one_file_gives_the_bytes_of_the_http_body_and_a_line_end(news: Path, onrecord: Onrecord) -> None:
    ended = onrecord("extract", news)
    assert (ended.status, ended.out, ended.err) == (0, body(NEWS) + b"\n", "")


def test_standard_input_is_read_as_a_file_is(news: Path, onrecord: Onrecord) -> None:
    assert onrecord("extract", "-", stdin=NEWS.encode()).out == onrecord("extract", news).out


@pytest.mark.parametrize(("name", "words"), [("a.vtt", VTT), ("a.srt", SRT), ("-", VTT), ("-", SRT)])
def test_subtitles_are_known_by_name_or_beginning_and_give_times(
    name: str, words: str, tmp_path: Path, onrecord: Onrecord
) -> None:
    path = name if name == "-" else tmp_path / name
    if isinstance(path, Path):
        path.write_text(words)
    answer = json.loads(onrecord("extract", path, stdin=words.encode()).out)
    assert answer["detentions"][0]["evidence"][0]["start_time"] == 1.0


def test_what_the_command_line_says_is_in_the_answer(news: Path, onrecord: Onrecord) -> None:
    ended = onrecord("extract", news, "--published", "2023-12-26", "--title", "Docks", "--source", "Norvik Post")
    assert ended.out == body(NEWS, published="2023-12-26", title="Docks", source="Norvik Post") + b"\n"


def test_only_the_records_asked_for_are_found(news: Path, onrecord: Onrecord) -> None:
    answer = json.loads(onrecord("extract", news, "--records", "statement, elections").out)
    assert answer["statements"]
    assert answer["detentions"] == []


def test_a_json_file_may_be_a_request_or_a_recognisers_segments(tmp_path: Path, onrecord: Onrecord) -> None:
    request, segments = tmp_path / "request.json", tmp_path / "segments.json"
    request.write_text(json.dumps({"text": NEWS, "published": "2023-12-26", "options": {"records": ["statements"]}}))
    segments.write_text(
        json.dumps({"text": NEWS, "language": "en", "segments": [{"start": 0, "end": 9, "text": NEWS}]})
    )
    of_request, of_segments = (json.loads(onrecord("extract", path).out) for path in (request, segments))
    assert of_request["transcript"]["published"] == "2023-12-26"
    assert of_request["detentions"] == []
    assert of_segments["detentions"][0]["evidence"][0]["end_time"] == 9


def test_output_goes_to_the_file_that_is_named(news: Path, tmp_path: Path, onrecord: Onrecord) -> None:
    out = tmp_path / "out.json"
    assert onrecord("extract", news, "-o", out).out == b""
    assert out.read_bytes() == body(NEWS) + b"\n"


def test_several_files_give_a_line_each_under_their_names(news: Path, tmp_path: Path, onrecord: Onrecord) -> None:
    """A file that cannot be read gives a line with its problem, and the others go on."""
    broken, last = tmp_path / "broken.txt", tmp_path / "last.vtt"
    broken.write_bytes(b"\xff\xfe\x00")
    last.write_text(VTT)
    ended = onrecord("extract", news, broken, last)
    lines = [json.loads(line) for line in ended.out.splitlines()]
    assert [line["id"] for line in lines] == [str(news), str(broken), str(last)]
    assert [set(line) - {"id"} for line in lines] == [{"extraction"}, {"problem"}, {"extraction"}]
    assert ended.status == 1
    assert str(broken) in ended.err
    assert "UTF-8" in ended.err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xff", "UTF-8"),
        (b"", "no words"),
        (b"   \n", "no words"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_in_one_line(
    content: bytes, said: str, tmp_path: Path, onrecord: Onrecord
) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(content)
    ended = onrecord("extract", path)
    assert (ended.status, ended.out) == (1, b"")
    assert ended.err.count("\n") == 1
    assert ended.err.startswith(f"onrecord: {path}: ")
    assert said in ended.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["missing.txt"], "missing.txt: there is no such file"),
        (["{empty}"], "no transcripts in it; expected files such as talk.vtt"),
        (
            ["{news}", "--media-url", "https://media.example/{{id}}"],
            "expected --output NAME.xlsx or NAME.html, or --format csv",
        ),
        (["{news}", "--format", "csv", "-o", "tables.csv"], "a folder to write them to"),
        (
            ["{news}", "-o", "a.xlsx", "--media-url", "javascript:{{id}}"],
            "makes no links; expected an address with {id}",
        ),
        (["{news}", "-o", "a.xlsx", "--media-url", "https://media.example/{{id"], "makes no links"),
        (["{news}", "-o", "a.xlsx", "--media-url", ""], "makes no links"),
        (["{news}", "-o", "a.xlsx", "--media-url", "https://media.example/{{id:>10}}"], "makes no links"),
        (["{news}", "-o", "tables.csv"], "a folder to write them to, or --output NAME.xlsx"),
        (["{news}", "-o", "a.xlsx", "--media-url", "https://media.example/{{id.x}}"], "makes no links"),
        (["{news}", "--records", "wars"], "unknown record type 'wars'; expected one of: elections,"),
        (["{news}", "--published", "yesterday"], "--published: published is not a date; expected YYYY"),
        (["{news}", "--language", "the Queen's"], "--language: language is not a tag; expected a BCP 47 tag"),
        (["{news}", "--format", "xml"], "'xml'"),
        (["{news}", "--processes", "0"], "--processes"),
        (["{news}", "--colour"], "--colour"),
        (["{news}", "-o", "{news}"], "input and output are the same file"),
        (["{news}", "-o", "no/such/folder"], "--output no/such/folder: No such file"),
        ([], "FILE"),
    ],
)
def test_a_wrong_command_is_said_in_one_line_that_names_what_was_expected(
    arguments: list[str], said: str, news: Path, tmp_path: Path, onrecord: Onrecord
) -> None:
    (tmp_path / "empty").mkdir()
    named = {"news": news, "empty": tmp_path / "empty"}
    ended = onrecord("extract", *(argument.format(**named) for argument in arguments))
    assert (ended.status, ended.out) == (2, b"")
    assert ended.err.count("\n") == 1
    assert said in ended.err
    assert news.read_text(encoding="utf-8") == NEWS


def test_a_pipeline_that_is_not_installed_is_said(
    news: Path, onrecord: Onrecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_PIPELINE", "en_no_such_pipeline")
    ended = onrecord("extract", news)
    assert ended.status == 1
    assert "en_no_such_pipeline" in ended.err


def test_offsets_are_into_the_text_that_the_file_holds(news: Path, onrecord: Onrecord) -> None:
    answer = json.loads(onrecord("extract", news).out)
    text = read_text(NEWS).text
    statement = answer["statements"][0]
    assert [text[e["start"] : e["end"]] for e in statement["evidence"]] == [e["text"] for e in statement["evidence"]]
