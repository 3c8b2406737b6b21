"""What the command line writes: whole or not at all, taken up where it was cut off, and nothing that steers or calculates."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from service.cli.pages import _Names
from service.cli.written import opened, taken_up
from service.errors import OnrecordError, TooLarge
from service.requests.items import Defaults, Item, file_item, line_items
from tests.conftest import Onrecord

RUN = [sys.executable, "-c", "import sys; from service.cli import main; main(sys.argv[1:])"]
NAUGHTY = "\x1b[31mred\x1b]0;owned\x07\x9b2J\u202e"


def shell(command: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    """``$O`` is the command line, given by files so that no quoting is needed."""
    line = f"O() {{ {RUN[0]} -c 'import sys; from service.cli import main; main(sys.argv[1:])' \"$@\"; }}; {command}"
    return subprocess.run(["bash", "-c", line], cwd=folder, capture_output=True, timeout=120, check=False)


def lines(*records: object) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


def test_no_cell_is_a_formula(onrecord: Onrecord, tmp_path: Path) -> None:
    """Ids and words that a spreadsheet would calculate with stand behind an apostrophe; numbers stay numbers."""
    said = "“@SUM(1+1) is what we ask,” said Ida Holt. “=1+2 is not,” said Tom Vale. “-2+3 neither,” said Bo Lind."
    source = tmp_path / "in.jsonl"
    source.write_text(lines({"id": "=cmd|'/c calc'!A1", "text": said}, {"id": -5, "text": said}))
    onrecord("extract", source, "--format", "csv", "-o", tmp_path / "tables")
    with (tmp_path / "tables" / "statements.csv").open(newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert "'=cmd|'/c calc'!A1" in cells
    assert "-5" in cells
    assert any(cell.startswith("'@SUM") for cell in cells)
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r") and cell != "-5"]


@pytest.mark.parametrize("command", [["extract", "--format", "table"], ["explain"]])
def test_nothing_that_came_in_steers_the_terminal(onrecord: Onrecord, tmp_path: Path, command: list[str]) -> None:
    """Ids, titles, words, fields, and names of files, in answers and in what is said of problems."""
    source = tmp_path / f"{NAUGHTY.replace('/', '')}.jsonl"
    source.write_text(
        lines(
            {"id": NAUGHTY, "title": NAUGHTY, "text": f"“{NAUGHTY} is here,” said Ida Holt."},
            {"id": NAUGHTY, "text": ""},
            {"id": 3, "text": "It rained.", NAUGHTY: 1},
        )
    )
    made = onrecord(*command, source)
    missing = onrecord(*command, tmp_path / f"{NAUGHTY}none.txt")
    shown = made.out.decode() + made.err + missing.out.decode() + missing.err
    assert "owned" in made.out.decode()
    assert not [c for c in "\x1b\x07\x9b\u202e" if c in shown]


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("O extract in.txt > /dev/full", 1), ("O extract in.txt -o /dev/full", 1), ("O explain in.txt > /dev/full", 1),
        ("O extract in.txt --format table > /dev/full", 1), ("O extract in.txt >&-", 1), ("O extract - <&-", 1),
        ("O extract /proc/self/mem", 1), ("O extract in.txt -o /proc/x", 2), ("O extract in.txt --format csv -o /proc/x", 1),
        ("O extract in.txt -o none/out.json", 2), ("O extract in.jsonl | head -c 5 > /dev/null; exit ${PIPESTATUS[0]}", None),
    ],
)  # fmt: skip
def test_what_cannot_be_read_or_written_is_said_in_a_line(tmp_path: Path, command: str, code: int | None) -> None:
    (tmp_path / "in.txt").write_text("Police arrested 14 dockers in Halvik.")
    (tmp_path / "in.jsonl").write_text(lines(*({"id": i, "text": "It rained. " * 400} for i in range(40))))
    ended = shell(command, tmp_path)
    assert b"Traceback" not in ended.stderr
    assert b"Exception" not in ended.stderr
    if code is not None:
        assert (ended.returncode, ended.stderr[:10]) == (code, b"onrecord: ")
        assert ended.stderr.count(b"\n") == 1


def test_an_old_answer_stays_until_the_new_one_is_whole(tmp_path: Path) -> None:
    """Its rights too; a link leads where it led; and what failed leaves nothing beside it."""
    old, link = tmp_path / "old.json", tmp_path / "link.json"
    old.write_text("old")
    old.chmod(0o640)
    link.symlink_to(old)

    def fail() -> None:
        with opened(link) as out:
            out.write(b"half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert old.read_text() == "old"
    with opened(link) as out:
        out.write(b"new")
        assert old.read_text() == "old"
    assert (old.read_text(), old.stat().st_mode & 0o777, link.is_symlink()) == ("new", 0o640, True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.json", "old.json"]


def test_only_whole_lines_of_the_same_run_are_taken_up(tmp_path: Path) -> None:
    """With the problems among them; a run over other input begins anew."""
    path = tmp_path / "out.jsonl"

    def cut_off() -> None:
        with taken_up(path, "one") as begun:
            begun.out.write(b'{"id":"a\\"","problem":{}}\n{"id":7,"extraction":{"problem":1}}\n{"id":3,"extr')
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cut_off()
    assert not path.exists()
    with taken_up(path, "other") as begun:
        assert (begun.lines, begun.problems) == (0, 0)
    with taken_up(path, "one") as begun:
        assert (begun.lines, begun.problems) == (2, 1)
        begun.out.write(b"{}\n")
    assert path.read_bytes() == b'{"id":"a\\"","problem":{}}\n{"id":7,"extraction":{"problem":1}}\n{}\n'


def test_a_run_that_was_killed_is_taken_up_by_the_same_command(onrecord: Onrecord, tmp_path: Path) -> None:
    """The same bytes as of a run that was not, and what was there is not made again."""
    source, path = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    texts = [f"Police arrested {i + 2} dockers in Halvik on Monday. " * 30 if i != 3 else "" for i in range(60)]
    source.write_text(lines(*({"id": i, "text": text} for i, text in enumerate(texts))))
    path.write_text("old\n")
    command = [*RUN, "extract", str(source), "-o", str(path), "--processes", "1"]
    running = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.DEVNULL)
    while not (parts := [p for p in tmp_path.glob(".out.jsonl.*.part") if p.read_bytes().count(b"\n") > 8]):
        assert running.poll() is None
        time.sleep(0.02)
    running.send_signal(signal.SIGKILL)
    running.wait()
    there = parts[0].read_bytes().count(b"\n")
    assert path.read_text() == "old\n"
    again = onrecord("extract", source, "-o", path, "--processes", "1")
    assert f"{there} answers are there" in again.err
    assert again.status == 1
    assert path.read_bytes() == onrecord("extract", source, "--processes", "1").out
    assert os.listdir(tmp_path).count("out.jsonl") == 1
    assert not list(tmp_path.glob(".*"))


def test_what_is_closed_is_nobody_elses(tmp_path: Path) -> None:
    """Problems are not told into the answers, nor written into a file that took the place of standard error."""
    (tmp_path / "in.jsonl").write_text(lines({"id": 1, "text": "It rained."}, {"id": 2}))
    made = shell("O extract in.jsonl 2>&-", tmp_path)
    assert (made.returncode, [json.loads(line)["id"] for line in made.stdout.splitlines()]) == (1, [1, 2])
    assert shell("O extract in.jsonl -o out.jsonl <&- >&- 2>&-", tmp_path).returncode == 1
    assert (tmp_path / "out.jsonl").read_bytes() == made.stdout


def test_no_table_takes_the_place_of_what_is_read(onrecord: Onrecord, tmp_path: Path) -> None:
    source = tmp_path / "statements.csv"
    source.write_text(lines({"id": 1, "text": "It rained."}))
    made = onrecord("extract", source, "--kind", "jsonl", "--format", "csv", "-o", tmp_path)
    assert made.status == 2
    assert "its place" in made.err
    assert json.loads(source.read_text())["id"] == 1


@pytest.mark.parametrize("name", ["../../x", "/etc/x", "..", "a/../../x", "\\..\\x", "index", ".x", "\ud800"])
def test_no_name_of_a_transcript_leads_to_another_place(name: str) -> None:
    """Of pages, which are called by the names of their transcripts."""
    page = _Names(["in.jsonl"]).of(Item(name, OnrecordError("none"), 0))
    assert page.encode("utf-8", "replace").endswith(b".html")
    assert "/" not in page
    assert "\\" not in page
    assert not page.startswith(".")
    assert page != "index.html"


def test_links_that_lead_to_each_other_are_told_of(onrecord: Onrecord, tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    (tmp_path / "in.txt").write_text("It rained.")
    made = onrecord("extract", tmp_path / "in.txt", "-o", tmp_path / "a")
    assert (made.status, "--output" in made.err) == (2, True)


@pytest.mark.parametrize("kind", ["text", "jsonl"])
def test_what_has_no_end_is_not_held_in_memory(onrecord, tmp_path, monkeypatch, kind) -> None:
    """It is a problem once it is over the limit; of lines, the next is read."""
    monkeypatch.setenv("ONRECORD_MAX_UNPACKED_BYTES", "1000")
    path = tmp_path / "in"
    path.write_text("a" * 200_000 + "\n" + lines({"id": 2, "text": "It rained."}))
    made = onrecord("extract", path, "--kind", kind)
    assert made.status == 1
    assert "more than 1000 bytes" in made.err
    assert (b'"id":2,"extraction"' in made.out) == (kind == "jsonl")
    if kind == "text":
        assert onrecord("extract", "/dev/zero").status == 1


class Wary(io.BytesIO):
    """A file that has no end, for all that its reader knows."""

    def read(self, size: int | None = -1) -> bytes:
        assert 0 < (size or 0) <= 65_536
        return super().read(size)

    def readline(self, size: int | None = -1) -> bytes:
        assert 0 < (size or 0) <= 65_536
        return super().readline(size)


def test_no_more_is_read_at_once_than_a_transcript_may_have() -> None:
    long, most = b"a" * 200_000, Defaults(most=1_000)
    assert isinstance(file_item("x.txt", Wary(long), None, most).work, TooLarge)
    assert [item.size for item in line_items(Wary(long + b'\n{"text": ""}'), most)] == [200_001, 12]
