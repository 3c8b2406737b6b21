"""A request a line in, an answer a line out: same order, and no line stops another."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from service.requests.items import Defaults, line_items
from tests.conftest import Onrecord

TEXT = "Police in Norvik arrested {} dock workers on Friday."


def request(name: object, count: int = 14, **more: object) -> bytes:
    return json.dumps({"id": name, "text": TEXT.format(count), **more}).encode() + b"\n"


def answers(out: bytes) -> list[dict]:
    return [json.loads(line) for line in out.splitlines()]


def test_each_line_is_answered_in_order_whatever_the_others_hold(onrecord: Onrecord) -> None:
    lines = [
        b"\xef\xbb\xbf" + request("first"),
        b"\n",
        b"not json\n",
        b'["a list"]\n',
        request("unknown option", options={"colour": "red"}),
        b'{"id": "two forms", "text": "a", "srt": "b"}\n',
        b'{"id": "latin-1", "text": "\xe9"}\n',
        b'{"id": {"a": 1}, "text": "x"}\n',
        b'{"id": "deep", "text": ' + b"[" * 100_000 + b"}\n",
        b'{"id": "half a pair", "text": "\\ud800"}\n',
        request("\ud800"),
        request(7),
        request("last").rstrip(),
    ]
    ended = onrecord("extract", "--kind", "jsonl", "-", stdin=b"".join(lines))
    found = answers(ended.out)
    assert [line["id"] for line in found] == [
        "first", None, None, "unknown option", "two forms", None, None, None, "half a pair", "\ud800", 7, "last",
    ]  # fmt: skip
    right = ["first", "\ud800", 7, "last"]
    assert [line["id"] for line in found if "extraction" in line] == right
    assert ended.status == 1
    assert "and 3 more" in ended.err


def test_a_problem_names_its_line_where_there_is_no_id_and_the_field_at_fault(onrecord: Onrecord) -> None:
    lines = request(1) + b"\n{\n" + request(2, options={"records": ["wars"]})
    _, broken, wrong = answers(onrecord("extract", "--kind", "jsonl", "-", stdin=lines).out)
    assert broken["problem"]["detail"].startswith("line 3: ")
    assert broken["problem"]["type"] == "/problems/not-json"
    assert wrong["problem"]["errors"][0]["pointer"] == "/options/records/0"


def test_columns_of_a_data_set_are_passed_over_and_named(onrecord: Onrecord) -> None:
    lines = request(1, colour="red") + request(2, url="x", colour="blue")
    ended = onrecord("extract", "--kind", "jsonl", "-", stdin=lines)
    assert ended.out == onrecord("extract", "--kind", "jsonl", "-", stdin=request(1) + request(2)).out
    assert ended.status == 0
    assert ended.err.startswith("onrecord: fields that no request has were passed over: colour, url\n")


def test_a_line_says_more_than_the_command_line(onrecord: Onrecord) -> None:
    lines = request("own", published="2020-01-01") + request("default")
    ended = onrecord("extract", "--kind", "jsonl", "--published", "2023-12-26", "-", stdin=lines)
    assert [line["extraction"]["transcript"]["published"] for line in answers(ended.out)] == [
        "2020-01-01",
        "2023-12-26",
    ]


def test_several_processes_give_the_same_bytes_in_the_same_order(tmp_path: Path, onrecord: Onrecord) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(b"".join(request(n, n) if n % 5 else b"broken\n" for n in range(2, 40)))
    here = onrecord("extract", path, "--processes", "1")
    there = onrecord("extract", path, "--processes", "2")
    assert (there.out, there.status) == (here.out, here.status)
    assert len(answers(there.out)) == 38


def test_a_fault_of_our_own_costs_one_line(onrecord: Onrecord, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever breaks inside is told as a problem of that line."""
    from service.cli import answers as module

    real = module.extract

    def breaks(transcript, options, asker):
        if "13" in transcript.text:
            raise ZeroDivisionError("by zero")
        return real(transcript, options, asker)

    monkeypatch.setattr(module, "extract", breaks)
    ended = onrecord("extract", "--kind", "jsonl", "-", stdin=request("a") + request("b", 13) + request("c"))
    assert ["extraction" in line for line in answers(ended.out)] == [True, False, True]
    assert answers(ended.out)[1]["problem"]["status"] == 500
    assert ended.err.startswith("onrecord: b: ZeroDivisionError: by zero\n")
    assert "3 transcripts, 1 without an answer: 0 elections, 0 protests, 2 detentions, " in ended.err


def test_lines_are_read_as_they_are_needed() -> None:
    """Memory is bounded: no more of the input is read than is being worked on."""
    from service.cli.answers import answers as answer
    from service.requests.items import Defaults, line_items

    taken = 0

    class Lines(io.BytesIO):
        def readline(self, size=-1):
            nonlocal taken
            taken += 1
            return super().readline(size)

    lines = Lines(b"".join(map(request, range(10_000))))
    first = next(iter(answer(line_items(lines, Defaults()), processes=1)))
    assert first.item.id == 0
    assert taken < 50


def test_a_bar_is_drawn_on_a_terminal_only(tmp_path: Path, onrecord: Onrecord, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(request(1) + request(2))
    assert onrecord("extract", path).err.startswith("onrecord: 2 transcripts: ")
    monkeypatch.setattr("service.cli.progress.on_terminal", lambda: True)
    ended = onrecord("extract", path)
    assert "2 read" in ended.err
    assert len(answers(ended.out)) == 2


def test_requests_and_files_may_stand_side_by_side(tmp_path: Path, onrecord: Onrecord) -> None:
    lines, text = tmp_path / "in.ndjson", tmp_path / "a.txt"
    lines.write_bytes(request("x") + request("y"))
    text.write_text(TEXT.format(3))
    assert [line["id"] for line in answers(onrecord("extract", lines, text).out)] == ["x", "y", str(text)]


def test_a_date_in_words_is_read_and_one_that_is_none_is_a_warning(tmp_path: Path) -> None:
    """Data sets write dates in their own way: a line is not lost for it."""
    file = tmp_path / "lines.jsonl"
    lines = [
        {"id": 1, "text": "Rain from the west.", "published": "Aired May 3, 2019 - 20:00 ET"},
        {"id": 2, "text": "Rain from the west.", "published": "last week or so"},
        {"id": 3, "text": "Rain from the west.", "published": "2019-05-03 20:00:00"},
    ]
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))
    with file.open("rb") as opened:
        first, second, third = (item.work[0] for item in line_items(opened, Defaults()))
    assert first.published == "2019-05-03"
    assert "2019-05-03" in first.warnings[0]
    assert second.published is None
    assert "ISO 8601" in second.warnings[0]
    assert third.published == "2019-05-03"
    assert "20:00:00" in third.warnings[0]
