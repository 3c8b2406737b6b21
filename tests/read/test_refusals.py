"""What no reader takes is an error that lists the forms, through every door; it is never plain text with markup in it."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from service.errors import InvalidFields, OnrecordError, UnreadableTranscript
from service.read import read_any, read_bytes, read_own
from service.requests.body import parse_json_with, parse_raw
from service.requests.lines import read_line

ONE, TWO = "Nine were held on Friday.", "We will be back."
ROWS = [{"start": 0.0, "end": 4.0, "text": ONE}, {"start": 4.0, "end": 8.0, "text": TWO}]
FOREIGN = {
    "Python's list": repr(ROWS),
    "Python's dict": repr({"text": ONE, "segments": ROWS}),
    "a generator of segments": "".join(
        f"Segment(id={i}, seek=0, start={i}.0, end={i + 1}.0, text=' {w}', tokens=[5])\n" for i, w in enumerate((ONE, TWO))
    ),
    "a list of snippets": f"[FetchedTranscriptSnippet(text='{ONE}', start=0.0), FetchedTranscriptSnippet(text='{TWO}', start=4.0)]",
    "YAML": "".join(f"- start: {r['start']}\n  end: {r['end']}\n  text: {r['text']}\n" for r in ROWS),
    "YAML in a key": "language: en\nsegments:\n" + "".join(f"  - text: '{r['text']}'\n    start: {r['start']}\n" for r in ROWS),
    "broken JSON": json.dumps({"segments": ROWS})[:-20],
    "lines of requests": "".join(json.dumps({"id": i, "text": w}) + "\n" for i, w in enumerate((ONE, TWO))),
    "other JSON": json.dumps({"said": [[ONE]]}),
    "RTF": r"{\rtf1\ansi\deff0 {\fonttbl{\f0 Arial;}}\f0\fs24 Nine were held.\par We will be back.}",
    "RTF behind an empty line": "\n " + r"{\rtf1\ansi Nine were held.}",
    "PDF": "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\nNine were held.",
    "XML": f"<?xml version='1.0'?><report><line t='1'>{ONE}</line></report>",
    "XML in one element": f"<?xml version='1.0'?>\n<report>{ONE}</report>",
    "XML without a declaration": f"<report><line t='1'>{ONE}</line><line t='5'>{TWO}</line></report>",
}  # fmt: skip


@pytest.mark.parametrize("name", FOREIGN)
def test_it_is_refused_with_the_list_of_forms_through_every_door(name: str) -> None:
    text = FOREIGN[name]
    for read in (
        lambda: read_any(text),
        lambda: read_bytes(text.encode()),
        lambda: read_bytes(text.encode(), filename="news.txt"),
        lambda: parse_raw("transcript", text.encode(), b"", 10_000),
        lambda: parse_json_with(json.dumps({"transcript": text}).encode(), b""),
    ):
        with pytest.raises(UnreadableTranscript) as problem:
            read()
        assert "SubRip" in str(problem.value.expected)
    refused = read_line(json.dumps({"id": 1, "transcript": text}).encode(), 1).work
    assert isinstance(refused, UnreadableTranscript)


@pytest.mark.parametrize("name", FOREIGN)
def test_as_text_it_stays_with_a_warning(name: str) -> None:
    transcript = read_own(FOREIGN[name])
    assert transcript.text == FOREIGN[name]
    assert "looks like" in transcript.warnings[0]


@pytest.mark.parametrize(
    "text",
    [
        "RIFF raff marched on Friday.", "ID3 is a tag.", "BZh said no.", "{We} march, said [a man].", "[We march](now): said Vera.",
        "Start: 10 May\nText: the speech\nStart: 11 May\nText: the answer", "He said (a=1, b=2) was it.", "(text: Vera Lind)\nWe march.",
    ],
)  # fmt: skip
def test_words_are_words(text: str) -> None:
    assert read_any(text).text == text


def test_lines_of_a_recognisers_json_are_its_segments() -> None:
    lines = "".join(json.dumps(row) + "\n" for row in ROWS)
    for transcript in (
        read_any(lines),
        read_bytes(lines.encode(), filename="news.txt"),
        read_bytes(lines.encode(), filename="news.json"),
    ):
        assert [(s.start_time, s.end_time) for s in transcript.segments] == [(0.0, 4.0), (4.0, 8.0)]
        assert transcript.text == f"{ONE} {TWO}"


@pytest.mark.parametrize("body", [{"said": ONE}, [1, 2], [{"said": ONE}], "words", {"title": "News"}])
@pytest.mark.parametrize("query", [b"", b"model=off"])
def test_unknown_json_is_answered_with_the_forms(body: object, query: bytes) -> None:
    with pytest.raises(OnrecordError) as problem:
        parse_json_with(json.dumps(body).encode(), query)
    if isinstance(problem.value, InvalidFields):
        assert "transcript" in str(problem.value.expected)
        assert "Whisper" in str(problem.value.expected)
    else:
        assert query
        assert not isinstance(body, dict)


def test_a_file_is_what_it_plainly_holds_whatever_it_is_called() -> None:
    srt = f"1\n00:00:01,000 --> 00:00:02,000\n{ONE}\n"
    for name in ("a.csv", "a.json", "a.md", "a.ttml", "a.sub"):
        assert read_bytes(srt.encode(), filename=name).form == "srt"
    assert read_bytes(b"[00:01] Nine were held.\n[00:05] More.\n", filename="a.md").form == "markdown"


@pytest.mark.parametrize("name", ["xl/workbook.xml", "ppt/presentation.xml", "content.xml", "META-INF/container.xml"])
def test_other_files_of_offices_are_refused_with_the_list_of_forms(name: str) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/zip")
        archive.writestr(name, ONE)
    with pytest.raises(UnreadableTranscript) as problem:
        read_bytes(file.getvalue())
    assert "Word (.docx)" in str(problem.value.expected)
